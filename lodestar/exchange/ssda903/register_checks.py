"""Checks of the register itself: what is missing or does not fit together, whoever said it (2-law section 11).

Each check is a question to the register, answered in SQL for any number of children, with a sentence for each child of
one page. Nothing here changes anything, and nothing here knows who is asking: the children to look among are given.
"""

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet, Subquery

from lodestar.casework.allocation.models import IroAllocation
from lodestar.casework.allocation.queries import in_force
from lodestar.casework.children.models import Child, LegalStatus, PeriodOfCare, Placement, Relationship
from lodestar.casework.children.states import SHORT_BREAK_STATUSES, RelationshipKind
from lodestar.casework.reviews.models import Review, ReviewClock
from lodestar.govuk.words import counted, listed, plain_date
from lodestar.law.ages import birthday
from lodestar.law.calendar import add_months, add_working_days, working_days_between

FIRST_REVIEW_WORKING_DAYS = 20
ETHNICITY_WORKING_DAYS = 20
PUPIL_NUMBER_DAYS = 7
NOT_YET_KNOWN = "NOBT"
NUMBER_NOT_YET_KNOWN = "UN4"

Children = QuerySet[Child]


class FourthBirthday(Func):
    """The fourth birthday, from a date of birth; both databases count 29 February on to the next one."""

    arity = 1

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Return it as SQLite says it: dates there are text."""
        return self.as_sql(compiler, connection, template="date(%(expressions)s, '+4 years')", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Return it as PostgreSQL says it."""
        template = "(%(expressions)s + interval '4 years')::date"
        return self.as_sql(compiler, connection, template=template, **context)


@dataclass(frozen=True, slots=True)
class RegisterCheck:
    """One check: its name in addresses, its number, which children it finds, and what it says of each."""

    key: str
    number: str
    found: Callable[[Children, date], Children]
    said: Callable[[Collection[int], date], dict[int, str]]


def day_over(on: date, working_days: int) -> date:
    """Return the day before which a thing began that has lasted more than so many working days on a day.

    The day it began is day 0 (2-law R3.5). Raises BeyondKnownCalendar.
    """
    return add_working_days(on + timedelta(days=1), -(working_days + 1))


def in_care_since_before(day: date, on: date) -> Q:
    """Return the condition that a child looked after on a day became so before another, and is under 18.

    A period of care that runs on past the 18th birthday is a fault of its own, told by DQ3 alone.
    """
    periods = PeriodOfCare.objects.filter(in_force(on), child=OuterRef("pk"), from_on__lt=day)
    return Q(Exists(periods), born_on__gt=add_months(on, -12 * 18))


# --- DQ1, DQ2: somebody to review, and a first review ---------------------------------------------------


def without_an_iro(children: Children, on: date) -> Children:
    """Return children looked after for longer than the day limit without an IRO (DQ1; CA 1989 s.25A)."""
    day = day_over(on, settings.IRO_APPOINTMENT_WORKING_DAYS)
    allocated = IroAllocation.objects.filter(in_force(on), child=OuterRef("pk"))
    return children.filter(in_care_since_before(day, on), ~Exists(allocated))


def without_a_first_review(children: Children, on: date) -> Children:
    """Return children looked after for more than 20 working days, none of it reviewed (DQ2; reg 33(1)).

    Children in a series of short breaks have another limit, and are left out.
    """
    held = Review.objects.believed().filter(period=OuterRef("pk"), held_on__lte=on)
    day = day_over(on, FIRST_REVIEW_WORKING_DAYS)
    unreviewed = PeriodOfCare.objects.filter(in_force(on), ~Exists(held), child=OuterRef("pk"))
    breaks = LegalStatus.objects.filter(
        in_force(on), period__child=OuterRef("pk"), code__in=SHORT_BREAK_STATUSES
    )
    return children.filter(in_care_since_before(day, on), Exists(unreviewed), ~Exists(breaks))


def said_since(child_ids: Collection[int], on: date) -> dict[int, str]:
    """Say since when each child has been looked after, and how many working days that is."""
    rows = PeriodOfCare.objects.filter(in_force(on), child__in=child_ids).values_list("child_id", "from_on")
    return {
        child: f"Looked after since {plain_date(began)}, "
        f"{counted(working_days_between(began, on), 'working day')} ago."
        for child, began in rows
    }


# --- DQ4: participation and age -------------------------------------------------------------------------


def misfitting_reviews() -> QuerySet[Review]:
    """Return reviews whose participation code does not fit the child's age (checks 440, 441; 2-law 1.10).

    Those that a named person accepted with a reason are left out.
    """
    known = Review.objects.believed().filter(implausible_because="").exclude(participation="")
    four_on = FourthBirthday(F("child__born_on"))
    return known.filter(
        Q(participation="PN0", held_on__gte=four_on) | (~Q(participation="PN0") & Q(held_on__lt=four_on))
    )


