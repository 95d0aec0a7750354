"""What cannot be so, the database refuses, even from a hand that does not go through the door."""

from datetime import date
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from lodestar.casework.children import models
from tests.factories import children as made

pytestmark = pytest.mark.django_db
DAY, NEXT = date(2025, 3, 3), date(2025, 3, 4)


def refused(name: str, make) -> None:
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        make()
    said = str(error.value)
    assert name in said or "UNIQUE constraint failed" in said, said


@pytest.mark.parametrize(
    "model", list(apps.get_app_config("children").get_models()), ids=lambda m: m.__name__
)
def test_every_model_has_a_factory_that_makes_one(model):
    if model._meta.auto_created:
        return
    assert isinstance(made.FACTORIES[model](), model)


DATED = [m for m in made.FACTORIES if issubclass(m, models.DatedRow)]


@pytest.mark.parametrize("model", DATED, ids=lambda m: m.__name__)
def test_a_row_ends_after_it_starts(model):
    ending = {"end_reason": "E3"} if model is models.PeriodOfCare else {}
    made.FACTORIES[model](until_on=NEXT, **ending)
    day_before = date(2025, 3, 2)
    refused("starts", lambda: made.FACTORIES[model](until_on=day_before, **ending))
    if model is not models.MissingEpisode:
        refused("starts", lambda: made.FACTORIES[model](until_on=DAY, **ending))


@pytest.mark.parametrize("model", DATED, ids=lambda m: m.__name__)
def test_who_and_when_go_together(model):
    refused("corrected_at_with_by", lambda: made.FACTORIES[model](corrected_at=made.AT))
    refused("ended_at_with_by", lambda: made.FACTORIES[model](ended_at=made.AT))
    refused("ended_at_with_by", lambda: made.FACTORIES[model](ended_at=made.AT, ended_by=made.a_person()))
    refused("source_is_known", lambda: made.FACTORIES[model](source="hearsay"))


def test_one_open_period_a_child():
    period = made.a_period()
    refused("one_open_period", lambda: made.a_period(child=period.child, from_on=NEXT))


def test_a_period_ends_with_a_reason_and_only_then():
    refused("period_ends_with_a_reason", lambda: made.a_period(until_on=NEXT))
    refused("period_ends_with_a_reason", lambda: made.a_period(end_reason="E3"))
    refused("period_ends_with_a_reason", lambda: made.a_period(until_on=NEXT, end_reason="X1"))


def test_one_legal_status_and_one_placement_at_a_time():
    period = made.a_period()
    made.a_legal_status(period=period)
    refused("one_open_legal_status", lambda: made.a_legal_status(period=period, from_on=NEXT))
    made.a_placement(period=period)
    refused("one_open_placement", lambda: made.a_placement(period=period, from_on=NEXT))
    refused("one_placement_from_a_day", lambda: made.a_placement(period=period, until_on=NEXT))


def test_a_corrected_row_makes_way():
    period = made.a_period()
    made.a_placement(period=period, corrected_at=made.AT, corrected_by=made.a_person())
    assert made.a_placement(period=period).is_believed


def test_only_a_placement_that_ended_says_why():
    refused("placement_changed_has_ended", lambda: made.a_placement(change_reason="CARPL"))


@pytest.mark.parametrize(
    "make",
    [
        lambda: made.a_legal_status(code="ZZ"),
        lambda: made.a_placement(type="Q9"),
        lambda: made.a_placement(provider="PR9"),
        lambda: made.a_placement(location="UP"),
        lambda: made.a_placement(planned="perhaps"),
        lambda: made.a_placement(same_carer="maybe"),
        lambda: made.a_placement(change_reason="WHIM", until_on=NEXT),
        lambda: made.a_period(category_of_need="N9"),
        lambda: made.a_case_role(kind="friend"),
        lambda: made.a_case_role(change_reason="WHIM"),
        lambda: made.a_disability(code="XX"),
        lambda: made.a_missing_episode(kind="X"),
        lambda: made.a_relationship(kind="neighbour"),
        lambda: made.a_relationship(contact="often"),
        lambda: made.a_relationship(name=""),
        lambda: made.a_school(name=""),
        lambda: made.a_restriction(because=""),
        lambda: made.a_previous_permanence(code="P9"),
        lambda: made.a_correction(because=""),
        lambda: made.an_alias(kind="nick"),
        lambda: made.an_adoption_decision(end_reason="RD9", until_on=NEXT),
    ],
)
def test_codes_and_words_that_are_no_answer(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


@pytest.mark.parametrize(
    "facts", [{"sex": "X"}, {"ethnicity": "ZZZZ"}, {"identifier": ""}, {"source": "hearsay"}]
)
def test_a_child_that_cannot_be(facts):
    said = {
        "identifier": "Q1",
        "born_on": DAY,
        "recorded_at": made.AT,
        "recorded_by": made.a_person(),
        **facts,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Child.objects.create(**said)


def test_an_identifier_once():
    child = made.a_child()
    refused(
        "identifier",
        lambda: models.Child.objects.create(
            identifier=child.identifier, born_on=DAY, recorded_at=made.AT, recorded_by=made.a_person()
        ),
    )


def test_one_social_worker_at_a_time_but_many_other_parts():
    child = made.a_child()
    made.a_case_role(child=child)
    made.a_case_role(child=child, kind="team-manager")
    made.a_case_role(child=child, kind="team-manager")
    refused("one_social_worker", lambda: made.a_case_role(child=child, from_on=NEXT))


def test_miles_keep_one_decimal():
    placement = made.a_placement(miles_from_home=Decimal("12.4"))
    placement.refresh_from_db()
    assert placement.miles_from_home == Decimal("12.4")
