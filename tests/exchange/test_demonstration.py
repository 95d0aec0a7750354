"""The made-up authority: on its figures, possible, lawful, and the same each time. No database."""

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest

from lodestar.access.roles import Role
from lodestar.casework.children.policies.history import impossible
from lodestar.casework.children.policies.spells import may_be_so
from lodestar.casework.children.queries import (
    CareRecord,
    IncomingChild,
    PeriodRow,
    PlacementRow,
    SpellRow,
    StatusRow,
    holds,
)
from lodestar.exchange.demonstration import figures
from lodestar.exchange.demonstration.authority import made_up_authority
from lodestar.exchange.demonstration.chance import EverySoMany, apportioned, in_order_of_weight
from lodestar.exchange.demonstration.in_hand import stage_on, taken_in_hand
from lodestar.exchange.demonstration.made_up import Authority, MadeUpChild
from lodestar.exchange.demonstration.places import LOCALITIES
from lodestar.exchange.demonstration.reviews import of_the_law
from lodestar.law import review_timing as law
from lodestar.law.ages import age_on
from lodestar.law.appointment import independence
from lodestar.law.calendar import add_working_days, is_working_day
from lodestar.law.participation import participation_codes_allowed

TODAY = date(2026, 11, 23)
LAST_FULL_YEAR = (date(2025, 4, 1), date(2026, 4, 1))
# Every postcode area of the Royal Mail that begins with a letter ours begin with.
REAL_AREAS = {"WA", "WC", "WD", "WF", "WN", "WR", "WS", "WV", "W", "JE"}
SHORT_BREAKS = {"V3", "V4"}


@pytest.fixture(scope="module")
def westmarch() -> Authority:
    return made_up_authority(children=315, seed=1, today=TODAY)


@pytest.fixture(scope="module")
def now(westmarch) -> list[MadeUpChild]:
    """Those looked after on the day, short breaks left out as every count does."""
    return [c for c in westmarch.children if is_counted(c.history)]


def last(child: IncomingChild):
    assert child.periods
    return child.periods[-1]


def is_counted(child: IncomingChild) -> bool:
    return last(child).until_on is None and last(child).statuses[-1].code not in SHORT_BREAKS


def share(children, is_so) -> float:
    return 100 * sum(bool(is_so(c.history)) for c in children) / len(children)


def lawful(child: MadeUpChild) -> law.CareHistory:
    return law.CareHistory(
        id=child.history.identifier,
        born_on=child.history.born_on,
        periods=tuple(
            of_the_law(p, next((s.from_on for s in p.statuses if s.code == "E1"), None))
            for p in child.history.periods
        ),
        reviews=tuple(law.HeldReview(r.held_on) for r in child.reviews),
    )


def as_a_record(child: IncomingChild) -> CareRecord:
    return CareRecord(
        child_id=1,
        identifier=child.identifier,
        born_on=child.born_on,
        periods=tuple(
            PeriodRow(
                p.from_on,
                p.until_on,
                category_of_need=p.category_of_need,
                end_reason=p.end_reason,
                statuses=tuple(StatusRow(s.from_on, s.until_on, s.code) for s in p.statuses),
                placements=tuple(
                    PlacementRow(
                        x.from_on,
                        x.until_on,
                        x.type,
                        x.provider or "",
                        postcode=x.postcode,
                        planned=x.planned,
                    )
                    for x in p.placements
                ),
            )
            for p in child.periods
        ),
        adoption_decisions=tuple(SpellRow(d.from_on, d.until_on) for d in child.adoption_decisions),
    )


# --- its figures ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("seed", "today"), [(1, TODAY), (2, date(2026, 3, 16)), (3, date(2015, 3, 20))])
def test_the_figures_of_the_seed_come_out(seed, today):
    children = made_up_authority(children=315, seed=seed, today=today).children
    here = [c for c in children if is_counted(c.history)]
    assert len(here) == 315
    assert share(here, lambda c: last(c).statuses[-1].code == "V2") == pytest.approx(37, abs=4)
    assert share(here, lambda c: age_on(c.born_on, last(c).from_on) < 1) == pytest.approx(17.9, abs=2)
    assert share(here, lambda c: age_on(c.born_on, last(c).from_on) < 5) == pytest.approx(40.2, abs=4)
    assert share(here, is_at_a_distance) == pytest.approx(11.4, abs=3)


