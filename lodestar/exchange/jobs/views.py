"""Pages of background work: what one asked for, and how far it is."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lodestar.access.gates import asker
from lodestar.access.roles import Permission
from lodestar.exchange.jobs import queries
from lodestar.exchange.jobs.presenters import job_lines, job_page
from lodestar.govuk.parts import Paging, page_number

PER_PAGE = 25
LOOK_AGAIN_SECONDS = 3


@never_cache
@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """List what the person asked for; everything, for who looks after the system."""
    person = asker(request)
    found = queries.jobs_seen_by(person)
    total = found.count()
    number = page_number(request.GET.get("page"), total, PER_PAGE)
    rows = job_lines(found[(number - 1) * PER_PAGE : number * PER_PAGE], timezone.now())
    paging = Paging(number, total, PER_PAGE, request.GET)
    context = {"rows": rows, "paging": paging, "everybodys": person.may(Permission.MANAGE_ACCOUNTS)}
    return render(request, "jobs/jobs.jinja", context)


@never_cache
@require_safe
def job(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far a piece of work is; `go=on` leads to its result as soon as there is one.

    The page looks again by itself every few seconds, without a script, unless one asks it to stand still: by the
    header, which a reader can switch off here, rather than by a tag in the page, which they cannot.
    """
    person = asker(request)
    found = queries.jobs_seen_by(person).filter(pk=pk).first()
    if found is None:
        raise Http404
    page = job_page(found, person, timezone.now())
    stands_still = request.GET.get("stand") == "still"
    if page.leads_to and request.GET.get("go") == "on" and not stands_still:
        return HttpResponseRedirect(page.leads_to)
    refreshes = not page.has_ended and not stands_still
    answer = render(request, "jobs/job.jinja", {"page": page, "pk": pk, "refreshes": refreshes})
    if refreshes:
        answer["Refresh"] = str(LOOK_AGAIN_SECONDS)
    return answer
