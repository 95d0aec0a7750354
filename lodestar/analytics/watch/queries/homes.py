"""Where the children live: settings that may be unlawful, homes far away, and with parents."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet

from lodestar.analytics.watch import sources
from lodestar.analytics.watch.queries.reach import (
    Owed,
    Row,
    Standing,
    Told,
    Whose,
    at_next_review,
    one_each,
    said_day,
)
from lodestar.analytics.watch.queries.stays import by_child, lives_of, run_of
from lodestar.casework.allocation.queries import in_force
from lodestar.casework.children.models import Placement
from lodestar.casework.children.states import (
    PLACEMENT_TYPE_WORDS,
    TEMPORARY_PLACEMENTS,
    Location,
)
from lodestar.casework.children.words import in_words
from lodestar.law.ages import age_on
from lodestar.law.approvals import setting_is_unlawful
from lodestar.law.calendar import add_months

FAR_MILES = Decimal(20)
UNKNOWN_MILES = Decimal(999)
# The settings the law room may bar; every other type it answers with None, so it need not be asked of them.
PERHAPS_UNLAWFUL = ("H5", "K3", "P2", "Z1", "Z11", "Z12", "Z13", "Z14")


def homes(whose: Whose, *, short_breaks: bool = False) -> QuerySet[Placement]:
    """Return where each child lives: the last placement of their care that is none of T0 to T4 (2-law 15.9)."""
    stays = Placement.objects.believed().exclude(type__in=TEMPORARY_PLACEMENTS).filter(from_on__lte=whose.on)
    later = stays.filter(period=OuterRef("period"), from_on__gt=OuterRef("from_on"))
    rows = stays.filter(in_force(whose.on, "period__")).filter(~Exists(later))
    return whose.of_children(rows, "period__child", short_breaks=short_breaks)


# Settings and distance ------------------------------------------------------------------------------------


def perhaps_unlawful(whose: Whose) -> list[Row]:
    """Return children in a setting that the law bars at their age, or that is to be checked (regs 27A, 27C)."""
    rows = homes(whose, short_breaks=True).filter(type__in=PERHAPS_UNLAWFUL)
    found = []
    for child, since, code, born_on in rows.values_list(
        "period__child", "from_on", "type", "period__child__born_on"
    ):
        age = age_on(born_on, whose.on)
        barred = setting_is_unlawful(placement_type=code, age=age, on=whose.on)
        if barred is not None:
            found.append(Row(child, since, (code, barred)))
    return one_each(found)


def tell_perhaps_unlawful(row: Row, standing: Standing) -> Told:
    """Say why a setting is barred, and what is owed."""
    code, barred = row.facts
    what = "Move the child to a lawful home" if barred.certain else "Show that the setting is a lawful one"
    words = "Unlawful" if barred.certain else "To be checked"
    why = f"{words}: {words_of_type(code)}, since {in_words(row.since or standing.on)}. {barred.reason}"
    return Told(why, (Owed(what, "Social worker and team manager", None, barred.citation),))


def far(whose: Whose) -> list[Row]:
    """Return children who live more than 20 miles from home and outside the area (IND-8)."""
    rows = homes(whose).filter(
        location=Location.OUTSIDE, miles_from_home__gt=FAR_MILES, miles_from_home__lt=UNKNOWN_MILES
    )
    return _placed(rows)


def outside(whose: Whose) -> list[Row]:
    """Return children who live outside the area, 20 miles from home or less or nobody recorded how far."""
    near = Q(miles_from_home__isnull=True) | Q(miles_from_home__lte=FAR_MILES)
    unknown = Q(miles_from_home__gte=UNKNOWN_MILES)
    return _placed(homes(whose).filter(near | unknown, location=Location.OUTSIDE))


def _placed(rows: QuerySet[Placement]) -> list[Row]:
    said = rows.values_list("period__child", "from_on", "type", "miles_from_home")
    return one_each(Row(child, since, (code, miles)) for child, since, code, miles in said)


def tell_distance(row: Row, standing: Standing) -> Told:
    """Say how far a child lives from home."""
    code, miles = row.facts
    distance = (
        "how far from home is not recorded"
        if miles is None or miles >= UNKNOWN_MILES
        else f"{miles.normalize():f} miles from home"
    )
    owed = at_next_review(standing, "Ask whether this home is still right", "IRO", sources.HOME)
    return Told(f"{words_of_type(code)} outside the area, {distance}.", (owed,))


# With parents -----------------------------------------------------------------------------------------------


def with_parents(whose: Whose, *, from_months: int, until_months: int | None) -> list[Row]:
    """Return children placed with parents for at least so many months, and less than so many."""
    of_parents = homes(whose).filter(type="P1").values("period")
    found = [
        Row(one.child_id, run_of(spells, frozenset({"P1"})))
        for one, spells in by_child(lives_of(of_parents, whose.on))
    ]
    return one_each(within(found, whose.on, from_months, until_months))


def within(rows: Iterable[Row], on: date, from_months: int, until_months: int | None) -> Iterator[Row]:
    """Give the rows of at least so many months' standing, and of less than so many."""
    latest = add_months(on, -from_months)
    earliest = add_months(on, -until_months) if until_months is not None else date.min
    return (row for row in rows if row.since is not None and earliest < row.since <= latest)


def tell_with_parents(row: Row, standing: Standing) -> Told:
    """Say since when a child is placed with parents."""
    owed = at_next_review(
        standing,
        "Decide whether to ask the court to end the order",
        "Social worker, and the IRO at the review",
        sources.LEGAL_STATUS,
    )
    return Told(f"Placed with parents since {said_day(row)}, and still looked after.", (owed,))


def words_of_type(code: str) -> str:
    """Return a kind of placement in words."""
    return PLACEMENT_TYPE_WORDS.get(code, code)
