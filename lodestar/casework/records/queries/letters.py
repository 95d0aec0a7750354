"""Asking: what a letter to a child is drafted from."""

from datetime import date

from lodestar.casework.children.words import in_words
from lodestar.casework.meetings.models import Booking
from lodestar.casework.meetings.queries import review_day
from lodestar.casework.meetings.states import Band
from lodestar.casework.records.queries.versions import record_facts
from lodestar.casework.records.words_of_letters import LetterDecision, LetterFacts, LetterItem, band_for
from lodestar.casework.reviews.opening import kept_clock
from lodestar.govuk.words import counted, long_date
from lodestar.law.ages import age_on


def letter_facts(booking: Booking, today: date) -> tuple[Band, LetterFacts]:
    """Return which letter fits the child, and what it is drafted from."""
    facts = record_facts(booking)
    day = review_day(booking) or today
    age = age_on(booking.child.born_on, day)
    clock = kept_clock(booking.child)
    conclusion = facts.conclusion
    following = conclusion.next_review_on if conclusion else None
    if following is None and clock is not None and booking.review is not None:
        following = clock.next_due_on
    name = booking.child.preferred_name or booking.child.first_name or "you"
    return band_for(age), LetterFacts(
        name=name,
        age=f"{counted(age, 'year')} old",
        officer=booking.officer.name,
        day=long_date(day),
        attended=bool(conclusion and conclusion.attended),
        sent_views=bool(conclusion and conclusion.sent_views),
        carer="",
        next=in_words(following) if following else "",
        items=[LetterItem(item.words, item.answer_words) for item in facts.items],
        decisions=[
            LetterDecision(
                one.words,
                one.owner.name if one.owner else one.owner_name or "We",
                in_words(one.due_on) if one.due_on else "the next review",
                one.child_will_know,
            )
            for one in facts.decisions
        ],
    )