def is_at_a_distance(child: IncomingChild) -> bool:
    placement = last(child).placements[-1]
    return placement.location == "OUT" and (placement.miles_from_home or 0) > 20


def test_where_children_live(now):
    kinds = Counter(last(c.history).placements[-1].type[0] for c in now)
    percent = {kind: 100 * count / len(now) for kind, count in kinds.items()}
    assert percent["U"] == pytest.approx(64, abs=5)
    assert percent["P"] == pytest.approx(11, abs=2)
    assert percent["A"] == pytest.approx(4, abs=2)
    related = share(now, lambda c: last(c).placements[-1].type in {"U1", "U2", "U3"})
    assert related == pytest.approx(25, abs=3)


def test_reviews_are_held_in_time_as_often_as_the_seed_says(westmarch):
    judged = [
        review
        for child in westmarch.children
        for review in law.timetable(lawful(child), TODAY).reviews
        if LAST_FULL_YEAR[0] <= review.held_on < LAST_FULL_YEAR[1]
    ]
    assert len(judged) > 500
    assert 97 <= 100 * sum(review.in_time for review in judged) / len(judged) <= 98.5


def test_children_reviewed_in_time_are_near_the_seeds_97_7(westmarch):
    year_end = LAST_FULL_YEAR[1] - timedelta(days=1)
    counted = in_time = 0
    for child in westmarch.children:
        period = next((p for p in child.history.periods if holds(p, year_end)), None)
        if period is None or period.statuses[0].code in SHORT_BREAKS or (year_end - period.from_on).days < 29:
            continue
        answer = law.timetable(lawful(child), year_end, law.STATUTE_ALONE)
        in_the_year = [r for r in answer.reviews if r.due_on >= max(LAST_FULL_YEAR[0], period.from_on)]
        counted += 1
        in_time += all(r.in_time for r in in_the_year) and answer.next.due_on > year_end
    assert counted > 200
    assert 100 * in_time / counted == pytest.approx(97.7, abs=1.5)


def test_most_children_of_four_and_over_have_their_views_known(westmarch):
    codes = Counter(r.participation for c in westmarch.children for r in c.reviews)
    asked = sum(count for code, count in codes.items() if code != "PN0")
    assert 100 * (asked - codes["PN4"] - codes["PN7"]) / asked == pytest.approx(95, abs=1)


def test_every_figure_says_where_it_comes_from():
    found = [value for value in vars(figures).values() if isinstance(value, figures.Figure)]
    assert len(found) > 15
    assert all(f.source.startswith(("seed section", "published 2025", "chosen")) for f in found)


def test_all_sorts_of_care_are_there(westmarch, now):
    ends = Counter(last(c.history).end_reason for c in westmarch.children)
    assert {"E4A", "E11", "E12", "E45", "E17", "E5", "E14"} <= set(ends)
    assert 3 <= sum(bool(c.history.unaccompanied) for c in now) <= 15
    assert 1 <= sum(last(c.history).statuses[-1].code == "J1" for c in now) <= 5
    assert sum(len(c.history.periods) > 1 for c in now) >= 15
    assert sum(any(m.until_on is None for m in c.history.missing) for c in now) == 1
    assert any(last(c.history).statuses[-1].code == "V4" for c in westmarch.children)
    siblings = [c for c in now if any(r.other_child for r in c.history.relationships)]
    assert len(siblings) > 60
    assert any(r.is_address_confidential for c in now for r in c.history.relationships)


# --- possible, and lawful -------------------------------------------------------------------------------


def test_no_history_is_impossible(westmarch):
    found = [
        (child.history.identifier, refusal.reason)
        for child in westmarch.children
        for refusal in impossible(as_a_record(child.history), today=TODAY)
    ]
    assert found == []


