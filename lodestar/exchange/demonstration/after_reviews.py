"""What follows a made-up review: decisions sent and answered, ratings answered, records signed and sent out."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction

from lodestar.access.answers import NotAllowed
from lodestar.access.models import User
from lodestar.casework.children.words import LONDON
from lodestar.casework.decisions import actions as decisions
from lodestar.casework.decisions.models import Decision
from lodestar.casework.meetings.models import Booking
from lodestar.casework.ratings import actions as ratings
from lodestar.casework.records import actions as records
from lodestar.casework.records.actions.versions import dispatch
from lodestar.casework.records.queries.versions import recipients_of
from lodestar.exchange.demonstration import turns
from lodestar.exchange.demonstration import words_of_reviews as words
from lodestar.exchange.demonstration.made_up import InHand, Stage
from lodestar.law.calendar import add_working_days


@dataclass(frozen=True, slots=True)
class People:
    """Who does what in a made-up review of one child."""

    officer: User
    administrator: User
    worker: User | None
    team_manager: User | None


class Afterwards:
    """Runs a made-up review on from the day it was closed, as far as it came; nothing happens after now."""

    today: date
    now: datetime

    def at(self, day: date, hour: int = 10) -> datetime:
        """Return a moment on a day, never later than now."""
        return min(datetime.combine(day, time(hour), LONDON), self.now)

    def afterwards(self, booking: Booking, taken: InHand, who: People) -> None:
        """Send, answer, carry out, sign: as far as the review came."""
        day = taken.review.held_on
        if taken.stage >= Stage.SENT:
            decisions.send_decisions(
                booking=booking, by=who.officer, at=self.at(min(add_working_days(day, 4), self.today))
            )
        if taken.stage >= Stage.ANSWERED and who.team_manager is not None:
            self.answered(booking, taken, who, who.team_manager)
        if taken.stage >= Stage.SIGNED:
            at = self.at(min(add_working_days(day, 12), self.today))
            records.sign_record(booking=booking, by=who.officer, at=at)
        if taken.stage >= Stage.DISTRIBUTED:
            self.sent_out(booking, who, add_working_days(day, 18))
            if taken.place % 2:
                turns.letter(booking, officer=who.officer, on=add_working_days(day, 14), now=self.now)

    def sent_out(self, booking: Booking, who: People, on: date) -> None:
        """Send everybody their version; the child's letter waits for the IRO who opens the demonstration."""
        for person in recipients_of(booking):
            if person.role == "child" or not person.sees_address:
                continue
            dispatch(
                booking=booking,
                invitee=person,
                state="sent",
                channel="post",
                sent_on=min(on, self.today),
                by=who.administrator,
                at=self.at(min(on, self.today)),
            )

    def answered(self, booking: Booking, taken: InHand, who: People, manager: User) -> None:
        """Let the team manager answer, and the owners say how it goes."""
        day = taken.review.held_on
        at = self.at(min(add_working_days(day, 7), self.today))
        for decision in Decision.objects.filter(booking=booking).order_by("number"):
            word, said = "agreed", ""
            if (taken.place + decision.number) % 11 == 0:
                word, said = "disagreed", words.DISAGREES
            elif (taken.place + decision.number) % 5 == 0:
                word, said = "agreed-with-change", words.WITH_CHANGE
            try:
                with transaction.atomic():
                    decisions.answer_decision(decision=decision, word=word, words=said, by=manager, at=at)
            except NotAllowed:
                return  # another team worked with the child on that day: its manager has yet to answer
            if who.worker is not None and decision.owner_id == who.worker.pk and decision.number % 2:
                done_on = min(day + timedelta(days=20), self.today)
                is_done = taken.place % 2 == 0 and done_on > at.date()
                decisions.update_decision(
                    decision=decision,
                    progress="done" if is_done else "in-progress",
                    words=words.DONE if is_done else words.PROGRESS,
                    done_on=done_on if is_done else None,
                    by=who.worker,
                    at=self.at(done_on),
                )
        self.answer_rating(booking, taken, manager, at)

    def answer_rating(self, booking: Booking, taken: InHand, manager: User, at: datetime) -> None:
        """Let the team manager answer an amber; a red is left for whoever opens the demonstration."""
        for notice in booking.rating.notices.filter(role="team-manager"):
            if booking.rating.colour == "amber" and taken.place % 2 == 0:
                ratings.acknowledge(
                    notice=notice,
                    action=words.MANAGERS_ACTION,
                    action_by_on=at.date() + timedelta(days=14),
                    by=manager,
                    at=at,
                )
