"""One child's history as it comes in on a line of JSON, checked and turned into the law room's words.

{"id":"C1","born":"2010-05-01", "periods":[{"from":"2026-03-02","until":null,
"legal":[{"from":"2026-03-02","status":"V2"}],
"placements":[{"from":"2026-03-02","type":"U6","unplanned":false}],
"adoption":{"authorised_on":null,"placed_on":null}, "short_breaks":{"limit_broken_on":null}}],
"reviews":[{"held_on":"2026-03-26","opened_on":null,"meetings":[],"cancelled":false}],
"requested":[{"asked_on":"2026-05-01","due_on":"2026-05-20","reason":"iro_asked"}]}

`id`, `born`, `periods` and `reviews` must be there, and `from` and `legal` in a period; the rest may be
left out. Keys not named here are passed over. A review whose `held_on` is null, or that was cancelled, was
not held. The reasons of `requested` are those of `EarlyReviewReason`; left out, it is "other".
"""

import json
import re
from datetime import date
from typing import Any, NoReturn, TypeVar

from lodestar.law.early_reviews import EarlyReviewReason, early_review
from lodestar.law.review_timing import (
    CannotJudge,
    CareHistory,
    HeldReview,
    LegalStatusSpell,
    PeriodOfCare,
    PlacementSpell,
    RequestedReview,
)

K = TypeVar("K")
V = TypeVar("V")

_ROOM = 50_000
"""Days, spells and reviews kept ready: lines repeat them, and they never change. A bound on memory."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

_days: dict[str, date] = {}
_legal: dict[tuple[str, str], LegalStatusSpell] = {}
_placements: dict[tuple[str, str, object, type], PlacementSpell] = {}
_reviews: dict[str, HeldReview] = {}


def _keep(room: dict[K, V], key: K, value: V) -> V:
    """Keep a value ready for the next line that says the same."""
    if len(room) >= _ROOM:
        room.clear()
    room[key] = value
    return value


class _DoubleKey(ValueError):
    """A key said twice in one object."""


def unique_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Build an object, refusing one that says a key twice."""
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _DoubleKey(next(key for key in keys if keys.count(key) > 1))
    return found


def _no_constant(name: str) -> NoReturn:
    """Refuse NaN and Infinity, which are no JSON."""
    raise ValueError(f"{name} is not JSON")


_DECODER = json.JSONDecoder(parse_constant=_no_constant)
_CAREFUL_DECODER = json.JSONDecoder(parse_constant=_no_constant, object_pairs_hook=unique_object)


def parse_line(line: str) -> dict[str, Any]:
    """Read one line as a JSON object. Raises CannotJudge in words when it is not one."""
    try:
        told = _DECODER.decode(line)
    except RecursionError:
        raise CannotJudge("line", "is nested too deeply to be a child's history") from None
    except ValueError as wrong:
        raise CannotJudge("line", f"is not JSON ({_where_broken(wrong)})") from None
    if not isinstance(told, dict):
        raise CannotJudge("line", "is not a JSON object in braces")
    return told


def _where_broken(wrong: ValueError) -> str:
    """Say where in the line the JSON breaks off."""
    if isinstance(wrong, json.JSONDecodeError):
        return f"it cannot be read from character {wrong.pos + 1} on"
    return str(wrong) if "not JSON" not in str(wrong) else str(wrong).split(" is ")[0]


def refuse_double_keys(line: str) -> None:
    """Refuse a line in which an object says a key twice, for then it is not known which is meant."""
    try:
        _CAREFUL_DECODER.decode(line)
    except _DoubleKey as double:
        raise CannotJudge(str(double)[:40], "is given twice in one object") from None
    except RecursionError:
        raise CannotJudge("line", "is nested too deeply to be a child's history") from None


def read_day(text: object, where: str) -> date:
    """Read a day written like 2026-03-30. Raises CannotJudge, with `where` for the field at fault."""
    if not isinstance(text, str) or _DAY.fullmatch(text) is None:
        raise CannotJudge(where, "is not a date written like 2026-03-30")
    try:
        return _keep(_days, text, date.fromisoformat(text))
    except ValueError:
        raise CannotJudge(where, f"there is no such day as {text}") from None