def test_other_times_are_possible_too(westmarch):
    for child in westmarch.children:
        record = as_a_record(child.history)
        for kind, rows in (("missing", child.history.missing), ("school", child.history.schools)):
            for row in rows:
                facts = {"from_on": row.from_on, "until_on": row.until_on}
                assert not may_be_so(record, kind, facts, row_id=0, today=TODAY), (
                    record.identifier,
                    kind,
                    row,
                )
        for one, other in zip(child.history.schools, child.history.schools[1:], strict=False):
            assert one.until_on is not None and one.until_on <= other.from_on


def test_the_law_room_can_judge_every_child_and_finds_nothing_missed(westmarch):
    for child in westmarch.children:
        answer = law.timetable(lawful(child), TODAY)
        assert len(answer.reviews) == len(child.reviews)
        assert answer.missed == (), child.history.identifier


def test_reviews_are_on_working_days_up_to_today_with_a_code_for_the_age(westmarch):
    for child in westmarch.children:
        for review in child.reviews:
            assert review.held_on <= TODAY
            allowed = participation_codes_allowed(born_on=child.history.born_on, reviewed_on=review.held_on)
            assert review.participation in {code.value for code in allowed.codes}
    days = [r.held_on for c in westmarch.children for r in c.reviews]
    assert sum(map(is_working_day, days)) / len(days) > 0.99


def test_no_home_school_or_pupil_number_is_anybodys(westmarch):
    for child in westmarch.children:
        for placement in (p for period in child.history.periods for p in period.placements):
            for postcode in filter(None, (placement.postcode, placement.home_postcode)):
                area = postcode.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ").split(" ")[0].rstrip("0123456789")
                assert area in {"WM", "QX", "XD", "VY", "JQ"} and area not in REAL_AREAS
                assert len(postcode) <= 8
        assert child.history.unique_pupil_number[1:4] in {"000", "N1"}


# --- who works with them --------------------------------------------------------------------------------


def test_there_is_one_person_to_sign_in_as_for_each_role(westmarch):
    demo = {p.username: p.role for p in westmarch.people if p.username.startswith("demo-")}
    assert demo == {f"demo-{role.value}": role for role in Role}
    assert len({p.username for p in westmarch.people}) == len(westmarch.people)


def test_officers_make_six_point_six_posts_and_carry_alike(westmarch, now):
    shares = {p.username: float(p.full_time_equivalent) for p in westmarch.people if p.full_time_equivalent}
    assert len(shares) == 7
    assert sum(shares.values()) == pytest.approx(6.6)
    carried = Counter(c.officers[-1].person for c in now if c.officers and c.officers[-1].until_on is None)
    assert all(38 <= carried[name] / share <= 58 for name, share in shares.items())


def test_officers_are_independent_and_one_at_a_time(westmarch):
    managing = {stint.person for child in westmarch.children for stint in child.workers}
    for child in westmarch.children:
        assert not managing & {stint.person for stint in child.officers}
        for one, other in zip(child.officers, child.officers[1:], strict=False):
            assert one.until_on is not None and one.until_on <= other.from_on
    assert (
        independence(person="x", roles=[], period_from_on=TODAY, on=TODAY).__class__.__name__ == "Independent"
    )


def test_new_children_wait_for_an_officer_and_one_has_waited_too_long(now):
    waiting = [last(c.history).from_on for c in now if not c.officers]
    late = [day for day in waiting if add_working_days(day, 5) < TODAY]
    assert 3 <= len(waiting) <= 6
    assert len(late) == 1


def test_those_signed_in_as_have_work(westmarch, now):
    workers = Counter(s.person for c in now for s in c.workers if s.until_on is None)
    assert workers["demo-social-worker"] >= 5
    assert workers["demo-team-manager"] >= 30
    assert [c.covering for c in westmarch.covers] == ["demo-officer"]
    teams = {t.name: t for t in westmarch.teams}
    manager = next(p for p in westmarch.people if p.username == "demo-service-manager")
    assert teams[manager.team].service
    assert len(teams) == 8 and len({t.service for t in westmarch.teams}) == 2
    assert {t.locality for t in westmarch.teams} == set(LOCALITIES)


