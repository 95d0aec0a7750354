"""The Design System's macros as Python functions, so that a field can render itself without a page."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from ..jinja_env import OursMustExist, macro_loader

MACRO_NAMES = {
    "button": "govukButton",
    "character-count": "govukCharacterCount",
    "checkboxes": "govukCheckboxes",
    "date-input": "govukDateInput",
    "error-summary": "govukErrorSummary",
    "file-upload": "govukFileUpload",
    "input": "govukInput",
    "password-input": "govukPasswordInput",
    "radios": "govukRadios",
    "select": "govukSelect",
    "textarea": "govukTextarea",
}


@lru_cache(maxsize=1)
def _macro_environment() -> Environment:
    # No auto_reload: the macros are a pinned package, and a look at the disk per field is dear.
    return Environment(
        loader=macro_loader(),
        undefined=OursMustExist,
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@lru_cache(maxsize=64)
def _macro(component: str) -> Callable[[dict[str, Any]], Markup]:
    template = _macro_environment().get_template(f"govuk_frontend_jinja/components/{component}/macro.html")
    macro: Callable[[dict[str, Any]], Markup] = getattr(template.module, MACRO_NAMES[component])
    return macro


def component(name: str, params: dict[str, Any]) -> Markup:
    """Return a Design System component's markup ("input", "radios" ...) from the macro's own parameters."""
    return Markup(str(_macro(name)(params)).strip())
