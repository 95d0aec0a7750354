"""From kept figures to what a caller is given: found by day or snapshot, and protected unless the token may see."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from lodestar.analytics.comparators.queries import Comparator, comparators_of
from lodestar.analytics.days import day_named, days_shown, year_end_before
from lodestar.analytics.measures.small_numbers import protected_answer, protected_table
from lodestar.analytics.models import Figures
from lodestar.analytics.queries import figures_by_id, figures_for, years_worked_out
from lodestar.exchange.api.calls import Caller, Refusal
from lodestar.govuk.words import plain_date

END_OF_YEAR: Final = (3, 31)
NO_MEASURE: Final = "There is no measure of that id. /api/measures/ lists them."
NO_TABLE: Final = "There is no table of that id. /api/tables/ lists them."


def day_asked(year_end: str, who: Caller) -> date:
    """Return the day a call asks about, the last 31 March where it names none. Raises Refusal (422)."""
    if not year_end:
        return year_end_before(who.today)
    day = day_named(year_end, today=who.today)
    if day is None:
        raise Refusal(
            422, "year_end must be a day that has come, written as 2026-03-31 (31 March 1992 or later)."
        )
    return day


def figures_asked(who: Caller, year_end: str, kept: int | None = None) -> Figures:
    """Return the figures of a day, or a snapshot by its id. Raises Refusal (404, 422) in words."""
    day = day_asked(year_end, who)
    if kept is not None:
        found = figures_by_id(kept)
        if found is None or not found.name:
            raise Refusal(404, "There is no snapshot of that id. /api/figures/ lists them.")
        if year_end and found.ends_on != day:
            raise Refusal(422, f"That snapshot is of the year to {plain_date(found.ends_on)}.")
        return found
    found = figures_for(day)
    if found is None:
        words = (
            f"The figures of the year to {plain_date(day)} are not worked out. Somebody who keeps figures "
        )
        raise Refusal(404, words + f"works them out at /at-a-glance/?to={day.isoformat()}.")
    return found


def counted(figures: Figures, who: Caller) -> dict[str, Any]:
    """Return of when figures are and from what they were counted."""
    return {
        "year_end": figures.ends_on,
        "as_of": figures.made_at,
        "counted_from": figures.counted_from,
        "caveats": list(figures.caveats),
        "rows_hash": figures.rows_hash,
        "snapshot": figures.name or None,
        "small_numbers": protection(who),
    }


def protection(who: Caller) -> str:
    """Return whether small numbers are shown."""
    return "shown" if who.may_see_small else "protected"


def measures_of(figures: Figures, who: Caller) -> list[dict[str, Any]]:
    """Return every measure, as the caller may see it."""
    answers: list[dict[str, Any]] = figures.answers
    return [dict(one) if who.may_see_small else dict(protected_answer(one)) for one in answers]


def measure_of(figures: Figures, name: str, who: Caller) -> dict[str, Any]:
    """Return one measure. Raises Refusal (404)."""
    return by_id(measures_of(figures, who), name, NO_MEASURE)


def tables_of(figures: Figures, who: Caller) -> list[dict[str, Any]]:
    """Return every table, as the caller may see it."""
    tables: list[dict[str, Any]] = figures.tables
    return [dict(one) if who.may_see_small else dict(protected_table(one)) for one in tables]


def table_of(figures: Figures, name: str, who: Caller) -> dict[str, Any]:
    """Return one table. Raises Refusal (404)."""
    return by_id(tables_of(figures, who), name, NO_TABLE)


def by_id(found: Sequence[dict[str, Any]], name: str, words: str) -> dict[str, Any]:
    """Return the one of an id. Raises Refusal (404) with words that say where they are listed."""
    for one in found:
        if one["id"] == name:
            return one
    raise Refusal(404, words)


def trend_of(name: str, ends_on: date, who: Caller) -> dict[str, Any]:
    """Return one measure over five years, oldest first; years that are not worked out say so. Raises Refusal."""
    days = days_shown(ends_on)
    years = years_worked_out(days)
    if not years:
        raise Refusal(404, "None of these years is worked out. See /at-a-glance/.")
    answers = {
        day: one for day, found in years.items() for one in measures_of(found, who) if one["id"] == name
    }
    if not answers:
        raise Refusal(404, NO_MEASURE)
    latest = answers[max(answers)]
    return {
        **{key: latest[key] for key in ("id", "label", "unit", "better", "definition")},
        "small_numbers": protection(who),
        "points": [point(day, years.get(day), answers.get(day)) for day in days],
        "comparators": beside(name, days),
    }


def point(day: date, figures: Figures | None, answer: dict[str, Any] | None) -> dict[str, Any]:
    """Return a measure in one year."""
    if figures is None or answer is None:
        why = "This year is not worked out." if figures is None else "This year did not count it."
        return {"year_end": day, **dict.fromkeys(("as_of", "value", "numerator", "denominator")), "note": why}
    shown = {key: answer[key] for key in ("value", "numerator", "denominator", "note")}
    return {"year_end": day, "as_of": figures.made_at, **shown}


def beside(name: str, days: Sequence[date]) -> list[dict[str, Any]]:
    """Return what a measure stands beside in the years that end on a 31 March: others publish no other years."""
    years = {day.year: day for day in days if (day.month, day.day) == END_OF_YEAR}
    if not years:
        return []
    return [
        in_year(one, year, day) for one in comparators_of(name, list(years)) for year, day in years.items()
    ]


def in_year(one: Comparator, year: int, day: date) -> dict[str, Any]:
    """Return one comparator in one year."""
    value = one.values_by_year.get(year)
    return {
        "kind": one.kind.value,
        "name": one.name,
        "year_end": day,
        "value": None if value is None else float(value),
        "published": one.published_by_year.get(year, 0),
        "areas": one.areas,
        "why": one.words_by_year.get(year, ""),
        "sources": list(one.sources),
    }
