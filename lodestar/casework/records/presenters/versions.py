"""The record, its versions and what went out, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from lodestar.casework.children.words import LONDON, in_words
from lodestar.casework.meetings.states import CHANNEL_WORDS, INVITEE_ROLE_WORDS, Channel, InviteeRole
from lodestar.casework.records.policies.versions import audience_of
from lodestar.casework.records.states import AUDIENCE_WORDS, DISPATCH_STATE_WORDS, Audience, DispatchState
from lodestar.casework.records.words_of_letters import Avoid, Readability
from lodestar.govuk.documents import Document, body_of
from lodestar.govuk.parts import Clock, Link, Tag
from lodestar.law.review_steps import StepClock


@dataclass(frozen=True, slots=True)
class RecordPage:
    """The record as one audience reads it, with the other versions and the files."""

    audience: str
    versions: Sequence[Link]
    files: Sequence[Link]
    body: Markup
    about: str
    acts: Sequence[Link]
    kept_back: Sequence[str]


def record_page(
    booking_id: int,
    document: Document,
    audience: Audience,
    offered: Sequence[Audience],
    withheld: Sequence[Any],
    headings: Mapping[str, str],
    *,
    may_withhold: bool,
) -> RecordPage:
    """Return the page of the record."""
    at = f"/reviews/{booking_id}/record"
    acts = [Link("Keep a part back from somebody", f"{at}/withhold/")] if may_withhold else []
    return RecordPage(
        audience=AUDIENCE_WORDS[audience],
        versions=[
            Link(AUDIENCE_WORDS[one], f"?audience={one.value}", current=one == audience) for one in offered
        ],
        files=[
            Link("PDF", f"{at}.pdf?audience={audience.value}"),
            Link("Word", f"{at}.docx?audience={audience.value}"),
        ],
        body=Markup(body_of(document)),
        about=document.about,
        acts=acts,
        kept_back=[
            f"{headings.get(row.heading, row.heading)}: kept from {AUDIENCE_WORDS[Audience(row.audience)].lower()} by "
            f"{row.decided_by.name}, because {row.because}"
            for row in withheld
        ],
    )


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody a version goes to, and what became of it."""

    name: str
    role: str
    version: str
    version_href: str
    guard: str
    tag: Tag
    words: str
    href: str


@dataclass(frozen=True, slots=True)
class DistributionPage:
    """Who gets which version, by when."""

    clock: Clock
    recipients: Sequence[Recipient]
    signed: bool


def distribution_page(
    booking_id: int,
    people: Sequence[Any],
    sent: Sequence[Any],
    clock: StepClock | None,
    *,
    signed: bool,
    today: date,
) -> DistributionPage:
    """Return who gets which version and what became of each."""
    latest: dict[int, Any] = {}
    for row in sent:  # latest first
        latest.setdefault(row.invitee_id, row)
    recipients = [recipient(booking_id, one, latest.get(one.pk)) for one in people]
    waiting = [one for one in recipients if one.tag.text == "To send"]
    return DistributionPage(clock_of(clock, waiting, today), recipients, signed)


def clock_of(clock: StepClock | None, waiting: Sequence[Recipient], today: date) -> Clock:
    """Return by when everybody is to have it."""
    if clock is None:
        return Clock("The review was not held yet", "calm")
    because = f"{clock.because[:1].upper()}{clock.because[1:]}."
    if not waiting:
        return Clock("Everybody has it, or it is said why not", "done", because, clock.citation.provision)
    late = today > clock.due_on
    words = f"{'Was due' if late else 'Due'} by {in_words(clock.due_on)}: {len(waiting)} still to send"
    return Clock(words, "late" if late else "calm", because, clock.citation.provision)


def recipient(booking_id: int, person: Any, row: Any) -> Recipient:
    """Return one line of the distribution."""
    audience = audience_of(person.role)
    if row is None:
        tag, words = Tag("To send", "yellow"), ""
    else:
        state = DispatchState(row.state)
        tag = Tag(
            DISPATCH_STATE_WORDS[state],
            {DispatchState.SENT: "green", DispatchState.UNDELIVERED: "red", DispatchState.WITHHELD: "grey"}[
                state
            ],  # type: ignore[arg-type]
        )
        how = CHANNEL_WORDS[Channel(row.channel)] if row.channel else ""
        day = in_words(row.sent_on) if row.sent_on else in_words(row.recorded_at.astimezone(LONDON).date())
        words = ". ".join(filter(None, (f"{how} on {day}".strip() if how else day, row.because)))
    is_letter = audience == Audience.CHILD
    return Recipient(
        person.name,
        INVITEE_ROLE_WORDS[InviteeRole(person.role)],
        AUDIENCE_WORDS[audience],
        f"/reviews/{booking_id}/{'letter/' if is_letter else f'record/?audience={audience.value}'}",
        "" if person.sees_address else "Must not learn where the child lives",
        tag,
        words,
        f"/reviews/{booking_id}/distribution/{person.pk}/",
    )


@dataclass(frozen=True, slots=True)
class LetterPage:
    """The letter, how it reads, and what to look at again."""

    state: Tag
    reads: str
    is_easy: bool
    numbers: str
    avoid: Sequence[Avoid]
    trouble: str
    saved: str
    files: Sequence[Link]
    check_href: str


def letter_page(
    booking_id: int, letter: Any, measure: Readability, avoid: Sequence[Avoid], band: Any, trouble: str
) -> LetterPage:
    """Return the page of the letter to the child."""
    at = f"/reviews/{booking_id}/letter"
    if letter is None:
        state = Tag("Draft, not saved", "grey")
    elif letter.checked_at is None:
        state = Tag("To check", "yellow")
    else:
        state = Tag(f"Checked by {letter.checked_by.name}", "green")
    saved = ""
    if letter is not None:
        day = in_words(letter.saved_at.astimezone(LONDON).date())
        saved = f"Saved on {day} by {letter.saved_by.name}"
    return LetterPage(
        state=state,
        reads=measure.in_words(band),
        is_easy=measure.fits(band),
        numbers=f"{measure.words} words; the longest sentence has {measure.longest_sentence}.",
        avoid=avoid,
        trouble=trouble,
        saved=saved,
        files=[Link("PDF", f"{at}.pdf"), Link("Word", f"{at}.docx")] if letter is not None else [],
        check_href=f"{at}/check/" if letter is not None and letter.checked_at is None else "",
    )
