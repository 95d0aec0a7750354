"""Lists of where children live: whom they hold, whom they leave out, and what they say."""

from datetime import date, timedelta
from random import Random

import pytest

from lodestar.analytics.extract import rows_of_register
from lodestar.analytics.measures.answers import members
from lodestar.analytics.measures.counts_of_children import many_placements, many_workers, placed_away
from lodestar.analytics.measures.measure import Unit
from lodestar.analytics.measures.year import Year
from lodestar.casework.children import models
from tests.analytics.watch.lives import BEGAN, TODAY, a_life, a_plan, found, on_list, told, works_with
from tests.factories.children import AT, a_person, a_row

pytestmark = pytest.mark.django_db
OUT = {"location": "OUT"}


@pytest.fixture
def mia(people):
    return people["mia"]


@pytest.mark.parametrize(
    ("born_on", "code", "says"),
    [
        (date(2011, 1, 1), "K3", "Unlawful"),  # 15 in supported accommodation
        (date(2011, 1, 1), "H5", "Unlawful"),
        (date(2009, 1, 1), "P2", "Unlawful"),  # 17, living alone
        (date(2009, 1, 1), "H5", "To be checked"),
        (date(2014, 1, 1), "Z12", "To be checked"),
        (date(2009, 1, 1), "K3", ""),  # 17 in supported accommodation
        (date(2014, 1, 1), "K2", ""),
    ],
)
def test_a_setting_is_barred_by_its_kind_the_age_and_the_day(born_on, code, says, mia):
    child = a_life(((BEGAN, "U6"), (date(2026, 1, 5), code)), born_on=born_on)
    if not says:
        assert on_list("unlawful-setting", mia) == []
        return
    words = told("unlawful-setting", mia, child)
    assert words.why.startswith(says) and "since 5 January 2026" in words.why
    assert words.owed[0].due_on is None and words.owed[0].citation.provision.startswith("SI 2010/959 reg 27")


def test_far_is_more_than_twenty_miles_and_outside_and_the_rest_of_outside_is_another_list(mia):
    far = a_life(((BEGAN, "K2", {**OUT, "miles_from_home": "20.1"}),))
    near = a_life(((BEGAN, "K2", {**OUT, "miles_from_home": "20.0"}),))
    nobody_said = a_life(((BEGAN, "K2", OUT),))
    unknown = a_life(((BEGAN, "K2", {**OUT, "miles_from_home": "999.9"}),))
    a_life(((BEGAN, "K2", {"location": "IN", "miles_from_home": "45.0"}),))
    assert on_list("far-from-home", mia) == [far.pk]
    assert on_list("outside-area", mia) == [near.pk, nobody_said.pk, unknown.pk]
    assert told("far-from-home", mia, far).why == "Children's home outside the area, 20.1 miles from home."
    assert "20 miles from home" in told("outside-area", mia, near).why
    for child in (nobody_said, unknown):
        assert "how far from home is not recorded" in told("outside-area", mia, child).why


def test_a_child_in_hospital_lives_where_they_lived_and_the_longest_come_first(mia):
    away = {**OUT, "miles_from_home": "60"}
    in_hospital = a_life(((BEGAN, "K2", away), (date(2026, 3, 10), "T1", {"location": "IN"})))
    earlier = a_life(((date(2024, 1, 1), "U6", away),), ((date(2024, 1, 1), "C2"),))
    came_home = a_life(((BEGAN, "K2", away), (date(2026, 1, 5), "U6", {"location": "IN"})))
    a_life(((BEGAN, "K2", away),), ((BEGAN, "V4"),))  # short breaks are in no count
    a_life(((BEGAN, "K2", away),), until=date(2026, 3, 1))
    assert on_list("far-from-home", mia) == [earlier.pk, in_hospital.pk]
    assert came_home.pk not in on_list("outside-area", mia)