def with_misfitting_reviews(children: Children, on: date) -> Children:
    """Return children with a review whose participation code does not fit their age on the day (DQ4)."""
    return children.filter(Exists(misfitting_reviews().filter(child=OuterRef("pk"))))


def said_of_reviews(child_ids: Collection[int], on: date) -> dict[int, str]:
    """Say which reviews have which code, and what the child's age was."""
    found = defaultdict(list)
    rows = misfitting_reviews().filter(child__in=child_ids).order_by("held_on")
    for child, held_on, code in rows.values_list("child_id", "held_on", "participation"):
        age = "4 or over" if code == "PN0" else "under 4"
        found[child].append(f"Review on {plain_date(held_on)} has {code}, but the child was {age}.")
    return {child: " ".join(words) for child, words in found.items()}


# --- DQ9: gaps and overlaps -----------------------------------------------------------------------------


def broken(model: type[Placement] | type[LegalStatus]) -> Q:
    """Return the condition that a period's rows of a kind leave a day uncovered, or cover one twice.

    A day is uncovered where the first row starts late, where a row ends and none goes on from it, or where there is
    no row at all; it is covered twice where a row starts before another ends.
    """
    rows = model.objects.believed().filter(period=OuterRef("pk"))
    at_first = Q(until_on__isnull=True) | Q(until_on__gt=OuterRef("from_on"))
    opening = rows.filter(at_first, from_on__lte=OuterRef("from_on"))
    others = model.objects.believed().filter(period=OuterRef("period_id"))
    goes_on = others.filter(
        Q(until_on__isnull=True) | Q(until_on__gt=OuterRef("until_on")), from_on__lte=OuterRef("until_on")
    )
    ends_early = rows.filter(
        Q(period__until_on__isnull=True) | Q(until_on__lt=F("period__until_on")), until_on__isnull=False
    )
    later = others.filter(from_on__gt=OuterRef("from_on"))
    doubled = rows.filter(
        Q(until_on__isnull=True) & Exists(later)
        | Q(until_on__isnull=False) & Exists(later.filter(from_on__lt=OuterRef("until_on")))
    )
    return Q(~Exists(opening)) | Q(Exists(ends_early.filter(~Exists(goes_on)))) | Q(Exists(doubled))


def broken_periods() -> QuerySet[Any]:
    """Return periods of care whose placements or legal statuses do not follow on from each other (DQ9)."""
    periods: QuerySet[Any] = PeriodOfCare.objects.believed()
    # One flag for each kind, so that the page can say which.
    flagged: QuerySet[Any] = periods.annotate(
        placements_broken=Exists(PeriodOfCare.objects.filter(broken(Placement), pk=OuterRef("pk"))),
        statuses_broken=Exists(PeriodOfCare.objects.filter(broken(LegalStatus), pk=OuterRef("pk"))),
    )
    return flagged.filter(Q(placements_broken=True) | Q(statuses_broken=True))


def with_gaps(children: Children, on: date) -> Children:
    """Return children with a period of care that has a gap or an overlap in it (DQ9)."""
    of_child = PeriodOfCare.objects.believed().filter(child=OuterRef("pk"))
    return children.filter(Exists(of_child.filter(broken(Placement) | broken(LegalStatus))))


def said_of_gaps(child_ids: Collection[int], on: date) -> dict[int, str]:
    """Say in which period of care what does not follow on."""
    found = defaultdict(list)
    rows = broken_periods().filter(child__in=child_ids).order_by("from_on")
    for child, began, places, statuses in rows.values_list(
        "child_id", "from_on", "placements_broken", "statuses_broken"
    ):
        which = listed(
            [w for w, is_so in (("placements", places), ("legal statuses", statuses)) if is_so], "and"
        )
        found[child].append(
            f"In the period of care from {plain_date(began)}, {which} leave a day out or overlap."
        )
    return {child: " ".join(words) for child, words in found.items()}


# --- DQ11: brothers and sisters -------------------------------------------------------------------------


def allocated_for_no_given_reason(on: date) -> QuerySet[IroAllocation]:
    """Return allocations in force for which nobody said why this officer."""
    return IroAllocation.objects.filter(in_force(on), because="")


