"""Versions of a plan: what may be recorded and withdrawn, what changed, and what is owed."""

from datetime import date, timedelta

import pytest

from lodestar.access.answers import NotAllowed
from lodestar.access.models import Event
from lodestar.casework.children import actions as children
from lodestar.casework.plans import actions as plans
from lodestar.casework.plans.models import CarePlan
from lodestar.casework.plans.presenters.comparing import marked
from lodestar.casework.plans.queries import (
    Change,
    changes_since,
    current_plan,
    parts_of,
    plan_as_at,
    plan_flags,
)
from lodestar.casework.reviews import actions as reviews
from tests.casework.conftest import AT, TODAY
from tests.casework.plans.conftest import WHOLE

LATER = AT + timedelta(hours=1)


def codes(child, on=TODAY):
    return {flag.code for flag in plan_flags(child, on)}


def refused(no):
    return {refusal.field: refusal.reason for refusal in no.value.refusals}


def test_a_version_follows_the_last_and_the_earlier_ones_stay(ben, record):
    first = record(ben, date(2026, 3, 3))
    second = record(ben, date(2026, 3, 10), LATER, parts={**WHOLE, "health": ("Dentist done.", None)})
    assert (first.version, second.version) == (1, 2)
    assert current_plan(ben.pk) == second and plan_as_at(ben.pk, date(2026, 3, 9)) == first
    assert parts_of(current_plan(ben.pk))["health"] == ("Dentist done.", None)
    assert list(parts_of(first)) == list(WHOLE)
    event = Event.objects.filter(kind="plan.recorded").latest("sequence")
    assert event.after["parts"]["health"]["words"] == "Dentist done."


@pytest.mark.parametrize(
    ("facts", "field", "words"),
    [
        ({"dated_on": date(2026, 3, 17)}, "dated_on", "has not come yet"),
        ({"dated_on": date(2015, 4, 30)}, "dated_on", "born on 1 May 2015"),
        ({"permanence_decided_on": date(2026, 3, 10)}, "permanence_goal", "Select the plan for permanence"),
        (
            {"permanence_goal": "adoption", "permanence_decided_on": date(2026, 3, 1)},
            "permanence_decided_on",
            "looked after since 2 March 2026",
        ),
        (
            {"permanence_goal": "adoption", "permanence_decided_on": date(2026, 3, 20)},
            "permanence_decided_on",
            "has not come yet",
        ),
        ({"permanence_goal": "boarding"}, "permanence_goal", "from the list"),
        ({"parts": {}}, "part_long_term", "at least one part"),
        ({"parts": {"health": ("  ", None)}}, "part_long_term", "at least one part"),
        ({"parts": {**WHOLE, "health": ("", date(2026, 3, 3))}}, "part_health", "no words"),
        ({"parts": {**WHOLE, "health": ("x", date(2027, 3, 3))}}, "day_health", "has not come yet"),
        ({"parts": {**WHOLE, "health": ("x", date(2005, 3, 3))}}, "day_health", "before the child was born"),
        ({"kind": "remand"}, "kind", "care plan"),
        ({"based_on": 4}, "based_on", "Nothing you typed is lost"),
    ],
)
def test_what_cannot_be_is_refused_in_words(ben, record, facts, field, words):
    with pytest.raises(NotAllowed) as no:
        record(ben, **facts)
    assert words in refused(no)[field]
    assert not CarePlan.objects.exists()


def test_a_version_that_says_the_same_or_is_older_is_refused(ben, record):
    record(ben, date(2026, 3, 10))
    with pytest.raises(NotAllowed, match="nothing to record"):
        record(ben, date(2026, 3, 10), LATER)
    with pytest.raises(NotAllowed, match="version before is dated 10 March 2026"):
        record(ben, date(2026, 3, 9), LATER, contingency="Other")


def test_two_writers_do_not_replace_each_other(ben, record):
    record(ben, date(2026, 3, 3), based_on=0)
    record(ben, date(2026, 3, 4), based_on=1, contingency="Hers")
    with pytest.raises(NotAllowed, match="Version 2, recorded by Sam on 16 March 2026") as no:
        record(ben, date(2026, 3, 5), LATER, based_on=1, contingency="His")
    assert "based_on" in refused(no)
    assert current_plan(ben.pk).contingency == "Hers"


def test_nobody_who_is_not_looked_after_has_a_plan(people, record):
    child = children.add_child(identifier="X1", born_on=date(2015, 5, 1), by=people["ada"], at=AT)
    with pytest.raises(NotAllowed, match="not looked after today"):
        record(child)
    assert plan_flags(child, TODAY) == []


