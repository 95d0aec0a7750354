"""Reading one record of each format into rows."""

import re
from collections import Counter
from collections.abc import Callable
from decimal import Decimal

from lodestar.analytics.comparators.areas import DFE_NUMBER, ENGLAND, ONS_CODE, Area, Areas
from lodestar.analytics.comparators.cells import Cell, read_cell, read_year, shown
from lodestar.analytics.comparators.lines import Record
from lodestar.analytics.comparators.rows import NeighbourRow, PopulationRow, ReadFile, Refusal, Row, ValueRow
from lodestar.analytics.comparators.series import COUNT_AND_RATE, POPULATION_SERIES, cannot_be, series_called
from lodestar.analytics.comparators.states import MOST_NEIGHBOURS, Format, Level, Source, Status

LEVELS = {"national": Level.COUNTRY, "regional": Level.REGION, "local authority": Level.AUTHORITY}
AGES = "children aged 0 to 17 years"
NEIGHBOURS_OF_THE_TOOL = re.compile(r"^statistical neighbours?", re.IGNORECASE)
YEAR_IN_NAME = re.compile(r"(?<!\d)(20\d\d)(?!\d)", re.ASCII)
LONGEST_SERIES, LONGEST_NAME, LONGEST_CLOSENESS = 80, 120, 40


class Table:
    """A file being read: its columns, the areas it may name, and what was read so far."""

    def __init__(self, file: ReadFile, areas: Areas, columns: list[str]) -> None:
        """Remember where each column stands; a last column without a name is no column."""
        while columns and not columns[-1]:
            columns = columns[:-1]
        self.file, self.areas, self.width = file, areas, len(columns)
        self.place = {column.lower(): at for at, column in reversed(list(enumerate(columns)))}
        self.years = {at: (column, year) for at, column in enumerate(columns) if (year := read_year(column))}
        self._rows: dict[tuple[object, ...], Row] = {}
        self._passed_over: Counter[str] = Counter()

    def of(self, record: Record, column: str) -> str:
        """Return a record's cell of a column."""
        return record.cells[self.place[column]]

    def refuse(self, record: Record, column: str, words: str) -> None:
        """Tell that a line, or its value in a column, could not be read."""
        self.file.refusals.append(Refusal(record.line, column, words))

    def pass_over(self, why: str) -> None:
        """Count a record that is rightly left aside."""
        self._passed_over[why] += 1

    def keep(self, record: Record, column: str, row: Row) -> None:
        """Keep a row, unless the file has said something else of the same figure already."""
        before = self._rows.setdefault((type(row), *row.key), row)
        if before is row:
            self.file.rows.append(row)
        elif before.said == row.said:
            self.pass_over("said twice, with the same value")
        else:
            self.refuse(record, column, f"Line {before.line:,} says something else of the same figure.")

    def value(self, record: Record, column: str, at: int) -> Cell | None:
        """Return what a cell says, or None where that was refused."""
        cell = read_cell(record.cells[at])
        if cell.fault:
            self.refuse(record, column, f"{cell.fault}.")
            return None
        return cell

    def finish(self) -> None:
        """Say what was passed over, and until when the file speaks."""
        for why, times in self._passed_over.items():
            self.file.notes.append(f"{times:,} passed over: {why}.")
        if self.file.format is Format.NEIGHBOURS:
            years = [int(year) for year in YEAR_IN_NAME.findall(self.file.name)]
        else:
            years = [r.year_ending for r in self.file.rows if isinstance(r, ValueRow)]
            years += [r.year for r in self.file.rows if isinstance(r, PopulationRow)]
        self.file.covers_to = max(years, default=None)


def counts_and_rates(table: Table, record: Record) -> None:
    """Read the number and the rate of one kind of count, area and year."""
    area, year = _area(table, record), _year(table, record)
    counted = table.of(record, "population_type")
    series = COUNT_AND_RATE.get(" ".join(counted.lower().split()))
    if series is None:
        table.refuse(record, "population_type", f"'{shown(counted)}' is no count that is known.")
    if area is None or year is None or series is None:
        return
    for column, name in zip(("children_count", "rate_per_10000"), series, strict=True):
        cell = table.value(record, column, table.place[column])
        if cell is not None:
            _keep_value(table, record, column, name, area, year, cell, Source.STATISTICS)


def populations(table: Table, record: Record) -> None:
    """Read the number of children aged 0 to 17 in an area in the middle of a year."""
    if " ".join(table.of(record, "age_group").lower().split()) != AGES:
        table.pass_over("of other ages than 0 to 17")
        return
    area, year = _area(table, record), _year(table, record)
    cell = table.value(record, "population_estimate", table.place["population_estimate"])
    if area is not None and year is not None and cell is not None:
        _keep_population(table, record, "population_estimate", area, year, cell)


def interactive_tool(table: Table, record: Record) -> None:
    """Read the years of one series and area; empty years say nothing."""
    name, place = table.of(record, "short desc"), table.of(record, "la and regions")
    if NEIGHBOURS_OF_THE_TOOL.match(place):
        table.pass_over("the tool's own average of statistical neighbours, which is worked out here")
        return
    area = table.areas.named(place)
    if not name or len(name) > LONGEST_SERIES:
        table.refuse(record, "Short Desc", "There is no short name of a series.")
    elif area is None:
        table.refuse(record, "LA and Regions", f"'{shown(place)}' is no area that is known.")
    else:
        _keep_years(table, record, series_called(name), area, Source.INTERACTIVE_TOOL)


