"""The agenda every review has: the headings of Schedule 7, the authority's own, and the codes of a child's points."""

import re
from zlib import crc32

from django.conf import settings
from django.utils.text import slugify

from lodestar.law.agenda import HEADINGS, Heading
from lodestar.law.citation import Citation, Force

LOCAL = Citation("Local policy: the agenda of a review", "", Force.LOCAL_POLICY)
GONE = "A heading that is no longer on the agenda"
POINT = re.compile(r"item-([1-9][0-9]?)", re.ASCII)


def headings() -> tuple[Heading, ...]:
    """Return the headings of every review's agenda: Schedule 7 in its order, then the authority's own."""
    return (
        *HEADINGS,
        *(Heading(local_code(words), words, words, LOCAL) for words in settings.AGENDA_LOCAL_HEADINGS),
    )


def local_code(words: str) -> str:
    """Return a local heading's code: made of its words, so that setting another beside it moves nothing."""
    return f"local-{slugify(words)[:7]}-{crc32(words.encode()) & 0xFFFFFF:06x}"


def item_code(number: int) -> str:
    """Return the code of the heading that a child's own point is, by its number in the review."""
    return f"item-{number}"


def is_heading(code: str) -> bool:
    """Return whether a code is a heading of the agenda or could be a point of the child's."""
    return bool(POINT.fullmatch(code)) or any(one.code == code for one in headings())


def heading_words(code: str) -> str:
    """Return the words of a heading; a child's point is told by its number, one that is set no more as such."""
    point = POINT.fullmatch(code)
    if point:
        return f"The child's own point {point[1]}"
    return next((one.words for one in headings() if one.code == code), GONE)
