"""A date typed as day, month and year, read kindly and refused in words that say what to mend."""

from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError

from ..words import MONTHS, listed, long_date, plain_date
from .bound import BoundPageField, PageField, typed

_MONTH_NUMBERS = {name.lower(): number for number, name in enumerate(MONTHS, 1)}
_MONTH_NUMBERS |= {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)} | {"sept": 9}
LONGEST_PART = 20


class DateParts(NamedTuple):
    """A date as it was typed."""

    day: str
    month: str
    year: str


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else None


def month_number(text: str) -> int | None:
    """Return 1 to 12 from a number or a month's name ("3", "03", "March", "mar."), None if it is neither."""
    number = _whole(text)
    if number is not None:
        return number if 1 <= number <= 12 else None
    return _MONTH_NUMBERS.get(text.strip(". ").lower())


class DatePartsInput(forms.Widget):
    """Reads three inputs, NAME-day, NAME-month, NAME-year; or NAME alone in ISO form, for addresses."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> DateParts:
        """Return what was typed, each part trimmed."""
        whole = data.get(name)
        if whole:
            year, _, rest = str(whole).strip().partition("-")
            month, _, day = rest.partition("-")
            return DateParts(day, month, year)
        return DateParts(*(str(data.get(f"{name}-{part}") or "").strip() for part in DateParts._fields))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Return whether none of the inputs was sent."""
        return name not in data and not any(f"{name}-{part}" in data for part in DateParts._fields)


class DateField(PageField, forms.Field):
    """A date in three inputs, returned as a `date`; None when it is not required and left empty.

    earliest, latest: the first and last day allowed, both inclusive; a form may set them when it is made,
    since today is passed in. Hint: say an example ("For example, 27 3 2026") unless the page makes it plain.
    """

    component_name = "date-input"
    label_class = "govuk-fieldset__legend"

    def __init__(
        self, *args: Any, earliest: date | None = None, latest: date | None = None, **kwargs: Any
    ) -> None:
        self.earliest, self.latest = earliest, latest
        kwargs.setdefault("widget", DatePartsInput)
        super().__init__(*args, **kwargs)

    def prepare_value(self, value: Any) -> DateParts:
        """Return the parts to print: what was typed, or those of an initial date."""
        if isinstance(value, DateParts):
            return value
        if isinstance(value, date):
            return DateParts(str(value.day), str(value.month), str(value.year))
        return DateParts("", "", "")

    def _refuse(self, words: str, code: str, *parts: str) -> ValidationError:
        return ValidationError(f"{self.subject} {words}", code=code, params={"parts": parts})

    def clean(self, value: Any) -> date | None:
        """Return the date.

        Errors: all empty and required; a part missing; a year without four digits; not a real date; outside
        earliest and latest. Each names the parts at fault, so that the error link goes to the right input.
        """
        if isinstance(value, date) or value is None:
            value = self.prepare_value(value)
        if not any(value):
            if self.required:
                raise ValidationError(
                    self.error_messages["required"], code="required", params={"parts": DateParts._fields}
                )
            return None
        absent = [part for part, text in zip(DateParts._fields, value, strict=True) if not text]
        if absent:
            article = {"day": "a day", "month": "a month", "year": "a year"}
            raise self._refuse(
                f"must include {listed(article[part] for part in absent)}", "incomplete", *absent
            )
        return self._within(self._real(value))

    def _real(self, parts: DateParts) -> date:
        if any(len(part) > LONGEST_PART for part in parts):
            raise self._refuse("must be a real date", "unreal", *DateParts._fields)
        day, month, year = _whole(parts.day), month_number(parts.month), _whole(parts.year)
        wrong = [
            name
            for name, good in (("day", day is not None and 1 <= day <= 31), ("month", month), ("year", year))
            if not good
        ]
        if wrong:
            raise self._refuse("must be a real date", "unreal", *wrong)
        if len(parts.year) != 4:
            raise self._refuse("must include a year with 4 numbers, like 2026", "short_year", "year")
        try:
            return date(year or 0, month or 0, day or 0)
        except ValueError:
            raise self._refuse("must be a real date", "unreal", "day") from None

    def _within(self, day: date) -> date:
        if self.latest and day > self.latest:
            raise self._refuse(
                f"must be on or before {plain_date(self.latest)}", "too_late", *DateParts._fields
            )
        if self.earliest and day < self.earliest:
            raise self._refuse(
                f"must be on or after {plain_date(self.earliest)}", "too_early", *DateParts._fields
            )
        return day

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return whether something else was typed than was there."""
        return self.prepare_value(initial) != self.prepare_value(data)

    def first_input_id(self, bound: BoundPageField) -> str:
        """Return the id of the failing part's input; the day's when all are at fault."""
        parts = bound.failing_parts
        return f"{bound.auto_id}-{parts[0] if parts else 'day'}"

    def params(self, bound: BoundPageField) -> dict[str, Any]:
        """Return govukDateInput's parameters."""
        at_fault = (bound.failing_parts or DateParts._fields) if bound.errors else ()
        values = self.prepare_value(bound.value())
        items = []
        for part, text in zip(DateParts._fields, values, strict=True):
            # A month's name needs more room than its number.
            width = 4 if part == "year" else 2 if len(text) < 3 else 5
            classes = f"govuk-input--width-{width}"
            items.append(
                {
                    "name": part,
                    "classes": f"{classes} govuk-input--error" if part in at_fault else classes,
                    "value": typed(text),
                    "autocomplete": f"bday-{part}" if self.autocomplete == "bday" else None,
                }
            )
        return {
            "id": bound.auto_id,
            "namePrefix": bound.html_name,
            "fieldset": {"legend": bound.label_params()},
            "items": items,
            "attributes": self.attributes,
            **bound.group_params(),
        }

    def in_words(self, value: Any) -> str:
        """Return the date with its weekday."""
        return long_date(value, "Not given")
