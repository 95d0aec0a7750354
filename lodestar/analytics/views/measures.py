"""The register of measures, one measure, and the children behind it."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from lodestar.access.door import saw
from lodestar.access.event_kinds import EventKind
from lodestar.access.roles import Permission
from lodestar.analytics import queries
from lodestar.analytics.comparators.queries import comparators_of, comparators_of_all
from lodestar.analytics.counting import behind, parts_of, reached_of
from lodestar.analytics.days import days_shown
from lodestar.analytics.measures.catalogue import MEASURES, measure_named
from lodestar.analytics.measures.measure import Measure
from lodestar.analytics.measures.splits import DIMENSIONS, dimension_named
from lodestar.analytics.presenters import measures as words
from lodestar.analytics.presenters.behind import behind_page
from lodestar.analytics.views.at_glance import choices, day_of
from lodestar.analytics.views.downloads import chart_file, table_file
from lodestar.casework.desk.queries.rows import listed_of
from lodestar.casework.reviews.views.asking import Asking, asking
from lodestar.govuk.parts import Fact, Paging
from lodestar.govuk.words import plain_date

P = Permission
ON_A_PAGE = 50


def register(request: HttpRequest) -> HttpResponse:
    """List every measure with its figure on a day."""
    who = asking(request, P.SEE_SERVICE_FIGURES)
    ends_on = day_of(request, who)
    page = register_of(who, ends_on)
    context = {
        "page": page,
        "day": plain_date(ends_on),
        "ends_on": ends_on,
        "choices": choices(ends_on, who.today),
        "not_counted": [Fact(what, why) for what, why in page.not_counted],
    }
    return render(request, "analytics/measures.jinja", context)


def register_of(who: Asking, ends_on: date) -> words.RegisterPage:
    """Return the register with the figures of a day."""
    days = days_shown(ends_on)
    others = comparators_of_all([one.id for one in MEASURES], [day.year for day in days])
    small = who.person.may(P.SEE_SMALL_NUMBERS)
    return words.register_page(queries.years_worked_out(days[-2:]), days, others, may_see_small=small)


def register_file(request: HttpRequest, kind: str) -> HttpResponse:
    """Give the register with its figures away as a table."""
    who = asking(request, P.SEE_SERVICE_FIGURES)
    ends_on = day_of(request, who)
    page = register_of(who, ends_on)
    rows = [
        (one.id, one.label, one.value, one.of, one.moved, one.england, one.note)
        for group in page.groups
        for one in group.lines
    ]
    columns = ("Identifier", "Measure", "Value", "Of", "Moved", "England", "Note")
    took(who, "measures", kind, ends_on)
    return table_file("Measures", columns, rows, kind, f"measures-{ends_on.isoformat()}", page.counted)


def took(who: Asking, what: str, kind: str, ends_on: date) -> None:
    """Leave an event that somebody took figures away."""
    facts = {"page": what, "format": kind, "to": ends_on.isoformat()}
    saw(EventKind.FIGURES_TAKEN, by=who.person, at=who.at, what=facts)


def the_measure(name: str) -> Measure:
    """Return a measure, or raise Http404."""
    try:
        return measure_named(name)
    except KeyError:
        raise Http404 from None


def page_of(request: HttpRequest, who: Asking, measure: Measure, ends_on: date) -> words.MeasurePage:
    """Return the page of one measure."""
    days = days_shown(ends_on)
    years = queries.years_worked_out(days)
    dimension = dimension_named(request.GET.get("by", "")) or DIMENSIONS[0]
    small = who.person.may(P.SEE_SMALL_NUMBERS)
    now = years.get(ends_on)
    return words.measure_page(
        measure,
        years,
        days,
        comparators_of(measure.id, [day.year for day in days]),
        council=settings.COUNCIL_NAME,
        may_see_small=small,
        dimension=dimension,
        parts=parts_of(now, measure, dimension) if now is not None and small else [],
    )


def measure(request: HttpRequest, name: str) -> HttpResponse:
    """Show one measure: its definition, its trend beside others, its split."""
    who = asking(request, P.SEE_SERVICE_FIGURES)
    ends_on = day_of(request, who)
    page = page_of(request, who, the_measure(name), ends_on)
    context = {
        "page": page,
        "day": plain_date(ends_on),
        "ends_on": ends_on,
        "choices": choices(ends_on, who.today),
        "may_see_children": who.person.may(P.SEE_CHILDREN) and bool(page.counted),
        "by": request.GET.get("by", ""),
    }
    return render(request, "analytics/measure.jinja", context)


def measure_file(request: HttpRequest, name: str, what: str, kind: str) -> HttpResponse:
    """Give a measure's trend or its split away as a file."""
    who = asking(request, P.SEE_SERVICE_FIGURES)
    ends_on = day_of(request, who)
    page = page_of(request, who, the_measure(name), ends_on)
    file_name = f"{name.lower()}-{what}-{ends_on.isoformat()}"
    took(who, f"measure {name} {what}", kind, ends_on)
    if what == "trend" and page.chart is not None:
        return chart_file(page.chart, kind, file_name, page.counted)
    if what == "split" and page.split:
        rows = [(one.words, one.value, one.of, one.children) for one in page.split]
        columns = (page.split_title, "Value", "Of", "Children")
        return table_file(f"{page.title} by {page.split_title}", columns, rows, kind, file_name, page.counted)
    raise Http404


def children_behind(request: HttpRequest, name: str) -> HttpResponse:
    """List the children in and out of a measure's numerator, as far as this person's work reaches."""
    who = asking(request, P.SEE_SERVICE_FIGURES)
    if not who.person.may(P.SEE_CHILDREN):
        raise PermissionDenied("Your role does not include children's names.")
    ends_on = day_of(request, who)
    found = the_measure(name)
    figures = queries.figures_for(ends_on)
    if figures is None:
        raise Http404
    is_out = request.GET.get("which") == "out"
    ids = behind(figures, found)
    wanted = ids.outside if is_out else ids.inside
    reached = reached_of(who.person, wanted, on=who.today)
    paged = Paginator(reached, ON_A_PAGE).get_page(request.GET.get("page"))
    first = (paged.number - 1) * ON_A_PAGE
    lines = listed_of(who.person, reached[first : first + ON_A_PAGE], on=who.today, at=who.at)
    saw(
        EventKind.CHILDREN_BEHIND_LISTED,
        by=who.person,
        at=who.at,
        what={
            "measure": found.id,
            "to": ends_on.isoformat(),
            "which": "out" if is_out else "in",
            "shown": sorted(line.identifier for line in lines if line.identifier),
        },
    )
    context: dict[str, Any] = {
        "page": behind_page(found, ids, lines, ends_on, is_out=is_out, reached=paged.paginator.count),
        "paging": Paging(paged.number, paged.paginator.count, ON_A_PAGE, request.GET),
        "ends_on": ends_on,
    }
    return render(request, "analytics/behind.jinja", context)
