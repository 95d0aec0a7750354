"""Who approves a placement, who is told, how long an approval lasts, and where a child may not be placed (8.3).

Regulations 11, 13, 14, 17, 18, 24, 25, 27A and 27C were read; the numbers of regulation 19 and the names of the health
bodies are from memory. What the codes Z11 to Z14 mean was not found: they are taken, with Z1, as settings of no named
kind. Not judged: a decision to place in an emergency (reg 11(3)), the exceptions of regulation 27B, and residential
employment (P3).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lodestar.law.ages import ADULT
from lodestar.law.answers import Lawful, Unlawful
from lodestar.law.calendar import NO_DAYS
from lodestar.law.care_planning import IN_FORCE, RELAXED, VOLUME_3, regulation, relaxed_regulation
from lodestar.law.citation import Citation
from lodestar.law.in_force import Dated, Version
from lodestar.law.review_rules import in_words
from lodestar.law.review_steps import StepClock
from lodestar.law.timescales import Span, Timescale, Unit

SEMI_INDEPENDENT = frozenset({"H5", "K3", "P2"})
"""Semi-independent accommodation, supported accommodation, and independent living (section 1.5)."""

OTHER_SETTINGS = frozenset({"Z1", "Z11", "Z12", "Z13", "Z14"})
FROM_SIXTEEN = 16

AT_A_DISTANCE_FROM = date(2014, 1, 27)
REG_11_DISTANCE = regulation("11", "(1)(b)", "2014-01-27")

TEMPORARY_APPROVAL = Timescale(
    "temporary approval of a connected person",
    (
        Version(Span(16, Unit.WEEKS), IN_FORCE, RELAXED[0], regulation("24", "(1)")),
        Version(Span(24, Unit.WEEKS), *RELAXED, relaxed_regulation("24(1)")),
        Version(Span(16, Unit.WEEKS), RELAXED[1], None, regulation("24", "(1)", "2020-09-25")),
    ),
)
EXTENSION = Timescale.in_force_from(
    "the extension of a temporary approval", Span(8, Unit.WEEKS), IN_FORCE, regulation("25")
)
PARENT_ASSESSMENT = Timescale(
    "the assessment of a parent with whom a child is placed at once",
    (
        Version(Span(10, Unit.WORKING_DAYS), IN_FORCE, RELAXED[0], regulation("19", "(b)")),
        Version(Span(10, Unit.WORKING_DAYS, binding=False), *RELAXED, relaxed_regulation("19(b)", "(7)")),
        Version(Span(10, Unit.WORKING_DAYS), RELAXED[1], None, regulation("19", "(b)", "2020-09-25")),
    ),
)
PARENT_DECISION = Timescale.in_force_from(
    "the decision on a child placed with a parent at once",
    Span(10, Unit.WORKING_DAYS),
    IN_FORCE,
    regulation("19", "(c)"),
)
NOTIFICATION = Timescale.in_force_from(
    "telling people of an emergency placement", Span(5, Unit.WORKING_DAYS), IN_FORCE, regulation("13", "(1)")
)
TERMINATION_TOLD = Timescale.in_force_from(
    "telling people of a placement ended urgently", Span(10, Unit.WORKING_DAYS), IN_FORCE, regulation("14")
)
HEALTH_BODY: Dated[str] = Dated(
    "the health body told of a placement",
    (
        Version("primary care trust", IN_FORCE, date(2013, 4, 1), regulation("13", "(2)(f)")),
        Version(
            "clinical commissioning group",
            date(2013, 4, 1),
            date(2022, 7, 1),
            regulation("13", "(2)(f)", "2013-04-01"),
        ),
        Version("integrated care board", date(2022, 7, 1), None, regulation("13", "(2)(f)", "2022-07-01")),
    ),
)
APPROVER_AT_A_DISTANCE: Dated[bool] = Dated(
    "approval of a placement at a distance by the director",
    (
        Version(False, IN_FORCE, AT_A_DISTANCE_FROM, regulation("11", "(1)")),
        Version(True, AT_A_DISTANCE_FROM, None, REG_11_DISTANCE),
    ),
)
BANNED_UNDER_16: Dated[bool] = Dated(
    "the ban on unregulated settings for children under 16",
    (
        Version(False, IN_FORCE, date(2021, 9, 9), regulation("27")),
        Version(True, date(2021, 9, 9), None, regulation("27A", wording="2021-09-09")),
    ),
)
REGISTERED_FROM_16: Dated[bool] = Dated(
    "the registration of supported accommodation for 16 and 17 year olds",
    (
        Version(False, IN_FORCE, date(2023, 10, 28), regulation("27")),
        Version(True, date(2023, 10, 28), None, regulation("27C", wording="2023-10-28")),
    ),
)


def temporary_approval_ends(*, placed_on: date) -> StepClock:
    """A connected person may be approved for up to 16 weeks from the day of placing (SI 2010/959 reg 24, R8.23).

    The last day. For a child placed from 24 April until 25 September 2020: 24 weeks (SI 2020/445 reg 8). The day of
    placing picks the wording, a reading: how the end of the relaxation bore on a running approval was not read. Raises
    NotInForce.
    """
    return TEMPORARY_APPROVAL.by_wording_of_the_day(placed_on, "the day the child was placed")


def extended_approval_ends(*, expires_on: date) -> StepClock:
    """A temporary approval may be extended once, by up to 8 weeks from its last day (SI 2010/959 reg 25, R8.23).

    Or until the independent review panel has decided, which sets no day. Raises NotInForce.
    """
    return EXTENSION.by_wording_of_the_day(expires_on, "the last day of the temporary approval")


def may_extend_approval(*, expires_on: date, extended_on: date, times_extended: int) -> Lawful | Unlawful:
    """Say whether a temporary approval may be extended, and to which day (SI 2010/959 reg 25, R8.23).

    Once, and before it has run out (a reading of "likely to expire"); a nominated officer approves it and the IRO is
    told. Once it has run out the child is moved or the carer fully approved. Raises NotInForce.
    """
    clock = extended_approval_ends(expires_on=expires_on)
    if times_extended:
        return Unlawful(
            "This approval has been extended before, and it is extended only once.", clock.citation
        )
    if extended_on > expires_on:
        words = f"The approval ran out on {in_words(expires_on)}: it is ended or made a full approval."
        return Unlawful(words, clock.citation)
    return Lawful(clock.citation, clock.because, clock.due_on)


def parent_assessment_by(*, placed_on: date, extra_non_working_days: frozenset[date] = NO_DAYS) -> StepClock:
    """A parent with whom a child in care is placed at once is assessed within 10 working days (reg 19(b), R8.24).

    The number is from memory. From 24 April until 25 September 2020 it was done as soon as reasonably practicable; a
    limit that ran out then applied again on the 25th (ADR-0005). The day the limit runs out picks the wording. Raises
    NotInForce, BeyondKnownCalendar.
    """
    fact = "the day the child was placed"
    return PARENT_ASSESSMENT.by_wording_of_the_end(placed_on, fact, extra_non_working_days)


def parent_decision_by(*, assessed_on: date, extra_non_working_days: frozenset[date] = NO_DAYS) -> StepClock:
    """A nominated officer decides within 10 working days of that assessment (reg 19(c), R8.24, from memory).

    Raises NotInForce, BeyondKnownCalendar.
    """
    fact = "the day the assessment was finished"
    return PARENT_DECISION.by_wording_of_the_end(assessed_on, fact, extra_non_working_days)


def may_place_with_parent(
    *, placed_on: date, reviewed_on: date | None, approved_on: date | None
) -> Lawful | Unlawful:
    """Before a child in care is placed with a parent there is a review and a nominated officer approves (regs 17, 18).

    R8.24. `reviewed_on` is the day of the review that considered the placement. Not for a child placed at once before
    the assessment (reg 19): see `parent_assessment_by`.
    """
    if reviewed_on is None or reviewed_on > placed_on:
        return Unlawful("A review comes before a child is placed with a parent.", regulation("17", "(d)"))
    if approved_on is None or approved_on > placed_on:
        words = "A nominated officer approves before a child is placed with a parent."
        return Unlawful(words, regulation("18", "(1)"))
    return Lawful(
        regulation("18", "(1)"), f"reviewed on {in_words(reviewed_on)}, approved on {in_words(approved_on)}"
    )


class Approver(StrEnum):
    """Who approves a placement outside the authority's area."""

    NOBODY = "nobody"
    NOMINATED_OFFICER = "nominated officer"
    DIRECTOR = "director of children's services"


