"""What England, the region and the statistical neighbours have of a figure, and how many children live here.

A figure that is not published is None, and never zero. The neighbours' mean and median are worked out here from those
of the ten that publish the figure in that year, and say of how many.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from statistics import median
from typing import Final

from django.conf import settings

from lodestar.analytics.comparators.areas import ENGLAND, Area, Areas, shipped_areas
from lodestar.analytics.comparators.models import Population, PublishedValue, StatisticalNeighbour
from lodestar.analytics.comparators.states import (
    AGED_0_TO_17,
    BELIEVED_FIRST,
    SOURCES,
    STATUS_WORDS,
    Level,
    Source,
    Status,
)

TENTH: Final = Decimal("0.1")
NOT_PUBLISHED: Final = STATUS_WORDS[Status.NOT_AVAILABLE]


class ComparatorKind(StrEnum):
    """Beside what a figure is shown."""

    ENGLAND = "england"
    REGION = "region"
    NEIGHBOURS_MEAN = "neighbours-mean"
    NEIGHBOURS_MEDIAN = "neighbours-median"


@dataclass(frozen=True, slots=True)
class Comparator:
    """One thing to compare with, and its values by the year ending 31 March; None where nothing is published.

    `published_by_year` is of how many areas the value is made, and `areas` how many there are (1, or the neighbours).
    `words_by_year` says why a value is missing, `sources` who published those that are there.
    """

    name: str
    kind: ComparatorKind
    values_by_year: dict[int, Decimal | None]
    published_by_year: dict[int, int]
    areas: int
    words_by_year: dict[int, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The authority as far as it is known, its region, and its neighbours from the closest on."""

    authority: Area | None
    region: Area | None
    neighbours: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class PopulationSaid:
    """A number of children aged 0 to 17, and where it is from, in words."""

    number: int
    source: str


def known_areas() -> Areas:
    """Return the areas that come with the program, and authorities made since that a loaded file brought."""
    shipped = shipped_areas()
    codes = [area.code for area in shipped.all]
    new: dict[str, Area] = {}
    for model in (Population, PublishedValue):
        rows = model.objects.filter(replaced_in=None, level=Level.AUTHORITY).exclude(area_code__in=codes)
        for code, name in rows.values_list("area_code", "area_name").distinct():
            new[code] = Area(code, name, Level.AUTHORITY)
    return shipped.and_also(new.values())


def surroundings() -> Surroundings:
    """Return the authority of this service, its region and its neighbours, by the settings and the loaded model."""
    areas = known_areas()
    authority = areas.called(settings.AUTHORITY_CODE) if settings.AUTHORITY_CODE else None
    region_code = settings.AUTHORITY_REGION or (authority.region_code if authority else "")
    region = _called(areas, region_code, Level.REGION) if region_code else None
    return Surroundings(authority, region, _neighbours(areas, authority))


def _neighbours(areas: Areas, authority: Area | None) -> tuple[Area, ...]:
    """Return the neighbours set, or those of the loaded model."""
    codes: Iterable[str] = settings.AUTHORITY_NEIGHBOURS
    if not settings.AUTHORITY_NEIGHBOURS and authority is not None:
        rows = StatisticalNeighbour.objects.filter(replaced_in=None, area_code=authority.code)
        codes = rows.order_by("rank").values_list("neighbour_code", flat=True)
    return tuple(dict.fromkeys(_called(areas, code, Level.AUTHORITY) for code in codes))


def _called(areas: Areas, code: str, level: Level) -> Area:
    """Return the area of a code that was set; one that no file has named yet goes by its code."""
    return areas.called(code) or Area(code, code, level)


def comparators_of(series: str, years: Sequence[int]) -> list[Comparator]:
    """Return what a measure's values are shown beside: see `comparators_of_all`."""
    return comparators_of_all([series], years)[series]


def comparators_of_all(series: Sequence[str], years: Sequence[int]) -> dict[str, list[Comparator]]:
    """Return for each series England, the region, and the neighbours' mean and median in the years asked for.

    The region and the neighbours are left out where nobody has said which they are; where they are known but publish
    nothing, their values are None. The number of queries does not grow with series or years.
    """
    around = surroundings()
    single = [(ComparatorKind.ENGLAND, "England", ENGLAND)]
    if around.region is not None:
        single.append((ComparatorKind.REGION, around.region.name, around.region.code))
    codes = [code for _, _, code in single] + [area.code for area in around.neighbours]
    said = _said(series, years, codes)
    answer = {}
    for name in series:
        rows = [_single(kind, words, said, name, code, years) for kind, words, code in single]
        if around.neighbours:
            rows += _of_neighbours(said, name, around.neighbours, years)
        answer[name] = rows
    return answer


