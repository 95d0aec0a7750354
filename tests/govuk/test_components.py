"""Markup written by hand for speed is the Design System's own: compared with its macros."""

import pytest
from django.http import QueryDict

from lodestar.govuk import parts
from lodestar.govuk.jinja_env import environment
from tests.govuk import gallery
from tests.govuk.markup import elements, faults, read, words

ENV = environment()


def ours(call: str, **context) -> str:
    return ENV.from_string("{% import 'lodestar_govuk/components.jinja' as ui %}" + call).render(**context)


def theirs(component: str, name: str, params: dict) -> str:
    template = ENV.get_template(f"govuk_frontend_jinja/components/{component}/macro.html")
    return getattr(template.module, name)(params)


def paging(number: int, total: int) -> parts.Paging:
    return parts.Paging(number, total, 25, QueryDict("status=on"))


@pytest.mark.parametrize(
    ("mine", "component", "name", "params"),
    [
        ("ui.tag(tag)", "tag", "govukTag", {"text": "Late", "classes": "govuk-tag--red"}),
        ("ui.warning_text('Mind')", "warning-text", "govukWarningText", {"text": "Mind"}),
        ("ui.inset('A')", "inset-text", "govukInsetText", {"text": "A", "classes": "lodestar-lines"}),
        (
            "ui.button('Go', 'step', 'on', secondary=true)",
            "button",
            "govukButton",
            {
                "text": "Go",
                "name": "step",
                "value": "on",
                "preventDoubleClick": True,
                "classes": "govuk-button--secondary",
            },
        ),
        ("ui.link_button('Go', '/a/')", "button", "govukButton", {"text": "Go", "href": "/a/"}),
        (
            "ui.breadcrumbs(links)",
            "breadcrumbs",
            "govukBreadcrumbs",
            {"items": [{"text": "Books", "href": "/books/"}, {"text": "One", "href": "/books/1/"}]},
        ),
    ],
)
def test_small_macros_print_what_the_design_system_prints(mine, component, name, params):
    context = {
        "tag": parts.Tag("Late", "red"),
        "links": [parts.Link("Books", "/books/"), parts.Link("One", "/books/1/")],
    }
    assert read(ours("{{ " + mine + " }}", **context)) == read(theirs(component, name, params))


def test_the_back_link_is_the_design_systems_in_a_landmark():
    made = read(ours("{{ ui.back_link('/a/') }}"))
    assert made[0] == ("nav", (("aria-label", "Back"),))
    assert made[1:-1] == read(theirs("back-link", "govukBackLink", {"href": "/a/", "text": "Back"}))


def test_the_summary_list_is_the_design_systems_with_lines_kept():
    facts = [parts.Fact("Title", "A book", "/t/"), parts.Fact("IRO", "None")]
    oracle = theirs(
        "summary-list",
        "govukSummaryList",
        {
            "rows": [
                {
                    "key": {"text": "Title"},
                    "value": {"text": "A book", "classes": "lodestar-lines"},
                    "actions": {"items": [{"href": "/t/", "text": "Change", "visuallyHiddenText": "title"}]},
                },
                {"key": {"text": "IRO"}, "value": {"text": "None", "classes": "lodestar-lines"}},
            ]
        },
    )
    assert read(ours("{{ ui.summary_list(facts) }}", facts=facts)) == read(oracle)


def test_details_are_the_design_systems():
    made = ours("{% call ui.details('Why?') %}Because.{% endcall %}")
    assert read(made) == read(theirs("details", "govukDetails", {"summaryText": "Why?", "text": "Because."}))


@pytest.mark.parametrize("number", [1, 2, 5, 25])
def test_paging_is_the_design_systems(number):
    part = paging(number, 612)
    items = [
        {"ellipsis": True}
        if page is None
        else {"number": page, "href": part.href(page), **({"current": True} if page == number else {})}
        for page in part.numbers()
    ]
    params = {"landmarkLabel": "Pages", "items": items}
    if number > 1:
        params["previous"] = {"href": part.href(number - 1)}
    if number < 25:
        params["next"] = {"href": part.href(number + 1)}
    made = read(ours("{{ ui.paging(part, 'book') }}", part=part))
    oracle = read(theirs("pagination", "govukPagination", params))
    assert made[: len(oracle)] == oracle
    assert f"of {612} books" in words(ours("{{ ui.paging(part, 'book') }}", part=part))


@pytest.mark.parametrize(
    ("number", "total", "shown"),
    [
        (1, 0, [1]),
        (1, 30, [1, 2]),
        (1, 250, [1, 2, None, 10]),
        (3, 250, [1, 2, 3, 4, None, 10]),
        (4, 250, [1, 2, 3, 4, 5, None, 10]),
        (5, 250, [1, None, 4, 5, 6, None, 10]),
        (10, 250, [1, None, 9, 10]),
    ],
)
def test_a_gap_of_one_page_is_filled_with_that_page(number, total, shown):
    assert paging(number, total).numbers() == shown


