"""Reviews: each lies in a period of care, or cannot be placed."""

from collections.abc import Sequence
from datetime import date

from lodestar.exchange.ssda903.codes import UNDER_FOUR
from lodestar.exchange.ssda903.histories import PeriodStated, ReviewStated
from lodestar.exchange.ssda903.rows import ReturnRow
from lodestar.exchange.ssda903.stitch_account import StitchAccount, said
from lodestar.exchange.ssda903.stitch_merge import Statement, by_field, merge_years
from lodestar.law.ages import birthday

FOUR = 4


def reviews_of(
    rows: Sequence[ReturnRow], periods: Sequence[PeriodStated], born_on: date, account: StitchAccount
) -> tuple[ReviewStated, ...]:
    """Return the reviews that can have been held, in order of date."""
    possible = [row for row in rows if not _is_impossible(row, periods, born_on, account)]
    found = []
    for (held_on,), same_day in by_field(possible, "REVIEW").items():
        assert isinstance(held_on, date)
        believed = merge_years(
            same_day, account, twice="LS-REVIEW-TWICE", what=f"the review of {said(held_on)}"
        )
        if believed is None or _is_implausible(believed, held_on, born_on, account):
            continue
        account.use(believed.row)
        if believed.values["REVIEW_CODE"] is None:
            account.note(
                believed.row, "167", f"The review of {said(held_on)} does not say how the child took part."
            )
        if any(p.holds_on(held_on) and p.is_short_breaks for p in periods):
            words = f"The review of {said(held_on)} is of a child in short breaks: the return does not ask for it."
            account.note(believed.row, "399", words)
        found.append(ReviewStated(held_on, believed.text("REVIEW_CODE"), believed.row.source))
    return tuple(sorted(found, key=lambda r: r.held_on))


def _is_impossible(
    row: ReturnRow, periods: Sequence[PeriodStated], born_on: date, account: StitchAccount
) -> bool:
    held_on = row.day("REVIEW")
    assert held_on is not None
    if held_on < born_on:
        words = f"The review of {said(held_on)} is before the child was born on {said(born_on)}. Correct REVIEW or DOB."
        account.hold(row, "LS-REVIEW-UNBORN", words)
    elif held_on > row.year.ends_on:
        words = (
            f"The review of {said(held_on)} is after the collection year ended on {said(row.year.ends_on)}. "
        )
        account.hold(
            row, "LS-REVIEW-FUTURE", words + "Correct REVIEW, or move the row to the return of its own year."
        )
    elif not any(p.holds_on(held_on) for p in periods):
        account.hold(row, "LS-REVIEW-NOT-IN-CARE", _why_not_in_care(held_on, periods))
    else:
        return False
    return True


def _why_not_in_care(held_on: date, periods: Sequence[PeriodStated]) -> str:
    if not periods:
        return f"The review of {said(held_on)} is of a child without usable episodes. Add or correct them."
    after = [p for p in periods if p.from_on > held_on]
    before = [p for p in periods if p.from_on <= held_on]
    if not before and not after[0].start_seen:
        return (
            f"The review of {said(held_on)} is before {said(after[0].from_on)}, the first day of care these returns "
            "show. Read the earlier year's return too, or correct REVIEW."
        )
    if not before:
        return (
            f"The review of {said(held_on)} is before the child started to be looked after on "
            f"{said(after[0].from_on)}. Correct REVIEW, or add the missing episodes."
        )
    ended = before[-1].until_on
    assert ended is not None
    if held_on == ended:
        return (
            f"The review of {said(held_on)} is on the day the child ceased to be looked after, which is not a day of "
            "care. Correct REVIEW or DEC."
        )
    return (
        f"The review of {said(held_on)} is after the child ceased to be looked after on {said(ended)}. Correct REVIEW, "
        "or add the missing episodes."
    )


def _is_implausible(believed: Statement, held_on: date, born_on: date, account: StitchAccount) -> bool:
    """Return whether the participation code does not fit the child's age; on the fourth birthday either may."""
    row, earlier = believed.row, believed.earlier
    code, fourth = row.text("REVIEW_CODE"), birthday(born_on, FOUR)
    if code == UNDER_FOUR and held_on > fourth:
        words = (
            f"PN0 is for a child under 4; on {said(held_on)} the child was older. Correct REVIEW_CODE or DOB."
        )
        return account.hold_unless_accepted(row, "440", words, earlier=earlier)
    if code and code != UNDER_FOUR and held_on < fourth:
        words = f"{code} is for a child of 4 or over; on {said(held_on)} the child was younger. Use PN0 or correct DOB."
        return account.hold_unless_accepted(row, "441", words, earlier=earlier)
    return False
