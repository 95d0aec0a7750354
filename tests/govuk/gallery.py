"""Every macro and field on made-up pages, to look at and to test. `python -m tests.govuk.gallery FOLDER`.

The words are of a library, since the room of pages knows nothing of what the service is about.
"""

import os
import sys
from datetime import date
from pathlib import Path

BUILT = Path(__file__).resolve().parents[2] / "lodestar" / "govuk" / "built"
ADDRESS = "http://gallery.invalid"
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def navigation(request):
    from lodestar.govuk.page_frame import NavigationItem

    return [
        NavigationItem("Today", "/", current=True),
        NavigationItem("Books", "/books/"),
        NavigationItem("Loans", "/loans/", count=3),
        NavigationItem("Quality of records", "/quality/"),
    ]


class Librarian:
    """Somebody signed in."""

    is_authenticated = True
    name = "Amina Okafor-Whitcombe"
    role_name = "librarian"


RECORD = """
{% extends "lodestar_govuk/layout.jinja" %}
{% import "lodestar_govuk/components.jinja" as ui %}
{% block page_title %}The Winter Garden{% endblock %}
{% block before_content %}{{ ui.breadcrumbs(crumbs) }}
{% call ui.identity_bar("The Winter Garden", facts, tags) %}{{ ui.print_button() }}{% endcall %}
{{ ui.sub_navigation(tabs) }}{% endblock %}
{% block heading %}<h1 class="govuk-heading-l">Summary</h1>{% endblock %}
{% block content %}
{{ ui.clock(soon, "Next return") }}
{{ ui.clock(late) }}
{{ ui.clock(calm) }}
{{ ui.stats(stats) }}
{{ ui.alert("Loan extended", "The reader has it until Friday 3 April 2026.", "success") }}
{{ ui.alert("Two readers have asked for it", "The second waits since Monday.", "warning") }}
{{ ui.alert("A short note", "For your information.") }}
<h2 class="govuk-heading-m">Details</h2>
{{ ui.summary_list(details) }}
<h2 class="govuk-heading-m">History</h2>
{{ ui.timeline(history) }}
<p class="govuk-body">{{ ui.badge(badge) }}</p>
{{ ui.warning_text("Once destroyed, a book cannot be lent.") }}
{{ ui.inset("A line.\nAnd a second line.") }}
{% call ui.details("Why this date?") %}Twenty working days from 2 March.{% endcall %}
{{ ui.empty_state("No reservations", "Nobody waits for this book.") }}
{{ ui.link_button("Lend it", "/lend/") }}
{% endblock %}
"""

LISTING = """
{% extends "lodestar_govuk/layout.jinja" %}
{% import "lodestar_govuk/components.jinja" as ui %}
{% block page_title %}Books{% endblock %}
{% block content %}
<div class="lodestar-list-layout">
{% call ui.filter_panel(chips, "?") %}{{ filters }}{% endcall %}
<div>
{{ ui.rows_shown(pages, "book") }}
{% call ui.table("Books, soonest return first", columns, stacked=true, caption_hidden=true) %}
{% for row in rows %}
<tr class="govuk-table__row">
<th scope="row" class="govuk-table__header">{{ ui.row_link(row.title, row.href) }}</th>
<td class="govuk-table__cell" data-label="Return">{{ row.back_on | long_date }}</td>
<td class="govuk-table__cell" data-label="Days left">{{ row.days | counted("working day") }}</td>
<td class="govuk-table__cell" data-label="Status">{{ ui.tag(row.tag) }}</td>
</tr>
{% endfor %}
{% endcall %}
{{ ui.paging(pages, "book") }}
{% call ui.table("Loans by month", ["Month", "Adult", "Child", "Talking book", "Large print", "Late"]) %}
<tr class="govuk-table__row">
{% for cell in ("January 2026", "1,204", "982", "77", "31", "12") %}
<td class="govuk-table__cell">{{ cell }}</td>
{% endfor %}
</tr>
{% endcall %}
</div>
</div>
{% endblock %}
"""