def test_the_last_version_can_be_withdrawn_with_a_reason_and_its_number_is_not_given_again(
    ben, record, people
):
    first, second = record(ben, date(2026, 3, 3)), record(ben, date(2026, 3, 10), LATER, contingency="Aunt")

    def withdraw(plan, because="Wrong child"):
        return plans.withdraw_plan(plan=plan, because=because, by=people["sam"], at=AT)

    with pytest.raises(NotAllowed, match="Say why"):
        withdraw(second, " ")
    with pytest.raises(NotAllowed, match="Only the last version"):
        withdraw(first)
    withdraw(second)
    assert current_plan(ben.pk) == first
    with pytest.raises(NotAllowed, match="already"):
        withdraw(second)
    assert Event.objects.filter(kind="plan.withdrawn").get().after == {"because": "Wrong child"}
    assert record(ben, date(2026, 3, 11), LATER).version == 3


# What is owed ---------------------------------------------------------------------------------------------


def test_a_plan_is_due_ten_working_days_from_the_start(ben):
    (flag,) = plan_flags(ben, date(2026, 3, 16))
    assert (flag.code, flag.due_on, flag.is_late) == ("no_plan", date(2026, 3, 16), False)
    (flag,) = plan_flags(ben, date(2026, 3, 17))
    assert flag.is_late and flag.words == "There is no care plan."


def test_what_a_plan_does_not_hold_is_named(ben, record):
    record(ben, parts={"wishes": ("To stay.", None)}, contingency="")
    words = {flag.code: flag.words for flag in plan_flags(ben, TODAY)}
    assert set(words) == {"contingency_blank", "parts_blank"}
    assert "Health plan" in words["parts_blank"] and "Wishes" not in words["parts_blank"]


def test_a_remanded_child_has_a_remand_plan(ben, record, people):
    record(ben)
    children.change_legal_status(child=ben, changed_on=date(2026, 3, 9), code="J1", by=people["ada"], at=AT)
    assert "no_plan" in codes(ben)
    assert "There is no remand plan." in {flag.words for flag in plan_flags(ben, TODAY)}
    with pytest.raises(NotAllowed, match="detention placement plan"):
        record(ben, date(2026, 3, 10), LATER, contingency="Other")
    assert record(ben, date(2026, 3, 10), LATER, kind="remand").version == 1
    assert codes(ben) == set()


def test_permanence_is_owed_by_the_second_review(ben, record, people):
    record(ben)
    assert codes(ben) == set()
    reviews.record_review(child=ben, held_on=date(2026, 3, 12), participation="PN1", by=people["ada"], at=AT)
    assert codes(ben) == {"permanence_plan_blank", "plan_not_updated"}
    record(ben, date(2026, 3, 13), LATER, permanence_goal="kinship")
    assert codes(ben) == set()


def test_a_plan_is_brought_up_to_date_ten_working_days_after_a_review(ben, record, people):
    record(ben, permanence_goal="kinship")
    reviews.record_review(child=ben, held_on=date(2026, 3, 12), participation="PN1", by=people["ada"], at=AT)
    (flag,) = plan_flags(ben, date(2026, 3, 26))
    assert (flag.code, flag.due_on, flag.is_late) == ("plan_not_updated", date(2026, 3, 26), False)
    assert plan_flags(ben, date(2026, 3, 27))[0].is_late


# What changed ---------------------------------------------------------------------------------------------


def test_changes_since_a_day_name_what_came_changed_and_went(ben, record):
    record(ben, date(2026, 3, 3), parts={k: v for k, v in WHOLE.items() if k != "identity"})
    parts = {k: v for k, v in WHOLE.items() if k != "delegated"}
    parts["health"] = ("Dentist done, optician.", None)
    record(ben, date(2026, 3, 10), LATER, parts=parts, permanence_goal="kinship")
    found = changes_since(ben.pk, date(2026, 3, 5))
    assert {one.what: one.change for one in found.changes} == {
        "goal": Change.ADDED,
        "health": Change.CHANGED,
        "identity": Change.ADDED,
        "delegated": Change.TAKEN_OUT,
    }
    assert (found.before.version, found.now.version) == (1, 2)
    assert changes_since(ben.pk, date(2026, 3, 10)).changes == ()
    assert changes_since(ben.pk, date(2026, 3, 1)).before is None


def test_words_that_came_or_went_are_marked():
    was, now = marked("Mum on Saturdays, two hours.", "Mum on Sundays, two hours.")
    assert [(piece.text, piece.is_marked) for piece in was] == [
        ("Mum on ", False),
        ("Saturdays, ", True),
        ("two hours.", False),
    ]
    assert "".join(piece.text for piece in now) == "Mum on Sundays, two hours."
    assert [piece.text for piece in now if piece.is_marked] == ["Sundays, "]


def test_a_long_text_is_shown_whole():
    was, now = marked("a " * 5000, "b")
    assert len(was) == len(now) == 1 and not was[0].is_marked
