"""Answers and tables as JSON: as they are kept, and as the interface and the command give them."""

from collections.abc import Sequence
from typing import Any

from lodestar.analytics.measures.answers import Answer
from lodestar.analytics.measures.tables import Breakdown


def answer_as_json(answer: Answer, *, children: bool = False) -> dict[str, Any]:
    """Return one answer with its definition and source; `children` adds who is in and out of the numerator."""
    measure = answer.measure
    found: dict[str, Any] = {
        "id": measure.id,
        "label": measure.label,
        "numerator": answer.numerator,
        "denominator": answer.denominator,
        "value": answer.value,
        "unit": measure.unit.value,
        "better": measure.better.value,
        "definition": measure.definition,
        "source": measure.source,
        "owner": measure.owner,
        "excluded": [{"why": one.why, "children": one.children} for one in answer.excluded],
        "note": answer.note,
    }
    if children:
        found["children"] = {"in": list(answer.inside), "out": list(answer.outside)}
    return found


def tables_as_json(tables: Sequence[Breakdown]) -> list[dict[str, Any]]:
    """Return the tables with their rows."""
    return [
        {
            "id": table.id,
            "label": table.label,
            "rows": [{"code": row.code, "label": row.label, "count": row.count} for row in table.rows],
        }
        for table in tables
    ]
