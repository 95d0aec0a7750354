"""The pages of watch lists: who sees what, at what cost, and what is left behind by reading them."""

import csv
import io
import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lodestar.access.models import Event
from lodestar.analytics.watch.lists import LISTS
from lodestar.analytics.watch.presenters import by_when, how_long
from lodestar.casework.children import actions as children
from lodestar.law.citation import Force
from tests.analytics.watch.lives import BEGAN, TODAY, a_life, a_plan, a_review, known
from tests.casework.conftest import AT
from tests.factories.children import a_missing_episode, a_relationship
from tests.factories.reviews import a_booking, a_decision, a_rating

pytestmark = pytest.mark.django_db
FAR = {"location": "OUT", "miles_from_home": "44.5"}


@pytest.fixture
def far_child(people):
    """Make a child who lives far away, with many other things to be said of them."""

    def make(name="Ben", since=BEGAN, worker="sam", officer="ivy"):
        child = a_life(
            ((since, "U3", FAR),),
            ((since, "V2"),),
            first_name=name,
            last_name="Oak",
            iro=people[officer],
            worker=people[worker],
            by=people["ada"],
        )
        a_missing_episode(child=child, from_on=date(2026, 3, 12), recorded_by=people["ada"])
        a_relationship(child=child, contact="not-allowed", recorded_by=people["ada"])
        a_review(child, since + timedelta(days=20), "PN7")
        a_review(child, since + timedelta(days=100), "PN3")
        if since != BEGAN:
            return child
        held = a_booking(child, people[officer], date(2026, 2, 2), by=people["ada"], state="held")
        a_decision(held, by=people["ivy"], due_on=date(2026, 3, 2))
        a_rating(held, "red", by=people["ivy"], due_on=date(2026, 2, 9), roles=["team-manager"])
        return known(child)

    return make


def words(answer):
    return " ".join(re.sub(r"<[^>]*>", " ", answer.content.decode()).split())


def counts_on(answer):
    """Return what the page of all lists says of each: its count by its id."""
    rows = re.findall(
        r'href="/watch-lists/([\w-]+)/">.*?data-label="Children"><div>(?:<strong>)?(\w+)',
        answer.content.decode(),
        re.DOTALL,
    )
    return {name: 0 if number == "None" else int(number) for name, number in rows}


# --- what is on them ------------------------------------------------------------------------------------


def test_every_list_has_an_id_words_and_a_source_and_none_twice():
    assert len({one.id for one in LISTS}) == len({one.title for one in LISTS}) == len(LISTS) == 34
    for one in LISTS:
        assert re.fullmatch(r"[a-z0-9-]+", one.id) and one.because.endswith(".") and one.owed.endswith(".")
        assert one.citation.provision
        assert one.citation.force is not Force.REGULATIONS or one.citation.url.startswith("https://")


@pytest.mark.parametrize("who", ["ivy", "mia", "ada", "sam", "tess", "serge", "dot", "sol"])
def test_the_counts_equal_the_rows_of_each_list_for_the_same_person(far_child, people, as_person, who):
    far_child("Ben")
    far_child("Nia", worker="sol", officer="omar")
    browser = as_person(who)
    counts = counts_on(browser.get("/watch-lists/"))
    assert set(counts) == {one.id for one in LISTS}
    for name, number in counts.items():
        page = browser.get(f"/watch-lists/{name}/").content.decode()
        assert page.count('data-label="Child"') == number, name
    mine = {"ivy": 1, "mia": 2, "ada": 2, "sam": 1, "tess": 1, "serge": 1, "dot": 2, "sol": 1}
    assert counts["far-from-home"] == counts["missing-now"] == counts["decisions-past"] == mine[who]


def test_a_row_says_who_why_since_when_and_what_is_owed_by_when(far_child, as_person):
    child = far_child("Ben")
    answer = as_person("mia").get("/watch-lists/missing-now/")
    page = words(answer)
    assert f'href="/children/{child.pk}/"' in answer.content.decode()
    assert "Ben Oak , 11" in page and child.identifier in page
    assert "Ivy Sam, North" in page
    assert "Missing since 12 March 2026, and no return is recorded." in page
    assert "Since 12 March 2026: 4 days" in page
    assert "Social worker, due by 13 March 2026, 3 days ago: tell the IRO" in page and "Late" in page
    assert "Local policy: telling the IRO between reviews" in page