class AreaAuthority(StrEnum):
    """What the authority of the area in which a child is placed is owed."""

    NOTHING = "nothing"
    TOLD = "told"
    CONSULTED = "consulted and given the care plan and assessment"


@dataclass(frozen=True, slots=True)
class PlacementApproval:
    """Who must approve a placement before it begins, what the area authority is owed, the source and the fact."""

    approver: Approver
    area_authority: AreaAuthority
    citation: Citation
    because: str


def approval_out_of_area(
    *, placed_on: date, outside_area: bool, adjoining: bool, connected_person: bool, own_foster_carer: bool
) -> PlacementApproval:
    """Say who approves a placement outside the authority's area (SI 2010/959 reg 11, R8.20).

    A nominated officer, and the area authority is told. At a distance, which is outside the area and not in that of an
    adjoining authority (`adjoining`), since 27 January 2014: the director of children's services, and the area
    authority is consulted before. No approval for a connected person nor for the authority's own foster carer, though
    the area authority is told; in the relaxation of 2020 the first exception was worded for temporary approvals, which
    is not told apart here. The day of placing picks the wording. Raises NotInForce.
    """
    version = APPROVER_AT_A_DISTANCE.at(placed_on)
    exception = regulation("11", "(4)")
    if not outside_area:
        return PlacementApproval(
            Approver.NOBODY, AreaAuthority.NOTHING, version.citation, "placed in the authority's own area"
        )
    if connected_person or own_foster_carer:
        whom = "a connected person" if connected_person else "the authority's own foster carer"
        return PlacementApproval(Approver.NOBODY, AreaAuthority.TOLD, exception, f"placed with {whom}")
    if adjoining or not version.value:
        because = "placed in the area of another authority"
        return PlacementApproval(
            Approver.NOMINATED_OFFICER, AreaAuthority.TOLD, regulation("11", "(1)"), because
        )
    because = "placed at a distance: outside the area, and not in that of an adjoining authority"
    return PlacementApproval(Approver.DIRECTOR, AreaAuthority.CONSULTED, version.citation, because)


