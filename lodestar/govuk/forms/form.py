"""A form of our fields: error summary, revealed questions, answers to check."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.safestring import SafeString, mark_safe
from markupsafe import Markup

from .bound import BoundPageField, PageField
from .choices import names_in
from .dates import DateParts
from .fields import PasswordField
from .macros import component


@dataclass(frozen=True, slots=True)
class SummaryError:
    """A line of the error summary. `href` is empty when no one input is at fault."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A line of a check-answers page: the question, the answer in words, and where it is asked."""

    key: str
    value: str
    name: str
    href: str


class Form(forms.Form):
    """A page's questions. Print it whole (`{{ form }}`) or field by field (`{{ form.moved_on }}`)."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def __getitem__(self, name: str) -> BoundPageField:
        """Return a field in this form, as a page prints it."""
        return cast(BoundPageField, super().__getitem__(name))

    def _reveals(self) -> dict[str, Any]:
        return {name: field for name, field in self.fields.items() if getattr(field, "reveals", None)}

    def revealed_names(self) -> frozenset[str]:
        """Return the names of the fields that are shown inside another field's choice."""
        return frozenset(
            n for f in self._reveals().values() for names in f.reveals.values() for n in names_in(names)
        )

    def _clean_fields(self) -> None:
        """Forget what stands under a choice that was not made: it is not seen, so it cannot be wrong."""
        super()._clean_fields()  # type: ignore[misc]
        for name, field in self._reveals().items():
            for hidden in field.unrevealed(self.cleaned_data.get(name)):
                self.errors.pop(hidden, None)
                self.cleaned_data[hidden] = getattr(self.fields[hidden], "empty_value", None)

    def top_fields(self) -> Iterator[Any]:
        """Yield the bound fields that stand by themselves, hidden ones included, in order."""
        revealed = self.revealed_names()
        return (self[name] for name in self.fields if name not in revealed)

    def refuse(self, reason: str, field: str | None = None) -> None:
        """Put a refusal's words at the field it names; in the summary alone if the form has no such field."""
        if not hasattr(self, "cleaned_data"):
            self.is_valid()
        self.add_error(field if field in self.fields else None, reason)

    def error_list(self) -> list[SummaryError]:
        """Return the lines of the error summary: what is about the whole form first, then field by field."""
        lines = [SummaryError(str(words), "") for words in self.non_field_errors()]
        for name in self.fields:
            if name in self.errors:
                bound = self[name]
                lines.append(SummaryError(bound.error_words, "" if bound.is_hidden else bound.error_href))
        return lines

    def error_summary(self) -> Markup:
        """Return the error summary's markup, empty when nothing is wrong."""
        lines = self.error_list()
        if not lines:
            return Markup("")
        return component(
            "error-summary",
            {
                "titleText": "There is a problem",
                "errorList": [{"text": line.text, "href": line.href or None} for line in lines],
            },
        )

    def render(self, *args: Any, **kwargs: Any) -> SafeString:
        """Return the markup of all fields, without the error summary and without a submit button."""
        return mark_safe(Markup("\n").join(bound.render() for bound in self.top_fields()))

    __str__ = render
    __html__ = render

    def hidden_copy(self) -> Markup:
        """Return what was sent as hidden inputs, to be sent again; without files and passwords."""
        inputs = []
        for name, field in self.fields.items():
            if isinstance(field, PasswordField):
                continue
            html_name = self.add_prefix(name)
            for key in [
                k for k in (html_name, *(f"{html_name}-{p}" for p in DateParts._fields)) if k in self.data
            ]:
                values = self.data.getlist(key) if hasattr(self.data, "getlist") else [self.data[key]]
                for value in values if isinstance(values, list) else [values]:
                    if not isinstance(value, UploadedFile):
                        inputs.append(Markup('<input type="hidden" name="{}" value="{}">').format(key, value))
        return Markup("").join(inputs)

    def answers(self) -> list[Answer]:
        """Return a valid form's answers in words, in order, without what is hidden or was not revealed."""
        unrevealed = {
            n for name, f in self._reveals().items() for n in f.unrevealed(self.cleaned_data.get(name))
        }
        return [
            Answer(
                key=str(self[name].label),
                value=cast(PageField, field).in_words(self.cleaned_data.get(name)),
                name=name,
                href=self[name].error_href,
            )
            for name, field in self.fields.items()
            if not self[name].is_hidden and name not in unrevealed
        ]
