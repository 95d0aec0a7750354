"""The room in words: the agenda with what is written, where the record is, and what is left to say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lodestar.casework.children.words import LONDON
from lodestar.casework.decisions.states import DECISION_STATE_WORDS, DecisionState
from lodestar.casework.records.forms_of_room import Sent, box_field
from lodestar.casework.records.states import (
    BOX_WORDS,
    MEETS_NEEDS_WORDS,
    MINUTE_STATE_WORDS,
    Box,
    Criterion,
    MeetsNeeds,
    MinuteState,
    Question,
)
from lodestar.govuk.parts import Clock, Link, Tag, TimelineItem
from lodestar.govuk.words import counted, date_and_time, long_date
from lodestar.law.agenda import Heading
from lodestar.law.review_steps import StepClock

STATE_COLOURS = {
    MinuteState.DRAFT: "blue",
    MinuteState.WITH_IRO: "yellow",
    MinuteState.CHANGES_ASKED: "orange",
    MinuteState.SIGNED: "green",
}
RATING_COLOURS = {"green": "green", "amber": "yellow", "red": "red"}
# Under a point of the child's there is one box: what was said to it.
CHILDS_BOX_WORDS = "What was said about it"


@dataclass(frozen=True, slots=True)
class BoxShown:
    """A box: the name of its field (which says its version), its text, and who saved it when."""

    key: str
    name: str
    id: str
    label: str
    text: str
    saved: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class HeadingShown:
    """A heading of the agenda with its boxes and the decisions under it."""

    code: str
    words: str
    is_childs: bool
    hint: str
    tag: Tag
    boxes: Sequence[BoxShown]
    decisions: Sequence[str]
    href: str
    earlier_href: str


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One of the things said at the end of a review, and how far it is."""

    words: str
    href: str
    tag: Tag
    said: str = ""


@dataclass(frozen=True, slots=True)
class RoomPage:
    """The room. `locked` says why nothing can be written; `unsaved` holds what was typed and could not be saved."""

    booking_id: int
    person_id: int
    state: Tag
    asked: str
    locked: str
    clock: Clock | None
    headings: Sequence[HeadingShown]
    tasks: Sequence[TaskRow]
    acts: Sequence[Link]
    addenda: Sequence[TimelineItem]
    errors: Sequence[tuple[str, str]]
    unsaved: Sequence[tuple[str, str]]


def saved_in_words(at: datetime, name: str, now: date) -> str:
    """Return when and by whom a box was saved: "Saved 14:02 by Ivy", with the day where it was another."""
    local = at.astimezone(LONDON)
    day = "" if local.date() == now else f" on {long_date(local.date())}"
    return f"Saved {local:%H:%M}{day} by {name}"


def headings_shown(
    booking_id: int,
    agenda: Sequence[Heading],
    texts: Mapping[tuple[str, str], Any],
    decisions: Mapping[str, Sequence[Any]],
    *,
    today: date,
    typed: Mapping[tuple[str, str], tuple[Sent, str]],
) -> list[HeadingShown]:
    """Return the agenda with what stands in each box, or what somebody typed that could not be saved and why."""
    found = []
    for heading in agenda:
        is_childs = heading.code.startswith("item-")
        boxes = (Box.NOTES,) if is_childs else tuple(Box)
        rows = [texts.get((heading.code, box)) for box in boxes]
        is_written = any(row is not None and row.text.strip() for row in rows)
        was_replaced = any(row is not None and row.version > 1 for row in rows)
        href = f"/reviews/{booking_id}/room/{heading.code}/"
        found.append(
            HeadingShown(
                heading.code,
                heading.words,
                is_childs,
                "" if is_childs else heading.citation.provision,
                Tag("Written", "green") if is_written else Tag("Nothing yet", "grey"),
                [
                    box_shown(heading, box, texts.get((heading.code, box)), typed, today=today)
                    for box in boxes
                ],
                [decision_in_words(one) for one in decisions.get(heading.code, ())],
                href,
                f"{href}earlier/" if was_replaced else "",
            )
        )
    return found


def box_shown(
    heading: Heading, box: Box, row: Any, typed: Mapping[tuple[str, str], tuple[Sent, str]], *, today: date
) -> BoxShown:
    """Return one box as it stands, or as it was typed."""
    key = f"{heading.code}.{box}"
    label = CHILDS_BOX_WORDS if heading.code.startswith("item-") else BOX_WORDS[box]
    saved = "Nothing saved yet" if row is None else saved_in_words(row.saved_at, row.saved_by.name, today)
    version, text, error = 0 if row is None else row.version, "" if row is None else row.text, ""
    if (heading.code, str(box)) in typed:
        sent, error = typed[heading.code, str(box)]
        version, text = sent.version, sent.text
    return BoxShown(key, box_field(heading.code, box, version), f"box-{key}", label, text, saved, error)


def decision_in_words(decision: Any) -> str:
    """Return a decision in one line: its words, by whom and by when, and how far it is."""
    who = decision.owner.name if decision.owner is not None else decision.owner_name or "nobody named yet"
    when = f"by {long_date(decision.due_on)}" if decision.due_on else "no date yet"
    state = DECISION_STATE_WORDS[DecisionState(decision.state)].lower()
    return f"{decision.number}. {decision.words} ({who}, {when}; {state})"


def minute_tag(state: MinuteState) -> Tag:
    """Return where the record is, as a tag."""
    return Tag(MINUTE_STATE_WORDS[state], STATE_COLOURS[state])  # type: ignore[arg-type]


