"""Fields that are chosen: radios, check boxes, a select list; with questions that a choice reveals."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from markupsafe import Markup

from ..words import listed
from .bound import BoundPageField, PageField

Names = str | Sequence[str]


def names_in(names: Names) -> tuple[str, ...]:
    """Return one or several field names as a tuple."""
    return (names,) if isinstance(names, str) else tuple(names)


class _Chosen(PageField):
    """What radios, check boxes and select share: which choices there are and which are chosen."""

    choices: Any
    hints: Mapping[str, str]
    reveals: Mapping[str, Names]

    def words_of_errors(self) -> dict[str, str]:
        """Say "select", not "enter"."""
        wrong = f"Select {self.called} from the list"
        return {"required": f"Select {self.called}", "invalid_choice": wrong, "invalid_list": wrong}

    def chosen_in(self, bound: BoundPageField) -> frozenset[str]:
        """Return the values chosen, as the strings that inputs carry."""
        value = bound.value()
        several = value if isinstance(value, (list, tuple, set, frozenset)) else [value]
        return frozenset(str(one) for one in several if one is not None)

    def revealed_by(self, bound: BoundPageField, value: str) -> Markup:
        """Return the markup of the questions that this choice reveals."""
        return Markup("").join(bound.form[name].render() for name in names_in(self.reveals.get(value, ())))

    def unrevealed(self, value: Any) -> list[str]:
        """Return the names of the fields hidden while `value` (cleaned) is what is chosen."""
        several = value if isinstance(value, (list, tuple, set, frozenset)) else [value]
        chosen = {str(one) for one in several}
        shown = {name for key in chosen & set(self.reveals) for name in names_in(self.reveals[key])}
        return [name for names in self.reveals.values() for name in names_in(names) if name not in shown]

    def items(self, bound: BoundPageField) -> list[dict[str, Any]]:
        """Return the macro's items."""
        chosen = self.chosen_in(bound)
        made = []
        for value, text in self.choices:
            key = str(value)
            item: dict[str, Any] = {"value": key, "text": str(text), "checked": key in chosen}
            if key in self.hints:
                item["hint"] = {"text": self.hints[key]}
            if key in self.reveals:
                item["conditional"] = {"html": self.revealed_by(bound, key)}
            made.append(item)
        return made

    def in_words(self, value: Any) -> str:
        """Return the words of what was chosen."""
        several = value if isinstance(value, (list, tuple, set, frozenset)) else [value]
        words = {str(key): str(text) for key, text in self.choices}
        return listed(words[str(one)] for one in several if str(one) in words) or "Not given"


class RadiosField(_Chosen, forms.TypedChoiceField):
    """One of a few choices.

    choices: (value, words) pairs. coerce: turns the value into what a caller wants (a StrEnum); None if none
    is chosen. hints: help under a choice, by value. reveals: names of the fields a choice reveals, by value;
    they count only while that choice is chosen. or_before: the value before which an "or" stands.
    inline: side by side (two short choices).
    """

    component_name = "radios"
    label_class = "govuk-fieldset__legend"

    def __init__(
        self,
        *args: Any,
        hints: Mapping[str, str] | None = None,
        reveals: Mapping[str, Names] | None = None,
        or_before: str = "",
        inline: bool = False,
        small: bool = False,
        **kwargs: Any,
    ) -> None:
        self.hints = {str(k): v for k, v in (hints or {}).items()}
        self.reveals = {str(k): v for k, v in (reveals or {}).items()}
        self.or_before, self.inline, self.small = str(or_before), inline, small
        super().__init__(*args, **{"empty_value": None, "widget": forms.RadioSelect, **kwargs})

    def params(self, bound: BoundPageField) -> dict[str, Any]:
        """Return govukRadios' parameters."""
        items = self.items(bound)
        if self.or_before:
            place = next((n for n, item in enumerate(items) if item["value"] == self.or_before), len(items))
            items.insert(place, {"divider": "or"})
        classes = " ".join(
            name
            for name, on in (("govuk-radios--inline", self.inline), ("govuk-radios--small", self.small))
            if on
        )
        return {
            "idPrefix": bound.auto_id,
            "name": bound.html_name,
            "fieldset": {"legend": bound.label_params()},
            "items": items,
            "classes": classes,
            "attributes": self.attributes,
            **bound.group_params(),
        }