@pytest.mark.parametrize(
    ("since", "six", "twelve"),
    [
        (date(2025, 9, 17), False, False),  # a day short of six months
        (date(2025, 9, 16), True, False),
        (date(2025, 3, 17), True, False),
        (date(2025, 3, 16), False, True),  # twelve months to the day
    ],
)
def test_with_parents_by_how_long_without_another_home_between(since, six, twelve, mia):
    began = date(2024, 1, 1)
    child = a_life(
        ((began, "U6"), (since, "P1"), (date(2026, 2, 1), "T2"), (date(2026, 2, 8), "P1")), ((began, "C2"),)
    )
    assert (child.pk in on_list("with-parents-6-months", mia)) is six
    assert (child.pk in on_list("with-parents-12-months", mia)) is twelve
    if twelve:
        assert "16 March 2025" in told("with-parents-12-months", mia, child).why


def test_a_time_in_care_elsewhere_begins_the_months_with_parents_anew(mia):
    a_life(
        ((date(2024, 1, 1), "P1"), (date(2026, 1, 5), "U6"), (date(2026, 2, 2), "P1")),
        ((date(2024, 1, 1), "C2"),),
    )
    assert on_list("with-parents-6-months", mia) + on_list("with-parents-12-months", mia) == []


def test_three_placements_as_the_worked_example_of_ni62_counts_them(mia):
    """2-law IND-3: a holiday, an order and a move of the carer's house are no placements."""
    began = date(2024, 6, 1)
    worked = (
        (began, "U6", {"postcode": "AA1 1AA"}),
        (date(2025, 6, 10), "K2", {"postcode": "BB1 1BB"}),
        (date(2025, 8, 2), "T3"),
        (date(2025, 8, 9), "K2", {"postcode": "BB1 1BB"}),
        (date(2025, 12, 1), "U4", {"postcode": "CC1 1CC"}),
        (date(2026, 1, 15), "U4", {"postcode": "DD1 1DD", "same_carer": "same-carer"}),
    )
    child = a_life(worked, ((began, "C1"), (date(2025, 10, 5), "C2")))
    a_life(worked[:4], ((began, "C2"),))  # two
    assert on_list("three-placements", mia) == [child.pk]
    why = told("three-placements", mia, child).why
    assert why == "3 placements in the last twelve months; the present one since 1 December 2025."


def test_placements_workers_and_distance_agree_with_the_measures_to_the_child(mia):
    luck, people = Random(20260316), [a_person(role="social-worker") for _ in range(5)]
    for _ in range(60):
        a_made_life(luck, people, mia)
    year = Year(rows_of_register(at=AT), TODAY)
    for name, count in (
        ("three-placements", many_placements),
        ("three-social-workers", many_workers),
        ("far-from-home", placed_away),
    ):
        counted = set(members(count(year), Unit.PERCENT)[0])
        names = models.Child.objects.in_bulk(on_list(name, mia))
        assert {child.identifier for child in names.values()} == counted and len(counted) > 3, name


def a_made_life(luck, people, by):
    """Make a child up: moves, holidays, carers who move, an earlier period, short breaks now and then."""
    code = luck.choice(["C2", "C2", "C2", "V2", "V4"])
    day, homes = TODAY - timedelta(days=luck.randint(100, 700)), []
    began = day
    while day < TODAY:
        kind = luck.choice(["U6", "U6", "K2", "U4", "T3"]) if homes else "U6"
        facts = {
            "postcode": luck.choice(["AA1 1AA", "BB1 1BB"]),
            "location": luck.choice(["IN", "OUT"]),
            "miles_from_home": luck.choice([None, "3.5", "20.0", "44.2", "999.9"]),
            "same_carer": luck.choice(["new-carer", "new-carer", "same-carer"]) if homes else "new-carer",
        }
        homes.append((day, kind, facts))
        day += timedelta(days=luck.randint(5, 160))
    child = a_life(tuple(homes), ((began, code),), by=by)
    if luck.random() < 0.4:
        ended = began - timedelta(days=luck.randint(1, 60))
        earlier = ended - timedelta(days=50)
        a_life(((earlier, "U6"),), ((earlier, "C2"),), until=ended, child=child, by=by)
    day = began
    while day < TODAY:
        until = day + timedelta(days=luck.randint(20, 200))
        works_with(child, luck.choice(people), day, until if until <= TODAY else None, by=by)
        day = until


