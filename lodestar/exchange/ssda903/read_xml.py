"""The return as XML (root EXPSSDA903), by the schema CLA.xsd.

A child's HEADER holds what the text files keep apart: reviews, missing episodes, OC2, adoption and the rest.
"""

import io
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element, ParseError  # types only: parsing is defusedxml's

import defusedxml.ElementTree as safe
from defusedxml import DefusedXmlException

from lodestar.exchange.ssda903.dirt import Dirt, DirtNoted, Unreadable
from lodestar.exchange.ssda903.layouts import LAYOUTS, Table
from lodestar.exchange.ssda903.read_table import RawTable

_GROUPS = {
    "AMISSING": Table.MISSING,
    "AREVIEW": Table.REVIEWS,
    "PERMANENCE": Table.PREV_PERM,
    "OC2": Table.OC2,
    "AD_PLACED": Table.PLACED_ADOPTION,
    "SW_EPISODE": Table.SW_EPISODES,
    "ASWEPISODE": Table.SW_EPISODES,
    "DOLO": Table.DOLO,
    "ADOLO": Table.DOLO,
}
"""Elements in a child's HEADER that are a row of another file."""

_IN_HEADER = (Table.OC3, Table.AD1)
"""Files whose fields stand in HEADER itself: a row only where one of them is filled."""

_NAMES = {"CHILDID": "CHILD", "PL": "PLACE"}
Rows = dict[Table, list[tuple[int, dict[str, str]]]]


def looks_like_xml(content: bytes) -> bool:
    """Return whether a file's first character opens an element."""
    return content[:200].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<")


def _name(element: Element) -> str:
    name = element.tag.rsplit("}", 1)[-1].upper() if isinstance(element.tag, str) else ""
    return _NAMES.get(name, name)


def _fields(element: Element) -> dict[str, str]:
    return {_name(part): part.text or "" for part in element if len(part) == 0}


def read_xml(file: str, content: bytes) -> list[RawTable]:
    """Return a table for each kind of row in an XML return. Raises Unreadable where there is no child in it.

    The line told for a row is the place of its child in the file. Where the XML breaks off, the children before
    the break are read.
    """
    dirt = DirtNoted()
    found: Rows = {}
    count, problem = 0, ""
    try:
        for count, child in enumerate(_children(content), start=1):
            _read_child(count, child, found, dirt)
            child.clear()
    except DefusedXmlException as fault:
        raise Unreadable(
            "This XML defines entities or names outside files, which a return never does."
        ) from fault
    except (ParseError, ValueError, LookupError) as fault:
        line = fault.position[0] if isinstance(fault, ParseError) else 0
        problem = (
            f"The XML is broken{f' on line {line}' if line else ''}. {count} children before that were read."
        )
    if not found:
        raise Unreadable(problem or "There is no child in this XML: it is not a return.")
    tables = []
    for table, rows in sorted(found.items()):
        columns = LAYOUTS[table].columns
        cells = [(line, [row.get(c, "") for c in columns]) for line, row in rows]
        tables.append(RawTable(f"{file}[{table}]", table, "xml", columns, 1, cells))
    tables[0].dirt = dirt
    tables[0].problem = problem
    return tables


def _children(content: bytes) -> Iterator[Element]:
    for _, element in safe.iterparse(io.BytesIO(content), events=("end",)):
        if len(element) and _name(element) == "CHILD":
            yield element


def _read_child(place: int, child: Element, found: Rows, dirt: DirtNoted) -> None:
    header = next((part for part in child if _name(part) == "HEADER"), None)
    fields = _fields(header) if header is not None else {}
    who = {"CHILD": fields.get("CHILD", ""), "DOB": fields.get("DOB", "")}

    def add(table: Table, row: dict[str, str]) -> None:
        found.setdefault(table, []).append((place, who | row))
        for name in row.keys() - LAYOUTS[table].position.keys():
            dirt.note(Dirt.EXTRA_COLUMN, place, name)

    if header is not None:
        _read_header(fields, add)
        for part in header:
            if len(part) and (table := _GROUPS.get(_name(part))) is not None:
                add(table, _fields(part))
            elif len(part):
                dirt.note(Dirt.EXTRA_COLUMN, place, _name(part))
    for part in child:
        if _name(part) == "EPISODE":
            add(Table.EPISODES, _fields(part))
        elif len(part) and (table := _GROUPS.get(_name(part))) is not None:
            add(table, _fields(part))


def _read_header(fields: dict[str, str], add: Callable[[Table, dict[str, str]], None]) -> None:
    own = set(LAYOUTS[Table.HEADER].columns)
    elsewhere = {"UASC", "DUC"}.union(*(LAYOUTS[t].columns for t in _IN_HEADER))
    add(Table.HEADER, {n: v for n, v in fields.items() if n in own or n not in elsewhere})
    if fields.get("UASC", "").strip() == "1" or fields.get("DUC", "").strip():
        add(Table.UASC, {n: fields[n] for n in ("SEX", "DUC") if n in fields})
    for table in _IN_HEADER:
        told = {n: fields[n] for n in LAYOUTS[table].telling if fields.get(n, "").strip()}
        if told:
            add(table, told)