class CheckboxesField(_Chosen, forms.TypedMultipleChoiceField):
    """Any number of choices, returned as a list. Parameters as for RadiosField."""

    component_name = "checkboxes"
    label_class = "govuk-fieldset__legend"

    def __init__(
        self,
        *args: Any,
        hints: Mapping[str, str] | None = None,
        reveals: Mapping[str, Names] | None = None,
        small: bool = False,
        **kwargs: Any,
    ) -> None:
        self.hints = {str(k): v for k, v in (hints or {}).items()}
        self.reveals = {str(k): v for k, v in (reveals or {}).items()}
        self.small = small
        kwargs.setdefault("empty_value", [])
        super().__init__(*args, **{"widget": forms.CheckboxSelectMultiple, **kwargs})

    def params(self, bound: BoundPageField) -> dict[str, Any]:
        """Return govukCheckboxes' parameters."""
        return {
            "idPrefix": bound.auto_id,
            "name": bound.html_name,
            "fieldset": {"legend": bound.label_params()},
            "items": self.items(bound),
            "classes": "govuk-checkboxes--small" if self.small else "",
            "attributes": self.attributes,
            **bound.group_params(),
        }


class CheckboxField(_Chosen, forms.BooleanField):
    """One box to tick, its label beside it. `reveals`: names of fields shown while it is ticked."""

    component_name = "checkboxes"

    def __init__(self, *args: Any, reveals: Names = (), small: bool = False, **kwargs: Any) -> None:
        self.hints, self.small = {}, small
        self.reveals = {"True": reveals} if reveals else {}
        kwargs.setdefault("required", False)
        super().__init__(*args, **{"widget": forms.CheckboxInput, **kwargs})

    def words_of_errors(self) -> dict[str, str]:
        """Say what has to be ticked."""
        return {"required": f"Tick the box to say: {self.called}"}

    def params(self, bound: BoundPageField) -> dict[str, Any]:
        """Return govukCheckboxes' parameters for a single item."""
        item: dict[str, Any] = {
            "value": "yes",
            "text": bound.label,
            "checked": bound.value() in (True, "yes", "on", "True"),
        }
        if self.hint:
            item["hint"] = {"text": self.hint}
        if self.reveals:
            item["conditional"] = {"html": self.revealed_by(bound, "True")}
        group = bound.group_params()
        group.pop("hint", None)
        return {
            "idPrefix": bound.auto_id,
            "name": bound.html_name,
            "items": [item],
            "classes": "govuk-checkboxes--small" if self.small else "",
            "attributes": self.attributes,
            **group,
        }

    def in_words(self, value: Any) -> str:
        """Return Yes or No."""
        return "Yes" if value else "No"


class SelectField(_Chosen, forms.TypedChoiceField):
    """One of many choices, in a list. `unchosen` is the first, empty line; "" leaves it out."""

    component_name = "select"

    def __init__(self, *args: Any, unchosen: str = "Choose one", **kwargs: Any) -> None:
        self.hints, self.reveals = {}, {}
        self.unchosen = unchosen
        super().__init__(*args, **{"empty_value": None, "widget": forms.Select, **kwargs})

    def params(self, bound: BoundPageField) -> dict[str, Any]:
        """Return govukSelect's parameters."""
        items = [
            {"value": i["value"], "text": i["text"], "selected": i["checked"]} for i in self.items(bound)
        ]
        if self.unchosen and not any(item["value"] == "" for item in items):
            items.insert(
                0, {"value": "", "text": self.unchosen, "selected": not any(i["selected"] for i in items)}
            )
        return {**super().params(bound), "items": items, "classes": self.width_class()}
