"""Reviews are dated facts: recorded once, of a child looked after that day, and corrected with what was said
kept.
"""

from datetime import date

import pytest

from lodestar.access.answers import NotAllowed
from lodestar.access.models import Event, User
from lodestar.access.roles import Role
from lodestar.casework.children import actions as children
from lodestar.casework.children.models import Correction, PeriodOfCare
from lodestar.casework.reviews import actions, policies
from lodestar.casework.reviews.models import Review, ReviewClock, ReviewRequest
from tests.casework.children.histories import BEGAN, TODAY, a_decision, a_record, in_care, reasons
from tests.factories import children as made

HELD = date(2025, 3, 24)


@pytest.fixture
def olga(db):
    return User.objects.add(username="olga", name="Olga Hart", role=Role.OFFICER)


@pytest.fixture
def child(olga):
    return made.in_care(by=olga)


# --- may it be ------------------------------------------------------------------------------------------


def may(record=None, **facts):
    said = {
        "held_on": HELD,
        "kind": "looked-after",
        "participation": "PN1",
        "other_days": (),
        "today": TODAY,
        **facts,
    }
    return reasons(policies.may_be_held(record or in_care(), **said))


SHORT_BREAKS = in_care(statuses=((BEGAN, "V3"),))
YOUNG = date(2021, 3, 24)


@pytest.mark.parametrize(
    "refusals",
    [
        may(),
        may(held_on=BEGAN),
        may(SHORT_BREAKS, kind="short-breaks", participation=""),
        may(in_care((BEGAN, "A4")), kind="adoption"),
        may(in_care(statuses=((BEGAN, "E1"),)), kind="adoption"),
        may(in_care(adoption_decisions=(a_decision(),)), kind="adoption"),
        may(in_care(born_on=date(2021, 3, 25)), participation="PN0"),
        may(in_care(born_on=YOUNG), participation="PN7"),
    ],
)
def test_a_review_that_may_be_recorded(refusals):
    assert refusals == []


@pytest.mark.parametrize(
    ("refusals", "field", "words", "citation"),
    [
        (may(held_on=date(2026, 3, 17)), "held_on", "has not come yet", None),
        (may(held_on=date(2014, 4, 30)), "held_on", "before the child was born", "302"),
        (may(a_record()), "held_on", "no period of care is recorded", "reg 32"),
        (may(held_on=date(2025, 3, 2)), "held_on", "they became so on 3 March 2025", "reg 32"),
        (
            may(in_care(until=HELD, end_reason="E4A")),
            "held_on",
            "they ceased to be on 24 March 2025",
            "reg 32",
        ),
        (may(kind="annual"), "kind", "Select the kind", None),
        (may(SHORT_BREAKS), "kind", "series of short breaks", "reg 48"),
        (may(kind="short-breaks"), "kind", "not in a series of short breaks", "reg 48"),
        (may(kind="adoption"), "kind", "no authority to place", "reg 36"),
        (may(participation=""), "participation", "Select how", "167"),
        (may(participation="PN8"), "participation", "Select how", "167"),
        (may(participation="PN0"), "participation", "4 or over", "440"),
        (may(in_care(born_on=date(2021, 3, 25))), "participation", "under 4", "440"),
        (may(in_care(born_on=YOUNG), participation="PN0"), "participation", "4 or over", "440"),
        (may(other_days=(HELD,)), "held_on", "recorded already", None),
    ],
)
def test_a_review_that_may_not(refusals, field, words, citation):
    assert any(
        r.field == field and words in r.reason and (citation is None or citation in (r.citation or ""))
        for r in refusals
    ), refusals


def test_the_kind_an_import_takes():
    assert policies.kind_called_for(SHORT_BREAKS.standing_on(HELD)) == "short-breaks"
    assert policies.kind_called_for(in_care((BEGAN, "A4")).standing_on(HELD)) == "adoption"
    assert policies.kind_called_for(in_care().standing_on(HELD)) == "looked-after"


# --- recording ------------------------------------------------------------------------------------------


def hold(child, by, at, **facts):
    return actions.record_review(
        **{"child": child, "held_on": HELD, "participation": "PN1", "by": by, "at": at, **facts}
    )


def test_a_review_is_held_and_the_clock_moves(child, olga, at):
    review = hold(child, olga, at)
    assert (review.period.child, review.kind, review.recorded_by) == (child, "looked-after", olga)
    event = Event.objects.order_by("-sequence")[0]
    assert (event.kind, event.before, event.after["held_on"]) == ("review.held", None, "2025-03-24")
    review.refresh_from_db()
    assert (review.ordinal, review.rule, review.due_on) == (1, "first", date(2025, 3, 31))
    assert ReviewClock.objects.get(child=child).last_held_on == HELD