def _day_or_none(told: dict[str, Any], key: str, where: str) -> date | None:
    """Read a day that may be null or left out."""
    text = told.get(key)
    return None if text is None else _known_day(text, where, key)


def _known_day(text: object, where: str, key: str) -> date:
    """Read a day, most often one met before."""
    day = _days.get(text) if isinstance(text, str) else None
    return day or read_day(text, f"{where}.{key}" if where else key)


def _object(told: object, where: str) -> dict[str, Any]:
    """Take a JSON object, or refuse in words."""
    if not isinstance(told, dict):
        raise CannotJudge(where, "is not an object in braces")
    return told


def _list(told: dict[str, Any], key: str, where: str = "", *, required: bool = True) -> list[Any]:
    """Take a list; one that is not required may be null or left out."""
    found = told.get(key)
    if isinstance(found, list):
        return found
    if found is None and not required:
        return []
    path = f"{where}.{key}" if where else key
    if key not in told:
        raise CannotJudge(path, "is missing; an empty list says that there are none")
    raise CannotJudge(path, "is not a list in square brackets")


def _text(told: dict[str, Any], key: str, where: str) -> str:
    """Take a text."""
    found = told.get(key)
    if not isinstance(found, str):
        raise CannotJudge(f"{where}.{key}", "is missing" if key not in told else "is not a text in quotes")
    return found


def _flag(told: dict[str, Any], key: str, where: str) -> bool:
    """Take true or false; left out or null is false."""
    found = told.get(key)
    if found is None:
        return False
    if not isinstance(found, bool):
        raise CannotJudge(f"{where}.{key}", "is neither true nor false")
    return found


def _required_day(told: dict[str, Any], key: str, where: str) -> date:
    """Take a day that must be there."""
    if key not in told:
        raise CannotJudge(f"{where}.{key}" if where else key, "is missing")
    return _known_day(told[key], where, key)


def _read_status(told: object, where: str) -> LegalStatusSpell:
    """Read a legal status spell not met before."""
    spell = _object(told, where)
    status = LegalStatusSpell(_required_day(spell, "from", where), _text(spell, "status", where))
    return _keep(_legal, (spell["from"], status.status), status)


def _placement_key(told: dict[str, Any]) -> tuple[str, str, object, type]:
    """Return what tells a placement from others; with the type of `unplanned`, for 1 is no true."""
    unplanned = told.get("unplanned")
    return told["from"], told["type"], unplanned, unplanned.__class__


def _read_placement(told: object, where: str) -> PlacementSpell:
    """Read a placement not met before."""
    spell = _object(told, where)
    unplanned = _flag(spell, "unplanned", where)
    placement = PlacementSpell(_required_day(spell, "from", where), _text(spell, "type", where), unplanned)
    return _keep(_placements, _placement_key(spell), placement)


def _read_review(told: object, where: str) -> HeldReview:
    """Read a review with more to it than the day it was held."""
    review = _object(told, where)
    if "held_on" not in review and "opened_on" not in review and "meetings" not in review:
        raise CannotJudge(f"{where}.held_on", "is missing")
    held_on = _day_or_none(review, "held_on", where)
    opened_on = _day_or_none(review, "opened_on", where)
    days = _list(review, "meetings", where, required=False)
    meetings = tuple(read_day(day, f"{where}.meetings[{place}]") for place, day in enumerate(days))
    if _flag(review, "cancelled", where):
        held_on = None
    if held_on is not None and opened_on is None and not meetings:
        return _keep(_reviews, review["held_on"], HeldReview(held_on))
    return HeldReview(held_on, opened_on, meetings)


