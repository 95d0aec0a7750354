"""From the bytes of a file to its records: cells with the number of the line they begin on."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass

MOST_BYTES = 60_000_000
MOST_LINES_OF_A_RECORD = 5
"""How many lines one record may go over, where a quoted cell holds line ends."""
NOT_TEXT = {
    b"PK\x03\x04": "This is an Excel or a zip file. Save the sheet as CSV, or unpack it, and load that.",
    b"\xd0\xcf\x11\xe0": "This is an old Excel file. Save the sheet as CSV and load that.",
    b"%PDF": "This is a PDF. Load the CSV file that is published beside it.",
}


class NotReadable(ValueError):
    """The file as a whole cannot be read; its words say why."""


@dataclass(frozen=True, slots=True)
class Record:
    """The cells of one record and the line it begins on; `fault` where the line cannot be taken apart."""

    line: int
    cells: list[str]
    fault: str = ""


def text_of(content: bytes) -> str:
    """Return a file's text, whichever encoding it came in. Raises NotReadable for what is no text."""
    if len(content) > MOST_BYTES:
        raise NotReadable(
            f"The file is larger than {MOST_BYTES // 1_000_000} megabytes: no published file is."
        )
    for beginning, words in NOT_TEXT.items():
        if content.startswith(beginning):
            raise NotReadable(words)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError:
            raise NotReadable("The file is no text that can be read.") from None
    if content.count(b"\x00") * 10 > len(content):
        raise NotReadable("The file is no text: it holds bytes that stand for nothing.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def records_of(text: str) -> Iterator[Record]:
    """Return every record that is not empty and no remark (a line that begins with #).

    A quote that is never closed spoils its own line only: the lines after it are read.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    at = 0
    while at < len(lines):
        line = at + 1
        if not lines[at].strip(', \t"') or lines[at].startswith("#"):
            at += 1
            continue
        taken = _lines_taken(lines, at)
        if "\x00" in "".join(lines[at : at + taken]):
            at += 1
            yield Record(line, [], "holds bytes that are no text")
            continue
        try:
            cells = next(csv.reader(["\n".join(lines[at : at + taken])], strict=True))
            yield Record(line, [cell.strip() for cell in cells])
        except (csv.Error, StopIteration):
            taken = 1
            yield Record(line, [], "has a quotation mark that is never closed, or stands inside a value")
        at += taken


def _lines_taken(lines: list[str], at: int) -> int:
    """Return over how many lines the record goes that begins at an index: until its quotation marks are closed."""
    quotes = 0
    for taken in range(1, MOST_LINES_OF_A_RECORD + 1):
        if at + taken > len(lines):
            break
        quotes += lines[at + taken - 1].count('"')
        if quotes % 2 == 0:
            return taken
    return 1
