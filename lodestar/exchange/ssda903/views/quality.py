"""The page of record quality, and the children that one check finds."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lodestar.access.door import saw
from lodestar.access.event_kinds import EventKind
from lodestar.access.roles import Permission
from lodestar.casework.allocation.queries import masked_ids
from lodestar.exchange.ssda903 import queries, scope
from lodestar.exchange.ssda903.models import HeldRow
from lodestar.exchange.ssda903.presenters import quality as words
from lodestar.exchange.ssda903.presenters.words import check_words
from lodestar.exchange.ssda903.register_checks import CHECKS, check_named
from lodestar.exchange.ssda903.views.asking import asking
from lodestar.govuk.parts import Paging, page_number

PER_PAGE = 50


@require_safe
def record_quality(request: HttpRequest) -> HttpResponse:
    """Show how many rows are held back and how many children each check of the register finds."""
    who = asking(request, Permission.SEE_RECORD_QUALITY)
    children = scope.children_checked_for(who.person, on=who.today)
    rows = scope.held_for(who.person, HeldRow.objects.all(), on=who.today)
    page = words.quality_page(
        held=scope.held_counts(rows),
        rules=scope.waiting_rules(rows),
        found={check.key: check.found(children, who.today).count() for check in CHECKS},
        words=check_words(settings.IRO_APPOINTMENT_WORKING_DAYS),
        last_import=queries.imports().first(),
        may_import=who.person.may(Permission.IMPORT_RETURN),
        at=who.at,
    )
    saw(EventKind.RECORD_QUALITY_VIEWED, by=who.person, at=who.at, what={"page": "record quality"})
    return render(request, "ssda903/quality.jinja", {"page": page})


@require_safe
def register_check(request: HttpRequest, key: str) -> HttpResponse:
    """Show the children that one check of the register finds; that their list was read is an event."""
    who = asking(request, Permission.SEE_RECORD_QUALITY)
    check = check_named(key)
    if check is None:
        raise Http404
    children = scope.children_checked_for(who.person, on=who.today)
    found = check.found(children, who.today).order_by("identifier")
    total = found.count()
    number = page_number(request.GET.get("page"), total, PER_PAGE)
    shown = list(found[(number - 1) * PER_PAGE : number * PER_PAGE])
    ids = [child.pk for child in shown]
    names = scope.sees_names(who.person)
    masked = masked_ids(who.person, ids, on=who.today, at=who.at)
    rows = words.found_rows(shown, check.said(ids, who.today), masked=masked, names=names)
    page = words.check_page(
        check,
        check_words(settings.IRO_APPOINTMENT_WORKING_DAYS)[key],
        rows,
        Paging(number, total, PER_PAGE, request.GET),
        names=names,
        at=who.at,
    )
    saw(
        EventKind.RECORD_QUALITY_VIEWED,
        by=who.person,
        at=who.at,
        what={"page": f"check {check.number}", "found": total, "shown": [c.identifier for c in shown]},
    )
    return render(request, "ssda903/check.jinja", {"page": page})
