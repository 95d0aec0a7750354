"""Making small returns: files in a folder, or typed rows without files."""

from datetime import date
from pathlib import Path

from lodestar.exchange.ssda903.layouts import LAYOUTS, Kind, Table
from lodestar.exchange.ssda903.read import read_return
from lodestar.exchange.ssda903.rows import ReturnRead, ReturnRow, RowSource
from lodestar.exchange.ssda903.years import CollectionYear

HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB"
EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"
REVIEWS = "CHILD,DOB,REVIEW,REVIEW_CODE"


def written(folder: Path, name: str, *lines: str, encoding: str = "utf-8", newline: str = "\n") -> Path:
    """Write a file of lines and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes((newline.join(lines) + newline).encode(encoding))
    return path


def read_lines(folder: Path, name: str, *lines: str, year: int | None = 2018, **how: str) -> ReturnRead:
    """Write a file of lines and read it as a return."""
    path = written(folder, name, *lines, **how)
    return read_return([path], CollectionYear(year) if year else None)


def day(text: str) -> date:
    """Return a date written 31/03/2018."""
    d, m, y = text.split("/")
    return date(int(y), int(m), int(d))


_line = iter(range(2, 10_000_000))


def row(table: Table, year: int, child: str = "1", *, line: int | None = None, **fields: object) -> ReturnRow:
    """Return a typed row; dates may be written 31/03/2018."""
    layout = LAYOUTS[table]
    values = []
    for field in layout.fields:
        value = child if field.name == "CHILD" else fields.pop(field.name, None)
        if field.kind is Kind.DATE and isinstance(value, str):
            value = day(value)
        values.append(value)
    assert not fields, f"{table} has no {sorted(fields)}"
    source = RowSource(CollectionYear(year), f"{table}.csv", line or next(_line))
    return ReturnRow(table, source, 0, tuple(values))


def header(year: int, child: str = "1", **fields: object) -> ReturnRow:
    """Return a Header row of a child born on 1 May 2010."""
    return row(
        Table.HEADER,
        year,
        child,
        **{"DOB": "01/05/2010", "SEX": "1", "ETHNIC": "WBRI", "UPN": "UN1"} | fields,
    )


def episode(
    year: int, began: str, rne: str = "S", ended: str | None = None, rec: str | None = None, **fields: object
) -> ReturnRow:
    """Return an episode of child 1: section 20, foster care, abuse or neglect."""
    child = str(fields.pop("CHILD", "1"))
    usual = {"LS": "V2", "PLACE": "U6", "CIN": "N1", "PLACE_PROVIDER": "PR1"}
    return row(
        Table.EPISODES, year, child, **usual | {"DECOM": began, "RNE": rne, "DEC": ended, "REC": rec} | fields
    )


def review(year: int, held: str, code: str | None = "PN1", **fields: object) -> ReturnRow:
    """Return a review of child 1."""
    return row(Table.REVIEWS, year, **{"DOB": "01/05/2010", "REVIEW": held, "REVIEW_CODE": code} | fields)
