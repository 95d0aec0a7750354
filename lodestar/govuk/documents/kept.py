"""A document as it is kept: plain JSON with a hash, so that what went out can be shown again word for word."""

import hashlib
import json
from typing import Any

from lodestar.govuk.documents.parts import (
    Bullets,
    Document,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Part,
    Signature,
    Table,
)


def kept(document: Document) -> dict[str, Any]:
    """Return a document as JSON holds it."""
    return {
        "title": document.title,
        "about": document.about,
        "sender": document.sender,
        "footer": document.footer,
        "author": document.author,
        "language": document.language,
        "for_children": document.for_children,
        "parts": [part_kept(part) for part in document.parts],
    }


def part_kept(part: Part) -> dict[str, Any]:
    """Return one part as JSON holds it, with its kind."""
    match part:
        case Heading():
            return {"kind": "heading", "text": part.text, "level": part.level}
        case Paragraph():
            return {"kind": "paragraph", "text": part.text, "lead": part.lead}
        case Bullets():
            return {"kind": "bullets", "items": list(part.items), "numbered": part.numbered}
        case Facts():
            return {"kind": "facts", "facts": [[fact.key, fact.value] for fact in part.facts]}
        case Table():
            return {
                "kind": "table",
                "caption": part.caption,
                "columns": list(part.columns),
                "rows": [list(row) for row in part.rows],
            }
        case Signature():
            return {"kind": "signature", "name": part.name, "role": part.role, "when": part.when}


def taken_out(content: dict[str, Any]) -> Document:
    """Return the document that was kept. Raises ValueError for a part of no known kind."""
    facts = {name: value for name, value in content.items() if name != "parts"}
    return Document(**facts, parts=[part_taken_out(dict(part)) for part in content["parts"]])


def part_taken_out(part: dict[str, Any]) -> Part:
    """Return one part that was kept."""
    kind = part.pop("kind")
    match kind:
        case "heading":
            return Heading(**part)
        case "paragraph":
            return Paragraph(**part)
        case "bullets":
            return Bullets(**part)
        case "facts":
            return Facts([Fact(key, value) for key, value in part["facts"]])
        case "table":
            return Table(**part)
        case "signature":
            return Signature(**part)
    raise ValueError(f"{kind} is no part of a document.")


def hash_of(content: dict[str, Any]) -> str:
    """Return the sha256 of a kept document, the same for the same words."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
