"""At a glance in words: the snapshot, the charts of the annual report beside England and the neighbours, the trends."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lodestar.analytics.comparators.queries import Comparator
from lodestar.analytics.models import Figures
from lodestar.analytics.presenters.pictures import bars, is_year_end, trend
from lodestar.analytics.presenters.values import (
    Beside,
    Told,
    answers_by_id,
    beside,
    moved_words,
    of_words,
    protected,
    tables_by_id,
    value_words,
)
from lodestar.casework.children.words import LONDON
from lodestar.govuk.charts import Chart
from lodestar.govuk.parts import Stat
from lodestar.govuk.words import plain_date

# The five outcomes of the seed's strategy (IRO annual report 2013-15, section 5), each with its measures.
OUTCOMES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Fewer children who come into care under section 20", ("SECTION_20_STARTS", "SECTION_20_PERCENT")),
    (
        "More children who leave for a permanent family",
        ("PERMANENCE_PERCENT", "ADOPTED_PERCENT", "SGO_PERCENT"),
    ),
    ("More children placed locally", ("LOCAL_PERCENT", "PLACED_AWAY")),
    ("Less time in care", ("MONTHS_IN_CARE", "MONTHS_OF_LEAVERS")),
    ("Fewer children who come back into care", ("REENTRY", "REENTRY_12_MONTHS")),
)
# Charts over years, each beside its comparators: measure and title.
TRENDS = (
    ("RATE_PER_10000", "Children looked after for every 10,000"),
    ("LOOKED_AFTER", "Children looked after at the end of the year"),
    ("ADOPTED_PERCENT", "Children who left care through adoption"),
    ("NI63", "Same placement for two years"),
    ("NI62", "Three or more placements in the year"),
    ("REVIEWS_HELD_ON_TIME", "Reviews held in time"),
    ("PARTICIPATION", "Reviews with the child's views"),
)
BREAKDOWNS = (
    ("legal_status", "On what legal basis children are looked after"),
    ("placement_group", "Where children live"),
    ("age_now", "How old children are now"),
    ("age_at_entry", "How old children were when they came into care"),
    ("duration_in_care", "How long children have been looked after"),
    ("reason_ceased", "How children left care in the year"),
)
COMPARED = tuple(name for name, _ in TRENDS)


@dataclass(frozen=True, slots=True)
class Shown:
    """A chart with its key in download addresses, what stands beside it in words, and the measure it is of."""

    key: str
    chart: Chart
    measure: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """A measure of an outcome: its value, what of, how it moved."""

    id: str
    label: str
    value: str
    of: str
    moved: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """One of the five outcomes with its measures."""

    title: str
    lines: Sequence[OutcomeLine]


@dataclass(frozen=True, slots=True)
class YearLine:
    """A year of the reviews table: its end, the percentage, and its two numbers."""

    on: str
    value: str
    of: str
    reviewed: str


@dataclass(frozen=True, slots=True)
class AtGlancePage:
    """The whole page. `missing` says which years are not worked out; `counted` as of when and from what."""

    ends_on: date
    title_day: str
    counted: str
    caveats: Sequence[str]
    is_kept: str
    missing: Sequence[str]
    snapshot: Sequence[Stat]
    reviews: Sequence[YearLine]
    outcomes: Sequence[Outcome]
    charts: Sequence[Shown]
    rate_beside: Sequence[Beside]
    small_note: str


def at_glance_page(
    years: Mapping[date, Figures],
    days: Sequence[date],
    comparators: Mapping[str, Sequence[Comparator]],
    *,
    council: str,
    may_see_small: bool,
) -> AtGlancePage:
    """Return the page for the last of some days, which has figures; earlier days without any leave gaps."""
    now = years[days[-1]]
    told = {
        day: {
            key: protected(one, may_see_small=may_see_small)
            for key, one in answers_by_id(years.get(day)).items()
        }
        for day in days
    }
    here = told[days[-1]]
    year = days[-1].year if is_year_end(days[-1]) else days[-1].year - 1
    rate = here.get("RATE_PER_10000")
    return AtGlancePage(
        ends_on=now.ends_on,
        title_day=plain_date(now.ends_on),
        counted=counted_words(now),
        caveats=list(now.caveats),
        is_kept=now.name,
        missing=[plain_date(day) for day in days if day not in years],
        snapshot=snapshot(here, now, may_see_small=may_see_small),
        reviews=[review_line(day, told[day].get("NI66")) for day in days[-3:]],
        outcomes=[
            Outcome(title, [outcome_line(name, told, days) for name in names]) for title, names in OUTCOMES
        ],
        charts=[
            *charts_of(told, days, comparators, council),
            *breakdowns_of(now, may_see_small=may_see_small),
        ],
        rate_beside=beside(comparators.get("RATE_PER_10000", ()), year, "rate per 10,000") if rate else [],
        small_note=""
        if may_see_small
        else "Numbers from 1 to 5 are shown as c, so that nobody can be recognised.",
    )


def counted_words(figures: Figures) -> str:
    """Return as of when figures are, and from what."""
    made = figures.made_at.astimezone(LONDON)
    return (
        f"For the twelve months to {plain_date(figures.ends_on)}, counted from {figures.counted_from}. Worked out on "
        f"{plain_date(made.date())} at {made:%H:%M} by {figures.made_by.name}."
    )


def charts_of(
    told: Mapping[date, Mapping[str, Told]],
    days: Sequence[date],
    comparators: Mapping[str, Sequence[Comparator]],
    council: str,
) -> list[Shown]:
    """Return the charts over years."""
    found = []
    for name, title in TRENDS:
        series = {day: told[day].get(name) for day in days}
        known = next((one for one in series.values() if one is not None), None)
        if known is None:
            continue
        beside_it = () if name == "LOOKED_AFTER" else comparators.get(name, ())
        chart = trend(series, beside_it, council=council, title=title, unit=known["unit"])
        found.append(Shown(name.lower().replace("_", "-"), chart, name))
    return found


def breakdowns_of(figures: Figures, *, may_see_small: bool) -> list[Shown]:
    """Return the charts of how many children are of which kind."""
    tables = tables_by_id(figures)
    found = []
    for name, title in BREAKDOWNS:
        if name in tables:
            table = protected_table(tables[name], may_see_small=may_see_small)
            found.append(Shown(name.replace("_", "-"), bars(table, title=title)))
    return found


def protected_table(table: Told, *, may_see_small: bool) -> Told:
    """Return a table as a person may see it."""
    from lodestar.analytics.measures.small_numbers import protected_table as keep_small_back

    return table if may_see_small else keep_small_back(table)


def snapshot(here: Mapping[str, Told], figures: Figures, *, may_see_small: bool) -> list[Stat]:
    """Return the seed's snapshot: how many children live how, on the last day."""
    wanted = (
        ("LOOKED_AFTER", "children looked after"),
        ("OUTSIDE_AREA", "placed outside the area"),
        ("PLACED_AWAY", "of them more than 20 miles from home"),
        ("FOSTER_PERCENT", "with foster carers"),
        ("KINSHIP_PERCENT", "of them with relatives and friends"),
        ("FOR_ADOPTION_PERCENT", "placed for adoption"),
        ("PARENTS_PERCENT", "placed at home with parents"),
        ("HOMES_PERCENT", "in children's homes and secure units"),
        ("BY_ORDER", "in care through a legal order"),
        ("UASC_PERCENT", "unaccompanied asylum-seeking children"),
    )
    found = []
    for name, label in wanted:
        one = here.get(name)
        if one is not None and one["numerator"] is not None:
            number = one["numerator"]
            words = number if isinstance(number, str) else f"{number:,}"
            share = f" ({value_words(one)})" if one["unit"] == "percent" and one["value"] is not None else ""
            found.append(
                Stat(words, f"{label}{share}", f"/measures/{name}/?to={figures.ends_on.isoformat()}")
            )
    return found


def review_line(day: date, told: Told | None) -> YearLine:
    """Return a year of the table of reviews held in time."""
    if told is None:
        return YearLine(plain_date(day), value_words(None), "", "")
    n, d = told["numerator"], told["denominator"]
    return YearLine(
        plain_date(day), value_words(told), "" if d is None else f"{d}", "" if n is None else f"{n}"
    )


def outcome_line(name: str, told: Mapping[date, Mapping[str, Told]], days: Sequence[date]) -> OutcomeLine:
    """Return one measure of an outcome with how it moved since the year before."""
    now, before = told[days[-1]].get(name), told[days[-2]].get(name) if len(days) > 1 else None
    return OutcomeLine(
        name,
        now["label"] if now else name,
        value_words(now),
        of_words(now),
        moved_words(now, before, days[-2]) if len(days) > 1 else "",
    )