def notifications_by(
    *, placed_on: date, in_emergency: bool, extra_non_working_days: frozenset[date] = NO_DAYS
) -> StepClock:
    """People are told in writing before the placement, or within 5 working days in an emergency (reg 13(1), R8.21).

    Planned: by the day of placing, before it begins. Not owed in a series of short breaks (reg 48(3)). Who is told:
    `people_told`. Raises NotInForce, BeyondKnownCalendar.
    """
    fact = "the day of an emergency placement"
    clock = NOTIFICATION.by_wording_of_the_end(placed_on, fact, extra_non_working_days)
    if in_emergency:
        return clock
    return StepClock(placed_on, clock.citation, f"before the placement on {in_words(placed_on)}")


def people_told(*, placed_on: date, outside_area: bool) -> tuple[str, ...]:
    """Say who is told of a placement, in words (SI 2010/959 reg 13(2); the area authority too, R8.21).

    Parents, people with contact and the carer before may be left out where telling them would put the child at risk of
    significant harm (reg 13(3)). The health body's name goes by the day of placing. Raises NotInForce.
    """
    people = (
        "child",
        "parents",
        "people with contact",
        "carer before",
        HEALTH_BODY.at(placed_on).value,
        "GP",
        "school or college",
        "independent reviewing officer",
    )
    return (*people, "area authority") if outside_area else people


