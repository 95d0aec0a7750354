"""The managers' board: what is late or waits, whose it is, as far as each one's work reaches, at one cost."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lodestar.access.models import Event
from lodestar.access.roles import Role
from lodestar.casework.children import actions as children
from lodestar.casework.decisions import actions as decisions
from lodestar.casework.desk.queries.board import greens_with_late_decisions
from tests.casework.conftest import AT, TODAY
from tests.casework.desk.test_recording import text
from tests.factories.reviews import a_booking, a_decision, a_rating

BEFORE = date(2026, 3, 12)


@pytest.fixture
def children_of(people, looked_after):
    """Make a child of a social worker's with everything on the board about them."""

    def make(worker="sam", name="Ben", colour="amber", roles=("team-manager",)):
        child = looked_after(social_worker=people[worker], first_name=name, last_name="Oak")
        earlier = a_booking(child, people["ivy"], BEFORE, by=people["ada"], state="held")
        a_decision(
            earlier,
            by=people["ivy"],
            due_on=date(2026, 3, 13),
            words=f"Buy {name} boots",
            owner=people["sam"],
        )
        decisions.send_decisions(booking=earlier, by=people["ivy"], at=AT)
        rating = a_rating(earlier, colour, by=people["ivy"], due_on=date(2026, 3, 20), roles=roles)
        return child, earlier, a_booking(child, people["ivy"], TODAY + timedelta(1), by=people["ada"]), rating

    return make


def test_the_team_managers_board_says_what_is_late_and_what_waits(children_of, people, as_person):
    _, earlier, coming, rating = children_of()
    browser = as_person("tess")
    answer = browser.get("/board/")
    page, markup = text(answer), answer.content.decode()
    assert "Social worker's report" in page and f"/reviews/{coming.pk}/papers/" in markup
    assert "Overdue by 2 working days: was due by Thursday 12 March" in page
    assert "1 decision to answer" in page and f"/reviews/{earlier.pk}/decisions/answer/" in markup
    assert "Due in 5 working days, by Monday 23 March" in page
    assert "Buy Ben boots" in page and "Past its date" in page
    assert "Overdue by 1 working day: was due by Friday 13 March" in page
    assert "Amber rating" in page and f"/ratings/{rating.notices.get().pk}/answer/" in markup
    assert "No review rated green has a decision past its date" in page


def test_greens_with_late_decisions_are_listed_until_rated_anew(children_of, people, as_person):
    children_of(colour="green", roles=())
    page = text(as_person("tess").get("/board/"))
    assert "1 decision is past its date" in page and "No amber or red waits for an answer" in page
    assert greens_with_late_decisions(people["tess"], on=TODAY).count() == 1
    assert greens_with_late_decisions(people["mia"], on=TODAY).count() == 1
    assert not greens_with_late_decisions(people["sol"], on=TODAY).exists()
    assert not greens_with_late_decisions(people["tess"], on=date(2026, 3, 13)).exists()


def test_an_empty_board_says_so_part_by_part(people, as_person):
    page = text(as_person("tess").get("/board/"))
    for words in (
        "No report is late",
        "No decision waits for an answer",
        "No decision is past its date",
        "No amber or red waits for an answer",
        "No review rated green has a decision past its date",
    ):
        assert words in page


def test_what_stands_as_agreed_waits_no_more(children_of, people, as_person, monkeypatch):
    from django.utils import timezone

    children_of()
    monkeypatch.setattr(timezone, "now", lambda: AT + timedelta(days=8))
    assert "No decision waits for an answer" in text(as_person("tess").get("/board/"))


def test_each_board_reaches_as_far_as_the_work(children_of, people, teams, as_person):
    children_of("sam", "Ben", "red", ("team-manager", "service-manager"))
    children_of("sol", "Nia")  # of another team, in another service
    people["otto"] = type(people["tess"]).objects.add(
        username="otto", name="Otto", role=Role.TEAM_MANAGER, team=teams["other"]
    )
    boards = {who: text(as_person(who).get("/board/")) for who in ("tess", "otto", "serge", "mia")}
    assert {who for who, page in boards.items() if "Buy Ben boots" in page} == {"tess", "serge", "mia"}
    assert {who for who, page in boards.items() if "Buy Nia boots" in page} == {"otto", "mia"}


def test_a_service_manager_answers_their_own_and_sees_who_else_is_asked(children_of, people, as_person):
    _, earlier, _, rating = children_of("sam", "Ben", "red", ("team-manager", "service-manager"))
    markup = as_person("serge").get("/board/").content.decode()
    own, other = rating.notices.get(role="service-manager"), rating.notices.get(role="team-manager")
    assert f"/ratings/{own.pk}/answer/" in markup and f"/ratings/{other.pk}/answer/" not in markup
    assert f"/reviews/{earlier.pk}/rating/" in markup
    assert f"/reviews/{earlier.pk}/decisions/answer/" not in markup


def test_a_restricted_record_stays_on_the_board_unnamed(children_of, people, as_person):
    child, *_ = children_of()
    children.restrict_child(child=child, because="Known to staff", by=people["mia"], at=AT)
    answer = as_person("tess").get("/board/")
    page = text(answer)
    assert "Restricted record" in page and "Ben" not in page and "boots" not in page
    assert f"/children/{child.pk}/open-with-reason/" in answer.content.decode()


@pytest.mark.parametrize("who", ["ivy", "ada", "sam", "dot", "pam", "ann", "aud", "sys", "adv", "vis"])
def test_nobody_else_has_a_board(people, as_person, who):
    browser = as_person(who)
    assert browser.get("/board/").status_code == 403
    assert 'href="/board/"' not in browser.get("/").content.decode()


@pytest.mark.parametrize("who", ["tess", "serge", "mia"])
def test_managers_find_their_board_in_the_navigation_and_reading_it_is_an_event(
    children_of, people, as_person, who
):
    child, *_ = children_of()
    browser = as_person(who)
    assert browser.get("/").content.decode().count('href="/board/"') == 1
    browser.get("/board/")
    seen = Event.objects.filter(kind="children.listed").latest("sequence")
    assert seen.after == {"page": "board", "shown": [child.identifier]}


def test_the_number_of_questions_does_not_grow_and_the_rest_is_counted(children_of, people, as_person):
    browser = as_person("tess")

    def questions():
        with CaptureQueriesContext(connection) as asked:
            assert browser.get("/board/").status_code == 200
        return len(asked)

    children_of()
    questions()
    few = questions()
    for number in range(12):
        children_of(name=f"Kit{number}")
    assert questions() <= few
    child, earlier, *_ = children_of(name="Max")
    for _ in range(30):
        a_decision(earlier, by=people["ivy"], due_on=date(2026, 3, 14))
    page = text(browser.get("/board/"))
    assert "more lines not shown: these are the most pressing." in page
