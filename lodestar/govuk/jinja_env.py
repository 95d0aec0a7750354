"""The Jinja environment of every page: GOV.UK macros, our words, an Undefined that catches misspelling."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import BaseLoader, ChoiceLoader, Environment, PackageLoader, PrefixLoader, Undefined
from jinja2.utils import missing
from markupsafe import Markup

from . import words
from .charts import NARROW, Chart, svg_of, table_of

# Names that the GOV.UK macros themselves probe although nobody sets them.
PROBED_BY_MACROS = frozenset({"undefined", "null", "caller", "successBanner", "typeClass"})


class OursMustExist(Undefined):
    """Lets the GOV.UK macros probe dicts, but raises when a page misspells a name or an attribute of ours.

    Jinja's own StrictUndefined breaks the macros, whose optional parameters are dict keys that may be absent.
    A name that may be absent is asked for with `is defined` or `default(...)`, which never raise.
    """

    __slots__ = ()

    def _forgive(self) -> bool:
        if self._undefined_obj is missing:
            return self._undefined_name in PROBED_BY_MACROS
        return isinstance(self._undefined_obj, Mapping)

    def __bool__(self) -> bool:
        return False if self._forgive() else self._fail_with_undefined_error()

    def __str__(self) -> str:
        return "" if self._forgive() else self._fail_with_undefined_error()

    def __html__(self) -> str:
        return self.__str__()

    def __iter__(self) -> Any:
        return iter(()) if self._forgive() else self._fail_with_undefined_error()

    def __len__(self) -> int:
        return 0 if self._forgive() else self._fail_with_undefined_error()

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) if self._forgive() else self._fail_with_undefined_error()

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(type(self))


def url(route: str, *parts: object, **named: object) -> str:
    """Return the address of a named page: `url("children:page", identifier)`."""
    return reverse(route, args=parts or None, kwargs=named or None)


def drawn_chart(chart: Chart, ident: str) -> Markup:
    """Return a chart as it stands in a page, drawn for a desk and for a phone, one of them shown.

    Its words are escaped where it is drawn.
    """
    wide, narrow = svg_of(chart, ident), svg_of(chart, f"{ident}-narrow", NARROW)
    return Markup(
        f'<div class="lodestar-chart__wide">{wide}</div><div class="lodestar-chart__narrow">{narrow}</div>'
    )


def macro_loader(pages: BaseLoader | None = None) -> BaseLoader:
    """Return a loader of our pages (when given), our own macros and the Design System's."""
    loaders: list[BaseLoader] = [
        PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        PackageLoader("lodestar.govuk", "jinja2"),
    ]
    return ChoiceLoader([pages, *loaders] if pages else loaders)


def environment(**options: Any) -> Environment:
    """Return the environment for Django's Jinja2 backend (its OPTIONS["environment"]).

    Templates are looked at again after a change only under DEBUG; otherwise each is compiled once a process.
    """
    options["loader"] = macro_loader(options.get("loader"))
    options["undefined"] = OursMustExist
    options.setdefault("autoescape", True)
    options.setdefault("auto_reload", settings.DEBUG)
    options.setdefault("cache_size", 1000)
    options.setdefault("trim_blocks", True)
    options.setdefault("lstrip_blocks", True)
    made = Environment(**options)
    made.globals.update(static=static, url=url, drawn_chart=drawn_chart, chart_table=table_of)
    made.filters.update(
        long_date=words.long_date,
        plain_date=words.plain_date,
        short_date=words.short_date,
        date_and_time=words.date_and_time,
        clock_time=words.clock_time,
        counted=words.counted,
        listed=words.listed,
        capital_first=words.capital_first,
        small_first=words.small_first,
    )
    return made