def facts(table: Table, record: Record) -> None:
    """Read the years of one shipped series and area, whose source the row names."""
    said, series = table.of(record, "source"), table.of(record, "series")
    area = _coded(table, record, table.of(record, "area_code"), table.of(record, "area_name"))
    if said not in {s.value for s in Source}:
        table.refuse(record, "source", f"'{shown(said)}' is no source that is known.")
    elif not series or len(series) > LONGEST_SERIES:
        table.refuse(record, "series", "There is no name of a series.")
    elif area is not None:
        _keep_years(table, record, series, area, Source(said))


def neighbours(table: Table, record: Record) -> None:
    """Read the ten neighbours of an authority, each with how close it is."""
    number, name = table.of(record, "old_la_code"), table.of(record, "la_name")
    area = table.areas.numbered(number)
    if area is None or _is_another(table, area, name):
        table.refuse(record, "old_la_code", f"'{shown(number)}' is not the number of {shown(name)}.")
        return
    seen: set[str] = set()
    for rank in range(1, MOST_NEIGHBOURS + 1):
        given = table.of(record, f"sn_{rank}")
        if not given:
            continue
        neighbour = table.areas.numbered(given)
        if neighbour is None or neighbour is area or given in seen:
            why = "is the number of no authority" if neighbour is None else "stands in its own row already"
            table.refuse(record, f"SN_{rank}", f"'{shown(given)}' {why}.")
            continue
        seen.add(given)
        closeness = table.of(record, f"sn_{rank}p")[:LONGEST_CLOSENESS]
        table.keep(record, f"SN_{rank}", NeighbourRow(record.line, area, rank, neighbour, closeness))


READERS: dict[Format, Callable[[Table, Record], None]] = {
    Format.COUNTS_AND_RATES: counts_and_rates,
    Format.POPULATIONS: populations,
    Format.INTERACTIVE_TOOL: interactive_tool,
    Format.NEIGHBOURS: neighbours,
    Format.FACTS: facts,
}


def _keep_years(table: Table, record: Record, series: str, area: Area, source: Source) -> None:
    """Keep every year's cell that is not empty."""
    for at, (column, year) in table.years.items():
        if not record.cells[at]:
            continue
        cell = table.value(record, column, at)
        if cell is None:
            continue
        if series == POPULATION_SERIES:
            _keep_population(table, record, column, area, year, cell)
        else:
            _keep_value(table, record, column, series, area, year, cell, source)


def _keep_value(
    table: Table, record: Record, column: str, series: str, area: Area, year: int, cell: Cell, source: Source
) -> None:
    """Keep a value that its series can have."""
    if cell.value is not None and (why := cannot_be(series, cell.value)):
        table.refuse(record, column, f"{_plainly(cell.value)} cannot be {series}: {why}.")
        return
    row = ValueRow(record.line, series, area, year, cell.value, cell.status, source)
    table.keep(record, column, row)


def _keep_population(table: Table, record: Record, column: str, area: Area, year: int, cell: Cell) -> None:
    """Keep a number of children: whole, and more than none."""
    number = cell.value
    if number is not None and (number <= 0 or number != number.to_integral_value()):
        table.refuse(record, column, f"{_plainly(number)} is no number of children in an area.")
        return
    said = None if number is None else int(number)
    table.keep(record, column, PopulationRow(record.line, area, year, said, Status(cell.status)))


def _year(table: Table, record: Record) -> int | None:
    """Return the year of a record, or refuse it."""
    given = table.of(record, "time_period")
    year = read_year(given)
    if year is None:
        table.refuse(record, "time_period", f"'{shown(given)}' is no year.")
    return year


def _area(table: Table, record: Record) -> Area | None:
    """Return the area of a record that says its level, or refuse it."""
    given = table.of(record, "geographic_level")
    level = LEVELS.get(given.lower())
    if level is None:
        table.refuse(record, "geographic_level", f"'{shown(given)}' is no level that is known.")
        return None
    if level is Level.COUNTRY:
        return _coded(table, record, table.of(record, "country_code"), "", wanted=ENGLAND)
    if level is Level.REGION:
        name = table.of(record, "region_name") if "region_name" in table.place else ""
        return _coded(table, record, table.of(record, "region_code"), name)
    return _authority(table, record)


def _coded(table: Table, record: Record, code: str, name: str, wanted: str = "") -> Area | None:
    """Return the country, region or area of an ONS code, or refuse the record."""
    area = table.areas.coded(code)
    if area is None or (wanted and area.code != wanted) or (name and _is_another(table, area, name)):
        words = f"'{shown(code)}' is not the code of {shown(name) or 'England'}."
        table.refuse(record, "area_code" if "area_code" in table.place else "geographic_level", words)
        return None
    return area


def _authority(table: Table, record: Record) -> Area | None:
    """Return the authority of a record, by number before code; one that is not known yet is taken as it is given."""
    number, code = table.of(record, "old_la_code"), table.of(record, "new_la_code").upper()
    name = table.of(record, "la_name")
    area = table.areas.numbered(number) or table.areas.coded(code)
    if area is None:
        if ONS_CODE.match(code) and DFE_NUMBER.match(number) and name and len(name) <= LONGEST_NAME:
            region = table.of(record, "region_code")
            return Area(code, name, Level.AUTHORITY, number, region if ONS_CODE.match(region) else "")
        table.refuse(record, "new_la_code", f"'{shown(code)}' is no ONS code of an authority.")
        return None
    if _is_another(table, area, name):
        table.refuse(record, "la_name", f"{shown(number)} is {area.name}, and not {shown(name)}.")
        return None
    return area


def _is_another(table: Table, area: Area, name: str) -> bool:
    """Return whether a name is that of another area: codes and names stand in the wrong places then."""
    named = table.areas.named(name)
    return named is not None and named.code != area.code and named.name != area.name


def _plainly(number: Decimal) -> str:
    return f"{number.normalize():f}"