Said = dict[tuple[str, str, int], PublishedValue]


def _said(series: Sequence[str], years: Sequence[int], codes: Sequence[str]) -> Said:
    """Return what is believed of each series, area and year: the first source's value before another's."""
    rows = PublishedValue.objects.filter(
        replaced_in=None, series__in=series, year_ending__in=years, area_code__in=codes
    )
    rank = {source.value: place for place, source in enumerate(BELIEVED_FIRST)}
    believed: Said = {}
    for row in sorted(rows, key=lambda row: (row.value is None, rank.get(row.source, len(rank)))):
        believed.setdefault((row.series, row.area_code, row.year_ending), row)
    return believed


def _single(
    kind: ComparatorKind, name: str, said: Said, series: str, code: str, years: Sequence[int]
) -> Comparator:
    """Return the values of one area."""
    rows = {year: said.get((series, code, year)) for year in years}
    values = {year: _as_published(row) for year, row in rows.items()}
    return Comparator(
        name=name,
        kind=kind,
        values_by_year=values,
        published_by_year={year: int(value is not None) for year, value in values.items()},
        areas=1,
        words_by_year={
            year: STATUS_WORDS[Status(row.status)] if row is not None else NOT_PUBLISHED
            for year, row in rows.items()
            if row is None or row.value is None
        },
        sources=_sources(row for row in rows.values() if row is not None and row.value is not None),
    )


def _of_neighbours(
    said: Said, series: str, neighbours: Sequence[Area], years: Sequence[int]
) -> list[Comparator]:
    """Return the mean and the median of the neighbours that publish the series, year by year."""
    rows = {
        year: [
            row
            for area in neighbours
            if (row := said.get((series, area.code, year))) is not None and row.value is not None
        ]
        for year in years
    }
    values = {year: [row.value for row in of if row.value is not None] for year, of in rows.items()}
    counted = {year: len(of) for year, of in values.items()}
    sources = _sources(row for of in rows.values() for row in of)
    means = {year: _to_tenths(sum(of, Decimal(0)) / len(of)) if of else None for year, of in values.items()}
    medians = {year: _to_tenths(median(of)) if of else None for year, of in values.items()}
    missing = {year: NOT_PUBLISHED for year, of in values.items() if not of}
    return [
        Comparator(name, kind, numbers, counted, len(neighbours), missing, sources)
        for name, kind, numbers in (
            ("Statistical neighbours, mean", ComparatorKind.NEIGHBOURS_MEAN, means),
            ("Statistical neighbours, median", ComparatorKind.NEIGHBOURS_MEDIAN, medians),
        )
    ]


def _as_published(row: PublishedValue | None) -> Decimal | None:
    """Return a value with the decimals it was published with: 70, not 70.0000."""
    return None if row is None or row.value is None else Decimal(f"{row.value.normalize():f}")


def _to_tenths(value: Decimal) -> Decimal:
    """Return a value with one decimal, half up (2-law 15.11)."""
    return value.quantize(TENTH, ROUND_HALF_UP)


def _sources(rows: Iterable[PublishedValue]) -> tuple[str, ...]:
    """Return who published some rows, each once."""
    return tuple(dict.fromkeys(row.said_by for row in rows))


def population_of(year_end: date) -> int | None:
    """Return the children aged 0 to 17 in the authority for a rate in the year ending on a day; None if unknown.

    The ONS estimate for the middle of the calendar year before (IND-5), or the setting POPULATION_0_17.
    """
    said = population_said(year_end)
    return said.number if said is not None else None


def population_said(year_end: date) -> PopulationSaid | None:
    """Return the same with where it is from, in words."""
    if settings.POPULATION_0_17:
        return PopulationSaid(settings.POPULATION_0_17, "the setting POPULATION_0_17")
    authority = known_areas().called(settings.AUTHORITY_CODE) if settings.AUTHORITY_CODE else None
    if authority is None:
        return None
    year = year_end.year - 1
    row = Population.objects.filter(
        replaced_in=None, area_code=authority.code, year=year, age_group=AGED_0_TO_17, number__isnull=False
    ).first()
    if row is None or row.number is None:
        return None
    words = SOURCES[Source.MID_YEAR]
    return PopulationSaid(row.number, f"{words.publisher}, mid-year estimate {year}")