def test_a_review_once_a_day(child, olga, at):
    hold(child, olga, at)
    with pytest.raises(NotAllowed, match="recorded already"):
        hold(child, olga, at)
    assert Review.objects.count() == 1


def test_a_review_is_corrected_and_what_was_said_is_kept(child, olga, at):
    review = hold(child, olga, at)
    now = actions.correct_review(
        review=review, changes={"held_on": date(2025, 3, 25)}, because="The minutes", by=olga, at=at
    )
    review.refresh_from_db()
    assert (review.corrected_by, review.held_on, now.held_on) == (olga, HELD, date(2025, 3, 25))
    kept = Correction.objects.get()
    assert (kept.row_kind, kept.said_before["held_on"], kept.said_now["held_on"]) == (
        "review",
        "2025-03-24",
        "2025-03-25",
    )
    assert Event.objects.order_by("-sequence")[0].kind == "record.corrected"
    with pytest.raises(NotAllowed, match="Somebody else"):
        actions.correct_review(review=review, changes={"kind": "adoption"}, because="x", by=olga, at=at)


def test_a_correction_is_judged_and_says_why(child, olga, at):
    review = hold(child, olga, at)
    hold(child, olga, at, held_on=date(2025, 6, 2))
    for changes, because, words in (
        ({"held_on": date(2025, 6, 2)}, "x", "recorded already"),
        ({"held_on": date(2025, 3, 2)}, "x", "not looked after"),
        ({"participation": "PN0"}, "x", "does not fit"),
        ({"participation": "PN2"}, " ", "Say why"),
    ):
        with pytest.raises(NotAllowed, match=words):
            actions.correct_review(review=review, changes=changes, because=because, by=olga, at=at)
    with pytest.raises(ValueError, match="due_on"):
        actions.correct_review(review=review, changes={"due_on": HELD}, because="x", by=olga, at=at)
    events = Event.objects.count()
    assert (
        actions.correct_review(review=review, changes={"held_on": HELD}, because="x", by=olga, at=at)
        == review
    )
    assert Event.objects.count() == events


def test_a_review_that_never_was_is_withdrawn(child, olga, at):
    actions.remove_review(review=hold(child, olga, at), because="Cancelled, not held", by=olga, at=at)
    assert not Review.objects.believed().exists()
    assert Correction.objects.get().said_now is None
    assert ReviewClock.objects.get(child=child).last_held_on is None


def test_a_period_with_a_review_in_it_is_not_removed_and_hands_it_over_when_corrected(child, olga, at):
    review = hold(child, olga, at)
    with pytest.raises(NotAllowed, match="such as reviews"):
        children.remove_row(row=PeriodOfCare.objects.get(), because="x", by=olga, at=at)
    now = children.correct_row(
        row=PeriodOfCare.objects.get(), changes={"from_on": date(2025, 3, 1)}, because="Order", by=olga, at=at
    )
    review.refresh_from_db()
    assert review.period_id == now.pk


# --- asking for one -------------------------------------------------------------------------------------


def test_a_review_is_asked_for_and_the_request_withdrawn(child, olga, at):
    hold(child, olga, at)
    request = actions.request_review(
        child=child,
        asked_on=date(2025, 4, 1),
        due_on=date(2025, 4, 29),
        because="Asked for by the child",
        by=olga,
        at=at,
    )
    event = Event.objects.order_by("-sequence")[0]
    assert (event.kind, event.after["because"]) == ("review.requested", "Asked for by the child")
    assert ReviewClock.objects.get(child=child).next_due_on == date(2025, 4, 29)
    with pytest.raises(NotAllowed, match="Enter that day or a later one"):
        actions.withdraw_request(request=request, withdrawn_on=date(2025, 3, 31), by=olga, at=at)
    actions.withdraw_request(request=request, withdrawn_on=date(2025, 4, 2), by=olga, at=at)
    assert ReviewRequest.objects.get().withdrawn_on == date(2025, 4, 2)
    assert ReviewClock.objects.get(child=child).next_rule == "second"
    with pytest.raises(NotAllowed, match="already"):
        actions.withdraw_request(request=request, withdrawn_on=date(2025, 4, 3), by=olga, at=at)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"because": " "}, "because"),
        ({"due_on": date(2025, 3, 31)}, "due_on"),
        ({"asked_on": date(2025, 3, 2)}, "asked_on"),
        ({"asked_on": date(2026, 3, 17), "due_on": date(2026, 4, 1)}, "asked_on"),
    ],
)
def test_a_review_cannot_be_asked_for_so(child, olga, at, facts, field):
    said = {"asked_on": date(2025, 4, 1), "due_on": date(2025, 4, 29), "because": "The child asked", **facts}
    with pytest.raises(NotAllowed) as error:
        actions.request_review(child=child, by=olga, at=at, **said)
    assert field in {r.field for r in error.value.refusals}
    assert not ReviewRequest.objects.exists()
