"""The register of measures and one measure in words: definition, trend, splits, and the children behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lodestar.analytics.comparators.queries import Comparator
from lodestar.analytics.measures.catalogue import MEASURES, NOT_COUNTED
from lodestar.analytics.measures.measure import Better, Group, Measure, Unit
from lodestar.analytics.measures.splits import DIMENSIONS, Dimension, Part
from lodestar.analytics.models import Figures
from lodestar.analytics.presenters.at_glance import counted_words
from lodestar.analytics.presenters.pictures import is_year_end, trend
from lodestar.analytics.presenters.values import (
    Beside,
    Told,
    answers_by_id,
    as_number,
    beside,
    moved_words,
    number_words,
    of_words,
    protected,
    published_words,
    value_words,
)
from lodestar.govuk.charts import Chart
from lodestar.govuk.parts import Fact, Link
from lodestar.govuk.words import plain_date

BETTER_WORDS = {
    Better.HIGHER: "Higher is better",
    Better.LOWER: "Lower is better",
    Better.NEITHER: "Neither higher nor lower is better by itself",
}


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure in the register: its value, of what, how it moved, and what England has."""

    id: str
    label: str
    value: str
    of: str
    moved: str
    england: str
    note: str


@dataclass(frozen=True, slots=True)
class MeasureGroup:
    """The measures of one group."""

    title: str
    anchor: str
    lines: Sequence[MeasureLine]


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """The register of measures with the figures of a day."""

    counted: str
    groups: Sequence[MeasureGroup]
    not_counted: Sequence[tuple[str, str]]


def register_page(
    years: Mapping[date, Figures],
    days: Sequence[date],
    comparators: Mapping[str, Sequence[Comparator]],
    *,
    may_see_small: bool,
) -> RegisterPage:
    """Return every measure with its figure on the last of some days; without figures, the definitions alone."""
    now, before = years.get(days[-1]), years.get(days[-2])
    here, earlier = answers_by_id(now), answers_by_id(before)
    groups = []
    for group in Group:
        lines = []
        for measure in MEASURES:
            if measure.group is not group:
                continue
            told = here.get(measure.id)
            told = None if told is None else protected(told, may_see_small=may_see_small)
            lines.append(
                line_of(measure, told, earlier.get(measure.id), comparators.get(measure.id, ()), days)
            )
        groups.append(MeasureGroup(group.value, group.name.lower(), lines))
    counted = counted_words(now) if now is not None else ""
    return RegisterPage(counted, groups, NOT_COUNTED)


def line_of(
    measure: Measure,
    told: Told | None,
    before: Told | None,
    others: Sequence[Comparator],
    days: Sequence[date],
) -> MeasureLine:
    """Return one measure's line."""
    year = days[-1].year if is_year_end(days[-1]) else days[-1].year - 1
    england = next((published_words(one, year, measure.unit) for one in others if one.kind == "england"), "")
    return MeasureLine(
        measure.id,
        measure.label,
        value_words(told),
        of_words(told),
        moved_words(told, before, days[-2]),
        england,
        "" if told is None else told.get("note", ""),
    )


@dataclass(frozen=True, slots=True)
class SplitLine:
    """A part of a split in words."""

    words: str
    value: str
    of: str
    children: str


@dataclass(frozen=True, slots=True)
class ChildLine:
    """A child behind a figure: who (masked where the record is restricted), and where it leads."""

    name: str
    href: str
    about: str


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """One measure. `children` are given only to who may see them; `hidden` counts those outside a person's reach."""

    measure: str
    title: str
    value: str
    of: str
    counted: str
    better: str
    note: str
    definition: Sequence[Fact]
    excluded: Sequence[str]
    chart: Chart | None
    beside: Sequence[Beside]
    splits: Sequence[Link]
    split_title: str
    split: Sequence[SplitLine]
    split_note: str


def measure_page(
    measure: Measure,
    years: Mapping[date, Figures],
    days: Sequence[date],
    comparators: Sequence[Comparator],
    *,
    council: str,
    may_see_small: bool,
    dimension: Dimension,
    parts: Sequence[Part],
) -> MeasurePage:
    """Return the page of a measure on the last of some days."""
    raw = {day: answers_by_id(years.get(day)).get(measure.id) for day in days}
    series: dict[date, Told | None] = {
        day: None if one is None else protected(one, may_see_small=may_see_small) for day, one in raw.items()
    }
    told, now = series[days[-1]], years.get(days[-1])
    year = days[-1].year if is_year_end(days[-1]) else days[-1].year - 1
    return MeasurePage(
        measure=measure.id,
        title=measure.label,
        value=value_words(told),
        of=of_words(told),
        counted=counted_words(now) if now is not None else "",
        better=BETTER_WORDS[measure.better],
        note="" if told is None else told.get("note", ""),
        definition=[
            Fact("Definition", measure.definition),
            Fact("Numerator", measure.numerator),
            *([Fact("Denominator", measure.denominator)] if measure.denominator else []),
            *([Fact("Left out", measure.exclusions)] if measure.exclusions else []),
            Fact("Source", measure.source),
            Fact("Owner", measure.owner),
            Fact("Identifier", measure.id),
        ],
        excluded=[f"{one['why']}: {as_number(one['children'])}" for one in (told or {}).get("excluded", ())],
        chart=trend(series, comparators, council=council, title=measure.label, unit=measure.unit)
        if told
        else None,
        beside=beside(comparators, year, measure.unit) if comparators else [],
        splits=[
            Link(one.label, f"?to={days[-1].isoformat()}&by={one.id}", current=one.id == dimension.id)
            for one in DIMENSIONS
        ],
        split_title=dimension.label,
        split=[split_line(measure, part) for part in parts],
        split_note=split_note(measure, parts, may_see_small=may_see_small),
    )


def split_note(measure: Measure, parts: Sequence[Part], *, may_see_small: bool) -> str:
    """Say why a split shows nothing, or how its parts are to be read."""
    if not may_see_small:
        return "Splits hold small numbers, which your role does not show."
    if not parts:
        return "There is nobody to split."
    if measure.unit is Unit.RATE:
        return "Each part is counted against all children who live in the area."
    return ""


def split_line(measure: Measure, part: Part) -> SplitLine:
    """Return a part in words."""
    value = "–" if part.value is None else number_words(part.value, measure.unit)
    of = ""
    if part.denominator is not None and part.numerator is not None and measure.unit is not Unit.NUMBER:
        of = f"{part.numerator:,} of {part.denominator:,}"
    return SplitLine(part.words, value, of, f"{part.children:,}")


def title_of(day: date) -> str:
    """Return the day that figures end on in words."""
    return plain_date(day)
