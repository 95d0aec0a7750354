"""May this be recorded now: starting care, moving, a new legal status, ending care, and the facts beside
them.

Each question answers with every reason at once, so that a form can show them together. `field` names the
argument of the action that is at fault; `today` is passed in. `standing_on` is the id of the row a person had
before them when they filled the form in (0: there was none; None: not asked): where somebody else has changed
it since, the answer says so, and nobody's work is overwritten unseen.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from lodestar.access.answers import Allowed, Answer, Refused
from lodestar.casework.children.policies import codes, dates
from lodestar.casework.children.queries import CareRecord, Dated, PeriodRow, PlacementRow, SpellRow, StatusRow
from lodestar.casework.children.states import (
    ADOPTIVE_PLACEMENTS,
    CATEGORY_OF_NEED_WORDS,
    LEGAL_STATUS_WORDS,
    PLACEMENT_TYPE_WORDS,
    PROVIDER_WORDS,
    TEMPORARY_PLACEMENTS,
)
from lodestar.casework.children.words import in_words
from lodestar.law.ages import ADULT

# Legal status: (longest time in days, its words, citation). Counted over rows that follow on (2-law section
# 1.2).
LONGEST = {
    "L1": (3, "72 hours", "CA 1989 s.46(6); SSDA903 check 361"),
    "L2": (21, "21 days", "CA 1989 s.45; SSDA903 check 362"),
    "L3": (7, "7 days", "CA 1989 s.43(5); SSDA903 check 363"),
}


def refusals(answers: Iterable[Answer]) -> tuple[Refused, ...]:
    """Return the refusals among answers, each reason once."""
    found: dict[str, Refused] = {}
    for answer in answers:
        if isinstance(answer, Refused):
            found.setdefault(answer.reason, answer)
    return tuple(found.values())


def nobody_else_was_here(standing_on: int | None, current: int | None, *, what: str) -> Answer:
    """Refuse where the row that a form was built on is no longer the one in force."""
    if standing_on is None or standing_on == (current or 0):
        return Allowed()
    return Refused(
        f"Somebody else recorded {what} while this page was open. Nothing you entered was saved: look at "
        "the record "
        "as it is now, and enter it again if it is still needed.",
        None,
    )


def day_can_be(day: date, record: CareRecord, *, today: date, field: str) -> list[Answer]:
    """Return whether a day of a child's record can be true at all."""
    return [
        dates.not_after_today(day, today=today, field=field),
        dates.not_before_birth(day, born_on=record.born_on, field=field),
        dates.not_before_the_act(day, field=field),
    ]


def placement_can_be(
    type: str, provider: str, status: str, on: date, record: CareRecord, *, fields: tuple[str, str]
) -> list[Answer]:
    """Return whether a placement can be of this type and provider, on the day, under the legal status."""
    of_type, of_provider = fields
    known = [codes.listed(type, PLACEMENT_TYPE_WORDS, field=of_type, what="a placement type")]
    if provider:
        known.append(codes.listed(provider, PROVIDER_WORDS, field=of_provider, what="a provider"))
    if not all(known):
        return known
    return [
        codes.placement_type_in_use(type, on, field=of_type),
        codes.placement_fits_age(type, on, born_on=record.born_on, field=of_type),
        codes.provider_fits_type(provider, type, field=of_provider),
        codes.status_fits_placement(status, type, field=of_type),
        codes.fits_adulthood(status, type, on, born_on=record.born_on, field=of_type),
        placed_with_authority(type, on, record, field=of_type),
    ]


def placed_with_authority(type: str, on: date, record: CareRecord, *, field: str) -> Answer:
    """Refuse an adoptive placement without the authority's decision on or before the day (checks 551 and
    552).
    """
    if type not in ADOPTIVE_PLACEMENTS or any(
        d.from_on <= on and (d.until_on is None or on < d.until_on) for d in record.adoption_decisions
    ):
        return Allowed()
    return Refused(
        f"There is no decision on or before {in_words(on)} that the child should be placed for adoption. "
        "Record that "
        "decision first.",
        field,
        "SSDA903 checks 551 and 552",
    )


def status_can_be(code: str, on: date, record: CareRecord, *, field: str) -> list[Answer]:
    """Return whether a child may have a legal status on a day."""
    known = codes.listed(code, LEGAL_STATUS_WORDS, field=field, what="a legal status")
    if not known:
        return [known]
    return [
        codes.legal_status_in_use(code, on, field=field),
        codes.legal_status_fits_age(code, on, born_on=record.born_on, field=field),
    ]


