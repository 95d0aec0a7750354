"""Which chart a page shows of which figures: the numbers and the sentence; how it is drawn is govuk's."""

from collections.abc import Mapping, Sequence
from datetime import date

from lodestar.analytics.comparators.queries import Comparator
from lodestar.analytics.presenters.values import Told, number_words
from lodestar.govuk.charts import Chart, Kind, Series
from lodestar.govuk.words import plain_date

UNIT_SIGNS = {"percent": "%", "rate per 10,000": "for every 10,000", "number": "", "mean": "", "median": ""}


def as_float(value: object) -> float | None:
    """Return a value as a number; None where it is not worked out, not published or kept back."""
    return float(value) if isinstance(value, (int, float)) else None


def trend(
    told: Mapping[date, Told | None],
    comparators: Sequence[Comparator],
    *,
    council: str,
    title: str,
    unit: str,
) -> Chart:
    """Return a line chart of a measure over years beside what others have."""
    days = sorted(told)
    ours = [as_float(one["value"]) if (one := told[day]) is not None else None for day in days]
    series = [Series(council, ours, is_ours=True)]
    for other in comparators:
        values = [other.values_by_year.get(day.year) if is_year_end(day) else None for day in days]
        if any(value is not None for value in values):
            series.append(Series(other.name, [None if v is None else float(v) for v in values]))
    return Chart(
        title=title,
        sentence=trend_sentence(council, days, ours, unit),
        unit=UNIT_SIGNS[unit],
        categories=[str(day.year) if is_year_end(day) else plain_date(day) for day in days],
        series=series,
        kind=Kind.LINES,
    )


def is_year_end(day: date) -> bool:
    """Return whether a day ends a return year."""
    return (day.month, day.day) == (3, 31)


def trend_sentence(council: str, days: Sequence[date], values: Sequence[float | None], unit: str) -> str:
    """Return the trend in a sentence: the last value and the first that is known."""
    known = [(day, value) for day, value in zip(days, values, strict=True) if value is not None]
    if not known:
        return "Nothing is worked out for these years yet."
    last_day, last = known[-1]
    words = f"{council}: {number_words(last, unit)} on {plain_date(last_day)}"
    if len(known) == 1:
        return f"{words}."
    first_day, first = known[0]
    way = "the same as" if last == first else "up from" if last > first else "down from"
    return f"{words}, {way} {number_words(first, unit)} on {plain_date(first_day)}."


def bars(table: Told, *, title: str, noun: str = "children") -> Chart:
    """Return a chart of a breakdown: one bar a row, with its share in the sentence."""
    rows = [row for row in table["rows"] if row["count"] != 0]
    counts = [as_float(row["count"]) for row in rows]
    total = sum(one for one in counts if one is not None)
    sentence = f"Nobody to count: no {noun}."
    if rows and total:
        most = max(range(len(rows)), key=lambda i: counts[i] or 0)
        share = 100 * (counts[most] or 0) / total
        number = as_words(rows[most]["count"])
        sentence = f"The most: {rows[most]['label']}, {number} of {int(total):,} {noun} ({share:.1f}%)."
    return Chart(
        title=title,
        sentence=sentence,
        unit="",
        categories=[row["label"] for row in rows],
        series=[Series(noun.capitalize(), counts, is_ours=True)],
        kind=Kind.BARS,
    )


def as_words(count: object) -> str:
    """Return a count with its thousands."""
    return f"{count:,}" if isinstance(count, int) else str(count)
