"""The letter that asks somebody to a review, with their consultation paper."""

from pathlib import Path
from typing import Any

from lodestar.casework.meetings.presenters.frame import when_in_words, where_in_words
from lodestar.casework.meetings.questions import QUESTIONS
from lodestar.casework.meetings.states import PLACE_KIND_WORDS, Band, InviteeRole, PlaceKind
from lodestar.govuk.documents import Document, Heading, Paragraph, Part, local_texts

SHIPPED = Path(__file__).parents[1] / "jinja2" / "documents"
LINES = "\n" * 3


def letter_to(person: Any, booking: Any, sitting: Any, council: str) -> Document:
    """Return the invitation of one person: the address left out where it must not reach them."""
    is_child = person.role == InviteeRole.CHILD
    name = booking.child.preferred_name or booking.child.first_name or "the child"
    where = "The place is not settled yet"
    if sitting is not None:
        where = (
            where_in_words(sitting)
            if person.sees_address
            else PLACE_KIND_WORDS[PlaceKind(sitting.place_kind)]
        )
    text = local_texts.written(
        SHIPPED,
        "invitation",
        to_child=is_child,
        child=name,
        when=when_in_words(sitting.starts_at) if sitting else "The day is not settled yet",
        where=where.replace("Where the child lives", "Where you live") if is_child else where,
        interpreter=booking.interpreter,
    )
    parts: list[Part] = [Paragraph(f"Dear {name if is_child else person.name},")]
    parts += [Paragraph(block) for block in text.text.split("\n\n")]
    parts.append(Paragraph(f"{booking.officer.name}\nIndependent Reviewing Officer"))
    if person.band:
        parts += paper_for(Band(person.band))
    title = "Your review" if is_child else f"A meeting about {name}"
    return Document(
        title,
        parts,
        sender=council,
        author=booking.officer.name,
        for_children=is_child,
        footer="Please keep this letter to yourself.",
    )


def paper_for(band: Band) -> list[Part]:
    """Return the questions of a band as a paper to fill in by hand."""
    parts: list[Part] = [
        Heading("What do you think?"),
        Paragraph("You can leave out any question. Use more paper if you like."),
    ]
    for question in QUESTIONS[band]:
        parts.append(Heading(question.words, 3))
        if question.choices:
            parts.append(Paragraph("\n".join(f"☐ {words}" for _, words in question.choices)))
        else:
            parts.append(Paragraph(LINES + "." * 90))
    for last in ("If somebody helped you: who?", "Is there anybody who should not be told?"):
        parts += [Heading(last, 3), Paragraph("\n" + "." * 90)]
    parts.append(
        Paragraph(
            "We keep to that, unless somebody is not safe. Then we have to tell the people who can help."
        )
    )
    return parts
