"""The preparation of a review in words: each step, what was said, what the facts show, and by when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from lodestar.casework.children.words import in_words
from lodestar.casework.meetings.models import ChildSeen
from lodestar.casework.meetings.queries.preparing import StepStands, said_on
from lodestar.casework.meetings.states import (
    PLACE_KIND_WORDS,
    STEP_STATE_WORDS,
    STEP_WORDS,
    PlaceKind,
    Step,
    StepState,
)
from lodestar.casework.meetings.wishes import NAMES, apart
from lodestar.govuk.parts import Fact, Link, Tag
from lodestar.govuk.words import counted

COLOURS = {
    StepState.NOT_STARTED: "blue",
    StepState.IN_PROGRESS: "teal",
    StepState.NOT_NEEDED: "grey",
    StepState.DONE: "",
}


@dataclass(frozen=True, slots=True)
class StepLine:
    """One line of the task list: the step leads to where it is done, `say_href` to where it is said done."""

    code: str
    title: str
    href: str
    lines: tuple[str, ...]
    tag: Tag
    is_done: bool
    say_href: str


@dataclass(frozen=True, slots=True)
class PreparationPage:
    """The task list of a review."""

    summary: str
    lines: Sequence[StepLine]
    wishes: Sequence[Fact]


def preparation_page(booking: Any, steps: Sequence[StepStands], *, today: date) -> PreparationPage:
    """Return the steps before a review, in any order."""
    done = sum(one.state in (StepState.DONE, StepState.NOT_NEEDED) for one in steps)
    return PreparationPage(
        f"{done} of {counted(len(steps), 'step')} are done or not needed. They may be done in any order.",
        [step_line(booking, one, today) for one in steps],
        wishes_facts(booking.childs_wishes),
    )


def step_line(booking: Any, one: StepStands, today: date) -> StepLine:
    """Return one step."""
    finished = one.state in (StepState.DONE, StepState.NOT_NEEDED)
    late = not finished and one.clock is not None and today > one.clock.due_on
    tag = Tag("Late", "red") if late else Tag(STEP_STATE_WORDS[one.state], COLOURS[one.state])  # type: ignore[arg-type]
    say = reverse("preparation-step", args=[booking.pk, one.step.value])
    if late and one.state is StepState.IN_PROGRESS:
        tag = Tag("In progress, late", "red")
    return StepLine(
        one.step.value,
        STEP_WORDS[one.step],
        places(booking).get(one.step, say),
        tuple(step_words(one, today)),
        tag,
        one.state is StepState.DONE,
        say,
    )


def places(booking: Any) -> dict[Step, str]:
    """Return where a step is done, for those that have a page of their own."""
    at = f"/reviews/{booking.pk}/"
    return {
        Step.CLOCK: at,
        Step.WISHES: reverse("wishes", args=[booking.pk]),
        Step.INVITATIONS: f"{at}invitations/",
        Step.CONSULTATION: f"{at}invitations/",
        Step.PAPERS: reverse("papers", args=[booking.pk]),
        Step.SEEN: reverse("child-seen", args=[booking.pk]),
        Step.EARLIER_DECISIONS: f"{at}decisions/",
    }


def step_words(one: StepStands, today: date) -> list[str]:
    """Return what the facts show, what was said and by whom, and by when the step is to be done."""
    lines = []
    if one.shown is not None:
        lines.append(one.shown.words)
    if one.said is not None:
        state = STEP_STATE_WORDS[StepState(one.said.state)]
        words = f": {one.said.words}" if one.said.words else "."
        lines.append(f"{one.said.said_by.name} said on {in_words(said_on(one.said))}: {state.lower()}{words}")
        if one.said.state == StepState.DONE and one.state is not StepState.DONE:
            lines.append("The record does not show that it is done.")
    if one.clock is not None and one.state not in (StepState.DONE, StepState.NOT_NEEDED):
        due = "Was due" if today > one.clock.due_on else "Due"
        lines.append(
            f"{due} by {in_words(one.clock.due_on)}: {one.clock.because} ({one.clock.citation.provision})."
        )
    return lines


def wishes_facts(wishes: str) -> list[Fact]:
    """Return the child's wishes for the review, question by question."""
    found = apart(wishes)
    return [Fact(NAMES[name], words) for name, words in found.items() if words]


# The talk with the child ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TalkRead:
    """One talk. The child's words are for the IRO service; the officer's view for those who speak for the chair."""

    title: str
    facts: Sequence[Fact]
    childs_words: str
    officers_view: str


@dataclass(frozen=True, slots=True)
class SeenPage:
    """The talks with the child before a review."""

    talks: Sequence[TalkRead]
    record: Link | None
    not_shown: str


def seen_page(
    booking: Any, talks: Sequence[ChildSeen], *, reads_words: bool, reads_view: bool, may_record: bool
) -> SeenPage:
    """Return the talks with the child, with as much as the reader may read."""
    record = (
        Link("Record a talk with the child", reverse("record-seen", args=[booking.pk]))
        if may_record
        else None
    )
    hidden = ""
    if talks and not reads_words:
        hidden = "What the child said stays with the IRO. What the child wants known is in the record of the review."
    elif talks and not reads_view:
        hidden = "The IRO's own view is kept by the IRO."
    return SeenPage([talk_read(one, reads_words, reads_view) for one in talks], record, hidden)


def talk_read(one: ChildSeen, reads_words: bool, reads_view: bool) -> TalkRead:
    """Return one talk."""
    alone = "Yes" if one.is_alone else f"No: {one.not_alone_because}"
    return TalkRead(
        f"Spoke with the child on {in_words(one.seen_on)}",
        (
            Fact("Where", PLACE_KIND_WORDS[PlaceKind(one.place_kind)]),
            Fact("Alone", alone),
            Fact("Recorded by", one.recorded_by.name),
        ),
        one.childs_words if reads_words else "",
        one.officers_view if reads_view else "",
    )
