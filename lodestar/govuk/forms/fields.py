"""Fields that are typed: text, numbers, postcodes, passwords, files."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from markupsafe import Markup, escape

from .bound import BoundPageField, PageField, typed

# The published pattern of UK postcodes (the inward code never uses C I K M O V), once the space is put right.
POSTCODE = re.compile(
    r"(GIR 0AA|[A-PR-UWYZ]([0-9]{1,2}|[A-HK-Y][0-9]([0-9]|[ABEHMNPRV-Y])?|[0-9][A-HJKPSTUW])"
    r" [0-9][ABD-HJLNP-UW-Z]{2})"
)


class TextField(PageField, forms.CharField):
    """One line of text. `kind` is the input's type: text, email, tel, search."""

    def __init__(
        self, *args: Any, kind: str = "text", prefix: str = "", suffix: str = "", **kwargs: Any
    ) -> None:
        self.kind, self.prefix, self.suffix = kind, prefix, suffix
        self.longest = kwargs.get("max_length")
        kwargs.setdefault("widget", forms.TextInput)
        super().__init__(*args, **kwargs)

    def words_of_errors(self) -> dict[str, str]:
        """Add the length to the words every field has."""
        return {
            **super().words_of_errors(),
            "max_length": f"{self.subject} must be {self.longest} characters or fewer",
            "null_characters_not_allowed": f"{self.subject} must not include characters that cannot be read",
        }

    def params(self, bound: BoundPageField) -> dict[str, Any]:
        """Return govukInput's parameters."""
        params = {**super().params(bound), "value": typed(bound.value()), "classes": self.width_class()}
        if self.kind != "text":
            params["type"] = self.kind
        if self.kind == "email":
            params["spellcheck"] = False
        if self.prefix:
            params["prefix"] = {"text": self.prefix}
        if self.suffix:
            params["suffix"] = {"text": self.suffix}
        return params


class TextareaField(PageField, forms.CharField):
    """Several lines of text. With max_length the characters left are counted on the page."""

    def __init__(self, *args: Any, rows: int = 5, **kwargs: Any) -> None:
        self.rows = rows
        self.longest = kwargs.get("max_length")
        self.component_name = "character-count" if self.longest else "textarea"
        kwargs.setdefault("widget", forms.Textarea)
        super().__init__(*args, **kwargs)

    def words_of_errors(self) -> dict[str, str]:
        """Add the length to the words every field has."""
        return {
            **super().words_of_errors(),
            "max_length": f"{self.subject} must be {self.longest} characters or fewer",
        }

    def clean(self, value: Any) -> str:
        """Count a line break as one character, as the page's counter does, though browsers send two."""
        return str(super().clean(value.replace("\r\n", "\n") if isinstance(value, str) else value))

    def params(self, bound: BoundPageField) -> dict[str, Any]:
        """Return the parameters of govukTextarea or govukCharacterCount."""
        # Line breaks as entities: the macros indent what is nested, which would push spaces into the text.
        text = escape(typed(bound.value()).replace("\r\n", "\n"))
        value = Markup(str(text).replace("\n", "&#10;"))
        params = {
            **super().params(bound),
            "value": value,
            "rows": str(self.rows),
            "classes": self.width_class(),
        }
        if self.longest:
            params["maxlength"] = str(self.longest)
        return params


class PasswordField(TextField):
    """A password: never trimmed, never printed back into the page."""

    component_name = "password-input"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"autocomplete": "current-password", "strip": False, **kwargs})

    def params(self, bound: BoundPageField) -> dict[str, Any]:
        """Return govukPasswordInput's parameters, without any value."""
        return {**super().params(bound), "value": ""}

    def in_words(self, value: Any) -> str:
        """Return words that show nothing of the password."""
        return "Given" if value else "Not given"


class IntegerField(PageField, forms.IntegerField):
    """A whole number; thousands may be separated by commas."""

    def __init__(
        self, *args: Any, suffix: str = "", prefix: str = "", width: int | str = 5, **kwargs: Any
    ) -> None:
        self.prefix, self.suffix = prefix, suffix
        self.lowest, self.highest = kwargs.get("min_value"), kwargs.get("max_value")
        kwargs.setdefault("widget", forms.TextInput)
        super().__init__(*args, width=width, **kwargs)

    kind_of_number = "a whole number, like 12"

    def words_of_errors(self) -> dict[str, str]:
        """Add what a number may be to the words every field has."""
        return {
            **super().words_of_errors(),
            "invalid": f"{self.subject} must be {self.kind_of_number}",
            "min_value": f"{self.subject} must be {self.lowest} or more",
            "max_value": f"{self.subject} must be {self.highest} or less",
        }

    def to_python(self, value: Any) -> Any:
        """Read the number, with or without separators of thousands."""
        return super().to_python(value.replace(",", "").strip() if isinstance(value, str) else value)

    def params(self, bound: BoundPageField) -> dict[str, Any]:
        """Return govukInput's parameters."""
        params = {
            **super().params(bound),
            "value": typed(bound.value()),
            "classes": self.width_class(),
            "inputmode": "numeric",
            "spellcheck": False,
        }
        if self.prefix:
            params["prefix"] = {"text": self.prefix}
        if self.suffix:
            params["suffix"] = {"text": self.suffix}
        return params

    def in_words(self, value: Any) -> str:
        """Return the number with its unit."""
        if value is None:
            return "Not given"
        return f"{self.prefix}{value:,}{' ' + self.suffix if self.suffix else ''}"


