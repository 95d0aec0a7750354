"""Putting off the rest of a review that has begun (R3.37), and what is no review at all (R3.38)."""

from datetime import date

from lodestar.law.answers import Lawful, Unlawful
from lodestar.law.calendar import NO_DAYS, add_working_days
from lodestar.law.review_rules import in_words
from lodestar.law.review_sources import ADJOURNMENT

ADJOURNMENT_WORKING_DAYS = 20
"""How long a review may be put off, in working days from the day it was opened (R3.37)."""


def may_adjourn(
    *,
    opened_on: date,
    reconvene_on: date,
    times_adjourned: int,
    extra_non_working_days: frozenset[date] = NO_DAYS,
) -> Lawful | Unlawful:
    """The IRO may adjourn a review once, for not more than 20 working days (IRO Handbook; R3.37).

    `opened_on` is the day the review was begun and adjourned, `reconvene_on` the day it is to go on,
    `times_adjourned` how often it was adjourned before. The due date does not move: an adjourned review
    completed after it is late (3.6). Nothing decided may be acted on until the review is completed. Raises
    BeyondKnownCalendar.
    """
    by_on = add_working_days(opened_on, ADJOURNMENT_WORKING_DAYS, extra_non_working_days)
    if times_adjourned:
        return Unlawful(
            "This review has been adjourned before, and a review is adjourned only once.", ADJOURNMENT
        )
    if reconvene_on < opened_on:
        return Unlawful("The review cannot go on before the day it was opened.", ADJOURNMENT)
    if reconvene_on > by_on:
        return Unlawful(
            f"The review must go on by {in_words(by_on)}, {ADJOURNMENT_WORKING_DAYS} working days from"
            f" {in_words(opened_on)}, the day it was opened.",
            ADJOURNMENT,
        )
    because = (
        f"{ADJOURNMENT_WORKING_DAYS} working days from {in_words(opened_on)}, the day the review was opened"
    )
    return Lawful(ADJOURNMENT, because, by_on)
