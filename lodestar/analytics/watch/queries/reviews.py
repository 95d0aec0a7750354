"""Reviews overdue, clocks that cannot be worked out, and what is late after a review."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, Min, OuterRef

from lodestar.analytics.watch import sources
from lodestar.analytics.watch.queries.reach import (
    Owed,
    Row,
    Standing,
    Told,
    Whose,
    counted_by_law,
    one_each,
    said_day,
)
from lodestar.casework.decisions.models import Decision, DecisionsSent
from lodestar.casework.decisions.states import DecisionState
from lodestar.casework.meetings.models import Booking
from lodestar.casework.meetings.states import BookingState
from lodestar.casework.ratings.models import RatingNotice
from lodestar.casework.ratings.states import Colour, NoticeRole
from lodestar.casework.records.models import Minute
from lodestar.casework.records.states import MinuteState
from lodestar.govuk.words import counted
from lodestar.law import review_steps
from lodestar.law.citation import Citation, Force
from lodestar.law.review_steps import StepClock

COLOUR_NAMES = {Colour.GREEN: "green", Colour.AMBER: "amber", Colour.RED: "red"}
POSTS = {NoticeRole.TEAM_MANAGER: "Team manager", NoticeRole.SERVICE_MANAGER: "Service manager"}

# The clock --------------------------------------------------------------------------------------------------


def overdue(whose: Whose) -> list[Row]:
    """Return children whose review is overdue: its last day has passed (2-law 15.3)."""
    rows = whose.clocks(short_breaks=True).filter(next_due_on__lt=whose.on)
    said = rows.values_list("pk", "next_due_on", "next_because", "next_citation", "next_force")
    return one_each(Row(child, due_on, tuple(facts)) for child, due_on, *facts in said)


def tell_overdue(row: Row, standing: Standing) -> Told:
    """Say since when a review is overdue, and from what."""
    because, provision, force = row.facts
    days = (standing.on - (row.since or standing.on)).days
    why = f"The review is {counted(days, 'day')} overdue: {because}."
    # Only the words of the provision are kept with a clock; its address belongs to the child's own page.
    citation = _kept(provision, force)
    return Told(why, (Owed("Hold the review", "IRO", row.since, citation),))


def _kept(provision: str, force: str) -> Citation:
    """Return the source of a clock as it was kept."""
    strength = Force(force) if force else Force.LOCAL_POLICY
    url = sources.TIMETABLE.url if strength in (Force.STATUTE, Force.REGULATIONS) else ""
    return Citation(provision or sources.TIMETABLE.provision, url, strength)


def cannot_judge(whose: Whose) -> list[Row]:
    """Return children whose record says what cannot be, so that nobody knows when their review is due."""
    rows = whose.clocks(short_breaks=True).exclude(cannot_judge="")
    return one_each(
        Row(child, since, (words,))
        for child, since, words in rows.values_list("pk", "looked_after_since", "cannot_judge")
    )


def tell_cannot_judge(row: Row, standing: Standing) -> Told:
    """Say what stands in the way of the clock."""
    words = row.facts[0]
    why = f"The next review cannot be worked out: {words[:1].lower()}{words[1:].rstrip('.')}."
    return Told(why, (Owed("Correct the record of care", "Administrator", None, sources.TIMETABLE),))


# After a review ---------------------------------------------------------------------------------------------


def decisions_not_sent(whose: Whose) -> list[Row]:
    """Return children with a review whose decisions have not gone out by the fifth working day (R4.7)."""
    sent = DecisionsSent.objects.filter(booking=OuterRef("pk"))
    return _after_review(whose, ~Exists(sent), review_steps.decisions_by)


def tell_decisions_not_sent(row: Row, standing: Standing) -> Told:
    """Say which review's decisions are late."""
    return _late(row, "Its decisions have not been sent.", "Send the decisions")


def record_not_signed(whose: Whose) -> list[Row]:
    """Return children with a review whose record is not signed by the limit for it (R4.10)."""
    signed = Minute.objects.filter(booking=OuterRef("pk"), state=MinuteState.SIGNED)
    return _after_review(
        whose,
        ~Exists(signed),
        review_steps.record_by,
        working_days=settings.RECORD_WORKING_DAYS,
    )


def tell_record_not_signed(row: Row, standing: Standing) -> Told:
    """Say which review has no signed record."""
    return _late(row, "Its record is not signed.", "Sign the record")


def _after_review(whose: Whose, undone: Any, rule: Callable[..., StepClock], **limit: int) -> list[Row]:
    rows = Booking.objects.filter(undone, state=BookingState.HELD, review__corrected_at__isnull=True)
    found = []
    for child, held in whose.of_children(rows).values_list("child", "review__held_on"):
        clock = counted_by_law(rule, review_on=held, **limit)
        if clock is not None and clock.due_on < whose.on:
            found.append(Row(child, held, (clock,)))
    return one_each(found)


def _late(row: Row, words: str, what: str) -> Told:
    (clock,) = row.facts
    why = f"A review was held on {said_day(row)}. {words}"
    return Told(why, (Owed(what, "IRO", clock.due_on, clock.citation),))


def decisions_past(whose: Whose) -> list[Row]:
    """Return children with decisions that are open past their day (R4.21), the oldest of them first."""
    open_still = Decision.objects.filter(state=DecisionState.OPEN, due_on__lt=whose.on)
    rows = whose.of_children(open_still).order_by().values("child")
    said = rows.annotate(first=Min("due_on"), late=Count("pk")).values_list("child", "first", "late")
    return one_each(Row(child, first, (number,)) for child, first, number in said)


def tell_decisions_past(row: Row, standing: Standing) -> Told:
    """Say how many decisions are late."""
    (number,) = row.facts
    day = said_day(row)
    why = (
        f"A decision of a review was due on {day} and is open."
        if number == 1
        else f"{number} decisions of reviews are past their day, the oldest due on {day}."
    )
    owed = Owed("Do it, or say why not", "Whose decision it is", row.since, sources.EARLIER_DECISIONS)
    return Told(why, (owed,))


def ratings_unanswered(whose: Whose) -> list[Row]:
    """Return children with an amber or a red that a manager has not answered by its day (R4.30)."""
    rows = RatingNotice.objects.filter(
        acknowledged_at__isnull=True, due_on__lt=whose.on, rating__cleared_at__isnull=True
    )
    said = whose.of_children(rows, "rating__child").order_by("due_on", "role", "pk")
    by_child: dict[int, list[tuple[Any, ...]]] = {}
    for child, *notice in said.values_list("rating__child", "due_on", "role", "rating__colour"):
        by_child.setdefault(child, []).append(tuple(notice))
    return one_each(Row(child, notices[0][0], tuple(notices)) for child, notices in by_child.items())


def tell_ratings_unanswered(row: Row, standing: Standing) -> Told:
    """Say who has not answered which colour."""
    colours = " and ".join(dict.fromkeys(COLOUR_NAMES[Colour(colour)] for _, _, colour in row.facts))
    why = f"Rated {colours}, and not answered by {said_day(row)}."
    owed = tuple(
        Owed(
            "Answer the rating: what will be done, by when",
            POSTS[NoticeRole(role)],
            due,
            review_steps.ACKNOWLEDGEMENT,
        )
        for due, role, _ in row.facts
    )
    return Told(why, owed)