def forms():
    """Return the gallery's form classes (made late, since Django has to be set up first)."""
    from lodestar.govuk import forms as f
    from lodestar.govuk.once import OnceField

    class Filters(f.Form):
        q = f.TextField(label="Title or author", kind="search", required=False)
        status = f.CheckboxesField(
            label="Status", choices=[("on", "On loan"), ("in", "On the shelf")], required=False, small=True
        )
        branch = f.SelectField(label="Branch", choices=[("n", "North"), ("s", "South")], required=False)

    class Loan(f.Form):
        lent_on = f.DateField(
            label="Date of loan",
            hint="For example, 27 3 2026",
            earliest=date(2020, 1, 1),
            latest=date(2026, 3, 16),
        )
        kind = f.RadiosField(
            label="What kind of loan is it?",
            called="what kind of loan it is",
            choices=[("short", "Short"), ("long", "Long"), ("other", "Something else")],
            hints={"short": "Up to 7 days"},
            reveals={"other": ("why", "agreed_on")},
            or_before="other",
        )
        why = f.TextareaField(label="Why", max_length=200, rows=3)
        agreed_on = f.DateField(label="Agreed on", called="date it was agreed")
        sent = f.RadiosField(label="Sent by post", choices=[("y", "Yes"), ("n", "No")], inline=True)
        formats = f.CheckboxesField(
            label="Formats", called="at least one format", choices=[("p", "Paper"), ("a", "Audio")]
        )
        branch = f.SelectField(label="Branch", choices=[("n", "North"), ("s", "South")])
        reader = f.TextField(label="Reader's name", called="the reader's name", max_length=60, width=20)
        email = f.TextField(label="Email address", kind="email", required=False)
        postcode = f.PostcodeField(label="Postcode", called="postcode")
        weeks = f.IntegerField(
            label="Weeks", called="number of weeks", min_value=1, max_value=12, suffix="weeks"
        )
        price = f.DecimalField(
            label="Deposit", called="deposit", prefix="£", decimal_places=2, required=False
        )
        note = f.TextareaField(label="Note", required=False)
        word = f.PasswordField(label="Password", called="your password")
        photo = f.FileField(label="Photograph", called="a photograph", accept=".jpg")
        agreed = f.CheckboxField(label="The reader agrees to the terms", required=True)
        once = OnceField()

    return Filters, Loan


def render(source: str, context: dict) -> str:
    """Return a page made from a template of this file, or a named one of the room."""
    from django.contrib.auth.models import AnonymousUser
    from django.template import engines
    from django.test import RequestFactory, override_settings

    request = RequestFactory().get("/books/?status=on&status=in&page=2&sort=due")
    request.user = context.pop("user", None) or AnonymousUser()
    engine = next(iter(engines.all()))
    template = engine.from_string(source) if "{%" in source else engine.get_template(source)
    with override_settings(
        PAGE_NAVIGATION="tests.govuk.gallery.navigation", DEMO=True, STATIC_URL="/static/"
    ):
        return template.render(context, request)


def record_page() -> str:
    from lodestar.govuk.parts import Clock, Fact, Link, Stat, Tag, TimelineItem

    return render(
        RECORD,
        {
            "user": Librarian(),
            "crumbs": [Link("Books", "/books/")],
            "facts": [
                Fact("Author", "E. Marsh"),
                Fact("Branch", "North"),
                Fact("Shelf", "A 14", href="/shelf/"),
            ],
            "tags": [Tag("On loan", "blue"), Tag("Fragile", "orange")],
            "tabs": [
                Link("Summary", "/1/", current=True),
                Link("Loans", "/1/loans/", count=12),
                Link("Readers", "/1/readers/"),
                Link("Repairs", "/1/repairs/", count=0),
                Link("Everything written", "/1/notes/"),
            ],
            "soon": Clock(
                "Due in 6 working days, by Monday 30 March",
                "soon",
                "20 working days from 2 March 2026, the day it was lent",
                "Library rules 2010, rule 33(1)",
                "/rules/33",
            ),
            "late": Clock(
                "Overdue by 3 working days, since Thursday 26 March", "late", "First reminder sent"
            ),
            "calm": Clock("Due in 4 months, by Friday 31 July"),
            "stats": [
                Stat("7", "due this week", "/books/?due=week", "soon"),
                Stat("2", "overdue", "/books/?due=late", "late"),
                Stat("98.2%", "returned in time", tone="done"),
                Stat("3,150", "books"),
            ],
            "details": [
                Fact("Title", "The Winter Garden", "/1/title/"),
                Fact("Note", "First line\nsecond line"),
                Fact("Bought", "Monday 4 May 2015", "/1/bought/"),
            ],
            "history": [
                TimelineItem(
                    "Lent", "Monday 2 March 2026", "2026-03-02", "To a reader in the North.", "Amina"
                ),
                TimelineItem(
                    "Repaired", "Friday 9 January 2026", "2026-01-09", href="/r/", tag=Tag("Spine", "grey")
                ),
                TimelineItem("Bought", "Monday 4 May 2015", "2015-05-04"),
            ],
            "badge": Tag("Reference only", "red"),
        },
    )


