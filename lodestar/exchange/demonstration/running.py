"""Running made-up reviews through the doors of the house, each on its own day (ADR-0014)."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction

from lodestar.access.answers import NotAllowed
from lodestar.access.models import User
from lodestar.access.roles import Role
from lodestar.casework.children.models import CaseRole, Child
from lodestar.casework.children.queries import care_of
from lodestar.casework.children.words import LONDON
from lodestar.casework.decisions import actions as decisions
from lodestar.casework.decisions.models import Decision
from lodestar.casework.decisions.queries import unverified_for
from lodestar.casework.meetings import actions as meetings
from lodestar.casework.meetings.models import Booking, Invitee
from lodestar.casework.plans import actions as plans
from lodestar.casework.plans.models import CarePlan
from lodestar.casework.plans.queries import kind_called_for
from lodestar.casework.ratings import actions as ratings
from lodestar.casework.records import actions as records
from lodestar.casework.reviews.models import ReviewClock
from lodestar.exchange.demonstration import turns
from lodestar.exchange.demonstration import words_of_reviews as words
from lodestar.exchange.demonstration.after_reviews import Afterwards, People
from lodestar.exchange.demonstration.in_hand import booked_days
from lodestar.exchange.demonstration.made_up import InHand
from lodestar.law.calendar import add_working_days

MOST_UPCOMING, MOST_PLANS = 60, 400
Progress = Callable[[int, int], None]


class Running(Afterwards):
    """Runs reviews, one after another; everything that is drawn is drawn from a review's place in the list."""

    def __init__(self, *, people: Sequence[User], today: date, now: datetime) -> None:
        """Remember who works here, and the day it is."""
        self.people = {person.pk: person for person in people}
        self.administrator = next(p for p in people if p.role == Role.ADMINISTRATOR.value)
        self.managers = {p.team_id: p for p in people if p.role == Role.TEAM_MANAGER.value and p.is_active}
        self.today, self.now = today, now

    def around(self, child: Child) -> People | None:
        """Return who runs this child's review; None for a child without an IRO."""
        clock = ReviewClock.objects.filter(child=child).first()
        if clock is None or clock.iro_id is None or not self.people[clock.iro_id].is_active:
            return None
        role = (
            CaseRole.objects.on(self.today).filter(child=child, kind="social-worker").order_by("pk").first()
        )
        worker = self.people.get(role.person_id) if role else None
        return People(
            self.people[clock.iro_id],
            self.administrator,
            worker,
            self.managers.get(role.team_id) if role else None,
        )

    def held(self, taken: InHand, child: Child) -> Booking | None:
        """Run a review that was held, as far as it came."""
        who = self.around(child)
        if who is None:
            return None
        day = taken.review.held_on
        booked_on = add_working_days(day, -24)
        since = ReviewClock.objects.get(child=child).looked_after_since
        booked_on = max(booked_on, since + timedelta(days=1) if since else booked_on)
        booking = self.booked(
            child=child,
            officer=who.officer,
            day=day,
            place_in_list=taken.place,
            place_kind=("home", "school", "home", "office")[taken.place % 4],
            place=words.PLACES[taken.place % 4],
            late_because="The child asked for another day",
            by=who.administrator,
            at=self.at(booked_on),
        )
        self.plan(child, taken.place, who, booked_on)
        self.beforehand(booking, taken.place, who, day)
        self.in_the_room(booking, taken, who)
        records.close_review(booking=booking, held_on=day, by=who.officer, at=self.at(day, 17))
        self.afterwards(booking, taken, who)
        return booking

    def booked(self, *, day: date, place_in_list: int, **facts: Any) -> Booking:
        """Book a review at the first hour of a day at which its officer has no other."""
        hours = (10, 14, 9, 15, 11, 13, 16, 12)
        for turn in range(len(hours)):
            hour = hours[(place_in_list + turn) % len(hours)]
            try:
                with transaction.atomic():
                    return meetings.book_review(starts_at=datetime.combine(day, time(hour), LONDON), **facts)
            except NotAllowed:
                if turn == len(hours) - 1:
                    raise
        raise AssertionError("the last hour either books or raises")

    def beforehand(self, booking: Booking, place: int, who: People, day: date) -> None:
        """Ask people, take their words, and let the papers come in; what lies after today has not happened."""
        asked_on = add_working_days(day, -12)
        booked_on = booking.booked_at.astimezone(LONDON).date()
        wished_on, talked_on = (
            max(add_working_days(day, -21), booked_on),
            max(add_working_days(day, -15), booked_on),
        )
        if talked_on <= self.today:
            turns.prepare(
                booking,
                place,
                officer=who.officer,
                asked_at=self.at(wished_on, 16),
                talked_at=self.at(talked_on, 16),
            )
        meetings.propose_invitees(
            booking=booking, by=who.administrator, at=self.at(min(asked_on, self.today))
        )
        if asked_on <= self.today:
            people = booking.invitees.filter(is_invited=True)
            meetings.send_invitations(
                booking=booking,
                people=list(people.values_list("pk", flat=True)),
                channel="link",
                by=who.administrator,
                at=self.at(asked_on, 11),
            )
            self.replies(list(people), place, who, add_working_days(day, -8))
        report_on = add_working_days(day, -5) if place % 3 else day
        if report_on <= self.today and who.worker is not None and place % 7:
            meetings.submit_report(
                booking=booking, answers=words.REPORT, revision=0, by=who.worker, at=self.at(report_on, 12)
            )
        seen_on = add_working_days(day, -1)
        if seen_on <= self.today:
            meetings.record_child_seen(
                booking=booking,
                seen_on=seen_on,
                place_kind="home",
                is_alone=place % 6 != 0,
                not_alone_because="" if place % 6 else words.NOT_ALONE,
                childs_words=words.CHILDS_WORDS,
                officers_view=words.OFFICERS_VIEW,
                by=who.officer,
                at=self.at(seen_on, 17),
            )

    def plan(self, child: Child, place: int, who: People, on: date) -> None:
        """Record the child's care plan, once; some say nothing yet of permanence."""
        since = ReviewClock.objects.get(child=child).looked_after_since
        on = max(on, since) if since else on
        if who.worker is None or CarePlan.objects.filter(child=child).exists():
            return
        goal = words.GOALS[place % len(words.GOALS)]
        plans.record_plan(
            child=child,
            kind=kind_called_for(care_of(child.pk), on),
            dated_on=on,
            parts={part: (said, on) for part, said in words.PLAN.items()},
            permanence_goal=goal,
            permanence_decided_on=on if goal else None,
            contingency=words.CONTINGENCY if place % 3 else "",
            by=who.worker,
            at=self.at(on, 12),
        )

    def plans_of_others(self) -> None:
        """Record a care plan of most of the other children looked after; a few have none, as the watch lists show."""
        clocks = ReviewClock.objects.filter(is_looked_after=True, is_short_breaks=False).select_related(
            "child"
        )
        for place, clock in enumerate(clocks.order_by("pk")[:MOST_PLANS]):
            who = self.around(clock.child) if place % 16 != 5 else None
            if who is not None:
                self.plan(clock.child, place, who, self.today - timedelta(days=30 + place % 120))

    def replies(self, people: list[Invitee], place: int, who: People, on: date) -> None:
        """Let some of those who are asked answer, and the child say something."""
        if on > self.today:
            return
        for number, person in enumerate(people):
            if (number + place) % 4 == 3:
                continue
            reply = "sends-views" if (number + place) % 5 == 4 else "coming"
            meetings.take_reply(invitee=person, reply=reply, by=who.administrator, at=self.at(on, 9))
            if person.role == "child" and person.band in ("8-to-12", "13-to-17"):
                meetings.take_paper(
                    invitee=person,
                    band=person.band,
                    answers={"change": words.CHILDS_ITEMS[place % len(words.CHILDS_ITEMS)]},
                    by=who.administrator,
                    at=self.at(on, 9),
                )

    def in_the_room(self, booking: Booking, taken: InHand, who: People) -> None:
        """Write the room: what was said, the decisions, the rating, the conclusion."""
        day = taken.review.held_on
        at = self.at(day, 16)
        writer = who.administrator if booking.ordinal == 1 else who.officer
        for place, (heading, box, text) in enumerate(words.ROOM):
            if heading != "sch7-3" and (place + taken.place) % 4 == 0:
                continue
            records.save_text(
                booking=booking, heading=heading, box=box, text=text, version=0, by=writer, at=at
            )
        there = {
            one.pk: ("present" if (one.pk + taken.place) % 5 else "absent", "")
            for one in booking.invitees.filter(is_invited=True)
            if one.role != "child"
        }
        came = taken.review.participation in ("PN0", "PN1", "PN2", "PN3", "PN4")
        there |= {
            one.pk: ("present" if came else "absent", "") for one in booking.invitees.filter(role="child")
        }
        records.record_attendance(booking=booking, attendance=there, by=writer, at=at)
        if taken.review.participation not in ("PN0", "PN4", "PN7"):
            item = words.CHILDS_ITEMS[taken.place % len(words.CHILDS_ITEMS)]
            asked = records.add_agenda_item(booking=booking, words=item, by=writer, at=at)
            records.answer_agenda_item(item=asked, answer=words.ANSWERED, by=writer, at=at)
        for earlier in unverified_for(booking):
            decisions.verify_decision(
                decision=earlier,
                booking=booking,
                verdict="done" if earlier.number % 3 else "partly",
                words="" if earlier.number % 3 else "Begun, and not finished",
                by=who.officer,
                at=at,
            )
        for draft in Decision.objects.filter(booking=booking, due_on=None):
            decisions.change_decision(
                decision=draft, version=draft.version, due_on=day + timedelta(days=28), by=who.officer, at=at
            )
        for number in range(2 + taken.place % 3):
            self.decide(booking, words.DECISIONS[(taken.place + number) % len(words.DECISIONS)], who, day, at)
        self.conclude(booking, taken, who, at)

    def decide(
        self, booking: Booking, said: words.MadeUpDecision, who: People, day: date, at: datetime
    ) -> Decision:
        """Write one decision."""
        owner = who.worker if said.owner == "social-worker" else None
        return decisions.write_decision(
            booking=booking,
            words=said.words,
            heading=said.heading,
            need=said.need,
            owner=owner,
            owner_name="" if owner else said.agency or "The social worker",
            due_on=day + timedelta(days=said.days),
            child_will_know=said.child_will_know,
            by=who.officer,
            at=at,
        )

    def conclude(self, booking: Booking, taken: InHand, who: People, at: datetime) -> None:
        """Answer the questions, grade the plan, rate the review and conclude."""
        code = taken.review.participation or ""
        is_under_4 = code == "PN0"
        answers = {
            "knows-who-to-ask": "yes" if taken.place % 8 else "no",
            "report-in-time": "yes" if taken.place % 3 else "no",
            "key-people": "yes" if taken.place % 4 else "no",
        }
        if is_under_4:
            answers |= {"prepared": "not-applicable", "contributed": "not-applicable"}
        else:
            answers |= {
                "prepared": "yes" if taken.place % 6 else "no",
                "contributed": "yes" if taken.place % 20 else "no",
            }
        records.answer_quality(booking=booking, answers=answers, by=who.officer, at=at)
        grades = {
            criterion: (3, words.GOOD_PLAN) if (taken.place + n) % 3 else (2, words.WEAK_PLAN)
            for n, criterion in enumerate(("needs", "outcomes", "contingency", "permanence", "up-to-date"))
        }
        records.grade_plan(booking=booking, grades=grades, by=who.officer, at=at)
        colour = "red" if taken.place == 5 else "amber" if taken.place % 9 == 2 else "green"
        ratings.rate_review(
            booking=booking,
            colour=colour,
            because={"red": words.RED, "amber": words.AMBER}.get(colour, ""),
            follow_up_on=None if colour == "green" else at.date() + timedelta(days=30),
            by=who.officer,
            at=at,
        )
        records.save_conclusion(
            booking=booking,
            version=0,
            attended=code in ("PN0", "PN1", "PN2", "PN3", "PN4"),
            spoke_how={"PN2": "advocate", "PN5": "advocate", "PN3": "without-words"}.get(
                code, "not-at-all" if code in ("PN4", "PN7") else "self"
            ),
            sent_views=code == "PN6",
            participation=code,
            chaired="part" if taken.place % 5 == 1 and not is_under_4 else "none",
            meets_needs="partly" if colour != "green" else "yes",
            meets_needs_words="The back-up plan is missing" if colour != "green" else "",
            by=who.officer,
            at=at,
        )

    def upcoming(self, child: Child, place: int) -> Booking | None:
        """Book a review that is due, where somebody has come to it."""
        clock = ReviewClock.objects.filter(child=child).first()
        who = self.around(child)
        if clock is None or clock.next_due_on is None or who is None:
            return None
        day = booked_days(self.today, clock.next_due_on, place)
        if day is None:
            return None
        booked_on = self.today - timedelta(days=3 + place % 12)
        booking = self.booked(
            child=child,
            officer=who.officer,
            day=day,
            place_in_list=place,
            place_kind=("home", "school", "home", "office")[place % 4],
            place=words.PLACES[place % 4],
            late_because="" if day <= clock.next_due_on else "The home asked for a day after the move",
            interpreter="Sorani, for the child" if place % 17 == 3 else "",
            by=who.administrator,
            at=self.at(booked_on),
        )
        self.plan(child, place, who, booked_on)
        self.beforehand(booking, place, who, day)
        if day == self.today:
            turns.adjourn(booking, officer=who.officer, at=self.now)
        else:
            turns.turn(
                booking, place, administrator=who.administrator, now=self.now, due_on=clock.next_due_on
            )
        return booking


def run_reviews(
    taken: Sequence[InHand],
    *,
    today: date,
    at: datetime,
    progress: Progress = lambda done, of: None,
) -> int:
    """Run the reviews taken in hand, then book those that fall due; return how many bookings there are."""
    run = Running(people=list(User.objects.select_related("team")), today=today, now=at)
    children = {
        child.identifier: child for child in Child.objects.filter(identifier__in=[t.child for t in taken])
    }
    booked = 0
    for done, one in enumerate(taken, 1):
        booked += run.held(one, children[one.child]) is not None
        progress(done, len(taken))
    run.plans_of_others()
    soon = today + timedelta(days=35)
    due = ReviewClock.objects.filter(
        is_looked_after=True, is_short_breaks=False, next_due_on__gt=today, next_due_on__lte=soon
    ).exclude(child__restrictions__corrected_at__isnull=True, child__restrictions__isnull=False)
    for place, clock in enumerate(due.select_related("child").order_by("next_due_on", "pk")[:MOST_UPCOMING]):
        booked += run.upcoming(clock.child, place) is not None
    return booked