def test_paging_says_which_rows_are_shown():
    assert (paging(2, 30).first_row, paging(2, 30).last_row) == (26, 30)
    assert (paging(1, 0).first_row, paging(1, 0).last_row) == (0, 0)
    assert words(ours("{{ ui.paging(part, 'child', 'children') }}", part=paging(1, 2))) == "2 children"


@pytest.mark.parametrize(
    ("typed", "page"),
    [(None, 1), ("", 1), ("2", 2), ("99", 4), ("0", 1), ("-1", 1), ("x", 1), ("²", 1), ("9" * 50, 1)],
)
def test_any_page_number_that_is_typed_is_a_page(typed, page):
    assert parts.page_number(typed, 100, 25) == page


def test_a_change_of_filter_keeps_the_others_and_goes_to_the_first_page():
    query = QueryDict("status=on&status=in&q=a%26b&page=3&empty=")
    assert parts.with_changes(query, q=None) == "?status=on&status=in"
    assert parts.with_changes(query, q="ä b") == "?status=on&status=in&q=%C3%A4+b"
    assert parts.with_changes(query, status=["x", "y"]) == "?q=a%26b&status=x&status=y"
    assert parts.without_value(query, "status", "on") == "?q=a%26b&status=in"
    assert parts.with_changes(QueryDict("")) == "?"
    assert parts.Paging(1, 100, 25, query).href(2) == "?status=on&status=in&q=a%26b&page=2"


def test_a_heading_sorts_and_then_turns_the_order_round():
    query = QueryDict("page=2")
    assert parts.sortable(query, "Due", "due", "name") == parts.Column("Due", "?sort=due")
    assert parts.sortable(query, "Due", "due", "due") == parts.Column("Due", "?sort=-due", "ascending")
    assert parts.sortable(query, "Due", "due", "-due") == parts.Column("Due", "?sort=due", "descending")
    made = ours(
        "{% call ui.table('Books', [c]) %}{% endcall %}", c=parts.sortable(query, "Due", "due", "due")
    )
    heading = elements(made, "th")[0]
    assert heading["aria-sort"] == "ascending" and heading["scope"] == "col"
    assert "sorted up, sort down" in words(made)


def test_a_wide_table_can_be_reached_and_scrolled_with_the_keyboard():
    region = elements(ours("{% call ui.table('Books', ['A']) %}{% endcall %}"), "div")[0]
    assert (region["role"], region["tabindex"], region["aria-label"]) == ("region", "0", "Books")
    stacked = elements(ours("{% call ui.table('Books', ['A'], stacked=true) %}{% endcall %}"), "div")[0]
    assert "tabindex" not in stacked


def test_only_the_page_one_is_on_is_marked_in_the_tabs():
    tabs = [parts.Link("A", "/a/", current=True), parts.Link("B", "/b/", count=0)]
    made = ours("{{ ui.sub_navigation(tabs, 'Sections') }}", tabs=tabs)
    assert [one.get("aria-current") for one in elements(made, "a")] == ["page", None]
    assert words(made) == "A B (0)"


def test_whatever_a_part_holds_is_escaped():
    bad = "<script>"
    made = ours(
        "{{ ui.identity_bar(bad, [fact], [tag]) }}{{ ui.timeline([item]) }}{{ ui.clock(clock) }}"
        "{{ ui.stats([stat]) }}{{ ui.alert(bad, bad) }}"
        "{{ ui.empty_state(bad, bad) }}{{ ui.badge(tag) }}{{ ui.inset(bad) }}",
        bad=bad,
        fact=parts.Fact(bad, bad, bad),
        tag=parts.Tag(bad),
        item=parts.TimelineItem(bad, bad, words=bad, byline=bad),
        clock=parts.Clock(bad, because=bad, citation=bad),
        stat=parts.Stat(bad, bad),
    )
    assert bad not in made and "&lt;script&gt;" in made


@pytest.mark.parametrize("name", ["record", "list", "form", "form-wrong", "check", "not-found"])
def test_every_page_of_the_gallery_is_sound(name):
    page = gallery.pages()[name]
    assert faults(page) == []
    assert len(elements(page, "h1")) == 1
    assert len(elements(page, "main")) == 1
    assert elements(page, "html")[0]["lang"] == "en"
    assert not [one for one in elements(page, "script") if "src" not in one], "no script stands in a page"
    assert not [one for one in elements(page) if "style" in one], "no style stands in a page"


def test_filters_stay_in_the_address_and_say_what_removing_one_does():
    page = gallery.list_page()
    form = next(one for one in elements(page, "form") if one.get("method") == "get")
    assert form["action"] == ""
    assert "Remove this filter: Status On loan" in words(page)
