from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from lodestar.govuk.forms import DateField, DateParts, Form

FIELD = {"label": "Date of move"}


class Move(Form):
    moved_on = DateField(**FIELD)


@pytest.mark.parametrize(
    ("day", "month", "year", "read"),
    [
        ("30", "3", "2026", date(2026, 3, 30)),
        ("01", "01", "2026", date(2026, 1, 1)),
        ("1", "March", "2026", date(2026, 3, 1)),
        ("1", "mar", "2026", date(2026, 3, 1)),
        ("1", "Sept", "2026", date(2026, 9, 1)),
        ("1", "SEP.", "2026", date(2026, 9, 1)),
        ("29", "2", "2024", date(2024, 2, 29)),
    ],
)
def test_a_date_is_read(day, month, year, read):
    assert DateField(**FIELD).clean(DateParts(day, month, year)) == read


@pytest.mark.parametrize(
    ("day", "month", "year", "words", "parts"),
    [
        ("", "", "", "Enter date of move", ("day", "month", "year")),
        ("30", "3", "", "Date of move must include a year", ("year",)),
        ("", "", "2026", "Date of move must include a day and a month", ("day", "month")),
        ("31", "2", "2026", "Date of move must be a real date", ("day",)),
        ("29", "2", "2025", "Date of move must be a real date", ("day",)),
        ("32", "1", "2026", "Date of move must be a real date", ("day",)),
        ("1", "13", "2026", "Date of move must be a real date", ("month",)),
        ("1", "Marzo", "2026", "Date of move must be a real date", ("month",)),
        ("x", "y", "z", "Date of move must be a real date", ("day", "month", "year")),
        ("1", "3", "26", "Date of move must include a year with 4 numbers, like 2026", ("year",)),
        ("1", "3", "0000", "Date of move must be a real date", ("year",)),
        ("1", "3", "99999", "Date of move must be a real date", ("year",)),
        ("1", "3", "9" * 4000, "Date of move must be a real date", ("day", "month", "year")),
        ("-1", "3", "2026", "Date of move must be a real date", ("day",)),
        ("²", "3", "2026", "Date of move must be a real date", ("day",)),
    ],
)
def test_what_is_no_date_is_refused_in_words_that_say_what_to_mend(day, month, year, words, parts):
    with pytest.raises(ValidationError) as refused:
        DateField(**FIELD).clean(DateParts(day, month, year))
    assert refused.value.messages == [words]
    assert refused.value.params["parts"] == parts


def test_the_first_and_last_day_allowed_are_allowed():
    field = DateField(**FIELD, earliest=date(2026, 3, 1), latest=date(2026, 3, 16))
    assert field.clean(DateParts("1", "3", "2026")) == date(2026, 3, 1)
    assert field.clean(DateParts("16", "3", "2026")) == date(2026, 3, 16)
    with pytest.raises(ValidationError, match="must be on or before 16 March 2026"):
        field.clean(DateParts("17", "3", "2026"))
    with pytest.raises(ValidationError, match="must be on or after 1 March 2026"):
        field.clean(DateParts("28", "2", "2026"))


def test_an_optional_date_may_be_left_empty_but_not_half_filled():
    field = DateField(**FIELD, required=False)
    assert field.clean(DateParts("", "", "")) is None
    with pytest.raises(ValidationError, match="must include a year"):
        field.clean(DateParts("1", "2", ""))


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_date_comes_back_as_it_was_printed(day):
    field = DateField(**FIELD)
    assert field.clean(field.prepare_value(day)) == day


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_whatever_is_typed_is_a_date_or_a_refusal(day, month, year):
    try:
        assert isinstance(DateField(**FIELD).clean(DateParts(day, month, year)), date)
    except ValidationError as refused:
        assert refused.messages[0].startswith(("Date of move must", "Enter date of move"))


def test_three_inputs_are_read_from_what_was_sent():
    form = Move(QueryDict("moved_on-day= 2 &moved_on-month=march&moved_on-year=2026"))
    assert form.is_valid() and form.cleaned_data == {"moved_on": date(2026, 3, 2)}


def test_an_address_may_carry_the_date_in_one():
    assert Move(QueryDict("moved_on=2026-03-02")).is_valid()
    assert Move(QueryDict("moved_on=nonsense")).errors == {
        "moved_on": ["Date of move must include a day and a month"]
    }


def test_the_error_link_goes_to_the_failing_part_and_only_it_is_red():
    form = Move(QueryDict("moved_on-day=2&moved_on-month=3&moved_on-year="))
    assert [line.href for line in form.error_list()] == ["#id_moved_on-year"]
    printed = str(form["moved_on"])
    assert printed.count("govuk-input--error") == 1
    assert 'value="2"' in printed and 'value="3"' in printed


def test_an_initial_date_stands_in_the_inputs():
    printed = str(Move(initial={"moved_on": date(2026, 3, 2)})["moved_on"])
    assert all(f'value="{part}"' in printed for part in (2, 3, 2026))