def may_start_care(
    record: CareRecord,
    *,
    began_on: date,
    legal_status: str,
    placement_type: str,
    provider: str,
    category_of_need: str,
    today: date,
    standing_on: int | None = None,
) -> list[Answer]:
    """May a period of care begin on a day (R1.6 to R1.9)?"""
    current = record.open_period
    answers = [
        nobody_else_was_here(standing_on, current.id if current else None, what="a period of care"),
        *day_can_be(began_on, record, today=today, field="began_on"),
        period_can_begin(record.periods, began_on, field="began_on"),
        codes.listed(
            category_of_need, CATEGORY_OF_NEED_WORDS, field="category_of_need", what="the category of need"
        ),
        *status_can_be(legal_status, began_on, record, field="legal_status"),
        *placement_can_be(
            placement_type, provider, legal_status, began_on, record, fields=("placement_type", "provider")
        ),
    ]
    if not codes.too_young(record.born_on, began_on, ADULT):
        answers.append(
            Refused(
                f"The young person was 18 or over on {in_words(began_on)} and cannot start to be looked "
                "after. Check "
                "the date and the date of birth.",
                "began_on",
                "SSDA903 check 352",
            )
        )
    if placement_type in TEMPORARY_PLACEMENTS:
        answers.append(
            Refused(
                "A period of care cannot start in a temporary placement. Enter the placement the child will "
                "return to.",
                "placement_type",
                "SSDA903 check 380",
            )
        )
    return answers


def period_can_begin(periods: Iterable[PeriodRow], began_on: date, *, field: str) -> Answer:
    """Refuse a period that begins inside another, or on the day another ended (checks 142, 431 and 501)."""
    for period in periods:
        if period.until_on is None and began_on >= period.from_on:
            return Refused(
                f"The child has been looked after since {in_words(period.from_on)}. End that period of care "
                "first, or "
                "record a move.",
                field,
                "SSDA903 check 142",
            )
        if period.until_on == began_on:
            return Refused(
                f"The period of care before ended on {in_words(began_on)}, the same day: the child has been "
                "looked "
                "after without a break. Correct the record so that the period before goes on, and record a "
                "move or a "
                "new legal status.",
                field,
                "SSDA903 check 431",
            )
        if period.until_on is None or began_on < period.until_on:
            return Refused(
                "The child has a period of care "
                + (
                    f"from {in_words(period.from_on)} to {in_words(period.until_on)}"
                    if period.until_on
                    else f"that started on {in_words(period.from_on)}"
                )
                + f", which is not before {in_words(began_on)}. Check the date, or correct that period.",
                field,
                "SSDA903 check 501",
            )
    return Allowed()


def looked_after_now(record: CareRecord) -> tuple[PeriodRow | None, Answer]:
    """Return the open period of care, or a refusal that says there is none."""
    period = record.open_period
    if period is None:
        return None, Refused(
            "The child is not looked after, so there is nothing to change. Start a period of care first.",
            None,
        )
    return period, Allowed()


def after_the_row_before(day: date, row: Dated, *, field: str, what: str) -> Answer:
    """Refuse a change on or before the day the row in force began (checks 355, 356 and 501)."""
    if day > row.from_on:
        return Allowed()
    same = "the same day" if day == row.from_on else f"on {in_words(row.from_on)}"
    return Refused(
        f"{what} began {same}. Enter a later date; if what was recorded is wrong, correct it instead.",
        field,
        "SSDA903 check 355" if day == row.from_on else "SSDA903 check 501",
    )


def may_move(
    record: CareRecord,
    *,
    moved_on: date,
    type: str,
    provider: str,
    reason: str,
    postcode: str,
    same_carer: bool,
    today: date,
    standing_on: int | None = None,
) -> list[Answer]:
    """May a child move to another placement on a day?"""
    period, open_now = looked_after_now(record)
    if period is None or not period.placements or not period.statuses:
        return [open_now if period is None else Refused("The child's record has no placement to move from.")]
    left, status = period.placements[-1], period.statuses[-1]
    if period.statuses[-1].from_on > moved_on:
        status = next((s for s in reversed(period.statuses) if s.from_on <= moved_on), status)
    return [
        nobody_else_was_here(standing_on, left.id, what="a move"),
        *day_can_be(moved_on, record, today=today, field="moved_on"),
        after_the_row_before(moved_on, left, field="moved_on", what="The placement the child is in"),
        *placement_can_be(type, provider, status.code, moved_on, record, fields=("type", "provider")),
        codes.change_reason_fits(reason, left.type, type, moved_on, born_on=record.born_on, field="reason"),
        returns_from_temporary(period.placements, type, postcode, field="type"),
        with_current_carer(type, same_carer=same_carer),
    ]


def returns_from_temporary(
    placements: tuple[PlacementRow, ...], type: str, postcode: str, *, field: str
) -> Answer:
    """Refuse a move from a temporary stay to anywhere but the placement it left (check 383)."""
    if not placements or not placements[-1].is_temporary:
        return Allowed()
    left = next((p for p in reversed(placements) if not p.is_temporary), None)
    if left is None or (
        type == left.type and (not postcode or not left.postcode or postcode == left.postcode)
    ):
        return Allowed()
    return Refused(
        "After a temporary stay the child returns to the placement it left "
        f"({PLACEMENT_TYPE_WORDS[left.type]}). Record that return first, and a further move from there; if "
        "the stay "
        "was no temporary one, correct it.",
        field,
        "SSDA903 check 383",
    )