def test_a_child_has_a_social_worker_on_every_day_of_care(westmarch):
    for child in westmarch.children:
        mine = [s for s in child.workers if s.kind == "social-worker"]
        for period in child.history.periods:
            inside = [
                s
                for s in mine
                if s.from_on >= period.from_on and (period.until_on is None or s.from_on < period.until_on)
            ]
            assert inside[0].from_on == period.from_on
            assert inside[-1].until_on == period.until_on
            assert all(a.until_on == b.from_on for a, b in zip(inside, inside[1:], strict=False))


def test_brothers_and_sisters_share_an_officer(now):
    officer = {c.history.identifier: c.officers[-1].person for c in now if c.officers}
    pairs = [
        (officer[c.history.identifier], officer[r.other_child])
        for c in now
        for r in c.history.relationships
        if r.other_child in officer and c.history.identifier in officer
    ]
    assert pairs and all(one == other for one, other in pairs)


def test_a_day_of_work_has_something_in_it(westmarch, now):
    due = [law.timetable(lawful(c), TODAY).next.due_on for c in now]
    overdue = sum(day < TODAY for day in due)
    weeks = Counter((day - TODAY).days // 7 for day in due if day >= TODAY)
    assert 2 <= overdue <= 8
    assert weeks[0] + weeks[1] >= 10
    assert all(weeks[week] for week in range(1, 20))
    assert len(westmarch.asked) == 3 and len(westmarch.restricted) >= 2 and len(westmarch.corrected) == 2


# --- the same each time ---------------------------------------------------------------------------------


def test_the_same_seed_and_day_make_the_same_authority():
    one, again, other = (made_up_authority(children=40, seed=s, today=TODAY) for s in (5, 5, 6))
    assert repr(one) == repr(again)
    assert repr(one) != repr(other)
    assert repr(one) != repr(made_up_authority(children=40, seed=5, today=TODAY + timedelta(days=1)))


@pytest.mark.parametrize("children", [10, 41, 700])
def test_smaller_and_larger_authorities_keep_the_shape(children):
    authority = made_up_authority(children=children, seed=1, today=date(2026, 3, 16))
    here = [c for c in authority.children if is_counted(c.history)]
    assert len(here) == children
    assert share(here, lambda c: last(c).statuses[-1].code == "V2") == pytest.approx(37, abs=6)
    assert len(authority.teams) == 8 * max(1, round(children / 315))


def test_shares_of_a_whole_add_up():
    assert Counter(apportioned(10, {"a": 1, "b": 1, "c": 1})) == {"a": 4, "b": 3, "c": 3}
    assert in_order_of_weight(Random(1), ["x", "y"], [0, 1]) == ["y"]
    every = EverySoMany()
    assert sum(every.ask("year", 0.1) for _ in range(100)) == 10


# --- reviews in hand ------------------------------------------------------------------------------------


def test_reviews_in_hand_are_taken_out_of_the_histories_and_lose_none(westmarch):
    authority = made_up_authority(children=60, seed=1, today=TODAY)
    before = {c.history.identifier: c.reviews for c in authority.children}
    taken = taken_in_hand(authority, 1)
    after = {c.history.identifier: c.reviews for c in authority.children}
    assert len(taken) >= 8 and len({one.child for one in taken}) == len(taken)
    for one in taken:
        assert before[one.child] == (*after[one.child], one.review)
        assert one.review.held_on < TODAY
    alone = {*authority.restricted, *authority.corrected}
    assert not alone & {one.child for one in taken}
    assert taken == taken_in_hand(made_up_authority(children=60, seed=1, today=TODAY), 1)


def test_how_far_a_review_has_come_follows_its_day():
    stages = [stage_on(TODAY - timedelta(days=days), TODAY, 0) for days in (1, 5, 10, 18, 27)]
    assert stages == sorted(stages) and len(set(stages)) == 5
    assert stage_on(TODAY - timedelta(days=10), TODAY, 3) == stages[1]  # every seventh is a step behind