def termination_told_by(*, ended_on: date, extra_non_working_days: frozenset[date] = NO_DAYS) -> StepClock:
    """Of a placement ended urgently, without notice before, people are told within 10 working days (reg 14, R8.22).

    Otherwise a placement ends only after a review, and people are told before. Raises NotInForce, BeyondKnownCalendar.
    """
    fact = "the day the placement ended"
    return TERMINATION_TOLD.by_wording_of_the_end(ended_on, fact, extra_non_working_days)


@dataclass(frozen=True, slots=True)
class SettingBarred:
    """Why a child may not be where they are; not `certain` where the code alone does not settle it: to be checked."""

    reason: str
    certain: bool
    citation: Citation


def setting_is_unlawful(*, placement_type: str, age: int, on: date) -> SettingBarred | None:
    """Say why a child of an age may not be in a kind of setting on a day, or None (SI 2010/959 regs 27A, 27C; R8.27).

    Since 9 September 2021 nobody under 16 may be placed in semi-independent accommodation (H5), supported accommodation
    (K3) or independent living (P2). Since 28 October 2023 a 16 or 17 year old may be only where the provider of
    supported accommodation is registered (K3), or applied in time and is waiting (reg 44 of SI 2023/416): so never in
    P2, and in H5 only if the provider is one of these. A setting coded as other (Z1, Z11 to Z14) is to be checked from
    the same days, for it may be one the regulations except, such as a hospital (a reading). The ban is asked on each
    day of a placement, not only its first. `age` is in completed years. Raises NotInForce before 1 April 2011.
    """
    if placement_type not in SEMI_INDEPENDENT | OTHER_SETTINGS or age >= ADULT:
        return None
    version = (BANNED_UNDER_16 if age < FROM_SIXTEEN else REGISTERED_FROM_16).at(on)
    if not version.value:
        return None
    if placement_type in OTHER_SETTINGS:
        reason = "The kind of setting is not named: check that it is one in which a child of this age may be placed."
        return SettingBarred(reason, False, version.citation)
    if age < FROM_SIXTEEN:
        reason = "A child under 16 may not be in semi-independent or supported accommodation."
        return SettingBarred(reason, True, version.citation)
    if placement_type == "P2":
        reason = "A child of 16 or 17 may not be placed to live independently."
        return SettingBarred(reason, True, version.citation)
    if placement_type == "H5":
        reason = "Check that the provider is registered, or applied before 28 October 2023 and is waiting."
        return SettingBarred(reason, False, version.citation)
    return None


def may_move_to_semi_independence(
    *, is_eligible: bool, placement_type: str, moved_on: date, reviewed_on: date | None
) -> Lawful | Unlawful:
    """No eligible child moves to semi-independent or unregulated accommodation without a review (R8.28, volume 3).

    `is_eligible` as `leaving_care.leaving_care_status` says; `reviewed_on` is the day of the review, chaired by the
    IRO, that considered the move. Regulation 32 asks it of every significant change.
    """
    if not is_eligible or placement_type not in SEMI_INDEPENDENT | OTHER_SETTINGS:
        return Lawful(VOLUME_3, "no such move of an eligible child")
    if reviewed_on is None:
        return Unlawful("No review has considered the move, and one comes before it.", VOLUME_3)
    if reviewed_on > moved_on:
        words = f"The review was held on {in_words(reviewed_on)}, after the move on {in_words(moved_on)}."
        return Unlawful(words, VOLUME_3)
    return Lawful(VOLUME_3, f"considered by the review on {in_words(reviewed_on)}")