def with_siblings_elsewhere(children: Children, on: date) -> Children:
    """Return looked-after children whose brother or sister has another IRO, without a reason given (DQ11)."""
    own = allocated_for_no_given_reason(on).filter(child=OuterRef("pk")).values("officer")[:1]
    elsewhere = allocated_for_no_given_reason(on).filter(~Q(officer=OuterRef(OuterRef("officer_now"))))
    bonds = Relationship.objects.filter(in_force(on), kind=RelationshipKind.SIBLING)
    said_here = bonds.filter(Exists(elsewhere.filter(child=OuterRef("other_child_id"))), child=OuterRef("pk"))
    said_there = bonds.filter(
        Exists(elsewhere.filter(child=OuterRef("child_id"))), other_child=OuterRef("pk")
    )
    found = children.annotate(officer_now=Subquery(own)).filter(officer_now__isnull=False)
    return found.filter(Exists(said_here) | Exists(said_there))


def said_of_siblings(child_ids: Collection[int], on: date) -> dict[int, str]:
    """Say who each child's IRO is, and who that of the brother or sister; people by name, children by identifier."""
    bonds = Relationship.objects.filter(in_force(on), kind=RelationshipKind.SIBLING).filter(
        Q(child__in=child_ids) | Q(other_child__in=child_ids), other_child__isnull=False
    )
    pairs = {pair for a, b in bonds.values_list("child_id", "other_child_id") for pair in ((a, b), (b, a))}
    ids = {child for pair in pairs for child in pair}
    rows = allocated_for_no_given_reason(on).filter(child__in=ids)
    facts = {
        child: (officer, name, identifier)
        for child, officer, name, identifier in rows.values_list(
            "child_id", "officer_id", "officer__name", "child__identifier"
        )
    }
    found = defaultdict(list)
    for child, sibling in sorted(pairs):
        if child not in child_ids or child not in facts or sibling not in facts:
            continue
        (officer, name, _), (other_officer, other_name, identifier) = facts[child], facts[sibling]
        if officer != other_officer:
            found[child].append(f"IRO {name}; brother or sister {identifier} has {other_name}.")
    return {child: " ".join(words) for child, words in found.items()}


# --- DQ16, DQ17: what was to be found out ---------------------------------------------------------------


def without_ethnicity(children: Children, on: date) -> Children:
    """Return children whose ethnicity is still not obtained after 20 working days in care (DQ16)."""
    waited = in_care_since_before(day_over(on, ETHNICITY_WORKING_DAYS), on)
    return children.filter(waited, ethnicity=NOT_YET_KNOWN)


def without_pupil_number(children: Children, on: date) -> Children:
    """Return children whose unique pupil number is still "not known yet" (UN4) after a week in care (DQ17)."""
    waited = in_care_since_before(on - timedelta(days=PUPIL_NUMBER_DAYS), on)
    return children.filter(waited, unique_pupil_number=NUMBER_NOT_YET_KNOWN)


# --- DQ3 and the clock ----------------------------------------------------------------------------------


def with_an_unjudged_clock(children: Children, on: date) -> Children:
    """Return looked-after children whose next review cannot be worked out from what the register holds (DQ3)."""
    clocks = ReviewClock.objects.filter(child=OuterRef("pk"), is_looked_after=True)
    return children.filter(Exists(clocks.filter(~Q(cannot_judge="") | Q(next_due_on__isnull=True))))


def said_of_clocks(child_ids: Collection[int], on: date) -> dict[int, str]:
    """Say why each clock cannot be worked out: as the law room said it, or that the young person is 18."""
    rows = ReviewClock.objects.filter(child__in=child_ids)
    return {
        child: words or without_a_due_date(birthday(born_on, 18), on)
        for child, words, born_on in rows.values_list("child_id", "cannot_judge", "child__born_on")
    }


def without_a_due_date(adult_on: date, on: date) -> str:
    """Say why no review is due for a child whom the record has as looked after."""
    if adult_on <= on:
        return f"Turned 18 on {plain_date(adult_on)}, but the period of care has not been ended."
    return "No next review is due, though the record says that the child is looked after."


CHECKS = (
    RegisterCheck("no-iro", "DQ1", without_an_iro, said_since),
    RegisterCheck("no-first-review", "DQ2", without_a_first_review, said_since),
    RegisterCheck("no-due-date", "DQ3", with_an_unjudged_clock, said_of_clocks),
    RegisterCheck("participation-and-age", "DQ4", with_misfitting_reviews, said_of_reviews),
    RegisterCheck("gaps", "DQ9", with_gaps, said_of_gaps),
    RegisterCheck("siblings", "DQ11", with_siblings_elsewhere, said_of_siblings),
    RegisterCheck("ethnicity", "DQ16", without_ethnicity, said_since),
    RegisterCheck("pupil-number", "DQ17", without_pupil_number, said_since),
)
"""Every check, in the order of their numbers. Each costs one query to count and one or two for a page."""


def check_named(key: str) -> RegisterCheck | None:
    """Return the check of that name, or None where there is none."""
    return next((check for check in CHECKS if check.key == key), None)
