"""What a document is made of. Nothing set is legal everywhere: it prints as such and breaks nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field

NOT_SET = "Not recorded"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 2 or 3; the document's title is level 1."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; a line break in it stays a line break. `lead`: larger, for letters to young children."""

    text: str
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list, numbered or not."""

    items: Sequence[str]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A key and its value."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Keys and values, in two columns."""

    facts: Sequence[Fact]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption, one row of headings, and rows as long as it."""

    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(
                    f"{self.caption}: a row has {len(row)} cells under {len(self.columns)} headings."
                )


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed, in which part, and when, in words."""

    name: str
    role: str
    when: str


Part = Heading | Paragraph | Bullets | Facts | Table | Signature


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. `sender` is the council, `about` the line under the title, `footer` is on every page.

    `for_children` prints larger and calmer.
    """

    title: str
    parts: Sequence[Part]
    sender: str = ""
    about: str = ""
    footer: str = ""
    language: str = "en-GB"
    author: str = ""
    for_children: bool = False
    keywords: Sequence[str] = field(default=())

    def words(self) -> str:
        """Return every word of it, for checks that look for what must not be there."""
        found = [self.title, self.about, self.sender, self.footer]
        for part in self.parts:
            match part:
                case Heading() | Paragraph():
                    found.append(part.text)
                case Bullets():
                    found.extend(part.items)
                case Facts():
                    found.extend(f"{fact.key} {fact.value}" for fact in part.facts)
                case Table():
                    found += [part.caption, *part.columns, *(cell for row in part.rows for cell in row)]
                case Signature():
                    found += [part.name, part.role, part.when]
        return "\n".join(found)
