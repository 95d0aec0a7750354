import pytest
from django.http import QueryDict

from lodestar.govuk import forms as f
from lodestar.govuk import once
from tests.govuk.markup import elements


class Order(f.Form):
    name = f.TextField(label="Name")
    once = once.OnceField()


def printed_token(form) -> str:
    return next(one["value"] for one in elements(form.render(), "input") if one.get("name") == "once")


def sent(**values: str) -> QueryDict:
    made = QueryDict(mutable=True)
    made.update(values)
    return made


def test_every_page_has_a_token_of_its_own():
    assert printed_token(Order()) != printed_token(Order())


def test_sending_one_page_twice_gives_the_same_token_twice():
    token = printed_token(Order())
    first, second = Order(sent(name="A", once=token)), Order(sent(name="A", once=token))
    assert first.is_valid() and second.is_valid()
    assert first.cleaned_data["once"] == second.cleaned_data["once"] == once.read_token(token)
    assert len(first.cleaned_data["once"]) == 24


def test_a_page_that_comes_back_with_errors_keeps_its_token():
    token = printed_token(Order())
    assert printed_token(Order(sent(name="", once=token))) == token


@pytest.mark.parametrize("bad", ["", "made-up", "made:up"])
def test_a_token_not_made_here_is_refused_and_a_good_one_offered(bad):
    form = Order(sent(name="A", once=bad))
    assert not form.is_valid()
    assert [(line.text, line.href) for line in form.error_list()] == [(once.STALE, "")]
    assert Order(sent(name="A", once=printed_token(form))).is_valid()


def test_a_changed_token_is_refused():
    with pytest.raises(once.OnceRefused):
        once.read_token("x" + once.fresh_token())


def test_another_services_signature_does_not_count(settings):
    token = once.fresh_token()
    settings.SECRET_KEY = "another key altogether, long enough to be one"
    with pytest.raises(once.OnceRefused):
        once.read_token(token)
