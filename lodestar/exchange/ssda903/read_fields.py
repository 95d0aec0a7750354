"""Turning the text of a cell into a date, a code, a number or a text: what is read, tolerated and refused."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from lodestar.exchange.ssda903.codes import CODES
from lodestar.exchange.ssda903.dirt import Dirt, tidied
from lodestar.exchange.ssda903.layouts import Field, Kind
from lodestar.exchange.ssda903.rows import Value
from lodestar.exchange.ssda903.years import CollectionYear


class Cell(NamedTuple):
    """A cell as read: its value, the dirt met, and why it could not be read ("" where it could)."""

    value: Value
    dirt: tuple[Dirt, ...] = ()
    fault: str = ""


LONGEST_TEXT = {"URN": 8, "UPN": 13, "LA_PERM": 40, "DATE_PERM": 10, "SW_ID": 40}
"""The longest each text can be (the return's layout; LA_PERM and SW_ID are written more freely in practice)."""

_EARLIEST, _LATEST = 1900, 2100
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"), start=1
    )
}
_UK = re.compile(r"(\d{1,2})([/.\-\s])(\d{1,2})\2(\d{2}|\d{4})$")
_ISO = re.compile(r"(\d{4})([-/.]?)(\d{2})\2(\d{2})$")
_WORDED = re.compile(r"(\d{1,2})[ \-/.]*([A-Za-z]{3})[A-Za-z]*\.?[ \-/.,]*(\d{2}|\d{4})$")
_TIME = re.compile(
    r"(.*\S)[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[AaPp][Mm])?\s*(?:Z|[+-]\d{2}:?\d{2})?$"
)
_DAY_NUMBER = re.compile(r"([2-5]\d{4})(?:\.0+)?$")
_NOT_A_DATE = "is not a date. Write it as 31/03/2018"


def _full_year(text: str, dirt: list[Dirt]) -> int:
    """Return a year in full: a child in the return was born, and everything in it happened, from 1985 on."""
    if len(text) == 4:
        return int(text)
    dirt.append(Dirt.TWO_DIGIT_YEAR)
    return int(text) + (1900 if int(text) >= 85 else 2000)


def read_date(text: str) -> Cell:
    """Return a date written the UK way, with the year first, or as a spreadsheet writes it."""
    dirt: list[Dirt] = []
    timed = _TIME.match(text) if ":" in text else None
    if timed:
        dirt.append(Dirt.DATE_WITH_TIME)
        text = timed[1]
    if uk := _UK.match(text):
        day, month, year = int(uk[1]), int(uk[3]), _full_year(uk[4], dirt)
        if uk[2] != "/":
            dirt.append(Dirt.DATE_SEPARATOR)
        if len(uk[1]) == 1 or len(uk[3]) == 1:
            dirt.append(Dirt.SHORT_DATE)
    elif iso := _ISO.match(text):
        year, month, day = int(iso[1]), int(iso[3]), int(iso[4])
        dirt.append(Dirt.ISO_DATE)
    elif (worded := _WORDED.match(text)) and worded[2].upper() in _MONTHS:
        day, month, year = int(worded[1]), _MONTHS[worded[2].upper()], _full_year(worded[3], dirt)
        dirt.append(Dirt.MONTH_IN_WORDS)
    elif numbered := _DAY_NUMBER.match(text):
        return Cell(date(1899, 12, 30) + timedelta(days=int(numbered[1])), (*dirt, Dirt.DAY_NUMBER))
    else:
        return Cell(None, (), _NOT_A_DATE)
    try:
        found = date(year, month, day)
    except ValueError:
        words = (
            f"there is no day {day} in month {month} of {year}"
            if month <= 12
            else f"there is no month {month}"
        )
        return Cell(None, (), f"is not a date: {words}. Write the day, the month, the year: 31/03/2018")
    if not _EARLIEST <= year <= _LATEST:
        return Cell(None, (), f"cannot be true: the year is {year}. Check the year")
    return Cell(found, tuple(dirt))


