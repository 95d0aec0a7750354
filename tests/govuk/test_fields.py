from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from lodestar.govuk import forms as f
from tests.govuk import gallery
from tests.govuk.markup import elements, faults, read, words

LOAN = gallery.forms()[1]


def of(field, sent: str | None = None, files=None):
    """Return a form with one field, called it."""
    made = type("One", (f.Form,), {"it": field})
    return made(QueryDict(sent), files or {}) if sent is not None else made()


@pytest.mark.parametrize("name", list(LOAN.base_fields))
def test_every_field_has_labels_and_ids_that_fit(name):
    blank, wrong = LOAN(), LOAN(QueryDict(""))
    assert faults(blank[name].render()) == []
    assert faults(wrong[name].render()) == []


@pytest.mark.parametrize("name", [n for n in LOAN.base_fields if n not in {"once", "note", "email", "price"}])
def test_every_refusal_stands_at_its_field_and_in_the_summary_in_the_same_words(name):
    form = LOAN(QueryDict("kind=other"), {})
    if name == "kind":
        form = LOAN(QueryDict(""), {})
    said = {line.text: line.href for line in form.error_list()}
    assert form[name].error_words in said
    target = said[form[name].error_words].removeprefix("#")
    inputs = [e for e in elements(form[name].render()) if e["tag"] in {"input", "select", "textarea"}]
    assert inputs[0]["id"] == target
    assert form[name].error_words in words(form[name].render())


def test_check_boxes_are_check_boxes_and_radios_are_radios():
    boxes = elements(
        of(f.CheckboxesField(label="Formats", choices=[("a", "A"), ("b", "B")]))["it"].render(), "input"
    )
    radios = elements(
        of(f.RadiosField(label="Kind", choices=[("a", "A"), ("b", "B")]))["it"].render(), "input"
    )
    assert [one["type"] for one in boxes] == ["checkbox", "checkbox"]
    assert [one["type"] for one in radios] == ["radio", "radio"]


def test_what_was_typed_is_never_lost():
    form = LOAN(
        QueryDict(
            "lent_on-day=x&lent_on-month=y&lent_on-year=z&kind=other&why=%3Cb%3E%0D%0Atwo&formats=a&branch=s"
            "&reader=O%27Neil&postcode=nowhere&weeks=many&price=1%2C5x&note=n&agreed=yes"
        ),
        {},
    )
    printed = form.render()
    assert not form.is_valid()
    values = {one.get("value") for one in elements(printed, "input")}
    assert {"x", "y", "z", "O'Neil", "nowhere", "many", "1,5x"} <= values
    chosen = {one.get("value") for one in elements(printed) if "checked" in one or "selected" in one}
    assert chosen == {"other", "a", "s", "yes"}
    assert "&lt;b&gt;&#10;two</textarea>" in printed


def test_a_password_is_never_printed_back():
    form = of(f.PasswordField(label="Password"), "it=secret+word")
    assert form.is_valid() and form.cleaned_data["it"] == "secret word"
    assert "secret" not in form.render() and "secret" not in form.hidden_copy()


def test_line_breaks_of_a_nested_text_survive_the_macros_indenting():
    form = LOAN(QueryDict("kind=other&why=one%0D%0Atwo%0D%0A++three"), {})
    assert ">one&#10;two&#10;  three</textarea>" in form["kind"].render()


def test_a_line_break_counts_as_one_character():
    field = f.TextareaField(label="Note", max_length=3)
    assert field.clean("a\r\nb") == "a\nb"
    with pytest.raises(ValidationError, match="Note must be 3 characters or fewer"):
        field.clean("a\r\nbc")


@pytest.mark.parametrize("typed", ["sy26nd", "SY2 6ND", " sy2  6nd ", "SY2-6ND"])
def test_a_postcode_is_put_in_order(typed):
    assert f.PostcodeField(label="Postcode").clean(typed) == "SY2 6ND"