def with_current_carer(type: str, *, same_carer: bool) -> Answer:
    """Refuse adoption by the current foster carer recorded as a move to a new carer (check 217)."""
    if type in {"A3", "A5"} and not same_carer:
        return Refused(
            "Placed for adoption with the current foster carer, but the move says a new carer. Say that the "
            "carer "
            "stays the same, or choose placed for adoption, not with the current foster carer.",
            "same_carer",
            "SSDA903 check 217",
        )
    return Allowed()


def may_change_legal_status(
    record: CareRecord, *, changed_on: date, code: str, today: date, standing_on: int | None = None
) -> list[Answer]:
    """May a child's legal status change on a day?"""
    period, open_now = looked_after_now(record)
    if period is None or not period.statuses:
        return [open_now if period is None else Refused("The child's record has no legal status to change.")]
    before = period.statuses[-1]
    answers = [
        nobody_else_was_here(standing_on, before.id, what="a legal status"),
        *day_can_be(changed_on, record, today=today, field="changed_on"),
        after_the_row_before(changed_on, before, field="changed_on", what="The legal status in force"),
        *status_can_be(code, changed_on, record, field="code"),
        lasted_no_longer_than(period.statuses, changed_on, field="changed_on"),
    ]
    if code == before.code:
        answers.append(Refused("The child has this legal status already. Choose the new one.", "code"))
    if code in LEGAL_STATUS_WORDS:
        for place in (p for p in period.placements if p.until_on is None or p.until_on > changed_on):
            answers.append(codes.status_fits_placement(code, place.type, field="code"))
            on = max(changed_on, place.from_on)
            answers.append(codes.fits_adulthood(code, place.type, on, born_on=record.born_on, field="code"))
    return answers


def lasted_no_longer_than(statuses: tuple[StatusRow, ...], until_on: date, *, field: str) -> Answer:
    """Refuse an end later than the law lets the status in force last (checks 361 to 363)."""
    last = statuses[-1]
    if last.code not in LONGEST:
        return Allowed()
    days, words, citation = LONGEST[last.code]
    began_on = last.from_on
    for row in reversed(statuses[:-1]):
        if row.code != last.code or row.until_on != began_on:
            break
        began_on = row.from_on
    if (until_on - began_on).days <= days:
        return Allowed()
    latest = began_on + timedelta(days=days)
    return Refused(
        f"{LEGAL_STATUS_WORDS[last.code]} can last at most {words}: from {in_words(began_on)} to "
        f"{in_words(latest)}. "
        "Record the legal status that followed it then first, or correct the date.",
        field,
        citation,
    )


def may_end_care(
    record: CareRecord, *, ended_on: date, reason: str, today: date, standing_on: int | None = None
) -> list[Answer]:
    """May a period of care end on a day, for a reason (2-law section 1.8)?"""
    period, open_now = looked_after_now(record)
    if period is None:
        return [open_now]
    answers = [
        nobody_else_was_here(standing_on, period.id, what="a change to this period of care"),
        *day_can_be(ended_on, record, today=today, field="ended_on"),
        after_the_row_before(ended_on, period, field="ended_on", what="The period of care"),
        codes.end_reason_fits(reason, period, record, ended_on, field="reason"),
    ]
    if period.statuses:
        answers.append(
            after_the_row_before(
                ended_on, period.statuses[-1], field="ended_on", what="The legal status in force"
            )
        )
        answers.append(lasted_no_longer_than(period.statuses, ended_on, field="ended_on"))
    if period.placements:
        last = period.placements[-1]
        answers.append(
            after_the_row_before(ended_on, last, field="ended_on", what="The placement the child is in")
        )
        if last.is_temporary:
            answers.append(
                Refused(
                    "A period of care cannot end in a temporary placement. Record the return to the "
                    "placement it left "
                    "first.",
                    None,
                    "SSDA903 check 381",
                )
            )
    return answers


def spell_can_be(
    record: CareRecord,
    *,
    from_on: date,
    until_on: date | None,
    today: date,
    field: str,
    until_field: str,
    what: str,
) -> list[Answer]:
    """May any other dated fact of a child hold from a day until another?"""
    row = SpellRow(from_on=from_on, until_on=until_on)
    answers = [
        dates.not_after_today(from_on, today=today, field=field),
        dates.not_before_birth(from_on, born_on=record.born_on, field=field),
    ]
    if until_on is not None:
        answers.append(dates.not_after_today(until_on, today=today, field=until_field))
        answers.append(dates.ends_after_it_starts(row, field=until_field, what=what))
    return answers
