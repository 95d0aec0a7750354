"""At a glance and Measures as people meet them: worked out, shown, split, taken away, kept; and who sees what."""

import json
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lodestar.access.answers import NotAllowed
from lodestar.access.models import Event
from lodestar.analytics import actions, queries
from lodestar.analytics.models import Figures
from tests.casework.conftest import AT, TODAY
from tests.casework.desk.test_recording import day, hidden, text

END = date(2026, 3, 16)


@pytest.fixture
def children(people, looked_after):
    made = [
        looked_after(social_worker=people["sam"], first_name=f"Child{n}", last_name="Oak") for n in range(7)
    ]
    return made


@pytest.fixture
def figures(children, people):
    return actions.work_out(ends_on=END, by=people["mia"], at=AT)


def at(page, **more):
    return {"to": END.isoformat(), **more}


def test_before_figures_are_worked_out_the_page_says_so_and_offers_it(children, people, as_person):
    browser = as_person("mia")
    shown = browser.get("/at-a-glance/", at("/"))
    assert "are not worked out yet" in text(shown) and "/at-a-glance/work-out/" in shown.content.decode()
    form = browser.get("/at-a-glance/work-out/")
    sent = {"once": hidden(form, "once"), **day("day", END)}
    went = {browser.post("/at-a-glance/work-out/", sent).headers["Location"] for _ in range(2)}
    assert went == {f"/at-a-glance/?to={END.isoformat()}"}
    assert Figures.objects.filter(ends_on=END).count() == 1
    # the four ends of years before it are worked out with it, from the same rows
    assert {one.ends_on for one in Figures.objects.all()} == {
        END,
        *(date(year, 3, 31) for year in range(2022, 2026)),
    }
    assert len(set(Figures.objects.values_list("rows_hash", flat=True))) == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (day("day", date(2030, 1, 1)), "on or before"),
        ({"day-day": "31", "day-month": "2", "day-year": "2026"}, "must be a real date"),
        ({}, "Enter the day"),
    ],
)
def test_a_day_that_cannot_be_is_told(people, as_person, typed, words):
    browser = as_person("mia")
    form = browser.get("/at-a-glance/work-out/")
    answer = browser.post("/at-a-glance/work-out/", {"once": hidden(form, "once"), **typed})
    assert answer.status_code == 200 and words in text(answer)
    assert not Figures.objects.exists()


@pytest.mark.parametrize("nonsense", ["2026-02-31", "tomorrow", "2099-03-31", "1980-03-31", "'; drop"])
def test_an_address_with_no_day_leads_nowhere(people, as_person, nonsense):
    assert as_person("mia").get("/at-a-glance/", {"to": nonsense}).status_code == 404


def test_the_page_says_as_of_when_and_from_what(figures, as_person):
    shown = text(as_person("mia").get("/at-a-glance/", at("/")))
    assert "For the twelve months to 16 March 2026, counted from the register as it stood on" in shown
    assert "Worked out on" in shown and "by Mia" in shown
    assert "7 children looked after" in shown.replace("\n", " ")
    assert "On what legal basis children are looked after" in shown


def test_every_chart_can_be_taken_away_and_leaves_an_event(figures, as_person):
    browser = as_person("mia")
    page = browser.get("/at-a-glance/", at("/")).content.decode()
    links = [link.replace("&amp;", "&") for link in re.findall(r'href="(/at-a-glance/charts/[^"]+)"', page)]
    assert len(links) >= 40
    kinds = {"svg": b"<svg", "png": b"\x89PNG", "csv": b"\xef\xbb\xbf", "xlsx": b"PK"}
    for link in links[:8]:
        answer = browser.get(link)
        kind = re.search(r"\.(\w+)\?", link)[1]
        assert answer.content.startswith(kinds[kind]), link
        assert f".{kind}" in answer["Content-Disposition"]
    assert Event.objects.filter(kind="figures.taken").count() == 8
    assert browser.get("/at-a-glance/charts/no-such.svg", at("/")).status_code == 404
    assert browser.get("/at-a-glance/charts/ni62.exe", at("/")).status_code == 404


def test_measures_are_listed_with_definitions_even_without_figures(people, as_person):
    shown = text(as_person("mia").get("/measures/"))
    assert "are not worked out yet: the definitions are here" in shown
    assert "Three or more placements in the year" in shown and "What is not counted, and why" in shown


def test_one_measure_with_its_split_and_the_children_behind_it(figures, children, as_person):
    browser = as_person("mia")
    shown = text(browser.get("/measures/LOOKED_AFTER/", at("/", by="sex")))
    assert "Children looked after" in shown and "IND-5" not in shown
    assert "Performance analyst" in shown
    listed = browser.get("/measures/LOOKED_AFTER/children/", at("/"))
    assert "Child0 Oak" in text(listed) and "(7)" in text(listed)
    event = Event.objects.filter(kind="children.listed_behind_figure").latest("pk")
    assert (
        len(json.loads(event.after if isinstance(event.after, str) else json.dumps(event.after))["shown"])
        == 7
    )
    nobody = browser.get("/measures/NI62/children/", at("/"))
    assert "Nobody." in text(nobody)
    others = browser.get("/measures/NI62/children/", at("/", which="out"))
    assert "Child0 Oak" in text(others)


