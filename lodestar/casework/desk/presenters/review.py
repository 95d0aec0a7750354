"""One review in words: each step with its clock, done, due or late."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings

from lodestar.access.models import User
from lodestar.access.roles import Permission
from lodestar.casework.children.words import LONDON, in_words
from lodestar.casework.desk.queries.review import Standing
from lodestar.casework.meetings.models import PreparationStep
from lodestar.casework.meetings.presenters.booking import effect_clock, history
from lodestar.casework.meetings.presenters.frame import when_in_words, where_in_words
from lodestar.casework.meetings.states import (
    SHAPE_WORDS,
    BookingState,
    ChangeKind,
    Shape,
    SittingState,
    Step,
    StepState,
)
from lodestar.casework.ratings.states import COLOUR_WORDS, Colour
from lodestar.casework.reviews.presenters.clocks import FORCE_WORDS, held_in_words
from lodestar.casework.reviews.presenters.clocks import because as because_of
from lodestar.govuk.parts import Clock, Fact, Link, Tag, TimelineItem
from lodestar.govuk.words import counted
from lodestar.law import review_steps
from lodestar.law.answers import Lawful, Unlawful
from lodestar.law.review_steps import StepClock

P = Permission


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step: what it is, how it stands, by when it is or was due and why, and where it is done."""

    title: str
    href: str
    tag: Tag
    words: str
    because: str


@dataclass(frozen=True, slots=True)
class SittingRow:
    """One meeting of the review."""

    when: str
    where: str
    state: str
    conclusion: str
    href: str
    move_href: str


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """The hub of a review."""

    clock: Clock
    facts: Sequence[Fact]
    acts: Sequence[Link]
    before: Sequence[StepRow]
    after: Sequence[StepRow]
    sittings: Sequence[SittingRow]
    history: Sequence[TimelineItem]


def review_page(found: Standing, person: User, *, today: date) -> ReviewPage:
    """Return the hub: the clock, where and when, what is done and owed, and what happened to the date."""
    booking = found.booking
    return ReviewPage(
        clock=clock_of(found),
        facts=facts_of(found),
        acts=acts_of(found, person, today),
        before=before_of(found, today) if found.day else [],
        after=after_of(found, today) if booking.state == BookingState.HELD and found.day else [],
        sittings=[sitting_row(found, one, person) for one in found.sittings]
        if booking.shape == Shape.SERIES or len(found.sittings) > 1
        else [],
        history=history(found.changes),
    )


def clock_of(found: Standing) -> Clock:
    """Return what the law makes of this review."""
    booking = found.booking
    if booking.review is not None:
        review = booking.review
        words = held_in_words(review.held_on, review.due_on, review.days_late)
        return Clock(f"Held on {in_words(review.held_on)}. {words}", "late" if review.days_late else "done")
    because = f"{booking.due_because[:1].upper()}{booking.due_because[1:]}." if booking.due_because else ""
    if booking.state == BookingState.CANCELLED or found.day is None:
        return Clock(
            "Cancelled: this is no review"
            + (f". One is still due by {in_words(booking.due_on)}" if booking.due_on else ""),
            "late" if booking.due_on else "calm",
            because=because,
        )
    return clock_now(found, because)


def clock_now(found: Standing, because: str) -> Clock:
    """Return what the law makes of the day a review is booked for: by the child's clock as it stands now.

    What was due when it was booked is told where something moved the clock since.
    """
    booking, clock = found.booking, found.clock
    planned = [one.starts_at for one in found.sittings if one.state == SittingState.PLANNED]
    day = max(planned).astimezone(LONDON).date() if planned else found.day
    assert day is not None  # a review without any meeting has no day, and was answered before
    if clock is None or clock.next_due_on is None:
        return effect_clock(day, booking.due_on, because)
    panel = effect_clock(day, clock.next_due_on, because_of(clock))
    was = booking.due_on
    moved = was is not None and was != clock.next_due_on
    since = f" It was due by {in_words(was)} when it was booked." if was and moved else ""
    return replace(
        panel,
        because=panel.because + since,
        citation=f"{clock.next_citation} ({FORCE_WORDS.get(clock.next_force, clock.next_force)})",
    )