@pytest.mark.parametrize(
    "good", ["M1 1AA", "CR2 6XH", "DN55 1PT", "W1A 1HQ", "EC1A 1BB", "GIR 0AA", "B33 8TH"]
)
def test_every_shape_of_postcode_is_known(good):
    assert f.PostcodeField(label="Postcode").clean(good) == good


@pytest.mark.parametrize("bad", ["SY2", "SY2 6CC", "12345", "QA1 1AA", "SY2 6NDX", "é1 1AA"])
def test_what_is_no_full_postcode_is_refused(bad):
    with pytest.raises(ValidationError, match="Postcode must be a full UK postcode, like SY2 6ND"):
        f.PostcodeField(label="Postcode").clean(bad)


def test_numbers_are_read_with_their_separators():
    assert f.IntegerField(label="Weeks").clean(" 1,200 ") == 1200
    assert f.DecimalField(label="Miles").clean("1,200.5") == Decimal("1200.5")


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        (f.IntegerField(label="Weeks", min_value=1), "0", "Weeks must be 1 or more"),
        (f.IntegerField(label="Weeks", max_value=9), "10", "Weeks must be 9 or less"),
        (f.IntegerField(label="Weeks"), "1.5", "Weeks must be a whole number, like 12"),
        (f.IntegerField(label="Weeks"), "", "Enter weeks"),
        (f.DecimalField(label="Miles"), "x", "Miles must be a number, like 12 or 12.5"),
        (f.DecimalField(label="Miles"), "1.25", "Miles must have no more than 1 decimal places"),
        (f.DecimalField(label="Miles"), "nan", "Miles must be a number, like 12 or 12.5"),
        (f.TextField(label="Name", max_length=3), "abcd", "Name must be 3 characters or fewer"),
        (f.RadiosField(label="Kind", choices=[("a", "A")]), "z", "Select kind from the list"),
        (f.SelectField(label="Branch", choices=[("a", "A")]), "", "Select branch"),
    ],
)
def test_refusals_are_in_words(field, typed, said):
    with pytest.raises(ValidationError) as refused:
        field.clean(typed)
    assert refused.value.messages == [said]


def test_a_question_as_label_is_called_by_its_name_in_errors():
    field = f.RadiosField(label="Where did you go?", called="where you went", choices=[("a", "A")])
    assert field.error_messages["required"] == "Select where you went"


def test_choices_become_what_the_caller_wants():
    field = f.RadiosField(label="Size", choices=[("1", "One"), ("2", "Two")], coerce=int, required=False)
    assert field.clean("2") == 2
    assert field.clean("") is None


def test_one_file_or_several():
    one, two = SimpleUploadedFile("a.csv", b"a"), SimpleUploadedFile("b.csv", b"b")
    form = of(f.FileField(label="Files", multiple=True), "", MultiValueDict({"it": [one, two]}))
    assert form.is_valid() and [file.name for file in form.cleaned_data["it"]] == ["a.csv", "b.csv"]
    assert "multiple" in elements(form["it"].render(), "input")[0]
    none = of(f.FileField(label="Files", called="at least one file", multiple=True), "", MultiValueDict())
    assert none.errors == {"it": ["Select at least one file"]}
    empty = of(f.FileField(label="File"), "", MultiValueDict({"it": [SimpleUploadedFile("a.csv", b"")]}))
    assert empty.errors == {"it": ["The selected file is empty"]}


def test_labels_and_hints_are_escaped():
    printed = of(f.TextField(label="<i>Name</i>", hint="<b>"), "it=%22%3E%3Cscript%3E")["it"].render()
    assert "<i>" not in printed and "<script>" not in printed and "<b>" not in printed


def test_a_label_may_be_the_pages_heading():
    printed = of(f.TextField(label="What is your name?", page_heading=True))["it"].render()
    assert ("h1", (("class", "govuk-label-wrapper"),)) in read(printed)


def test_a_field_prints_itself_whole_in_a_template():
    form = of(f.TextField(label="Name"))
    assert str(form["it"]) == form["it"].__html__() == form["it"].as_field_group() == form["it"].render()