def test_the_least_contact_of_the_iro_is_owed_to_everybody_on_a_list(far_child, people, as_person):
    far_child("Ben")
    page = words(as_person("mia").get("/watch-lists/far-from-home/"))
    # Reviewed on 2 February, due by 2 August: half-way between.
    assert "IRO, by 3 May 2026: look half-way, and be in touch with the child" in page


def test_the_longest_come_first_and_pages_follow(far_child, people, as_person):
    for number in range(26):
        far_child(f"Kit{number:02}", since=date(2025, 6, 1) + timedelta(days=number))
    browser = as_person("mia")
    first = browser.get("/watch-lists/far-from-home/").content.decode()
    names = re.findall(r"(Kit\d\d) Oak", first)
    assert names == [f"Kit{number:02}" for number in range(25)]
    last = words(browser.get("/watch-lists/far-from-home/?page=2"))
    assert "Kit25 Oak" in last and "Showing 26 to 26 of 26 children" in last
    assert "Kit25 Oak" in words(browser.get("/watch-lists/far-from-home/?page=99"))


def test_filters_by_team_and_by_iro_stay_in_the_address_and_in_the_file(far_child, people, teams, as_person):
    far_child("Ben")
    far_child("Nia", worker="sol", officer="omar")
    browser = as_person("mia")
    for query, shown, hidden in (
        (f"officer={people['ivy'].pk}", "Ben Oak", "Nia Oak"),
        (f"team={teams['other'].pk}", "Nia Oak", "Ben Oak"),
    ):
        answer = browser.get(f"/watch-lists/far-from-home/?{query}")
        assert shown in words(answer) and hidden not in words(answer)
        assert f"children.csv?{query}" in answer.content.decode()
        assert "Remove this filter" in words(answer)
        assert hidden not in browser.get(f"/watch-lists/far-from-home/children.csv?{query}").content.decode()
    none = words(
        browser.get(f"/watch-lists/far-from-home/?officer={people['omar'].pk}&team={teams['north'].pk}")
    )
    assert "Nobody fits these filters" in none and "Download" not in none
    assert "Ben Oak" in words(browser.get("/watch-lists/far-from-home/?officer=x&team=9999999999999"))
    assert "Nobody is on this list" in words(browser.get("/watch-lists/babies/"))


# --- who may see what -----------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["pam", "ann", "aud", "sys", "adv", "vis"])
def test_who_sees_no_children_sees_no_lists(people, as_person, who):
    browser = as_person(who)
    for address in ("/watch-lists/", "/watch-lists/babies/", "/watch-lists/babies/children.csv"):
        assert browser.get(address).status_code == 403
    assert 'href="/watch-lists/"' not in browser.get("/").content.decode()


def test_who_sees_children_finds_the_lists_in_the_navigation(people, as_person):
    for who in ("ivy", "mia", "ada", "sam", "tess", "serge", "dot"):
        assert as_person(who).get("/").content.decode().count('href="/watch-lists/"') == 1


def test_a_restricted_child_is_counted_and_stays_masked_on_page_and_in_file(far_child, people, as_person):
    child = far_child("Ben")
    far_child("Nia")
    children.restrict_child(child=child, because="Known to staff", by=people["mia"], at=AT)
    for who in ("tess", "mia"):
        browser = as_person(who)
        assert counts_on(browser.get("/watch-lists/"))["far-from-home"] == 2
        answer = browser.get("/watch-lists/far-from-home/")
        page = words(answer)
        assert "Restricted record" in page and "Nia Oak" in page
        assert f"/children/{child.pk}/open-with-reason/" in answer.content.decode()
        file = browser.get("/watch-lists/far-from-home/children.csv").content.decode()
        assert "Restricted record" in file
        for secret in ("Ben", child.identifier):
            assert secret not in page and secret not in file
    assert "Ben Oak" in words(as_person("ivy").get("/watch-lists/far-from-home/"))


