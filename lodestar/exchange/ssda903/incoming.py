"""From what returns state to what the register takes in: the same facts, in the register's words."""

from collections.abc import Iterable, Mapping

from lodestar.casework.children.queries import (
    IncomingAdoptionDecision,
    IncomingCaseRole,
    IncomingChild,
    IncomingDeprivation,
    IncomingMissing,
    IncomingPeriod,
    IncomingPlacement,
    IncomingPreviousPermanence,
    IncomingStatus,
    IncomingUnaccompanied,
)
from lodestar.casework.children.states import Planned, SameCarer
from lodestar.casework.reviews.incoming import IncomingReview
from lodestar.exchange.ssda903.histories import (
    ChildReturnHistory,
    PeriodStated,
    PlacementSpell,
    SocialWorkerSpell,
)

LONGEST_LINE = 120


def line_of(source: object) -> str:
    """Return where a fact was read, as the register keeps it beside the row."""
    return str(source)[:LONGEST_LINE]


def people_named_in(histories: Iterable[ChildReturnHistory]) -> list[str]:
    """Return the social workers' codes that histories name, in order."""
    return sorted({spell.worker for history in histories for spell in history.social_workers})


def children_of(histories: Iterable[ChildReturnHistory], people: Mapping[str, int]) -> list[IncomingChild]:
    """Return histories as the children noun takes them in; `people` gives a person's id by social worker's code."""
    return [child_of(history, people) for history in histories]


def child_of(history: ChildReturnHistory, people: Mapping[str, int]) -> IncomingChild:
    """Return one history as the children noun takes it in."""
    before = history.previous_permanence
    return IncomingChild(
        identifier=history.child,
        born_on=history.born_on,
        sex=history.sex,
        ethnicity=history.ethnicity,
        unique_pupil_number=history.unique_pupil_number,
        is_mother=history.is_mother,
        own_child_born_on=history.own_child_born_on,
        periods=tuple(period_of(period) for period in history.periods),
        unaccompanied=tuple(
            IncomingUnaccompanied(s.from_on, s.until_on, line_of(s.source)) for s in history.unaccompanied
        ),
        adoption_decisions=tuple(
            IncomingAdoptionDecision(s.from_on, s.until_on, s.end_reason, line_of(s.source))
            for s in history.adoption_decisions
        ),
        missing=tuple(
            IncomingMissing(s.from_on, s.until_on, s.code, line_of(s.source)) for s in history.missing
        ),
        deprivations=tuple(
            IncomingDeprivation(s.from_on, s.until_on, line_of(s.source)) for s in history.deprivations
        ),
        case_roles=tuple(role_of(spell, people) for spell in history.social_workers),
        previous_permanence=None
        if before is None
        else IncomingPreviousPermanence(
            before.code, before.authority, before.ended_on_text, line_of(before.source)
        ),
        source_line=line_of(history.source),
    )


def period_of(period: PeriodStated) -> IncomingPeriod:
    """Return a period of care as the children noun takes it in."""
    return IncomingPeriod(
        from_on=period.from_on,
        until_on=period.until_on,
        statuses=tuple(
            IncomingStatus(s.from_on, s.until_on, s.code, line_of(s.source)) for s in period.statuses
        ),
        placements=tuple(placement_of(p) for p in period.placements),
        end_reason=period.end_reason,
        category_of_need=period.category_of_need,
        start_seen=period.start_seen,
        source_line=line_of(period.source),
    )


def placement_of(placement: PlacementSpell) -> IncomingPlacement:
    """Return a placement as the children noun takes it in."""
    return IncomingPlacement(
        from_on=placement.from_on,
        until_on=placement.until_on,
        type=placement.type,
        provider=placement.provider,
        urn=placement.urn,
        postcode=placement.postcode,
        home_postcode=placement.home_postcode,
        planned=Planned.PLANNED if placement.is_planned else Planned.UNPLANNED,
        same_carer=SameCarer.SAME_CARER if placement.is_same_carer else SameCarer.NEW_CARER,
        change_reason=placement.change_reason,
        source_line=line_of(placement.source),
    )


def role_of(spell: SocialWorkerSpell, people: Mapping[str, int]) -> IncomingCaseRole:
    """Return a social worker's time with the child as the children noun takes it in."""
    return IncomingCaseRole(
        from_on=spell.from_on,
        until_on=spell.until_on,
        person_id=people[spell.worker],
        change_reason=spell.change_reason,
        source_line=line_of(spell.source),
    )


def reviews_of(
    histories: Iterable[ChildReturnHistory], accepted_because: Mapping[tuple[str, str], str]
) -> list[IncomingReview]:
    """Return the reviews of histories as the reviews noun takes them in.

    `accepted_because` gives, by child and source line, the reason a named person gave for accepting a review that a
    check had held back.
    """
    return [
        IncomingReview(
            child=history.child,
            held_on=review.held_on,
            participation=review.participation,
            implausible_because=accepted_because.get((history.child, str(review.source)), ""),
            source_line=line_of(review.source),
        )
        for history in histories
        for review in history.reviews
    ]