class DecimalField(IntegerField, forms.DecimalField):
    """A number that may have decimals (`decimal_places` of them), returned as a Decimal."""

    kind_of_number = "a number, like 12 or 12.5"

    def __init__(self, *args: Any, decimal_places: int = 1, max_digits: int = 9, **kwargs: Any) -> None:
        super().__init__(*args, decimal_places=decimal_places, max_digits=max_digits, **kwargs)

    def words_of_errors(self) -> dict[str, str]:
        """Add how exact the number may be."""
        return {
            **super().words_of_errors(),
            "max_decimal_places": f"{self.subject} must have no more than %(max)s decimal places",
            "max_digits": f"{self.subject} must be a shorter number",
            "max_whole_digits": f"{self.subject} must be a smaller number",
        }

    def to_python(self, value: Any) -> Any:
        """Read the number, with or without separators of thousands."""
        return forms.DecimalField.to_python(
            self, value.replace(",", "").strip() if isinstance(value, str) else value
        )

    def params(self, bound: BoundPageField) -> dict[str, Any]:
        """Return govukInput's parameters; "decimal" brings the point onto a phone's number pad."""
        return {**super().params(bound), "inputmode": "decimal"}


class PostcodeField(TextField):
    """A full UK postcode in any case and spacing, returned as "SY2 6ND"."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"width": 10, "autocomplete": "off", **kwargs})

    def clean(self, value: Any) -> str:
        """Return the postcode with capitals and its one space; raise when it is not one."""
        text = str(super().clean(value))
        if not text:
            return text
        closed_up = re.sub(r"[\s.-]", "", text).upper()
        postcode = f"{closed_up[:-3]} {closed_up[-3:]}"
        if not POSTCODE.fullmatch(postcode):
            raise ValidationError(f"{self.subject} must be a full UK postcode, like SY2 6ND", code="invalid")
        return postcode


class _FileInput(forms.FileInput):
    """Django's file input, willing to take several files at once."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else [f for f in [files.get(name)] if f]


class FileField(PageField, forms.FileField):
    """A file, or with `multiple` a list of files. `accept`: the browser's filter (".csv,.xml"), no check.

    A browser never keeps a chosen file: after an error the person has to choose it again.
    """

    component_name = "file-upload"

    def __init__(self, *args: Any, multiple: bool = False, accept: str = "", **kwargs: Any) -> None:
        self.multiple, self.accept = multiple, accept
        kwargs["widget"] = _FileInput() if multiple else forms.FileInput()
        super().__init__(*args, **kwargs)

    def words_of_errors(self) -> dict[str, str]:
        """Say "select", and what is wrong with a file."""
        return {
            "required": f"Select {self.called}",
            "invalid": f"Select {self.called}",
            "missing": f"Select {self.called}",
            "empty": "The selected file is empty",
        }

    def clean(self, value: Any, initial: Any = None) -> Any:
        """Return the uploaded file, or the list of them."""
        if not self.multiple:
            return super().clean(value, initial)
        if not value:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return []
        return [super(FileField, self).clean(one, initial) for one in value]

    def params(self, bound: BoundPageField) -> dict[str, Any]:
        """Return govukFileUpload's parameters."""
        attributes = dict(self.attributes)
        if self.accept:
            attributes["accept"] = self.accept
        return {**super().params(bound), "multiple": self.multiple, "attributes": attributes}


class HiddenField(PageField, forms.CharField):
    """A value the page carries. Its errors, if any, stand in the summary without a link."""

    def __init__(self, *args: Any, label: str = "", **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.HiddenInput)
        super().__init__(*args, label=label, **kwargs)

    def markup(self, bound: BoundPageField) -> Markup:
        """Return the hidden input alone."""
        value = typed(self.params(bound)["value"])
        return Markup('<input type="hidden" name="{}" value="{}">').format(bound.html_name, value)

    def params(self, bound: BoundPageField) -> dict[str, Any]:
        """Return the value to carry."""
        return {"value": bound.value()}
