"""May a review be recorded, corrected or asked for: each rule with words that say what to mend."""

from collections.abc import Collection
from datetime import date

from lodestar.access.answers import Allowed, Answer, Refused
from lodestar.casework.children.policies import dates
from lodestar.casework.children.queries import CareRecord, Standing
from lodestar.casework.children.states import SHORT_BREAK_STATUSES
from lodestar.casework.children.words import in_words
from lodestar.casework.reviews.states import PARTICIPATION_WORDS, REVIEW_KIND_WORDS, ReviewKind
from lodestar.law.participation import GUIDE, participation_codes_allowed
from lodestar.law.review_sources import REG_33_3

PLACEMENT_ORDER = "E1"


def may_be_held(
    record: CareRecord,
    *,
    held_on: date,
    kind: str,
    participation: str,
    other_days: Collection[date],
    today: date,
) -> list[Answer]:
    """May a review be recorded as held on a day; `other_days` are the days of the child's other reviews?"""
    answers: list[Answer] = [
        dates.not_after_today(held_on, today=today, field="held_on"),
        dates.not_before_birth(held_on, born_on=record.born_on, field="held_on"),
    ]
    if not all(answers):
        return answers
    standing = record.standing_on(held_on)
    answers.append(looked_after_that_day(record, standing))
    answers.append(fits_kind(kind, standing))
    answers.append(fits_age(participation, kind, held_on, born_on=record.born_on))
    if held_on in other_days:
        answers.append(
            Refused(
                f"A review held on {in_words(held_on)} is recorded already. Check the date, or correct that "
                "review.",
                "held_on",
            )
        )
    return answers


def looked_after_that_day(record: CareRecord, standing: Standing) -> Answer:
    """Refuse a review of a child who was not looked after on the day (SI 2010/959 reg 32)."""
    if standing.is_looked_after:
        return Allowed()
    earlier = [p for p in record.periods if p.until_on is not None and p.until_on <= standing.on]
    later = [p for p in record.periods if p.from_on > standing.on]
    if earlier:
        words = f"they ceased to be on {in_words(max(p.until_on for p in earlier if p.until_on))}"
    elif later:
        words = f"they became so on {in_words(min(p.from_on for p in later))}"
    else:
        words = "no period of care is recorded"
    return Refused(
        f"The child was not looked after on {in_words(standing.on)}: {words}. Check the date of the review, "
        "or correct "
        "the period of care first.",
        "held_on",
        "SI 2010/959 reg 32",
    )


def fits_kind(kind: str, standing: Standing) -> Answer:
    """Refuse a kind of review that the child's legal status or place does not call for (regs 33, 48; AAR 36)."""
    if kind not in {str(k) for k in REVIEW_KIND_WORDS}:
        return Refused("Select the kind of review.", "kind")
    if not standing.is_looked_after or standing.legal_status is None:
        return Allowed()
    short_breaks = standing.legal_status.code in SHORT_BREAK_STATUSES
    if short_breaks and kind != ReviewKind.SHORT_BREAKS:
        return Refused(
            f"The child was in a series of short breaks on {in_words(standing.on)}. Choose short-break "
            "review, or check "
            "the date.",
            "kind",
            "SI 2010/959 reg 48",
        )
    if not short_breaks and kind == ReviewKind.SHORT_BREAKS:
        return Refused(
            f"The child was not in a series of short breaks on {in_words(standing.on)}. Choose looked-after "
            "review, or "
            "check the date.",
            "kind",
            "SI 2010/959 reg 48",
        )
    if kind == ReviewKind.ADOPTION and not may_be_adopted(standing):
        return Refused(
            f"There was no authority to place the child for adoption on {in_words(standing.on)}. Choose "
            "looked-after "
            "review, or record the decision first.",
            "kind",
            "SI 2005/389 reg 36",
        )
    return Allowed()


def may_be_adopted(standing: Standing) -> bool:
    """Return whether the child is placed for adoption, or may be, on a day (AAR 2005 reg 36)."""
    placed = standing.settled_placement is not None and standing.settled_placement.is_adoptive
    ordered = standing.legal_status is not None and standing.legal_status.code == PLACEMENT_ORDER
    return placed or ordered or standing.adoption_decision is not None


def kind_called_for(standing: Standing) -> ReviewKind:
    """Return the kind of review that a child on a day would have: what an import takes where none is stated."""
    if standing.legal_status is not None and standing.legal_status.code in SHORT_BREAK_STATUSES:
        return ReviewKind.SHORT_BREAKS
    if standing.settled_placement is not None and standing.settled_placement.is_adoptive:
        return ReviewKind.ADOPTION
    return ReviewKind.LOOKED_AFTER


def fits_age(participation: str, kind: str, held_on: date, *, born_on: date) -> Answer:
    """Refuse a participation code that is wanting, on no list, or not for the child's age (checks 167, 440,
    441).
    """
    if not participation and kind == ReviewKind.SHORT_BREAKS:
        return Allowed()
    if participation not in PARTICIPATION_WORDS:
        return Refused("Select how the child took part in the review.", "participation", "SSDA903 check 167")
    allowed = participation_codes_allowed(born_on=born_on, reviewed_on=held_on)
    if participation in {code.value for code in allowed.codes}:
        return Allowed()
    mend = (
        "Choose 'under 4 at the review'"
        if "PN0" in {c.value for c in allowed.codes}
        else "Say how they took part"
    )
    return Refused(
        f"{participation} does not fit: {allowed.because}, {in_words(held_on)}. {mend}, or check the date "
        "of birth.",
        "participation",
        GUIDE.provision,
    )


def may_be_asked_for(
    record: CareRecord, *, asked_on: date, due_on: date, because: str, today: date
) -> list[Answer]:
    """May a review be asked for before the next is due (SI 2010/959 reg 33(3))?"""
    answers: list[Answer] = [
        dates.not_after_today(asked_on, today=today, field="asked_on"),
        dates.not_before_birth(asked_on, born_on=record.born_on, field="asked_on"),
    ]
    if not because.strip():
        answers.append(Refused("Say who asked for a review and why.", "because"))
    if due_on < asked_on:
        answers.append(
            Refused(
                f"The review would be due on {in_words(due_on)}, before it was asked for. Enter a later "
                "date.",
                "due_on",
                REG_33_3.provision,
            )
        )
    if not record.is_looked_after(asked_on):
        answers.append(
            Refused(
                f"The child was not looked after on {in_words(asked_on)}. Check the date.",
                "asked_on",
                REG_33_3.provision,
            )
        )
    return answers


def may_be_withdrawn(*, asked_on: date, withdrawn_on: date | None, on: date, today: date) -> list[Answer]:
    """May a request for a review be withdrawn on a day: once, and after it was made?"""
    if withdrawn_on is not None:
        return [Refused(f"This request was withdrawn on {in_words(withdrawn_on)} already.", "withdrawn_on")]
    answers: list[Answer] = [dates.not_after_today(on, today=today, field="withdrawn_on")]
    if on < asked_on:
        answers.append(
            Refused(
                f"The review was asked for on {in_words(asked_on)}. Enter that day or a later one.",
                "withdrawn_on",
            )
        )
    return answers