# --- relatives and friends ------------------------------------------------------------------------------


def test_special_guardianship_is_open_until_a_plan_since_the_placing_names_it(mia):
    def with_relative(**plan):
        child = a_life(((BEGAN, "U6"), (date(2025, 6, 2), "U3")))
        if plan:
            a_plan(child, **plan)
        return child.pk

    never = with_relative()
    other_goal = with_relative(permanence_goal="long-term-fostering", dated_on=date(2025, 9, 1))
    too_early = with_relative(permanence_goal="sgo-carer", dated_on=date(2025, 5, 1))
    with_relative(permanence_goal="sgo-carer", dated_on=date(2025, 9, 1))
    with_relative(permanence_goal="kinship", dated_on=date(2025, 6, 2))
    withdrawn = with_relative(
        permanence_goal="sgo-carer", dated_on=date(2025, 9, 1), withdrawn_at=AT, withdrawn_by=mia
    )
    a_life(((BEGAN, "U6"),))
    assert on_list("no-guardianship", mia) == [never, other_goal, too_early, withdrawn]
    row = found("no-guardianship", mia)[0]
    assert row.since == date(2025, 6, 2)


@pytest.mark.parametrize(
    ("placed_on", "due_on"),
    [
        (date(2026, 3, 2), date(2026, 6, 22)),  # the worked example of R8.23
        (TODAY - timedelta(weeks=16), TODAY),
        (TODAY - timedelta(weeks=16, days=1), TODAY + timedelta(weeks=8, days=-1)),
        (TODAY - timedelta(weeks=24), TODAY),
        (TODAY - timedelta(weeks=24, days=1), None),
    ],
)
def test_a_temporary_approval_runs_sixteen_weeks_and_once_eight_more(placed_on, due_on, mia):
    child = a_life(((BEGAN, "U6"), (placed_on, "U3")))
    a_life(((BEGAN, "U6"), (placed_on, "U1")))  # long term: approved in full
    if due_on is None:
        assert on_list("relative-first-weeks", mia) == []
        return
    assert on_list("relative-first-weeks", mia) == [child.pk]
    (owed,) = told("relative-first-weeks", mia, child).owed
    assert owed.due_on == due_on


# --- locked up ------------------------------------------------------------------------------------------


def test_secure_custody_and_remand_and_the_plan_that_is_owed(mia):
    secure = a_life(((BEGAN, "U6"), (date(2026, 1, 5), "K1")))
    remanded = a_life(((date(2026, 2, 2), "R5"),), ((date(2026, 2, 2), "J1"),), born_on=date(2010, 1, 1))
    planned = a_life(((date(2026, 2, 9), "K2"),), ((date(2026, 2, 9), "J1"),), born_on=date(2010, 1, 1))
    a_plan(planned, kind="remand", dated_on=date(2026, 2, 10))
    a_life(((BEGAN, "K1"), (date(2026, 1, 5), "U6")))
    assert on_list("secure-or-remand", mia) == [secure.pk, remanded.pk, planned.pk]
    assert len(told("secure-or-remand", mia, planned).owed) == 1
    row = a_row(models.DeprivationOfLiberty, child=secure, from_on=date(2026, 1, 5))
    assert on_list("deprived-of-liberty", mia) == [secure.pk]
    models.DeprivationOfLiberty.objects.filter(pk=row.pk).update(until_on=TODAY)
    assert on_list("deprived-of-liberty", mia) == []