def facts_of(found: Standing) -> list[Fact]:
    """Return when, where, and what has to be thought of."""
    booking, sitting = found.booking, found.sitting
    facts = [
        Fact("When", when_in_words(sitting.starts_at) if sitting else "Not planned"),
        Fact("Where", where_in_words(sitting) if sitting else "Not planned"),
        Fact("How", SHAPE_WORDS[Shape(booking.shape)]),
        Fact("Chaired by", booking.officer.name),
        Fact("Access needs", booking.access_needs or "None recorded"),
        Fact("Interpreter", booking.interpreter or "None recorded"),
    ]
    if booking.late_because:
        facts.append(Fact("Why it is late", booking.late_because))
    if booking.reconvene_by:
        facts.append(Fact("Adjourned", f"Must go on by {in_words(booking.reconvene_by)}"))
    if found.series is not None:
        facts.append(Fact("Is the series a review?", series_in_words(found.series)))
    if found.rating:
        facts.append(Fact("Rating", COLOUR_WORDS[Colour(found.rating)]))
    return facts


def series_in_words(answer: Lawful | Unlawful) -> str:
    """Return whether the meetings of a series amount to a review, and if not what is wanting."""
    if isinstance(answer, Lawful):
        return f"Yes: {answer.because}."
    return f"Not yet. {answer.reason}"


def acts_of(found: Standing, person: User, today: date) -> list[Link]:
    """Return what this person may do to the booking now, as links."""
    booking = found.booking
    at = f"/reviews/{booking.pk}/"
    acts: list[Link] = []
    is_open = booking.state in (BookingState.BOOKED, BookingState.ADJOURNED)
    if is_open and person.may(P.CONCLUDE_REVIEW) and found.day and found.day <= today:
        acts.append(Link("Close the review", f"{at}close/"))
    if is_open and person.may(P.BOOK_REVIEW):
        acts.append(Link("Move it", f"{at}move/"))
        acts.append(Link("Change where or who", f"{at}change/"))
        acts.append(Link("Cancel it", f"{at}cancel/"))
    if booking.state == BookingState.BOOKED and person.may(P.CONCLUDE_REVIEW):
        acts.append(Link("Adjourn it", f"{at}adjourn/"))
    if is_open and booking.shape == Shape.SERIES and person.may(P.BOOK_REVIEW):
        acts.append(Link("Add a meeting", f"{at}meetings/add/"))
    waits = any(c.kind == ChangeKind.CANCELLED and c.approved_at is None for c in found.changes)
    if waits and person.may(P.APPROVE_CANCELLATION):
        acts.append(Link("Approve the cancelling", f"{at}approve/"))
    acts.append(Link("Calendar file", f"{at}calendar.ics"))
    return acts


def before_of(found: Standing, today: date) -> list[StepRow]:
    """Return the steps before the review, each with its clock."""
    assert found.day is not None
    day, at = found.day, f"/reviews/{found.booking.pk}/"
    invited = (
        f"{found.invited} invited, {counted(found.replied, 'reply', 'replies')}" if found.invited else ""
    )
    earlier = found.earlier_owed
    return [
        said_step(
            "Settle with the child where, when and who",
            f"{at}preparation/",
            review_steps.discussion_by(review_on=day),
            found.said.get(Step.WISHES),
            today,
        ),
        said_step(
            "Talk with the social worker",
            f"{at}preparation/",
            review_steps.talk_by(review_on=day),
            found.said.get(Step.TALK),
            today,
        ),
        step(
            "Invitations and consultation papers",
            f"{at}invitations/",
            review_steps.invitations_by(review_on=day, working_days=settings.INVITATIONS_WORKING_DAYS),
            found.invited_on,
            today,
            invited,
        ),
        step(
            "Social worker's report",
            f"{at}papers/",
            review_steps.papers_by(review_on=day, working_days=settings.SW_REPORT_LEAD),
            found.report_on,
            today,
        ),
        step(
            "Updated care plan",
            f"{at}papers/",
            review_steps.papers_by(review_on=day, working_days=settings.SW_REPORT_LEAD),
            found.plan_on,
            today,
        ),
        StepRow(
            "Speak with the child",
            f"{at}seen/",
            Tag("Done", "green") if found.seen_on else state_tag(day, today),
            f"On {in_words(found.seen_on)}" if found.seen_on else f"Before the review on {in_words(day)}",
            "The IRO speaks with the child before each review (SI 2010/959 reg 36)",
        ),
        StepRow(
            "Earlier decisions",
            f"{at}decisions/",
            Tag("To look at", "yellow") if earlier else Tag("Done", "green"),
            f"{counted(earlier, 'decision')} of earlier reviews still owed"
            if earlier
            else "None is left without an answer",
            "Each is answered before this review closes",
        ),
    ]


