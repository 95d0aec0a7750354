"""Whatever people record and correct, in whatever order, the history has one answer for every day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lodestar.access import chain
from lodestar.access.answers import NotAllowed
from lodestar.casework.children import actions
from lodestar.casework.children.models import Child, LegalStatus, PeriodOfCare, Placement
from lodestar.casework.children.policies.history import impossible
from lodestar.casework.children.queries import care_of, care_of_many, holds
from tests.factories import children as made

pytestmark = pytest.mark.django_db
FIRST, TODAY = date(2025, 1, 6), date(2026, 3, 16)
DAYS = st.integers(0, 60).map(lambda n: FIRST + timedelta(days=7 * n))
STATUSES = st.sampled_from(["V2", "C1", "C2", "L1", "J1"])
PLACES = st.sampled_from(["U6", "K2", "P1", "T1", "U4", "S1"])
REASONS = st.sampled_from(["CARPL", "CREQB", ""])

STARTS = st.fixed_dictionaries({"began_on": DAYS, "legal_status": STATUSES, "placement_type": PLACES})
MOVES = st.fixed_dictionaries({"moved_on": DAYS, "type": PLACES, "reason": REASONS})
CHANGES = st.fixed_dictionaries({"changed_on": DAYS, "code": STATUSES})
ENDS = st.fixed_dictionaries({"ended_on": DAYS, "reason": st.sampled_from(["E4A", "E13", "E9", "E45"])})
MODELS = st.sampled_from([PeriodOfCare, LegalStatus, Placement])
CORRECTIONS = st.tuples(MODELS, st.integers(0, 5), st.sampled_from(["from_on", "until_on"]), st.none() | DAYS)
REMOVALS = st.tuples(MODELS, st.integers(0, 5))
STEPS = st.lists(
    st.one_of(
        STARTS.map(lambda f: ("start", f)),
        MOVES.map(lambda f: ("move", f)),
        CHANGES.map(lambda f: ("change", f)),
        ENDS.map(lambda f: ("end", f)),
        CORRECTIONS.map(lambda f: ("correct", f)),
        REMOVALS.map(lambda f: ("remove", f)),
    ),
    min_size=1,
    max_size=14,
)


def rows_of(model, child: Child):
    path = "child" if model is PeriodOfCare else "period__child"
    return model.objects.believed().filter(**{path: child}).order_by("from_on")


def take(step, child, said_by) -> bool:
    """Do one thing; return whether it was allowed."""
    what, facts = step
    try:
        match what:
            case "start":
                actions.start_care(child=child, category_of_need="N1", **facts, **said_by)
            case "move":
                actions.record_move(child=child, **facts, **said_by)
            case "change":
                actions.change_legal_status(child=child, **facts, **said_by)
            case "end":
                actions.end_care(child=child, **facts, **said_by)
            case "correct":
                model, place, column, day = facts
                rows = list(rows_of(model, child))
                if not rows or (column == "from_on" and day is None):
                    return False
                changes = {column: day}
                if model is PeriodOfCare and column == "until_on" and day is not None:
                    changes["end_reason"] = "E4A"
                actions.correct_row(
                    row=rows[place % len(rows)], changes=changes, because="Read again", **said_by
                )
            case "remove":
                model, place = facts
                rows = list(rows_of(model, child))
                if not rows:
                    return False
                actions.remove_row(row=rows[place % len(rows)], because="In error", **said_by)
    except NotAllowed:
        return False
    return True


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=STEPS)
def test_every_day_has_one_answer_whatever_was_recorded(db, steps):
    person = made.a_person()
    child = made.a_child(by=person)
    # Care began for most, so that the steps after it have something to change.
    made.in_care(child, by=person, began_on=FIRST)
    at = datetime(2026, 3, 16, 9, tzinfo=UTC)
    for step in steps:
        take(step, child, {"by": person, "at": at})
    record = care_of(child.pk)
    assert impossible(record, today=TODAY) == ()
    for n in range((TODAY - FIRST).days + 2):
        day = FIRST + timedelta(days=n - 1)
        periods = [p for p in record.periods if holds(p, day)]
        statuses = [s for p in record.periods for s in p.statuses if holds(s, day)]
        placements = [x for p in record.periods for x in p.placements if holds(x, day)]
        assert len(periods) <= 1
        assert len(statuses) == len(placements) == len(periods)
        standing = record.standing_on(day)
        assert standing.is_looked_after == bool(periods)
        assert (standing.legal_status, standing.placement) == (
            statuses[0] if statuses else None,
            placements[0] if placements else None,
        )


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=STEPS)
def test_what_was_known_at_each_moment_can_be_told_afterwards(db, steps):
    person = made.a_person()
    at = datetime(2026, 3, 16, 9, tzinfo=UTC)
    child = made.in_care(by=person, began_on=FIRST, at=at)
    told = {}
    for step in steps:
        at += timedelta(minutes=1)
        take(step, child, {"by": person, "at": at})
        told[at] = spoken(care_of(child.pk))
    for moment, then in told.items():
        assert spoken(care_of_many([child.pk], known_at=moment)[child.pk]) == then
    assert chain.verify() == []


def spoken(record):
    """Return what a record says of care, without which rows say it."""
    return [
        (
            (p.from_on, p.until_on, p.end_reason),
            [(s.from_on, s.until_on, s.code) for s in p.statuses],
            [(x.from_on, x.until_on, x.type, x.change_reason) for x in p.placements],
        )
        for p in record.periods
    ]