def test_there_is_no_list_of_another_name_and_no_file_of_another_kind(people, as_person):
    browser = as_person("mia")
    for address in (
        "/watch-lists/nobody/",
        "/watch-lists/nobody/children.csv",
        "/watch-lists/babies/children.exe",
    ):
        assert browser.get(address).status_code == 404
    assert browser.post("/watch-lists/babies/").status_code == 405


# --- what is left behind --------------------------------------------------------------------------------


def test_reading_a_list_and_taking_it_away_are_events(far_child, people, as_person):
    child = far_child("Ben")
    browser = as_person("tess")
    browser.get(f"/watch-lists/missing-now/?team={people['tess'].team_id}")
    read = Event.objects.latest("sequence")
    said = {"page": "watch-list", "list": "missing-now", "team": people["tess"].team_id, "found": 1}
    assert read.kind == "children.listed" and read.by_id == people["tess"].pk
    assert read.after == {**said, "page_number": 1, "shown": [child.identifier]}
    browser.get("/watch-lists/missing-now/children.xlsx")
    taken = Event.objects.latest("sequence")
    assert taken.kind == "figures.taken"
    assert taken.after["format"] == "xlsx" and taken.after["shown"] == [child.identifier]


def test_the_file_holds_every_row_in_columns_and_no_formula(far_child, people, as_person):
    far_child("=1+1")
    for number in range(26):
        far_child(f"Kit{number}", since=date(2025, 6, 1) + timedelta(days=number))
    answer = as_person("mia").get("/watch-lists/far-from-home/children.csv")
    assert answer["Content-Type"].startswith("text/csv")
    assert 'filename="far-from-home-2026-03-16.csv"' in answer["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    head, first = rows[0], dict(zip(rows[0], rows[1], strict=True))
    assert head[:4] == ["Child", "Identifier", "Age", "IRO"] and len([r for r in rows if len(r) == 12]) == 28
    assert not first["Child"].startswith("=") and "=1+1 Oak" in first["Child"]
    assert first["Since"] == "2025-03-03" and first["IRO"] == "Ivy" and first["Team"] == "North"
    assert "SI 2010/959 Sch.7 para 5" in first["Where it is written"]


# --- at what cost ---------------------------------------------------------------------------------------


def test_the_number_of_questions_is_the_same_for_two_children_and_for_forty(far_child, people, as_person):
    browser = as_person("mia")
    addresses = ["/watch-lists/", *(f"/watch-lists/{one.id}/" for one in LISTS)]
    addresses += [f"/watch-lists/{one.id}/children.csv" for one in LISTS[:3]]

    def questions():
        number = {}
        for address in addresses:
            with CaptureQueriesContext(connection) as asked:
                assert browser.get(address).status_code == 200
            number[address] = len(asked)
        return number

    def populate(number):
        for one in range(number):
            child = far_child(f"Kit{one}")
            if one % 2:
                a_plan(child)

    populate(2)
    questions()
    few = questions()
    populate(38)
    many = questions()
    assert many == few
    assert many["/watch-lists/"] <= 2 * len(LISTS) and max(list(many.values())[1:]) <= 16


# --- words ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "says"),
    [
        (TODAY, "0 days"),
        (date(2026, 3, 15), "1 day"),
        (date(2026, 1, 17), "58 days"),
        (date(2026, 1, 16), "2 months"),
        (date(2024, 3, 17), "23 months"),
        (date(2024, 3, 16), "2 years"),
        (date(2024, 2, 16), "2 years and 1 month"),
    ],
)
def test_how_long_something_has_been_so(since, says):
    assert how_long(since, TODAY) == says


def test_by_when_in_words():
    assert by_when(None, TODAY) == "now" and by_when(TODAY, TODAY) == "today"
    assert by_when(date(2026, 3, 17), TODAY) == "by 17 March 2026"
    assert by_when(date(2026, 3, 15), TODAY) == "due by 15 March 2026, 1 day ago"