def after_of(found: Standing, today: date) -> list[StepRow]:
    """Return the steps after the review, each with its clock."""
    assert found.day is not None
    day, at = found.day, f"/reviews/{found.booking.pk}/"
    rows = [
        step(
            "Decisions sent",
            f"{at}decisions/",
            review_steps.decisions_by(review_on=day),
            found.sent_on,
            today,
            counted(found.decisions, "decision"),
        )
    ]
    if found.sent_on is not None:
        due = review_steps.answers_by(sent_on=found.sent_on)
        done = found.unanswered == 0
        rows.append(
            StepRow(
                "Team manager's answers",
                f"{at}decisions/",
                Tag("Done", "green") if done else state_tag(due.due_on, today),
                "All answered"
                if done
                else f"{counted(found.unanswered, 'decision')} to answer by {in_words(due.due_on)}",
                sentence(due),
            )
        )
    rows += [
        step(
            "Care plan brought up to date",
            f"/children/{found.booking.child_id}/plan/",
            review_steps.plan_updated_by(review_on=day),
            found.plan_updated_on,
            today,
        ),
        step("Record signed", f"{at}sign/", review_steps.record_by(review_on=day), found.signed_on, today),
        step(
            "Record sent out",
            f"{at}distribution/",
            review_steps.distributed_by(review_on=day),
            found.dispatched_on,
            today,
        ),
    ]
    return rows


def said_step(title: str, href: str, clock: StepClock, said: PreparationStep | None, today: date) -> StepRow:
    """Return a step that is done because somebody says so; one that is not needed says why."""
    if said is not None and said.state == StepState.NOT_NEEDED:
        return StepRow(title, href, Tag("Not needed", "grey"), said.words, sentence(clock))
    is_done = said is not None and said.state == StepState.DONE
    done_on = said.said_at.astimezone(LONDON).date() if said is not None and is_done else None
    return step(title, href, clock, done_on, today)


def step(
    title: str, href: str, clock: StepClock, done_on: date | None, today: date, words: str = ""
) -> StepRow:
    """Return a step: done in time or late, due, or overdue."""
    if done_on is not None:
        late = done_on > clock.due_on
        tag = Tag("Done late", "orange") if late else Tag("Done", "green")
        said = f"On {in_words(done_on)}, due by {in_words(clock.due_on)}"
    else:
        tag = state_tag(clock.due_on, today)
        said = f"{'Was due' if today > clock.due_on else 'Due'} by {in_words(clock.due_on)}"
    return StepRow(title, href, tag, f"{said}. {words}" if words else said, sentence(clock))


def state_tag(due_on: date, today: date) -> Tag:
    """Return how something that is not done stands: late, due soon, or later."""
    if today > due_on:
        return Tag("Late", "red")
    return Tag("Due soon", "yellow") if (due_on - today).days <= 7 else Tag("To do", "grey")


def sentence(clock: StepClock) -> str:
    """Return why a step is due then, and on whose word."""
    return f"{clock.because[:1].upper()}{clock.because[1:]} ({clock.citation.provision})"


SITTING_WORDS = {
    SittingState.PLANNED: "Planned",
    SittingState.HELD: "Held",
    SittingState.CANCELLED: "Cancelled",
}


def sitting_row(found: Standing, one: object, person: User) -> SittingRow:
    """Return one meeting of a review of several."""
    sitting = one
    state = SittingState(sitting.state)  # type: ignore[attr-defined]
    may_record = (
        state == SittingState.PLANNED
        and found.booking.shape == Shape.SERIES
        and person.may(P.CONCLUDE_REVIEW)
        and found.booking.review is None
    )
    may_move = state == SittingState.PLANNED and person.may(P.BOOK_REVIEW) and found.booking.review is None
    about = sitting.about  # type: ignore[attr-defined]
    return SittingRow(
        when_in_words(sitting.starts_at.astimezone(LONDON)),  # type: ignore[attr-defined]
        where_in_words(sitting),
        SITTING_WORDS[state],
        ": ".join(filter(None, (about, sitting.conclusion))),  # type: ignore[attr-defined]
        f"/reviews/{found.booking.pk}/meetings/{sitting.pk}/" if may_record else "",  # type: ignore[attr-defined]
        f"/reviews/{found.booking.pk}/move/?meeting={sitting.pk}" if may_move else "",  # type: ignore[attr-defined]
    )
