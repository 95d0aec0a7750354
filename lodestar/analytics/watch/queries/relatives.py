"""Children fostered by relatives and friends: special guardianship, and approvals that run out."""

from itertools import groupby

from django.db.models import OuterRef, Subquery

from lodestar.analytics.watch.queries.homes import homes, words_of_type
from lodestar.analytics.watch.queries.reach import (
    Owed,
    Row,
    Standing,
    Told,
    Whose,
    at_next_review,
    counted_by_law,
    days_before,
    one_each,
    said_day,
)
from lodestar.analytics.watch.queries.stays import COLUMNS, Lived, by_child, lives_of, stays
from lodestar.casework.children.models import Placement
from lodestar.casework.children.states import TEMPORARY_PLACEMENTS
from lodestar.casework.children.words import in_words
from lodestar.casework.plans.models import CarePlan
from lodestar.casework.plans.states import PermanenceGoal
from lodestar.law import permanence
from lodestar.law.approvals import extended_approval_ends, temporary_approval_ends

RELATIVE_NOT_LONG_TERM = "U3"
FIRST_WEEKS = 24
GUARDIANSHIP_GOALS = (PermanenceGoal.SGO_CARER, PermanenceGoal.KINSHIP)


def no_guardianship(whose: Whose) -> list[Row]:
    """Return children fostered by a relative or friend whose plan, since then, names no special guardianship.

    A plan for permanence that names it is what the register holds of its having been considered.
    """
    connected = homes(whose).filter(type__in=permanence.CONNECTED_PLACEMENTS).values("period")
    considered = (
        CarePlan.objects.filter(
            child=OuterRef("period__child"), withdrawn_at__isnull=True, permanence_goal__in=GUARDIANSHIP_GOALS
        )
        .order_by("-dated_on")
        .values("dated_on")[:1]
    )
    rows = Placement.objects.believed().filter(period__in=connected, from_on__lte=whose.on)
    rows = rows.annotate(considered=Subquery(considered)).order_by("period__child", "from_on", "pk")
    found = []
    for _, group in groupby(rows.values_list(*COLUMNS, "considered"), key=lambda row: row[0]):
        said = list(group)
        spells = [Lived(*row[:-1]) for row in said]
        home = next(one for one in reversed(spells) if one.type not in TEMPORARY_PLACEMENTS)
        placed_on = stays(spells)[-1].from_on
        question = permanence.special_guardianship_question(
            placement_type=home.type, placed_on=placed_on, considered_on=said[-1][-1], on=whose.on
        )
        if question.is_open:
            found.append(Row(home.child_id, placed_on, (home.type, question)))
    return one_each(found)


def tell_no_guardianship(row: Row, standing: Standing) -> Told:
    """Say that special guardianship is still to be considered."""
    code, question = row.facts
    why = (
        f"{words_of_type(code)}, with this carer since {said_day(row)}. No plan for permanence since then names "
        "special guardianship or a child arrangements order."
    )
    owed = at_next_review(
        standing,
        "Consider special guardianship, and record it in the plan",
        "Social worker",
        question.citation,
    )
    return Told(why, (owed,))


def relative_first_weeks(whose: Whose) -> list[Row]:
    """Return children with a relative or friend for up to 24 weeks: as long as a temporary approval can last.

    The register does not hold which approval a carer has; a long-term placement (U1) has the full one.
    """
    recent = homes(whose).filter(
        type=RELATIVE_NOT_LONG_TERM, from_on__gte=days_before(whose.on, FIRST_WEEKS * 7)
    )
    found = []
    for _, spells in by_child(lives_of(recent.values("period"), whose.on)):
        placed_on = stays(spells)[-1].from_on
        ends = counted_by_law(temporary_approval_ends, placed_on=placed_on)
        if ends is None:
            continue
        longest = counted_by_law(extended_approval_ends, expires_on=ends.due_on)
        if longest is not None and whose.on <= longest.due_on:
            found.append(Row(spells[-1].child_id, placed_on, (ends, longest)))
    return one_each(found)


def tell_relative_first_weeks(row: Row, standing: Standing) -> Told:
    """Say by when a temporary approval of the carer runs out, if that is what it is."""
    ends, longest = row.facts
    extended = standing.on > ends.due_on
    clock = longest if extended else ends
    why = (
        f"With a relative or friend since {said_day(row)}. The register does not hold how the carer is approved: a "
        f"temporary approval {'could be extended once, and then ends' if extended else 'ends'} on "
        f"{in_words(clock.due_on)}."
    )
    what = "Approve the carer as a foster carer in full" + ("" if extended else ", or extend once")
    return Told(
        why, (Owed(what, "Nominated officer, through the team manager", clock.due_on, clock.citation),)
    )
