"""Short ways to make a few children by hand and count over them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from tests.analytics.plain_answers import Count
from tests.analytics.plain_count import PlainCount
from tests.analytics.plain_rows import Episode, Returns, in_order

END = date(2026, 3, 31)
DAY = timedelta(days=1)


def period(child: str, start: date, *changes: tuple[date, dict[str, str]], **first: str) -> list[Episode]:
    """A period of care: what held from `start`, then what changed on each day; `rec` ends it.

    A change of placement moves the home too (a new postcode), unless the change says where it is.
    """
    episodes = [Episode(child, start, **{"post": "HOME 0", **first})]  # type: ignore[arg-type]
    for place, (day, what) in enumerate(changes):
        now = episodes[-1]
        if what.get("rec"):
            episodes[-1] = replace(now, dec=day, rec=what["rec"])
            continue
        episodes[-1] = replace(now, dec=day, rec="X1", reason=what.pop("why", ""))
        post = now.post if what["rne"] == "L" else f"HOME {place + 1}"
        episodes.append(replace(now, decom=day, **{"post": post, **what}))  # type: ignore[arg-type]
    return episodes


def count(
    *episodes: list[Episode],
    born: date = date(2012, 5, 1),
    reviews: dict[str, Sequence[date]] | None = None,
    year_end: date = END,
    **rows: object,
) -> PlainCount:
    """Count over hand-made rows; every child is born on the one day."""
    given = [episode for of_child in episodes for episode in of_child]
    header = {episode.child: {"DOB": f"{born:%d/%m/%Y}", "SEX": "F", "ETHNIC": "WBRI"} for episode in given}
    held = {child: dict.fromkeys(days, "PN1") for child, days in (reviews or {}).items()}
    return PlainCount(Returns(header, in_order(given), held, **rows), year_end)  # type: ignore[arg-type]


def fraction(answer: Count) -> tuple[float, int | None]:
    return answer.numerator, answer.denominator
