"""A double click does a thing once."""

from datetime import timedelta

import pytest
from django.db import transaction

from lodestar.access.models import UsedOnce
from lodestar.access.once import done_once, spend
from tests.factories.people import AT

pytestmark = pytest.mark.django_db


def test_the_second_click_is_told_where_the_first_went():
    assert spend("t", "/there/", AT) is None
    assert spend("t", "/elsewhere/", AT) == "/there/"
    assert spend("another", "/elsewhere/", AT) is None


def test_a_deed_is_done_once_and_leads_to_the_same_page():
    done = []

    def act():
        done.append(1)
        return f"/made/{len(done)}/"

    assert [done_once(token="t", at=AT, act=act) for _ in range(3)] == ["/made/1/"] * 3
    assert done == [1]


def test_a_deed_that_failed_may_be_tried_again():
    def fail():
        raise ValueError

    with pytest.raises(ValueError):
        done_once(token="t", at=AT, act=fail)
    assert done_once(token="t", at=AT, act=lambda: "/done/") == "/done/"


def test_a_token_goes_back_with_the_transaction_it_was_spent_in():
    with pytest.raises(ValueError), transaction.atomic():
        spend("t", "/there/", AT)
        raise ValueError
    assert spend("t", "/there/", AT) is None


def test_old_tokens_are_cleaned_away():
    spend("old", "/", AT - timedelta(days=3))
    spend("yesterday's", "/", AT - timedelta(days=1))
    spend("new", "/", AT)
    assert set(UsedOnce.objects.values_list("token", flat=True)) == {"yesterday's", "new"}
