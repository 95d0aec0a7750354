"""The texts of letters and records that a council can change (DOCUMENT_TEMPLATES)."""

from pathlib import Path
from typing import Any

from lodestar.govuk.documents import local_texts
from lodestar.govuk.documents.local_texts import Written

__all__ = ["Written", "written"]
SHIPPED = Path(__file__).parent / "jinja2" / "documents"


def written(name: str, /, **facts: Any) -> Written:
    """Return the text of a template (`letter-8-to-12`, `record-about`, …); the council's own where it works."""
    return local_texts.written(SHIPPED, name, **facts)
