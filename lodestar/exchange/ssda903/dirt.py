"""The dirt that returns come with, and how a file's bytes become lines of cells in spite of it.

Nothing here raises on what a file holds. What was tolerated is noted, never silently mended.
"""

import codecs
import csv
import re
from collections.abc import Iterator
from enum import StrEnum


class Dirt(StrEnum):
    """A kind of dirt that is read through, and told."""

    BYTE_ORDER_MARK = "byte-order-mark"
    UTF_16 = "utf-16"
    CP1252 = "cp1252"
    UNREADABLE_LETTER = "unreadable-letter"
    NUL = "nul"
    DELIMITER = "delimiter"
    LINES_BEFORE_COLUMNS = "lines-before-columns"
    NO_COLUMN_NAMES = "no-column-names"
    COLUMN_ORDER = "column-order"
    COLUMN_SPELLING = "column-spelling"
    COLUMN_TWICE = "column-twice"
    EXTRA_COLUMN = "extra-column"
    MISSING_COLUMN = "missing-column"
    BLANK_LINE = "blank-line"
    SHORT_ROW = "short-row"
    LONG_ROW = "long-row"
    QUOTED = "quoted"
    STRAY_QUOTE = "stray-quote"
    LINE_IN_CELL = "line-in-cell"
    SPACES = "spaces"
    NULL_WORD = "null-word"
    LOWER_CASE = "lower-case"
    OTHER_SPELLING = "other-spelling"
    DECIMAL_POINT = "decimal-point"
    ISO_DATE = "iso-date"
    DATE_WITH_TIME = "date-with-time"
    SHORT_DATE = "short-date"
    TWO_DIGIT_YEAR = "two-digit-year"
    MONTH_IN_WORDS = "month-in-words"
    DATE_SEPARATOR = "date-separator"
    DAY_NUMBER = "day-number"
    CODE_OF_ANOTHER_YEAR = "code-of-another-year"
    TEXT_TOO_LONG = "text-too-long"
    OTHER_TABLE_THAN_NAMED = "other-table-than-named"
    YEAR_NOT_AS_NAMED = "year-not-as-named"
    FILE_OF_ANOTHER_YEAR = "file-of-another-year"

    @property
    def words(self) -> str:
        """Return what was tolerated, in words."""
        return _WORDS[self]


_WORDS = {
    Dirt.BYTE_ORDER_MARK: "a byte order mark at the start",
    Dirt.UTF_16: "written in UTF-16 instead of UTF-8",
    Dirt.CP1252: "written in Windows-1252 instead of UTF-8",
    Dirt.UNREADABLE_LETTER: "a byte that is no letter, shown as a replacement sign",
    Dirt.NUL: "an empty (NUL) character, left out",
    Dirt.DELIMITER: "cells not separated by commas",
    Dirt.LINES_BEFORE_COLUMNS: "lines before the column names, passed over",
    Dirt.NO_COLUMN_NAMES: "no column names, the guide's order was taken",
    Dirt.COLUMN_ORDER: "columns in another order than the guide's",
    Dirt.COLUMN_SPELLING: "a column name written otherwise than in the guide",
    Dirt.COLUMN_TWICE: "a column that stands twice, the first was read",
    Dirt.EXTRA_COLUMN: "a column that the return does not have, not read",
    Dirt.MISSING_COLUMN: "a column that is not there, read as blank",
    Dirt.BLANK_LINE: "a blank line",
    Dirt.SHORT_ROW: "a row with fewer cells than columns, the rest read as blank",
    Dirt.LONG_ROW: "a row with more separators than columns",
    Dirt.QUOTED: "a cell in quotation marks",
    Dirt.STRAY_QUOTE: "a quotation mark without its partner, left out",
    Dirt.LINE_IN_CELL: "a line break inside a cell",
    Dirt.SPACES: "spaces before or after a value",
    Dirt.NULL_WORD: "a word for blank such as NULL",
    Dirt.LOWER_CASE: "a code in small letters",
    Dirt.OTHER_SPELLING: "a code written another way",
    Dirt.DECIMAL_POINT: "a whole number written with .0",
    Dirt.ISO_DATE: "a date with the year first",
    Dirt.DATE_WITH_TIME: "a date with a time of day",
    Dirt.SHORT_DATE: "a date with a one-digit day or month",
    Dirt.TWO_DIGIT_YEAR: "a date with a two-digit year",
    Dirt.MONTH_IN_WORDS: "a date with the month in letters",
    Dirt.DATE_SEPARATOR: "a date without strokes between its parts",
    Dirt.DAY_NUMBER: "a date as a spreadsheet's day number",
    Dirt.CODE_OF_ANOTHER_YEAR: "a code that this collection year's guide does not have",
    Dirt.TEXT_TOO_LONG: "a text longer than any such text can be, read as blank",
    Dirt.OTHER_TABLE_THAN_NAMED: "columns of another file than its name says; the columns were believed",
    Dirt.YEAR_NOT_AS_NAMED: "a name that speaks of another year than the one given",
    Dirt.FILE_OF_ANOTHER_YEAR: "a file that this collection year's return does not have",
}


class DirtNoted:
    """Counts the dirt met in one file, by kind and column, with the first line of each."""

    __slots__ = ("seen",)

    def __init__(self) -> None:
        self.seen: dict[tuple[Dirt, str], list[int]] = {}

    def note(self, dirt: Dirt, line: int, column: str = "") -> None:
        """Note one piece of dirt on a line."""
        counted = self.seen.get((dirt, column))
        if counted is None:
            self.seen[(dirt, column)] = [1, line]
        else:
            counted[0] += 1


