"""A figure in words: its value, what it was divided from, how it moved, and what stands beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from lodestar.analytics.comparators.queries import Comparator
from lodestar.analytics.measures.measure import Better, Unit
from lodestar.analytics.models import Figures
from lodestar.govuk.words import plain_date

Told = Mapping[str, Any]
NOT_COUNTED, NOT_WORKED_OUT = "Not counted", "Not worked out"


def answers_by_id(figures: Figures | None) -> dict[str, Told]:
    """Return the answers of figures by their measure's id; none without figures."""
    return {} if figures is None else {one["id"]: one for one in figures.answers}


def tables_by_id(figures: Figures | None) -> dict[str, Told]:
    """Return the tables of figures by their id."""
    return {} if figures is None else {one["id"]: one for one in figures.tables}


def value_words(answer: Told | None) -> str:
    """Return a value as it stands in a table: "97.7%", "119", "14.7"."""
    if answer is None:
        return NOT_WORKED_OUT
    value = answer["value"]
    if value is None:
        return NOT_COUNTED
    if isinstance(value, str):  # a small number kept back
        return value
    return number_words(value, answer["unit"])


def number_words(value: float | Decimal, unit: str) -> str:
    """Return a number with its unit."""
    if unit == Unit.PERCENT:
        return f"{float(value):.1f}%"
    if unit in (Unit.NUMBER, Unit.RATE):
        return f"{int(value):,}"
    return f"{float(value):,.1f}"


def of_words(answer: Told | None) -> str:
    """Return what a value was divided from: "258 of 264"; nothing for a plain number."""
    if answer is None or answer["value"] is None or answer["denominator"] is None:
        return ""
    if answer["numerator"] is None or answer["unit"] == Unit.MEDIAN:
        return f"{as_number(answer['denominator'])} counted"
    return f"{as_number(answer['numerator'])} of {as_number(answer['denominator'])}"


def as_number(value: Any) -> str:
    """Return a number with its thousands; a sign for one that is kept back as it is."""
    return value if isinstance(value, str) else f"{value:,}"


def moved_words(now: Told | None, before: Told | None, before_on: date) -> str:
    """Return how a value moved since an earlier year, and whether it is better: "up from 95.0%, which is better"."""
    if now is None or before is None:
        return ""
    new, old = now["value"], before["value"]
    if not isinstance(new, (int, float)) or not isinstance(old, (int, float)):
        return ""
    was = f"{number_words(old, now['unit'])} on {plain_date(before_on)}"
    if new == old:
        return f"as on {plain_date(before_on)}"
    way = "up" if new > old else "down"
    better = now["better"]
    if better == Better.NEITHER:
        return f"{way} from {was}"
    is_better = (new > old) == (better == Better.HIGHER)
    return f"{way} from {was}, which is {'better' if is_better else 'worse'}"


@dataclass(frozen=True, slots=True)
class Beside:
    """What another area has of a figure, in words: never a number that is not published, and of which year it is."""

    name: str
    value: str
    of: str


def latest_published(one: Comparator, year: int) -> tuple[int, Decimal] | None:
    """Return the latest value published for a year or before it, with its year; None where nothing is."""
    known = [
        (ending, value)
        for ending, value in one.values_by_year.items()
        if value is not None and ending <= year
    ]
    return max(known, default=None)


def published_words(one: Comparator, year: int, unit: str) -> str:
    """Return what an area has of a figure: with the year where it is not that of ours."""
    found = latest_published(one, year)
    if found is None:
        return "not published"
    ending, value = found
    words = number_words(value, unit)
    return words if ending == year else f"{words} in {ending}"


def beside(comparators: Sequence[Comparator], year: int, unit: str) -> list[Beside]:
    """Return what England, the region and the neighbours have, of the year or the latest before it."""
    told = []
    for one in comparators:
        found = latest_published(one, year)
        number = one.published_by_year.get(found[0], 0) if found else 0
        of = f"{number} of {one.areas} publish it" if found and one.areas > 1 else ""
        told.append(Beside(one.name, published_words(one, year, unit), of))
    return told


def protected(answer: Told, *, may_see_small: bool) -> Told:
    """Return an answer as a person may see it: small numbers kept back from who may not see them (R7.4)."""
    from lodestar.analytics.measures.small_numbers import protected_answer

    return answer if may_see_small else protected_answer(answer)