def test_an_unknown_measure_or_file_leads_nowhere(figures, as_person):
    browser = as_person("mia")
    for address in (
        "/measures/NO_SUCH/",
        "/measures/NI62/trend.exe",
        "/measures/NI62/nothing.csv",
        "/measures/all.pdf",
    ):
        assert browser.get(address, at("/")).status_code == 404, address


def test_tables_can_be_taken_away(figures, as_person):
    browser = as_person("mia")
    assert b"NI62" in browser.get("/measures/all.csv", at("/")).content
    assert browser.get("/measures/all.xlsx", at("/")).content.startswith(b"PK")
    assert b"Children" in browser.get("/measures/LOOKED_AFTER/split.csv", at("/", by="sex")).content
    assert browser.get("/measures/LOOKED_AFTER/trend.svg", at("/")).content.startswith(b"<svg")


# --- who sees what ----------------------------------------------------------------------------------------


def test_a_panel_member_sees_no_small_number_no_split_and_no_child(children, people, as_person):
    actions.work_out(ends_on=END, by=people["mia"], at=AT)
    browser = as_person("pam")
    page = browser.get("/at-a-glance/", at("/"))
    assert "Numbers from 1 to 5 are shown as c" in text(page)
    measure = text(browser.get("/measures/LOOKED_AFTER/", at("/", by="sex")))
    assert "Splits hold small numbers" in measure and "The children behind" not in measure
    assert browser.get("/measures/LOOKED_AFTER/children/", at("/")).status_code == 403
    assert browser.get("/at-a-glance/work-out/").status_code == 403


def test_small_numbers_are_kept_back_in_every_form(people, looked_after, as_person):
    for number in range(3):
        looked_after(social_worker=people["sam"], first_name=f"Few{number}", last_name="Ash")
    actions.work_out(ends_on=END, by=people["mia"], at=AT)
    browser = as_person("pam")
    page = text(browser.get("/at-a-glance/", at("/")))
    assert "c children looked after" in page.replace("\n", " ")
    for kind in ("svg", "csv"):
        content = browser.get(f"/at-a-glance/charts/legal-status.{kind}", at("/")).content.decode()
        assert not re.search(
            r"(?<![\d.])3(?![\d.])",
            re.sub(
                r'[xyr\d]+="[^"]*"|points="[^"]*"|viewBox="[^"]*"|font-size="[^"]*"',
                "",
                content.split("Worked out")[0].split("For the twelve")[0],
            ),
        )


# --- snapshots --------------------------------------------------------------------------------------------


def test_a_snapshot_gives_the_same_numbers_when_the_register_has_changed(
    figures, people, looked_after, as_person
):
    kept = actions.keep(figures=figures, name="  Annual   report ", by=people["mia"], at=AT)
    looked_after(social_worker=people["sam"], first_name="Later", last_name="Elm")
    again = actions.work_out(ends_on=END, by=people["mia"], at=AT)
    assert again.rows_hash != kept.rows_hash
    browser = as_person("mia")
    assert "8 children looked after" in text(browser.get("/at-a-glance/", at("/"))).replace("\n", " ")
    shown = text(browser.get("/at-a-glance/", at("/", kept=kept.pk))).replace("\n", " ")
    assert "Snapshot “Annual report”." in shown and "7 children looked after" in shown
    rows = queries.rows_of(kept)
    assert rows.fingerprint() == kept.rows_hash and rows["children"].height == 7
    assert "Annual report" in text(browser.get("/at-a-glance/snapshots/"))


def test_a_snapshot_needs_a_name_of_its_own(figures, people, as_person):
    actions.keep(figures=figures, name="Report", by=people["mia"], at=AT)
    for name, words in (
        ("", "Enter a name"),
        ("report", "a snapshot of that name already"),
        ("x" * 121, "120 characters"),
    ):
        with pytest.raises(NotAllowed, match=words):
            actions.keep(figures=figures, name=name, by=people["mia"], at=AT)
    browser = as_person("mia")
    form = browser.get(f"/at-a-glance/keep/?to={END.isoformat()}")
    answer = browser.post(
        f"/at-a-glance/keep/?to={END.isoformat()}", {"once": hidden(form, "once"), "name": "report"}
    )
    assert (
        answer.status_code == 200
        and "Choose another" in text(answer)
        and 'value="report"' in answer.content.decode()
    )


# --- cost -------------------------------------------------------------------------------------------------


def test_no_page_asks_more_of_the_database_for_more_children(figures, people, looked_after, as_person):
    browser = as_person("mia")
    pages = ("/at-a-glance/", "/measures/", "/measures/LOOKED_AFTER/children/")

    def asked():
        found = []
        for page in pages:
            browser.get(page, at("/"))
            with CaptureQueriesContext(connection) as queries_made:
                browser.get(page, at("/"))
            found.append(len(queries_made))
        return found

    few = asked()
    for number in range(20):
        looked_after(social_worker=people["sam"], first_name=f"More{number}", last_name="Yew")
    actions.work_out(ends_on=END, by=people["mia"], at=AT)
    assert asked() == few
    assert TODAY >= END
