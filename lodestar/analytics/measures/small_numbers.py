"""Small numbers kept back from those who may not see them (2-law R7.4): 1 to 5 become "c", nought is shown.

It protects a figure or a table by itself. What is published together is protected together elsewhere (R7.5).
"""

from collections.abc import Mapping
from typing import Any, Final

HIDDEN: Final = "c"
HIDE_BELOW: Final = 6


def is_small(number: object) -> bool:
    """Return whether a number is one that could tell of somebody: 1 to 5."""
    return isinstance(number, (int, float)) and 0 < number < HIDE_BELOW


def protected_answer(answer: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return an answer (as JSON) with what is small kept back.

    A percentage goes where its numerator or the rest of its denominator is small, and its numerator with it; a mean or
    median of five cases or fewer goes; so do counts of children left out.
    """
    n, d, unit = answer["numerator"], answer["denominator"], answer["unit"]
    kept: dict[str, Any] = dict(answer)
    kept.pop("children", None)
    kept["excluded"] = [
        {**one, "children": HIDDEN if is_small(one["children"]) else one["children"]}
        for one in answer["excluded"]
    ]
    if unit == "percent" and n is not None and d is not None:
        if is_small(n) or is_small(d - n) or is_small(d):
            kept["numerator"] = kept["value"] = HIDDEN
        if is_small(d):
            kept["denominator"] = HIDDEN
    elif unit in ("mean", "median"):
        if is_small(d):
            kept.update(numerator=None if n is None else HIDDEN, denominator=HIDDEN, value=HIDDEN)
    elif is_small(n):
        kept["numerator"] = kept["value"] = HIDDEN
    return kept


def protected_table(table: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a table (as JSON) whose small counts are kept back, with one more where a single one could be worked out.

    Its total is the number of children, which is printed elsewhere: so one hidden cell alone would tell itself.
    """
    counts = [row["count"] for row in table["rows"]]
    hidden = {place for place, count in enumerate(counts) if is_small(count)}
    # Two hidden cells whose sum is small tell too much as well: the others are known, so their sum is.
    while hidden and (len(hidden) == 1 or sum(counts[place] for place in hidden) < HIDE_BELOW):
        others = [place for place, count in enumerate(counts) if place not in hidden and count > 0]
        if not others:
            break
        hidden.add(min(others, key=lambda place: (counts[place], place)))
    rows = [
        {**row, "count": HIDDEN if place in hidden else row["count"]}
        for place, row in enumerate(table["rows"])
    ]
    return {**table, "rows": rows}
