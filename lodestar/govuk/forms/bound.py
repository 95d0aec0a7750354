"""What every field of ours has: words, size, and a bound field that renders the whole form group."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString, mark_safe
from markupsafe import Markup

from ..words import capital_first, small_first
from .macros import component


class BoundPageField(BoundField):
    """A field in its form. Printed in a template it is the whole form group: label, hint, error and input."""

    field: "PageField"

    def render(self, *args: Any, **kwargs: Any) -> SafeString:
        """Return the markup of the form group."""
        return mark_safe(self.field.markup(self))  # the macros escape

    def as_field_group(self) -> SafeString:
        """Return the same as render(): Django's own name for it."""
        return self.render()

    __str__ = render
    __html__ = render

    @property
    def error_words(self) -> str:
        """The first error in words, empty when there is none."""
        return str(self.errors[0]) if self.errors else ""

    @property
    def failing_parts(self) -> tuple[str, ...]:
        """Which inputs of the group are at fault, by the end of their id; empty for the first or only one."""
        for error in self.form.errors.as_data().get(self.name, ()):
            return tuple((error.params or {}).get("parts", ()))
        return ()

    @property
    def error_href(self) -> str:
        """Where the error summary's link goes: the input at fault, the first one of a group."""
        return f"#{self.field.first_input_id(self)}"

    def label_params(self) -> dict[str, Any]:
        """Return the macro's `label` (or a legend's) parameters."""
        params: dict[str, Any] = {"text": self.label}
        if self.field.label_size:
            params["classes"] = f"{self.field.label_class}--{self.field.label_size}"
        if self.field.page_heading:
            params["isPageHeading"] = True
        return params

    def group_params(self) -> dict[str, Any]:
        """Return the parameters that every component shares: hint and error message."""
        params: dict[str, Any] = {}
        if self.field.hint:
            params["hint"] = {"text": self.field.hint}
        if self.errors:
            params["errorMessage"] = {"text": self.error_words}
        return params


class PageField(forms.Field):
    """What our fields share. Mixed in before a Django field.

    label: the question or the name of the thing, as printed.
    called: the thing in the middle of a sentence ("date of move"), for error messages; by default the label.
    hint: help under the label. width: 2, 3, 4, 5, 10, 20 characters or "one-half", "two-thirds" ...
    label_size: "s", "m", "l" or "" for plain. page_heading: the label is the page's one h1.
    attributes: extra HTML attributes of the input.
    """

    component_name = "input"
    label_class = "govuk-label"
    bound_field_class = BoundPageField

    def __init__(
        self,
        *args: Any,
        label: str,
        hint: str = "",
        called: str = "",
        width: int | str = "",
        label_size: str = "s",
        page_heading: bool = False,
        attributes: Mapping[str, str] | None = None,
        autocomplete: str = "",
        **kwargs: Any,
    ) -> None:
        self.hint = hint
        self.called = called or small_first(label).rstrip("?")
        self.width = width
        self.label_size = "l" if page_heading else label_size
        self.page_heading = page_heading
        self.attributes = dict(attributes or {})
        self.autocomplete = autocomplete
        given = kwargs.pop("error_messages", None) or {}
        super().__init__(
            *args, label=label, **{**kwargs, "error_messages": {**self.words_of_errors(), **given}}
        )

    def words_of_errors(self) -> dict[str, str]:
        """Return Django's error codes with our words for this field."""
        return {"required": f"Enter {self.called}"}

    @property
    def subject(self) -> str:
        """The thing at the start of a sentence: "Date of move"."""
        return capital_first(self.called)

    def width_class(self) -> str:
        """Return the class that sets the input's width."""
        if not self.width:
            return ""
        return (
            f"govuk-input--width-{self.width}"
            if isinstance(self.width, int)
            else f"govuk-!-width-{self.width}"
        )

    def first_input_id(self, bound: BoundPageField) -> str:
        """Return the id of the input that an error link goes to."""
        return str(bound.auto_id)

    def params(self, bound: BoundPageField) -> dict[str, Any]:
        """Return the macro's parameters for the field as it stands in its form."""
        params = {
            "id": bound.auto_id,
            "name": bound.html_name,
            "label": bound.label_params(),
            "attributes": self.attributes,
            **bound.group_params(),
        }
        if self.autocomplete:
            params["autocomplete"] = self.autocomplete
        return params

    def markup(self, bound: BoundPageField) -> Markup:
        """Return the form group's markup."""
        return component(self.component_name, self.params(bound))

    def in_words(self, value: Any) -> str:
        """Return a cleaned value as a check-answers page prints it."""
        return "Not given" if value in (None, "") else str(value)


def typed(value: Any) -> str:
    """Return what goes back into an input: what was typed, or the initial value; empty for none."""
    return "" if value is None else str(value)