def list_page(rows: int = 8) -> str:
    from types import SimpleNamespace

    from django.http import QueryDict

    from lodestar.govuk.parts import Chip, Column, Paging, Tag, sortable, with_changes, without_value

    query = QueryDict("status=on&status=in&page=2&sort=due")
    filters, _loan = forms()
    return render(
        LISTING,
        {
            "user": Librarian(),
            "filters": filters(query),
            "chips": [
                Chip("Status", "On loan", without_value(query, "status", "on")),
                Chip("Status", "On the shelf", without_value(query, "status", "in")),
                Chip("Branch", "North", with_changes(query, branch=None)),
            ],
            "columns": [
                sortable(query, "Title", "title", "due"),
                sortable(query, "Return", "due", "due"),
                Column("Days left"),
                Column("Status"),
            ],
            "rows": [
                SimpleNamespace(
                    title=f"Book number {n}",
                    href=f"/books/{n}/",
                    back_on=date(2026, 3, n % 28 + 1),
                    days=n,
                    tag=Tag("Late", "red") if n % 3 else Tag("In time", "green"),
                )
                for n in range(1, rows + 1)
            ],
            "pages": Paging(2, 612, 25, query),
        },
    )


def form_page(sent: str | None = None) -> str:
    from django.http import QueryDict

    from lodestar.govuk.parts import FormPage

    _filters, loan = forms()
    form = loan(QueryDict(sent), {}) if sent is not None else loan()
    if sent is not None:
        form.refuse("This book is already lent to somebody else.")
    words = FormPage(
        "Record a loan",
        caption="The Winter Garden",
        intro=("Use this when a book leaves the library.",),
        back_href="/1/",
        cancel_href="/1/",
        warning="The reader is told by letter.",
    )
    return render("lodestar_govuk/form_page.jinja", {"user": Librarian(), "form": form, "page": words})


WRONG = (
    "lent_on-day=31&lent_on-month=2&lent_on-year=2026&kind=other&agreed_on-day=2&agreed_on-month=March"
    "&weeks=40"
)
RIGHT = (
    "lent_on-day=2&lent_on-month=mar&lent_on-year=2026&kind=short&sent=y&formats=p&formats=a&branch=n&reader=A+Reader"
    "&postcode=sy26nd&weeks=3&note=One%0D%0Atwo&agreed=yes&word=x"
)


def check_page() -> str:
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.http import QueryDict
    from django.utils.datastructures import MultiValueDict

    from lodestar.govuk.once import fresh_token
    from lodestar.govuk.parts import CheckPage, Clock

    _filters, loan = forms()
    sent = QueryDict(RIGHT, mutable=True)
    sent["once"] = fresh_token()
    form = loan(sent, MultiValueDict({"photo": [SimpleUploadedFile("a.jpg", b"x")]}))
    assert form.is_valid(), form.errors
    words = CheckPage(
        "Check before you save",
        caption="The Winter Garden",
        clock=Clock(
            "Due back by Monday 30 March instead of Friday 17 April", "soon", "20 working days from 2 March"
        ),
        consequences=("The reader is told by letter.", "The second reader waits longer."),
        cancel_href="/1/",
    )
    return render("lodestar_govuk/check_page.jinja", {"user": Librarian(), "form": form, "page": words})


def pages() -> dict[str, str]:
    """Return every page of the gallery by name."""
    return {
        "record": record_page(),
        "list": list_page(),
        "form": form_page(),
        "form-wrong": form_page(WRONG),
        "check": check_page(),
        "not-found": render("lodestar_govuk/errors/404.jinja", {"user": Librarian()}),
    }


def serve(page, made: dict[str, str]) -> None:
    """Answer the browser from memory and from what was built, under the policy that pages are under."""
    kinds = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
    policy = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:"

    def answer(route) -> None:
        path = route.request.url.removeprefix(ADDRESS).split("?")[0]
        name = path.strip("/")
        built = BUILT / path.removeprefix("/static/")
        if name in made:
            headers = {"Content-Security-Policy": policy}
            route.fulfill(body=made[name], content_type="text/html; charset=utf-8", headers=headers)
        elif path.startswith("/static/") and built.is_file():
            route.fulfill(body=built.read_bytes(), content_type=kinds.get(built.suffix, "text/plain"))
        else:
            route.fulfill(status=404, body="not here")

    page.route("**/*", answer)


def main(folder: str) -> None:
    """Write a picture of each page at both widths."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lodestar.config.settings")
    django.setup()
    from playwright.sync_api import sync_playwright

    made = pages()
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM_FLAGS)
        for width in (1280, 390):
            page = browser.new_page(viewport={"width": width, "height": 900})
            page.on("console", lambda message: print("console:", message.text))
            serve(page, made)
            for name in made:
                page.goto(f"{ADDRESS}/{name}/")
                page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
            if width == 1280:
                page.goto(f"{ADDRESS}/record/")
                page.pdf(path=f"{folder}/record.pdf", format="A4", prefer_css_page_size=True)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
