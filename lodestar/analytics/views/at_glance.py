"""At a glance: the figures of a year, worked out, shown, downloaded and kept."""

from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from lodestar.access.door import saw
from lodestar.access.event_kinds import EventKind
from lodestar.access.roles import Permission
from lodestar.analytics import actions, forms, queries
from lodestar.analytics.comparators.queries import comparators_of_all
from lodestar.analytics.days import day_named, days_shown, year_end_before
from lodestar.analytics.extract import rows_of_register
from lodestar.analytics.presenters.at_glance import COMPARED, at_glance_page
from lodestar.analytics.views.downloads import chart_file
from lodestar.casework.reviews.views.asking import Asking, asking
from lodestar.casework.reviews.views.steps import answer
from lodestar.govuk.parts import FormPage
from lodestar.govuk.words import plain_date

P = Permission


def day_of(request: HttpRequest, who: Asking) -> date:
    """Return the day the address asks about, or the last 31 March. Raises Http404 for what is no day that has come."""
    text = request.GET.get("to", "")
    day = day_named(text, today=who.today) if text else year_end_before(who.today)
    if day is None:
        raise Http404
    return day


def at_a_glance(request: HttpRequest) -> HttpResponse:
    """Show the figures of the year that ends on a day, or offer to work them out."""
    who = asking(request, P.SEE_SERVICE_FIGURES)
    ends_on = day_of(request, who)
    context = page_context(request, who, ends_on)
    context["form"] = forms.DayForm(initial={"day": ends_on})
    context["work_out"] = forms.WorkOutForm(initial={"to": ends_on.isoformat()})
    context["may_keep"] = who.person.may(P.KEEP_FIGURES)
    context["choices"] = choices(ends_on, who.today)
    return render(request, "analytics/at_glance.jinja", context)


def page_context(request: HttpRequest, who: Asking, ends_on: date) -> dict[str, Any]:
    """Return the page of a day; `page` is None where its figures are not worked out."""
    days = days_shown(ends_on)
    years = queries.years_worked_out(days)
    named = request.GET.get("kept", "")
    if named.isascii() and named.isdigit():
        kept = queries.figures_by_id(int(named))
        if kept is None or kept.ends_on != ends_on:
            raise Http404
        years[ends_on] = kept
    page = None
    if ends_on in years:
        page = at_glance_page(
            years,
            days,
            comparators_of_all(COMPARED, [day.year for day in days]),
            council=settings.COUNCIL_NAME,
            may_see_small=who.person.may(P.SEE_SMALL_NUMBERS),
        )
    return {"page": page, "ends_on": ends_on, "day": plain_date(ends_on)}


def choices(ends_on: date, today: date) -> list[tuple[str, str, bool]]:
    """Return the days one can go to: today and the last six ends of a year; with which one is shown."""
    last = year_end_before(today)
    days = [today, *(date(last.year - back, 3, 31) for back in range(6))]
    words = {today: f"Today, {plain_date(today)}"}
    return [(day.isoformat(), words.get(day, plain_date(day)), day == ends_on) for day in dict.fromkeys(days)]


def work_out(request: HttpRequest) -> HttpResponse:
    """Work out the figures of a day, and those of the years before it that have none."""
    who = asking(request, P.KEEP_FIGURES)
    form = forms.DayForm(request.POST or None)
    form.fields["day"].latest = who.today  # type: ignore[attr-defined]

    def act() -> str:
        day: date = form.cleaned_data["day"]
        rows = rows_of_register(at=who.at)
        there = queries.years_worked_out(days_shown(day))
        for one in days_shown(day):
            if one == day or one not in there:
                actions.work_out(ends_on=one, by=who.person, at=who.at, rows=rows)
        return f"{reverse('at-a-glance')}?to={day.isoformat()}"

    back = reverse("at-a-glance")
    page = FormPage(
        title="Work figures out",
        submit="Work them out",
        intro=(
            (
                "Every measure and table is counted anew from the register as it stands now. Years before it that "
                "have no figures are worked out with it. Snapshots that were kept do not change."
            ),
        ),
        back_href=back,
        cancel_href=back,
    )
    return answer(request, who, form, page, act=act, done="The figures are worked out.")


def keep(request: HttpRequest) -> HttpResponse:
    """Keep the figures of a day as a snapshot."""
    who = asking(request, P.KEEP_FIGURES)
    ends_on = day_of(request, who)
    figures = queries.figures_for(ends_on)
    if figures is None:
        raise Http404
    form = forms.KeepForm(request.POST or None)

    def act() -> str:
        actions.keep(figures=figures, name=form.cleaned_data["name"], by=who.person, at=who.at)
        return reverse("kept-figures")

    back = f"{reverse('at-a-glance')}?to={ends_on.isoformat()}"
    page = FormPage(
        title="Keep a snapshot",
        submit="Keep the snapshot",
        caption=f"The year to {plain_date(ends_on)}",
        intro=("The figures are kept with the very rows they were counted over.",),
        back_href=back,
        cancel_href=back,
    )
    return answer(request, who, form, page, act=act, done="The snapshot is kept.")


def kept(request: HttpRequest) -> HttpResponse:
    """List the snapshots that were kept."""
    asking(request, P.SEE_SERVICE_FIGURES)
    rows = [
        (
            one.name,
            f"{reverse('at-a-glance')}?to={one.ends_on.isoformat()}&kept={one.pk}",
            plain_date(one.ends_on),
            f"{plain_date(one.kept_at.date())} by {one.kept_by.name}" if one.kept_at and one.kept_by else "",
            one.rows_hash,
        )
        for one in queries.kept_figures()
    ]
    return render(request, "analytics/kept.jinja", {"rows": rows})


def download(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """Give a chart of the page away as a file; who took it is an event."""
    who = asking(request, P.SEE_SERVICE_FIGURES)
    ends_on = day_of(request, who)
    page = page_context(request, who, ends_on)["page"]
    shown = None if page is None else next((one for one in page.charts if one.key == key), None)
    if shown is None:
        raise Http404
    saw(
        EventKind.FIGURES_TAKEN,
        by=who.person,
        at=who.at,
        what={"page": "at a glance", "chart": key, "format": kind, "to": ends_on.isoformat()},
    )
    return chart_file(shown.chart, kind, f"{key}-{ends_on.isoformat()}", page.counted)
