"""Texts that a council can change: those a noun ships, or its own of the same name (DOCUMENT_TEMPLATES)."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from jinja2 import FileSystemLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment


@dataclass(frozen=True, slots=True)
class Written:
    """A text made from a template; `trouble` says, in words, why a council's own template was not used."""

    text: str
    trouble: str = ""


@lru_cache(maxsize=4)
def environment(folder: str) -> ImmutableSandboxedEnvironment:
    """Return the templates of a folder: sandboxed, because a council's own are not our code."""
    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        autoescape=False,  # the text is escaped by whichever document it goes into
        trim_blocks=True,
        lstrip_blocks=True,
    )


def written(shipped: Path, name: str, /, **facts: Any) -> Written:
    """Return the text of a template that a noun ships in a folder; the council's own of the same name where it works.

    A council's template that cannot be used is told, and the shipped one takes its place.
    """
    trouble = ""
    own = str(settings.DOCUMENT_TEMPLATES or "")
    if own and (Path(own) / f"{name}.txt").exists():
        try:
            return Written(tidy(environment(own).get_template(f"{name}.txt").render(**facts)))
        except TemplateError as error:
            trouble = (
                f"Your own text “{name}.txt” cannot be used: {error.message or type(error).__name__}. "
                "The text that came with the service is used instead."
            )
    text = environment(str(shipped)).get_template(f"{name}.txt").render(**facts)
    return Written(tidy(text), trouble)


def tidy(text: str) -> str:
    """Return a text with one empty line between its paragraphs, none inside a list, and none at its ends."""
    lines: list[str] = []
    for line in (one.rstrip() for one in text.strip().splitlines()):
        after_item = bool(lines) and lines[-1].startswith("- ")
        if line.startswith("- ") and lines and not lines[-1]:
            previous = next((one for one in reversed(lines) if one), "")
            if previous.startswith("- ") or previous.endswith(":"):
                while lines and not lines[-1]:
                    lines.pop()
        elif line and after_item and not line.startswith("- "):
            lines.append("")
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines)
