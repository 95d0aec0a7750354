"""Decisions in words: what was decided, by whom, by when, and how far it has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lodestar.access.models import User
from lodestar.access.roles import Permission
from lodestar.casework.children.words import LONDON, in_words
from lodestar.casework.decisions.states import (
    CHALLENGE_FROM,
    DECISION_STATE_WORDS,
    MANAGERS_WORD_WORDS,
    PROGRESS_WORDS,
    STILL_OWED,
    VERDICT_WORDS,
    DecisionState,
    ManagersWord,
    Progress,
    Verdict,
)
from lodestar.casework.meetings.agenda import heading_words
from lodestar.casework.meetings.states import OPEN_STATES
from lodestar.casework.reviews.presenters.clocks import due_in_words
from lodestar.govuk.parts import Clock, Fact, Link, Tag
from lodestar.govuk.words import counted, long_date
from lodestar.law.review_steps import StepClock, decisions_by

P = Permission
STATE_COLOURS = {
    DecisionState.DRAFT: "grey",
    DecisionState.OPEN: "blue",
    DecisionState.SAID_DONE: "teal",
    DecisionState.VERIFIED: "green",
    DecisionState.SUPERSEDED: "grey",
    DecisionState.CARRIED: "orange",
}


@dataclass(frozen=True, slots=True)
class DecisionCard:
    """One decision on a page: its number, words and state, what is known of it, and what may be done now.

    `facts` stand open, `more` folds away on a page of many.
    """

    title: str
    words: str
    href: str
    facts: Sequence[Fact]
    more: Sequence[Fact]
    tags: Sequence[Tag]
    acts: Sequence[Link]
    proposal: str


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """The decisions of one review: how they stand by the law, its own, and earlier ones to look at."""

    clock: Clock | None
    acts: Sequence[Link]
    drafts_hidden: bool
    own: Sequence[DecisionCard]
    earlier: Sequence[DecisionCard]
    looked_at: Sequence[DecisionCard]
    still_missing: str


def day_of(moment: datetime) -> date:
    """Return the London day of a moment."""
    return moment.astimezone(LONDON).date()


def heading_in_words(code: str) -> str:
    """Return the words of a heading, or nothing where a decision is under none."""
    return heading_words(code) if code else ""


def owner_in_words(decision: Any) -> str:
    """Return who is to carry a decision out, or that nobody is named yet."""
    name = decision.owner.name if decision.owner is not None else decision.owner_name
    if not name:
        return "Not settled yet"
    return f"{name}, {decision.agency}" if decision.agency else name


def due_words(decision: Any, today: date) -> str:
    """Return by when: with the days left while it is owed."""
    if decision.due_on is None:
        return "Not settled yet"
    if decision.state == DecisionState.OPEN:
        return due_in_words(decision.due_on, today)
    return long_date(decision.due_on)


def is_late(decision: Any, today: date) -> bool:
    """Return whether an open decision is past its day."""
    return decision.state == DecisionState.OPEN and decision.due_on is not None and decision.due_on < today


def tags_of(decision: Any, today: date) -> list[Tag]:
    """Return how far a decision has come, in words."""
    state = DecisionState(decision.state)
    tags = [Tag(DECISION_STATE_WORDS[state], STATE_COLOURS[state])]  # type: ignore[arg-type]
    if is_late(decision, today):
        tags.append(Tag("Past its date", "red"))
    if state is DecisionState.DRAFT and decision.due_on is None:
        tags.append(Tag("Needs a date", "yellow"))
    if state is DecisionState.DRAFT and decision.owner_id is None and not decision.owner_name:
        tags.append(Tag("Needs an owner", "yellow"))
    return tags


def answer_in_words(decision: Any, answers_due_on: date | None, today: date) -> str:
    """Return what the team manager said, or by when they are to say it; empty before the decisions are sent."""
    answer = getattr(decision, "answer", None)
    if answer is not None:
        said = MANAGERS_WORD_WORDS[ManagersWord(answer.word)]
        if answer.answered_by is None:
            return f"{said}, on {in_words(day_of(answer.answered_at))}"
        words = f"{said} by {answer.answered_by.name} on {in_words(day_of(answer.answered_at))}"
        return f"{words}: {answer.words}" if answer.words else words
    if answers_due_on is None:
        return ""
    if today > answers_due_on:
        return f"No answer by {in_words(answers_due_on)}: taken as agreed"
    return f"Waiting. {due_in_words(answers_due_on, today)}"


def update_in_words(update: Any) -> str:
    """Return what was last said of how a decision goes."""
    said = PROGRESS_WORDS[Progress(update.progress)]
    if update.done_on is not None:
        said = f"{said} on {in_words(update.done_on)}"
    lines = [
        f"{said}: {update.words}",
        *([f"To be seen in: {update.evidence}"] if update.evidence else []),
        f"Said by {update.recorded_by.name} on {in_words(day_of(update.recorded_at))}",
    ]
    return "\n".join(lines)


def verdict_in_words(found: Any) -> str:
    """Return what the IRO found."""
    said = VERDICT_WORDS[Verdict(found.verdict)]
    words = f"{said} ({found.recorded_by.name}, {in_words(day_of(found.recorded_at))})"
    return f"{words}\n{found.words}" if found.words else words


def carried_in_words(decision: Any) -> str:
    """Return how often a decision was carried over; empty for one that was not."""
    if not decision.times_carried:
        return ""
    return "Once" if decision.times_carried == 1 else counted(decision.times_carried, "time")


def proposal_of(decision: Any) -> str:
    """Return the challenge that is proposed of a decision carried over too often (3-casework section 5, item 2)."""
    owed = decision.state == DecisionState.DRAFT or decision.state in STILL_OWED
    if decision.times_carried < CHALLENGE_FROM or not owed:
        return ""
    return (
        f"Carried over {counted(decision.times_carried, 'time')}. Think about a challenge: speak with the team manager "
        "about why it is still not done, and take it further if that does not settle it."
    )


def facts_of(decision: Any, *, answers_due_on: date | None, today: date) -> list[Fact]:
    """Return what is known of a decision, without what nobody filled in."""
    found = getattr(decision, "verification", None)
    updates = list(decision.updates.all())
    several = [
        ("Who", owner_in_words(decision)),
        ("By when", due_words(decision, today)),
        ("How the child will know", decision.child_will_know),
        ("Carried over", carried_in_words(decision)),
        (
            "Team manager's answer",
            answer_in_words(decision, answers_due_on, today) if decision.made_at else "",
        ),
        ("How it is going", update_in_words(updates[-1]) if updates else ""),
        ("What the IRO found", verdict_in_words(found) if found is not None else ""),
    ]
    return [Fact(key, value) for key, value in several if value]


def more_of(decision: Any) -> list[Fact]:
    """Return why it was decided, for which need, under which heading, and whether the law asks for it."""
    several = [
        ("Why", decision.because),
        ("For which need", decision.need),
        ("Part of the review", heading_in_words(decision.heading)),
        ("Asked for by law", "Yes" if decision.is_statutory else ""),
    ]
    return [Fact(key, value) for key, value in several if value]


def card_of(
    decision: Any, *, today: date, answers_due_on: date | None, acts: Sequence[Link], title: str = ""
) -> DecisionCard:
    """Return a decision as a page shows it."""
    return DecisionCard(
        title=title or f"Decision {decision.number}",
        words=decision.words,
        href=f"/decisions/{decision.pk}/",
        facts=facts_of(decision, answers_due_on=answers_due_on, today=today),
        more=more_of(decision),
        tags=tags_of(decision, today),
        acts=acts,
        proposal=proposal_of(decision),
    )


def acts_on_own(decision: Any, person: User, *, is_open_review: bool, may_speak: bool) -> list[Link]:
    """Return what this person may do with a decision of the review itself."""
    at = f"/decisions/{decision.pk}/"
    if decision.state == DecisionState.DRAFT:
        if not (is_open_review and person.may(P.MINUTE_REVIEW)):
            return []
        acts = [Link("Change", f"{at}change/")]
        if decision.carried_from_id is None:
            acts.append(Link("Strike out", f"{at}strike/"))
        return acts
    acts = [Link("Its whole story", at)]
    if decision.state in STILL_OWED and may_speak and person.may(P.UPDATE_DECISION):
        acts.append(Link("Say how it is going", f"{at}update/"))
    return acts


def acts_on_earlier(decision: Any, booking_id: int, person: User, *, is_open_review: bool) -> list[Link]:
    """Return what this person may do with a decision of an earlier review."""
    acts = [Link("Its whole story", f"/decisions/{decision.pk}/")]
    if is_open_review and person.may(P.CONCLUDE_REVIEW):
        acts.insert(
            0, Link("Say what became of it", f"/reviews/{booking_id}/decisions/{decision.pk}/verify/")
        )
    return acts


def clock_of(
    *, is_held: bool, sent_on: date | None, late_because: str, due: StepClock | None, made: int, today: date
) -> Clock | None:
    """Return how sending the decisions stands by its limit; None before the review is held."""
    if not is_held or due is None or not made:
        return None
    because = f"{due.because[:1].upper()}{due.because[1:]}."
    citation = due.citation.provision
    if sent_on is None:
        tone = "late" if today > due.due_on else "soon"
        headline = f"Not sent yet. {due_in_words(due.due_on, today)}"
        return Clock(headline, tone, because, citation)  # type: ignore[arg-type]
    if sent_on <= due.due_on:
        return Clock(f"Sent on {in_words(sent_on)}, in time", "done", because, citation)
    reason = f" Late because: {late_because}" if late_because else ""
    headline = f"Sent on {in_words(sent_on)}, due by {in_words(due.due_on)}"
    return Clock(headline, "late", f"{because}{reason}", citation)


def ledger_page(
    booking: Any,
    *,
    own: Sequence[Any],
    earlier: Sequence[Any],
    looked_at: Sequence[Any],
    sent: Any,
    review_on: date | None,
    speaks_of: frozenset[int],
    person: User,
    today: date,
) -> LedgerPage:
    """Return the decisions of a review for somebody; drafts only to those who write them."""
    is_open = booking.state in OPEN_STATES
    writes = person.may(P.MINUTE_REVIEW)
    made = [one for one in own if one.made_at is not None]
    answers_due_on = None if sent is None else sent.answers_due_on
    due = None if review_on is None else decisions_by(review_on=review_on)
    shown = own if writes else made
    return LedgerPage(
        clock=clock_of(
            is_held=not is_open,
            sent_on=None if sent is None else day_of(sent.sent_at),
            late_because="" if sent is None else sent.late_because,
            due=due,
            made=len(made),
            today=today,
        ),
        acts=acts_on_page(booking, person, made=made, sent=sent, today=today),
        drafts_hidden=not writes and len(made) < len(own),
        own=[
            card_of(
                one,
                today=today,
                answers_due_on=answers_due_on,
                acts=acts_on_own(one, person, is_open_review=is_open, may_speak=one.pk in speaks_of),
            )
            for one in shown
        ],
        earlier=[
            card_of(
                one,
                today=today,
                answers_due_on=None,
                acts=acts_on_earlier(one, booking.pk, person, is_open_review=is_open),
                title=earlier_title(one),
            )
            for one in earlier
        ],
        looked_at=[
            card_of(
                one,
                today=today,
                answers_due_on=None,
                acts=[Link("Its whole story", f"/decisions/{one.pk}/")],
                title=earlier_title(one),
            )
            for one in looked_at
        ],
        still_missing=missing_of(own, earlier) if is_open and writes else "",
    )


def earlier_title(decision: Any) -> str:
    """Return the title of a decision of another review."""
    review = decision.booking.review
    when = f" of the review on {in_words(review.held_on)}" if review is not None else " of an earlier review"
    return f"Decision {decision.number}{when}"


def missing_of(own: Sequence[Any], earlier: Sequence[Any]) -> str:
    """Return what stands in the way of closing the review, as far as its decisions go."""
    words = []
    if earlier:
        words.append(f"{counted(len(earlier), 'earlier decision')} to look at")
    drafts = [one for one in own if one.state == DecisionState.DRAFT]
    no_owner = sum(1 for one in drafts if one.owner_id is None and not one.owner_name)
    no_date = sum(1 for one in drafts if one.due_on is None)
    if no_owner:
        words.append(f"{counted(no_owner, 'decision')} without anybody to do it")
    if no_date:
        words.append(f"{counted(no_date, 'decision')} without a date")
    return f"Before the review can close: {', '.join(words)}." if words else ""


def acts_on_page(booking: Any, person: User, *, made: Sequence[Any], sent: Any, today: date) -> list[Link]:
    """Return what this person may do with the decisions of a review as a whole."""
    at = f"/reviews/{booking.pk}/decisions/"
    is_open = booking.state in OPEN_STATES
    acts = []
    if is_open and person.may(P.MINUTE_REVIEW):
        acts.append(Link("Add a decision", f"{at}add/"))
    if made and sent is None and person.may(P.CONCLUDE_REVIEW):
        acts.append(Link("Send the decisions", f"{at}send/"))
    owed = [one for one in made if getattr(one, "answer", None) is None]
    if sent is not None and owed and today <= sent.answers_due_on and person.may(P.ANSWER_DECISION):
        acts.append(Link("Answer the decisions", f"{at}answer/"))
    return acts