class Unreadable(ValueError):
    """A file none of which can be read, and why, in words. Never leaves the readers."""


_NOT_TEXT = (
    (b"\xd0\xcf\x11\xe0", "an old Excel file (.xls): save it as .xlsx or CSV"),
    (b"%PDF", "a PDF: export the table as CSV"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x1f\x8b", "a compressed file: unpack it first"),
    (b"SQLite format 3", "a database"),
)
_CONTROLS = bytes(i for i in range(32) if i not in (9, 10, 12, 13, 26))
_UNTRANSLATED = {0x81, 0x8D, 0x8F, 0x90, 0x9D}


def text_of(content: bytes, dirt: DirtNoted) -> str:
    """Return a file's bytes as text, in whichever of the encodings returns come in. Raises Unreadable."""
    for start, words in _NOT_TEXT:
        if content.startswith(start):
            raise Unreadable(f"This is {words}.")
    text = _decoded(content, dirt)
    if "\0" in text:
        dirt.note(Dirt.NUL, text[: text.index("\0")].count("\n") + 1)
        text = text.replace("\0", "")
    return text.rstrip("\x1a")


def _decoded(content: bytes, dirt: DirtNoted) -> str:
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)) and len(content) % 4 == 0:
        dirt.note(Dirt.BYTE_ORDER_MARK, 1)
        return content.decode("utf-32", errors="replace")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        dirt.note(Dirt.UTF_16, 1)
        return content.decode("utf-16", errors="replace")
    if content.startswith(codecs.BOM_UTF8):
        dirt.note(Dirt.BYTE_ORDER_MARK, 1)
        content = content[3:]
    sample = content[:4096]
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        every_other = sample[offset::2]
        if len(sample) >= 8 and every_other.count(0) > 0.8 * len(every_other):
            dirt.note(Dirt.UTF_16, 1)
            return content.decode(encoding, errors="replace")
    if len(sample) - len(sample.translate(None, _CONTROLS)) > 0.1 * len(sample):
        raise Unreadable("This is not a text file: export the table as CSV.")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as fault:
        line = content[: fault.start].count(b"\n") + 1
        dirt.note(Dirt.CP1252, line)
        if _UNTRANSLATED & set(content):
            dirt.note(Dirt.UNREADABLE_LETTER, line)
        return content.decode("cp1252", errors="replace")


def separator_of(header_line: str) -> str:
    """Return what separates the cells of a line: the commonest of comma, semicolon, tab and bar."""
    return max(",;\t|", key=header_line.count) if header_line else ","


def lines_of(text: str) -> list[str]:
    """Return the lines of a text, whichever line ends it has."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


LONGEST_CELL_LINES = 20
_CELL_LIMIT = 100_000


def cells_of(line: str, separator: str) -> list[str] | None:
    """Return the cells of a line whose quotation marks are paired, or None where they cannot be read."""
    if '"' not in line:
        return line.split(separator)
    if len(line) > _CELL_LIMIT:
        return None
    try:
        return next(csv.reader([line], delimiter=separator, strict=True))
    except (csv.Error, StopIteration):
        return None


def rows_of(
    lines: list[str], start: int, separator: str, width: int, dirt: DirtNoted
) -> Iterator[tuple[int, list[str]]]:
    """Yield the line number (from 1) and cells of each line from index `start`, blank lines left out.

    A quotation mark without its partner must not swallow the rest of the file: it is joined to the lines
    after it only where that gives a row of the right width, and is otherwise left out.
    """
    index, end = start, len(lines)
    while index < end:
        line, number = lines[index], index + 1
        index += 1
        if not line or line.isspace():
            if index < end or line:
                dirt.note(Dirt.BLANK_LINE, number)
            continue
        if '"' not in line:
            yield number, line.split(separator)
            continue
        cells = cells_of(line, separator) if line.count('"') % 2 == 0 else None
        if cells is not None:
            dirt.note(Dirt.QUOTED, number)
        else:
            cells, taken = _mended(lines, index - 1, separator, width, dirt)
            index += taken
        yield number, cells


def _mended(lines: list[str], at: int, separator: str, width: int, dirt: DirtNoted) -> tuple[list[str], int]:
    """Return the cells of a line with an unpaired quotation mark, and how many lines after it belong to it."""
    bare = lines[at].replace('"', "").split(separator)
    if len(bare) < width:
        joined = lines[at]
        for more in range(1, LONGEST_CELL_LINES):
            if at + more >= len(lines):
                break
            joined += "\n" + lines[at + more]
            if joined.count('"') % 2 == 0:
                cells = cells_of(joined, separator)
                if cells is not None and len(cells) == width:
                    dirt.note(Dirt.LINE_IN_CELL, at + 1)
                    return cells, more
                break
    dirt.note(Dirt.STRAY_QUOTE, at + 1)
    return bare, 0


NULL_WORDS = frozenset(
    {"NULL", "N/A", "#N/A", "NA", "NAN", "NONE", "NIL", "-", "--", "(NULL)", "<NULL>", "NAT", "#NULL!", "."}
)
_SPACE = re.compile(r"[\s\u00a0\u200b\ufeff]+")


def tidied(raw: str) -> tuple[str, list[Dirt]]:
    """Return a cell without the spaces round it and without words for blank, and the dirt that it had."""
    found: list[Dirt] = []
    text = raw.strip(" \t\n\r\f\v\u00a0\u200b\ufeff\u3000")
    if text != raw:
        found.append(Dirt.SPACES)
    if text.upper() in NULL_WORDS:
        found.append(Dirt.NULL_WORD)
        return "", found
    if "\n" in text or "\u00a0" in text:
        text = _SPACE.sub(" ", text)
    return text, found
