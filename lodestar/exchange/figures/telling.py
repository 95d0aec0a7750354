"""Answers as JSON and as text: the promises of `lodestar measures`."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from lodestar.analytics.measures.answers import Answer
from lodestar.analytics.measures.measure import Unit
from lodestar.analytics.measures.rows import Rows
from lodestar.analytics.measures.tables import Breakdown
from lodestar.analytics.telling import answer_as_json, tables_as_json
from lodestar.law.review_rules import in_words


def as_json(
    rows: Rows, ends_on: date, answers: Sequence[Answer], tables: Sequence[Breakdown], *, children: bool
) -> dict[str, Any]:
    """Return the whole of it as JSON takes it; `children` adds who is in and out of each numerator."""
    return {
        "year_end": ends_on.isoformat(),
        "source": rows.source,
        "rows_hash": rows.fingerprint(),
        "caveats": list(rows.caveats),
        "measures": [answer_as_json(one, children=children) for one in answers],
        "tables": tables_as_json(tables),
    }


def as_text(rows: Rows, ends_on: date, answers: Sequence[Answer], tables: Sequence[Breakdown]) -> str:
    """Return the whole of it to be read."""
    lines = [f"Figures for the year to {in_words(ends_on)}, from {rows.source}.", *rows.caveats, ""]
    group = ""
    for one in answers:
        if one.measure.group.value != group:
            group = one.measure.group.value
            lines += ["", group]
        lines.append(f"  {one.measure.label}: {value_in_words(one)}  [{one.id}]")
        lines += [f"      {words}" for words in (one.note,) if words]
    for table in tables:
        lines += ["", f"{table.label} ({table.total:,})"]
        lines += [f"  {row.label}: {row.count:,}" for row in table.rows]
    return "\n".join(lines)


def value_in_words(answer: Answer) -> str:
    """Return a value with what it was divided from, as a person reads it."""
    if answer.value is None:
        return "not counted"
    unit = answer.measure.unit
    if unit is Unit.PERCENT:
        return f"{answer.value}% ({answer.numerator:,} of {answer.denominator:,})"
    if unit is Unit.RATE:
        return f"{answer.value} for every 10,000 ({answer.numerator:,} of {answer.denominator:,})"
    if unit is Unit.NUMBER:
        return f"{answer.value:,}"
    return f"{answer.value} ({answer.denominator:,} counted)"