def code_reader(field: str, year: CollectionYear) -> Callable[[str], Cell]:
    """Return the reader of a coded field in a year's return."""
    codes = CODES[field]

    def read_code(text: str) -> Cell:
        dirt: list[Dirt] = []
        code = text
        if code not in codes:
            if code.upper() != code:
                code = code.upper()
                dirt.append(Dirt.LOWER_CASE)
            if code.endswith(".0") and code[:-2].isdigit():
                code = code[:-2]
                dirt.append(Dirt.DECIMAL_POINT)
            if code not in codes and code in codes.also_written:
                code = codes.also_written[code]
                dirt.append(Dirt.OTHER_SPELLING)
        if code not in codes:
            return Cell(
                None, (), "is not a code of this field in any year. Look it up in the guide to the return"
            )
        if not codes[code].is_valid_in(year):
            dirt.append(Dirt.CODE_OF_ANOTHER_YEAR)
        return Cell(code, tuple(dirt))

    return read_code


def read_integer(text: str) -> Cell:
    """Return a whole number."""
    dirt: tuple[Dirt, ...] = ()
    if re.fullmatch(r"\d{1,9}\.0+", text):
        text, dirt = text.split(".")[0], (Dirt.DECIMAL_POINT,)
    if re.fullmatch(r"[0-9]{1,9}", text) is None:
        return Cell(None, (), "is not a whole number")
    return Cell(int(text), dirt)


_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9/_.\-]{0,19}$")


def read_child(text: str) -> Cell:
    """Return a child's identifier: up to 20 letters and digits (R1.11); signs between them are let pass."""
    dirt: tuple[Dirt, ...] = ()
    if re.fullmatch(r"\d+\.0+", text):
        text, dirt = text.split(".")[0], (Dirt.DECIMAL_POINT,)
    if re.fullmatch(r"\d(?:\.\d+)?E\+?\d+", text, re.IGNORECASE) and "+" in text:
        return Cell(None, (), "was shortened by a spreadsheet. Export it again with the identifier as text")
    if _IDENTIFIER.match(text) is None:
        return Cell(None, (), "is not a child's identifier: up to 20 letters and digits")
    return Cell(text, dirt)


_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?) *([0-9][A-Z0-9]{2})$")


def read_postcode(text: str) -> Cell:
    """Return a postcode in capitals with one space, as it was written where it has another shape."""
    plain = " ".join(text.upper().split())
    if shaped := _POSTCODE.match(plain):
        plain = f"{shaped[1]} {shaped[2]}"
    if len(plain) > 8:
        return Cell(None, (Dirt.TEXT_TOO_LONG,))
    return Cell(plain)


def text_reader(field: str) -> Callable[[str], Cell]:
    """Return the reader of a field of free text."""
    longest = LONGEST_TEXT.get(field, 40)

    def read_text(text: str) -> Cell:
        if field in ("URN", "UPN") and text.endswith(".0") and text[:-2].isdigit():
            return Cell(text[:-2], (Dirt.DECIMAL_POINT,))
        return Cell(text) if len(text) <= longest else Cell(None, (Dirt.TEXT_TOO_LONG,))

    return read_text


class FieldReader:
    """Reads the cells of one column, remembering what it has read: columns repeat themselves."""

    __slots__ = ("_is_needed", "_read", "_seen", "name")

    def __init__(self, field: Field, year: CollectionYear) -> None:
        self.name = field.name
        self._is_needed = field.is_needed
        self._seen: dict[str, Cell] = {}
        self._read: Callable[[str], Cell] = {
            Kind.CHILD: read_child,
            Kind.DATE: read_date,
            Kind.INTEGER: read_integer,
            Kind.POSTCODE: read_postcode,
        }.get(field.kind) or (
            code_reader(field.name, year) if field.kind is Kind.CODE else text_reader(field.name)
        )

    def read(self, raw: str) -> Cell:
        """Return a cell as read. Never raises."""
        cell = self._seen.get(raw)
        if cell is None:
            cell = self._fresh(raw)
            if len(raw) <= 40:
                self._seen[raw] = cell
        return cell

    def _fresh(self, raw: str) -> Cell:
        text, dirt = tidied(raw)
        if not text:
            return Cell(
                None,
                tuple(dirt),
                "is blank, and the row cannot be read without it" if self._is_needed else "",
            )
        cell = self._read(text)
        return Cell(cell.value, (*dirt, *cell.dirt), cell.fault) if dirt else cell
