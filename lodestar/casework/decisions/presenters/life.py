"""One decision's whole life in words: made, answered, updated, verified, carried over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lodestar.access.models import User
from lodestar.access.roles import Permission
from lodestar.casework.children.words import in_words
from lodestar.casework.decisions.presenters.ledger import (
    DecisionCard,
    acts_on_own,
    answer_in_words,
    card_of,
    day_of,
)
from lodestar.casework.decisions.states import (
    MANAGERS_WORD_WORDS,
    PROGRESS_WORDS,
    VERDICT_WORDS,
    ManagersWord,
    Progress,
    Verdict,
)
from lodestar.govuk.parts import Link, TimelineItem

P = Permission


@dataclass(frozen=True, slots=True)
class LifePage:
    """A decision, its acts, and all that happened to it and to those it was carried from and to, oldest first."""

    card: DecisionCard
    story: Sequence[TimelineItem]


def life_page(
    decision: Any,
    *,
    chain: Sequence[Any],
    sent: Any,
    is_open_review: bool,
    speaks_of: bool,
    person: User,
    today: date,
) -> LifePage:
    """Return a decision's page for somebody."""
    acts = [
        act
        for act in acts_on_own(decision, person, is_open_review=is_open_review, may_speak=speaks_of)
        if act.href != f"/decisions/{decision.pk}/"
    ]
    answers_due_on = None if sent is None else sent.answers_due_on
    is_owed = sent is not None and getattr(decision, "answer", None) is None and today <= sent.answers_due_on
    if is_owed and decision.made_at is not None and person.may(P.ANSWER_DECISION):
        acts.append(Link("Answer it", f"/decisions/{decision.pk}/answer/"))
    story = [item for one in chain for item in story_of(one, is_this=one.pk == decision.pk)]
    if is_owed and decision.made_at is not None:
        story.append(
            TimelineItem(
                "Waits for the team manager's answer",
                f"By {in_words(sent.answers_due_on)}",
                sent.answers_due_on.isoformat(),
                answer_in_words(decision, answers_due_on, today),
            )
        )
    return LifePage(card_of(decision, today=today, answers_due_on=answers_due_on, acts=acts), story)


def story_of(decision: Any, *, is_this: bool) -> list[TimelineItem]:
    """Return what happened to one decision, oldest first."""
    href = "" if is_this else f"/decisions/{decision.pk}/"
    review = decision.booking.review
    items = []
    if decision.made_at is not None:
        held = f" at the review on {in_words(review.held_on)}" if review is not None else ""
        title = "Decided again" if decision.carried_from_id else "Decided"
        items.append(item(f"{title}{held}", decision.made_at, decision.words, "", href))
    else:
        items.append(
            item("Written into a review that is open", decision.written_at, decision.words, "", href)
        )
    answer = getattr(decision, "answer", None)
    if answer is not None:
        by = answer.answered_by.name if answer.answered_by is not None else ""
        said = MANAGERS_WORD_WORDS[ManagersWord(answer.word)]
        items.append(item(f"Team manager: {said}", answer.answered_at, answer.words, by))
    for update in decision.updates.all():
        said = PROGRESS_WORDS[Progress(update.progress)]
        if update.done_on is not None:
            said = f"{said} on {in_words(update.done_on)}"
        words = "\n".join(
            filter(None, [update.words, update.evidence and f"To be seen in: {update.evidence}"])
        )
        items.append(item(f"Its owner: {said}", update.recorded_at, words, update.recorded_by.name))
    found = getattr(decision, "verification", None)
    if found is not None:
        said = VERDICT_WORDS[Verdict(found.verdict)]
        items.append(item(f"IRO: {said}", found.recorded_at, found.words, found.recorded_by.name))
    return items


def item(title: str, at: Any, words: str, by: str, href: str = "") -> TimelineItem:
    """Return one thing that happened."""
    day = day_of(at)
    return TimelineItem(title, in_words(day), day.isoformat(), words, by, href)