def record_clock(clock: StepClock, signed_on: date | None, late_because: str, today: date) -> Clock:
    """Return the clock of the record: done, due or late (R4.10)."""
    because = f"{clock.because[:1].upper()}{clock.because[1:]}."
    if signed_on is not None:
        if signed_on <= clock.due_on:
            words = f"Done: signed on {long_date(signed_on)}, in time"
            return Clock(words, "done", because, clock.citation.provision)
        words = f"Done late: signed on {long_date(signed_on)}, due by {long_date(clock.due_on)}"
        return Clock(words, "late", f"{because} {late_because}".strip(), clock.citation.provision)
    if today > clock.due_on:
        return Clock(f"Late: was due by {long_date(clock.due_on)}", "late", because, clock.citation.provision)
    tone = "soon" if (clock.due_on - today).days <= 5 else "calm"
    return Clock(f"Due by {long_date(clock.due_on)}", tone, because, clock.citation.provision)  # type: ignore[arg-type]


def tasks_of(
    booking_id: int,
    *,
    leads: bool,
    invitees: Sequence[Any],
    items: Sequence[Any],
    closing: Any,
    grades: Mapping[str, Any],
) -> list[TaskRow]:
    """Return what is said at the end of a review, with how far each is; what only the IRO says is theirs alone."""
    here = f"/reviews/{booking_id}/room/"
    there = sum(1 for one in invitees if one.attendance)
    answered = sum(1 for one in items if one.answer_words)
    rows = [
        TaskRow(
            "What the child wants to talk about",
            f"{here}agenda/",
            progress(answered, len(items), none="Nothing yet"),
            counted(len(items), "point") if items else "",
        ),
        TaskRow(
            "Who was there",
            f"{here}attendance/",
            progress(there, len(invitees), none="Nobody on the list"),
            f"{there} of {counted(len(invitees), 'person', 'people')}" if invitees else "",
        ),
        TaskRow(
            "Earlier decisions",
            f"/reviews/{booking_id}/decisions/",
            Tag("To do", "grey") if closing.unverified else Tag("Done", "green"),
            f"{counted(len(closing.unverified), 'decision')} to answer" if closing.unverified else "",
        ),
    ]
    if not leads:
        return rows
    conclusion, rating = closing.conclusion, closing.rating
    code = closing.participation
    needs = "" if conclusion is None else conclusion.meets_needs
    answers = sum(1 for one in Question if str(one) in closing.quality)
    return [
        *rows,
        TaskRow("How the child took part", f"{here}participation/", done(bool(code)), code),
        TaskRow("Quality questions", f"{here}quality/", progress(answers, len(Question)), f"{answers} of 5"),
        TaskRow(
            "The care plan, graded",
            f"{here}plan/",
            progress(len(grades), len(Criterion)),
            f"{len(grades)} of {len(Criterion)}",
        ),
        TaskRow(
            "Rating",
            f"/reviews/{booking_id}/rating/",
            Tag("To do", "grey")
            if rating is None
            else Tag(rating.colour.capitalize(), RATING_COLOURS[rating.colour]),  # type: ignore[arg-type]
        ),
        TaskRow(
            "Conclusion and next review",
            f"{here}conclusion/",
            done(bool(needs)),
            f"Meets the child's needs: {MEETS_NEEDS_WORDS[MeetsNeeds(needs)].lower()}" if needs else "",
        ),
    ]


def done(is_done: bool) -> Tag:
    """Return whether a thing is said."""
    return Tag("Done", "green") if is_done else Tag("To do", "grey")


def progress(number: int, of: int, *, none: str = "To do") -> Tag:
    """Return how many of several things are said."""
    if not of:
        return Tag(none, "grey")
    if number >= of:
        return Tag("Done", "green")
    return Tag("In progress", "blue") if number else Tag("To do", "grey")


def acts_of(booking_id: int, *, leads: bool, state: MinuteState, is_open: bool) -> list[Link]:
    """Return what a person may do with the record now; the first is the next step."""
    here = f"/reviews/{booking_id}/"
    if state is MinuteState.SIGNED:
        return [Link("Add an addendum", f"{here}addendum/")] if leads else []
    if not leads:
        return [] if state is MinuteState.WITH_IRO else [Link("Hand to the IRO", f"{here}room/hand-over/")]
    acts = [Link("Close the review", f"{here}close/") if is_open else Link("Sign the record", f"{here}sign/")]
    if state is MinuteState.WITH_IRO:
        acts.append(Link("Ask for changes", f"{here}room/changes/"))
    return acts


def addenda_shown(rows: Sequence[Any]) -> list[TimelineItem]:
    """Return what was added to a signed record."""
    return [
        TimelineItem(
            "Addendum",
            date_and_time(row.added_at),
            row.added_at.astimezone(LONDON).date().isoformat(),
            f"{row.words}\nWhy: {row.because}",
            row.added_by.name,
        )
        for row in rows
    ]


def earlier_shown(rows: Sequence[Any]) -> list[TimelineItem]:
    """Return every text that was saved under a heading and then replaced, latest first."""
    return [
        TimelineItem(
            f"{BOX_WORDS[Box(row.room_text.box)]}, version {row.version}",
            date_and_time(row.saved_at),
            row.saved_at.astimezone(LONDON).date().isoformat(),
            row.text or "(empty)",
            row.saved_by.name,
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class ClashShown:
    """One box that two people wrote in."""

    key: str
    title: str
    mine: str
    theirs: str
    by: str


def clash_shown(key: str, heading: str, box: str, mine: str, row: Any, today: date) -> ClashShown:
    """Return both texts of a box, with who wrote the one that stands."""
    return ClashShown(
        key,
        f"{heading}: {BOX_WORDS[Box(box)].lower()}",
        mine,
        row.text,
        saved_in_words(row.saved_at, row.saved_by.name, today),
    )
