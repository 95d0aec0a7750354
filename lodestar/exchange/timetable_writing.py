"""A timetable as one line of JSON, put together from pieces that many lines share.

The law room gives the same `Limit` object for the same rule and day, so its part of a line is written once.
What comes out is what `json.dumps` would write of the same object with the same separators; the tests hold
the two side by side.
"""

from datetime import date
from json.encoder import encode_basestring_ascii as quoted

from lodestar.law.review_timing import Due, Limit, Missed, Timetable

_ROOM = 100_000
"""Limits whose words are kept ready: a bound on memory."""


class _Texts(dict[date, str]):
    """Days as they are written, each worked out once."""

    def __missing__(self, day: date) -> str:
        if len(self) >= _ROOM:
            self.clear()
        text = self[day] = day.isoformat()
        return text


_texts = _Texts()
_in_time: dict[int, tuple[Limit, str]] = {}
_sentences: dict[tuple[str, str], str] = {}


def _words(limit: Limit | Missed | Due) -> str:
    """Write the source and the sentence that end every object, once for each pair of them."""
    provision, because = limit.citation.provision, limit.because
    text = _sentences.get((because, provision))
    if text is None:
        if len(_sentences) >= _ROOM:
            _sentences.clear()
        text = _sentences[because, provision] = (
            f'"citation":{quoted(provision)},"because":{quoted(because)}}}'
        )
    return text


def _rule(limit: Limit | Missed | Due) -> str:
    """Write the rule and the day that begin every object."""
    return f'"rule":"{limit.rule}","due_on":"{_texts[limit.due_on]}"'


def _held_in_time(limit: Limit) -> str:
    """Write the part of a review held in time that its limit decides, and keep it."""
    text = f'{_rule(limit)},"in_time":true,"days_late":0,{_words(limit)}'
    if len(_in_time) >= _ROOM:
        _in_time.clear()
    _in_time[id(limit)] = (limit, text)
    return text


def line_of(child: str | int, as_of: date, timetable: Timetable) -> str:
    """Write the answer for one child, without the line's end."""
    parts = []
    for review in timetable.reviews:
        limit = review.limit
        held_on = review.held_on
        if held_on <= limit.due_on:
            kept = _in_time.get(id(limit))
            rest = kept[1] if kept is not None and kept[0] is limit else _held_in_time(limit)
        else:
            rest = f'{_rule(limit)},"in_time":false,"days_late":{review.days_late},{_words(limit)}'
        parts.append(f'{{"held_on":"{_texts[held_on]}","ordinal":{review.ordinal},{rest}')
    missed = ",".join(["{" + f"{_rule(gone)},{_words(gone)}" for gone in timetable.missed])
    due = timetable.next
    following = "null"
    if due is not None:
        following = f'{{{_rule(due)},"overdue":{"true" if due.overdue else "false"},{_words(due)}'
    return (
        f'{{"id":{quoted(child) if isinstance(child, str) else child},"as_of":"{_texts[as_of]}",'
        f'"reviews":[{",".join(parts)}],"missed":[{missed}],"next":{following}}}'
    )


def error_of(child: str | int | None, words: str) -> str:
    """Write the answer for a line that cannot be judged."""
    name = "null" if child is None else quoted(child) if isinstance(child, str) else str(child)
    return f'{{"id":{name},"error":{quoted(words)}}}'