def _read_request(told: object, where: str) -> RequestedReview:
    """Read a review asked for before its ordinary date."""
    request = _object(told, where)
    reason = EarlyReviewReason.OTHER
    if request.get("reason") is not None:
        try:
            reason = EarlyReviewReason(_text(request, "reason", where))
        except ValueError as wrong:
            if isinstance(wrong, CannotJudge):
                raise
            known = ", ".join(EarlyReviewReason)
            raise CannotJudge(f"{where}.reason", f"is none of {known}") from None
    asked_on = _required_day(request, "asked_on", where)
    due_on = _required_day(request, "due_on", where)
    if due_on < asked_on:
        raise CannotJudge(f"{where}.due_on", "is before the review was asked for")
    return early_review(reason=reason, asked_on=asked_on, due_on=due_on)


def _read_period(told: object, where: str) -> tuple[PeriodOfCare, int]:
    """Read one period of care; also count the keys read, for `read_history`."""
    period = _object(told, where)
    keys = len(period)
    spells = _list(period, "legal", where)
    try:
        legal = [_legal[spell["from"], spell["status"]] for spell in spells]
    except (KeyError, TypeError):
        legal = [_read_status(spell, f"{where}.legal[{place}]") for place, spell in enumerate(spells)]
    keys += sum(map(len, spells))
    spells = _list(period, "placements", where, required=False)
    try:
        placements = [_placements[_placement_key(spell)] for spell in spells]
    except (AttributeError, KeyError, TypeError):
        placements = [
            _read_placement(spell, f"{where}.placements[{place}]") for place, spell in enumerate(spells)
        ]
    keys += sum(map(len, spells))
    authorised_on = placed_on = broken_on = None
    adoption = period.get("adoption")
    if adoption is not None:
        within = f"{where}.adoption"
        keys += len(_object(adoption, within))
        authorised_on = _day_or_none(adoption, "authorised_on", within)
        placed_on = _day_or_none(adoption, "placed_on", within)
    short_breaks = period.get("short_breaks")
    if short_breaks is not None:
        within = f"{where}.short_breaks"
        keys += len(_object(short_breaks, within))
        broken_on = _day_or_none(short_breaks, "limit_broken_on", within)
    from_on = _required_day(period, "from", where)
    until_on = _day_or_none(period, "until", where)
    found = PeriodOfCare(
        from_on, until_on, tuple(legal), tuple(placements), authorised_on, placed_on, broken_on
    )
    return found, keys


def _read_reviews(told: list[Any]) -> tuple[list[HeldReview], int]:
    """Read the reviews, most often days met before and nothing more; also count the keys."""
    try:
        held = [_reviews[review["held_on"]] for review in told]
        keys = sum(map(len, told))
        if keys == len(held):
            return held, keys
    except (KeyError, TypeError):
        pass
    held = [_read_review(review, f"reviews[{place}]") for place, review in enumerate(told)]
    return held, sum(map(len, told))


def identifier(told: dict[str, Any]) -> str | int:
    """Take the child's identifier: a text that is not empty, or a whole number."""
    found = told.get("id")
    if isinstance(found, str) and found.strip():
        return found
    if isinstance(found, int) and not isinstance(found, bool):
        return found
    raise CannotJudge("id", "is missing" if "id" not in told else "is neither a text nor a whole number")


def read_history(told: dict[str, Any], child: str | int) -> tuple[CareHistory, int]:
    """Turn the object of one line, about `child`, into a history, and count the keys it was read from.

    The count is what lets the caller see at a glance that no key was said twice: a line has at least as
    many colons as keys, so a line with as many colons as different keys read has no double. Raises
    CannotJudge with the field at fault.
    """
    born_on = _required_day(told, "born", "")
    keys = len(told)
    periods = []
    for place, period in enumerate(_list(told, "periods")):
        found, read = _read_period(period, f"periods[{place}]")
        periods.append(found)
        keys += read
    reviews, read = _read_reviews(_list(told, "reviews"))
    keys += read
    requests: list[RequestedReview] = []
    if told.get("requested") is not None:
        for place, request in enumerate(_list(told, "requested")):
            requests.append(_read_request(request, f"requested[{place}]"))
            keys += len(request)
    return CareHistory(child, born_on, tuple(periods), tuple(reviews), tuple(requests)), keys
