"""Bringing the return in: upload, see what would happen, import, and read the account."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lodestar.access.door import saw
from lodestar.access.event_kinds import EventKind
from lodestar.access.roles import Permission
from lodestar.exchange.jobs.asking import ask, result_of
from lodestar.exchange.jobs.models import Job
from lodestar.exchange.jobs.queries import standing
from lodestar.exchange.jobs.states import JobKind, JobState
from lodestar.exchange.ssda903 import queries, uploads
from lodestar.exchange.ssda903.forms import ImportForm, UploadForm
from lodestar.exchange.ssda903.presenters import returns as words
from lodestar.exchange.ssda903.uploads import Upload
from lodestar.exchange.ssda903.views.asking import Asking, asking
from lodestar.govuk.parts import Paging, page_number

PER_PAGE = 25


@require_http_methods(["GET", "POST"])
def the_return(request: HttpRequest) -> HttpResponse:
    """Show what was imported so far, and take the files of a return to try them; nothing is changed yet."""
    who = asking(request, Permission.IMPORT_RETURN)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        kept = uploads.keep(
            form.cleaned_data["upload"], year=form.cleaned_data["year"], by=who.person, at=who.at
        )
        job = ask(
            kind=JobKind.RETURN_TRIAL,
            key=f"{JobKind.RETURN_TRIAL}:{kept.token}",
            given={"upload": kept.token},
            by=who.person,
            at=who.at,
        )
        return HttpResponseRedirect(result_of(job))
    imports = queries.imports()
    total = imports.count()
    number = page_number(request.GET.get("page"), total, PER_PAGE)
    shown = list(imports[(number - 1) * PER_PAGE : number * PER_PAGE])
    page = words.returns_page(shown, Paging(number, total, PER_PAGE, request.GET))
    viewed(who, "the return")
    return render(request, "ssda903/return.jinja", {"page": page, "form": form})


@never_cache
@require_http_methods(["GET", "POST"])
def return_trial(request: HttpRequest, token: str) -> HttpResponse:
    """Show exactly what an import of the uploaded files would do, and do it when told to."""
    who = asking(request, Permission.IMPORT_RETURN)
    form = ImportForm(request.POST) if request.method == "POST" else ImportForm()
    if request.method == "POST" and form.is_valid():
        return import_now(request, who, token, form)
    upload = uploads.find(token, by=who.person, at=who.at)
    if upload is None or upload.account is None:
        return expired(request)
    if upload.import_id is not None:
        return HttpResponseRedirect(reverse("return-import", args=[upload.import_id]))
    viewed(who, "a return tried")
    page = words.trial_page(upload, upload.account)
    return render(request, "ssda903/account.jinja", {"page": page, "form": form})


def import_now(request: HttpRequest, who: Asking, token: str, form: ImportForm) -> HttpResponse:
    """Import the uploaded files once, however often the button was pressed."""
    upload = uploads.find(token, by=who.person, at=who.at)
    if upload is not None and upload.import_id is not None:
        return HttpResponseRedirect(reverse("return-import", args=[upload.import_id]))
    if upload is None or not upload.paths:
        return expired(request)
    earlier = standing(import_key(upload))
    if earlier is not None:
        return HttpResponseRedirect(result_of(earlier))
    if not uploads.begin(upload):
        return render(request, "ssda903/under_way.jinja", {"return_href": reverse("return")}, status=409)
    try:
        job = ask_for_import(who, upload)
    except BaseException:
        uploads.give_up(upload)
        raise
    if job.state == JobState.DONE:
        messages.success(request, "The return was imported.")
    return HttpResponseRedirect(result_of(job))


def import_key(upload: Upload) -> str:
    """Return what makes one import of an upload, however often it is asked for."""
    return f"{JobKind.RETURN_IMPORT}:{upload.token}"


def ask_for_import(who: Asking, upload: Upload) -> Job:
    """Ask for the import of an upload; the work itself says when it is over (`uploads.give_up`)."""
    return ask(
        kind=JobKind.RETURN_IMPORT,
        key=import_key(upload),
        given={"upload": upload.token},
        by=who.person,
        at=who.at,
    )


def expired(request: HttpRequest) -> HttpResponse:
    """Say plainly that the uploaded files are kept no longer, and what to do."""
    return render(request, "ssda903/expired.jinja", {"upload_href": reverse("return")}, status=410)


@require_safe
def return_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the account of one import."""
    who = asking(request, Permission.IMPORT_RETURN)
    run = queries.imports().filter(pk=pk).first()
    if run is None:
        raise Http404
    viewed(who, "an import", import_id=pk)
    page = words.import_page(run, uploads.of_import(pk, by=who.person, at=who.at))
    return render(request, "ssda903/account.jinja", {"page": page})


@never_cache
@require_safe
def return_refused(request: HttpRequest, token: str, number: int) -> HttpResponse | FileResponse:
    """Give a file of rows that could not be read, to be corrected and uploaded again."""
    who = asking(request, Permission.IMPORT_RETURN)
    upload: Upload | None = uploads.find(token, by=who.person, at=who.at)
    if upload is None:
        return expired(request)
    files = upload.refused
    if not 1 <= number <= len(files):
        raise Http404
    path = files[number - 1]
    viewed(who, "refused rows", file=words.refused_name(path))
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=words.refused_name(path), content_type="text/csv"
    )


def viewed(who: Asking, page: str, **facts: object) -> None:
    """Leave the event that a page of the return was read."""
    saw(EventKind.RECORD_QUALITY_VIEWED, by=who.person, at=who.at, what={"page": page, **facts})
