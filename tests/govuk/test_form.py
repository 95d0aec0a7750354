from datetime import date

import pytest
from django.http import QueryDict

from lodestar.govuk import forms as f
from tests.govuk import gallery
from tests.govuk.markup import elements, faults, words


class Loan(f.Form):
    kind = f.RadiosField(
        label="Kind", choices=[("s", "Short"), ("o", "Other")], reveals={"o": ("why", "until")}
    )
    why = f.TextField(label="Why")
    until = f.DateField(label="Until", required=False)
    marked = f.CheckboxField(label="Marked", reveals="mark")
    mark = f.TextField(label="Mark")


def test_a_revealed_question_counts_only_while_its_choice_is_made():
    form = Loan(QueryDict("kind=s&why=&until-day=x"))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["why"] in (None, "") and form.cleaned_data["until"] is None
    assert Loan(QueryDict("kind=o")).errors == {"why": ["Enter why"]}
    assert Loan(QueryDict("kind=s&marked=yes")).errors == {"mark": ["Enter mark"]}


def test_what_is_under_a_choice_that_was_not_made_is_not_passed_on():
    form = Loan(QueryDict("kind=s&why=because&until-day=1&until-month=1&until-year=2026&mark=m"))
    assert form.is_valid()
    assert (
        not form.cleaned_data["why"] and form.cleaned_data["until"] is None and not form.cleaned_data["mark"]
    )


def test_revealed_questions_stand_inside_their_choice_and_nowhere_else():
    printed = Loan().render()
    assert printed.count('id="id_why"') == 1 and printed.count('id="id_mark"') == 1
    controls = [one["data-aria-controls"] for one in elements(printed) if "data-aria-controls" in one]
    assert controls == ["conditional-id_kind-2", "conditional-id_marked"]
    assert faults(printed) == []


def test_a_form_with_no_choice_made_asks_for_the_choice_alone():
    assert Loan(QueryDict("")).errors == {"kind": ["Select kind"]}


def test_the_error_summary_links_every_fault_to_an_input_of_the_form():
    form = gallery.forms()[1](QueryDict(gallery.WRONG), {})
    assert len(form.error_list()) >= 10
    assert faults(str(form.error_summary()) + form.render()) == []


def test_a_refusal_of_the_whole_form_stands_first_without_a_link():
    form = Loan(QueryDict("kind=s"))
    assert form.is_valid() and form.error_summary() == ""
    form.refuse("It is lent already.")
    form.refuse("Not long enough.", field="why")
    form.refuse("A field that the form does not have.", field="elsewhere")
    assert [(line.text, line.href) for line in form.error_list()] == [
        ("It is lent already.", ""),
        ("A field that the form does not have.", ""),
        ("Not long enough.", "#id_why"),
    ]
    assert words(form.error_summary()).startswith("There is a problem It is lent already.")


def test_what_was_sent_can_be_carried_and_sent_again_unchanged():
    sent = QueryDict(
        "kind=o&why=%22one%22%0D%0Atwo&until-day=1&until-month=may&until-year=2026&csrf=x&step=check"
    )
    form = Loan(sent)
    assert form.is_valid(), form.errors
    carried = QueryDict(mutable=True)
    for one in elements(form.hidden_copy(), "input"):
        carried.appendlist(one["name"], one["value"])
    again = Loan(carried)
    assert again.is_valid()
    for name in ("kind", "until", "marked"):
        assert again.cleaned_data[name] == form.cleaned_data[name]
    assert set(carried) == {"kind", "why", "until-day", "until-month", "until-year"}
    assert 'value="&#34;one&#34;\r\ntwo"' in form.hidden_copy()


def test_answers_are_in_words_and_leave_out_what_was_not_asked():
    form = Loan(QueryDict("kind=s&marked=yes&mark=M"))
    assert form.is_valid()
    assert [(one.key, one.value) for one in form.answers()] == [
        ("Kind", "Short"),
        ("Marked", "Yes"),
        ("Mark", "M"),
    ]
    other = Loan(QueryDict("kind=o&why=w&until-day=1&until-month=5&until-year=2026"))
    assert other.is_valid()
    assert ("Until", "Friday 1 May 2026") in [(one.key, one.value) for one in other.answers()]


def test_the_form_page_says_error_in_its_title_only_when_there_is_one():
    wrong, blank = gallery.form_page(gallery.WRONG), gallery.form_page()
    assert "<title>Error: Record a loan – Lodestar – " in wrong
    assert "<title>Record a loan – Lodestar – " in blank
    assert faults(wrong) == [] and faults(blank) == []


def test_a_form_with_a_file_is_sent_in_parts():
    assert 'enctype="multipart/form-data"' in gallery.form_page()


def test_the_check_page_sends_the_answers_and_the_step():
    page = gallery.check_page()
    buttons = {one.get("value"): one.get("name") for one in elements(page, "button") if one.get("name")}
    assert buttons == {"confirm": "step", "change": "step"}
    names = {one["name"] for one in elements(page, "input") if one["type"] == "hidden"}
    assert {"lent_on-day", "kind", "formats", "once", "csrfmiddlewaretoken"} <= names
    assert "word" not in names and faults(page) == []


def test_a_form_may_have_a_prefix():
    form = Loan(QueryDict("p-kind=o&p-why=w"), prefix="p")
    assert form.is_valid()
    assert 'name="p-kind"' in form.render() and 'name="p-until-day"' in form.render()
    assert 'name="p-why" value="w"' in form.hidden_copy()


@pytest.mark.parametrize("latest", [date(2026, 3, 16)])
def test_a_form_may_set_the_last_day_when_it_is_made(latest):
    form = Loan(QueryDict("kind=o&why=w&until-day=17&until-month=3&until-year=2026"))
    form.fields["until"].latest = latest
    assert form.errors == {"until": ["Until must be on or before 16 March 2026"]}
