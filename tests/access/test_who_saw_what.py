"""Who saw what: found by person, child, kind and time; told in words; turned by key; and noted itself."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lodestar.access import chain, presenters, queries
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import Event
from lodestar.access.roles import Role
from tests.factories.people import AT, a_person, an_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor(signed_in_as):
    client, _ = signed_in_as(Role.AUDITOR, username="the.auditor", name="Aud Itor")
    return client


@pytest.fixture
def ann():
    return a_person(username="ann", name="Ann Field")


@pytest.fixture
def bea():
    return a_person(username="bea", name="Bea Marsh")


def read(client, query=""):
    answer = client.get(f"/events/?{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def lines(page):
    return page.count('<tr class="govuk-table__row">') - 1  # without the headings


def test_what_was_done_is_told_in_words_newest_first(auditor, ann, bea):
    an_event(ann, AT, child_identifier="K1")
    an_event(
        bea, AT + timedelta(hours=1), kind=EventKind.CHILD_MOVED, child_identifier="K2", after={"type": "U6"}
    )
    page = read(auditor)
    assert page.index("Bea Marsh") < page.index("Ann Field")
    assert "16 March 2026 at 9am" in page and "Opened a child&#39;s record" in page and "K1" in page
    assert "Recorded a move" in page


def test_what_was_said_about_a_child_is_shown_only_to_who_asked_for_that_child(auditor, ann):
    an_event(ann, kind=EventKind.CHILD_MOVED, child_identifier="K2", after={"carer": "Mrs Thistle"})
    for query in ("", "person=ann", "child=K", "kind=child.moved"):
        page = read(auditor, query)
        assert "Thistle" not in page
    assert "Ask for K2 to read what was said" in read(auditor, "person=ann")
    assert not Event.objects.filter(kind=EventKind.EVENTS_READ).exclude(child_identifier="").exists()
    page = read(auditor, "person=ann&child=K2")
    assert "Carer: Mrs Thistle" in page
    assert Event.objects.latest("sequence").child_identifier == "K2"
    assert "Read who saw what" in read(auditor, "child=K2")  # the reading is found under the child


def test_reading_is_noted_with_what_was_asked(auditor, ann):
    read(auditor, "person=ann&child=K1&kind=child.viewed&since=2026-03-01&until=2026-03-16")
    event = Event.objects.latest("sequence")
    assert (event.kind, event.by_username) == (EventKind.EVENTS_READ, "the.auditor")
    assert event.after == {
        "person": "ann",
        "child": "K1",
        "kind": "child.viewed",
        "since": "2026-03-01",
        "until": "2026-03-16",
    }
    assert "Read who saw what" in read(auditor)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"K1", "K2", "K3"}),
        ("person=ann", {"K1", "K3"}),
        ("person=Ann+Field", {"K1", "K3"}),
        ("person=MARSH", {"K2"}),
        ("child=K2", {"K2"}),
        ("kind=child.moved", {"K3"}),
        ("since=2026-03-17", {"K2", "K3"}),
        ("until=2026-03-17", {"K1", "K2"}),
        ("since=2026-03-17&until=2026-03-17", {"K2"}),
        ("since-day=17&since-month=3&since-year=2026&until-day=17&until-month=3&until-year=2026", {"K2"}),
        ("person=ann&kind=child.moved", {"K3"}),
        ("person=bea&child=K1", set()),
    ],
)
def test_events_are_found_by_what_is_asked(auditor, ann, bea, query, found):
    an_event(ann, AT, child_identifier="K1")
    an_event(bea, AT + timedelta(days=1), child_identifier="K2")
    an_event(ann, AT + timedelta(days=2), child_identifier="K3", kind=EventKind.CHILD_MOVED)
    page = read(auditor, query)
    assert {child for child in ("K1", "K2", "K3") if f">{child}</td>" in page} == found


def test_a_day_is_a_day_of_the_services_own_zone(auditor, ann):
    summer = AT.replace(month=7, day=1, hour=23, minute=30)  # half past midnight on 2 July in London
    an_event(ann, summer, child_identifier="K1")
    assert ">K1</td>" in read(auditor, "since=2026-07-02&until=2026-07-02")
    assert ">K1</td>" not in read(auditor, "until=2026-07-01")


def test_when_several_people_fit_the_auditor_chooses(auditor, ann):
    a_person(username="ann2", name="Ann Fields")
    an_event(ann, child_identifier="K1")
    before = Event.objects.count()
    page = read(auditor, "person=field&kind=child.viewed")
    assert "Whom do you mean?" in page and "?kind=child.viewed&amp;person=ann2" in page and "K1" not in page
    assert Event.objects.count() == before  # nothing was shown yet
    assert "Nobody has that name" in read(auditor, "person=zzz")


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("since=2026-02-30", "must be a real date"),
        ("since=2026-03-02&until=2026-03-01", "To must be the same day as From or later"),
        ("kind=no.such", "from the list"),
        ("child=" + "K" * 30, "20 characters or fewer"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words_and_nothing_shown(auditor, ann, query, told):
    an_event(ann, child_identifier="K1")
    page = read(auditor, query)
    assert told in page and "Nothing was looked up" in page and lines(page) == -1


@pytest.mark.parametrize("query", ["before=x", "before=-1", "before=" + "9" * 30, "before=999999", "page=4"])
def test_an_odd_address_shows_the_newest(auditor, ann, query):
    an_event(ann, child_identifier="K1")
    assert ">K1</td>" in read(auditor, query)


def many(by, count, at=AT):
    chain.append(
        [chain.Noted(EventKind.CHILD_VIEWED, f"K{n}", "", None, None) for n in range(count)], by=by, at=at
    )


def test_pages_are_turned_by_key_and_no_line_is_lost_or_shown_twice(ann):
    many(ann, 70)  # many at one moment, as an import leaves them
    many(ann, 60, AT + timedelta(minutes=1))
    many(ann, 5, AT - timedelta(days=1))  # a clock put back: later in the chain, earlier in time
    asked, seen, before = queries.Asked(), [], None
    while True:
        page = queries.events_asked_for(asked, before=before)
        seen += page[: queries.EVENTS_A_PAGE]
        if len(page) <= queries.EVENTS_A_PAGE:
            break
        before = page[queries.EVENTS_A_PAGE - 1].sequence
    keys = [(event.at, event.sequence) for event in seen]
    assert len(set(keys)) == 135 and keys == sorted(keys, reverse=True)


def test_the_page_links_to_older_ones_and_back_and_keeps_the_filters(auditor, ann):
    many(ann, 60)
    page = read(auditor, "person=ann")
    assert lines(page) == 50 and "Older events" in page and "Back to the newest" not in page
    assert "?person=ann&amp;before=11" in page
    older = read(auditor, "person=ann&before=11")
    assert lines(older) == 10 and "Older events" not in older and 'href="?person=ann"' in older


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        (queries.Asked(), "event_by_time"),
        (queries.Asked(username="ann"), "event_by_person"),
        (queries.Asked(child_identifier="K1"), "event_by_child"),
        (queries.Asked(kind="child.viewed"), "event_by_kind"),
    ],
)
def test_each_question_reads_its_index_in_order_and_sorts_nothing(ann, asked, index, monkeypatch):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL plans by how many rows there are; a small table is read whole")
    many(ann, 60)
    plans = []
    from django.db.models.query import QuerySet

    real = QuerySet._fetch_all

    def explaining(self):
        if self.model is Event and self._result_cache is None and not self._fields:
            plans.append(self.explain())
        return real(self)

    monkeypatch.setattr(QuerySet, "_fetch_all", explaining)
    queries.events_asked_for(asked, before=30)
    assert index in plans[-1] and "TEMP B-TREE" not in plans[-1]


def test_the_cost_does_not_grow_with_the_lines(auditor, ann, django_assert_max_num_queries):
    many(ann, 3)
    read(auditor)
    with CaptureQueriesContext(connection) as few:
        read(auditor)
    many(ann, 60)
    with django_assert_max_num_queries(len(few)):
        read(auditor)


# --- in words -------------------------------------------------------------------------------------------


def test_every_kind_of_event_has_its_words():
    assert set(presenters.KIND_WORDS) == set(EventKind)
    assert all(words and not words.endswith(".") for words in presenters.KIND_WORDS.values())


def test_a_change_is_shown_field_by_field(auditor, ann):
    an_event(
        ann,
        kind=EventKind.PERSON_CHANGED,
        before={"name": "Ann", "is_active": True, "team_id": None, "role": "officer"},
        after={"name": "Ann Marsh", "is_active": False, "team_id": 3, "role": "officer"},
    )
    row = presenters.event_row(Event.objects.latest("sequence"), {"ann": "Ann Field"})
    assert [(part.field, part.before, part.after) for part in row.differences] == [
        ("May sign in", "Yes", "No"),
        ("Name", "Ann", "Ann Marsh"),
        ("Team number", "", "3"),
    ]
    page = read(auditor, "kind=person.changed")
    assert "<del>Ann</del> became <ins>Ann Marsh</ins>" in page and "nothing became <ins>3</ins>" in page


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"kind": EventKind.SIGNED_IN, "after": {"how": "password"}}, "Signed in by password"),
        ({"kind": EventKind.SIGN_IN_REFUSED, "after": {"known_account": True}}, "Was refused sign-in"),
        (
            {"kind": EventKind.SIGN_IN_REFUSED, "after": {"known_account": False}},
            "Refused a sign-in under a name nobody has",
        ),
    ],
)
def test_signing_in_is_told_in_one_sentence(ann, facts, words):
    row = presenters.event_row(an_event(ann, **facts), {})
    assert (row.what, row.differences) == (words, ())


@pytest.mark.parametrize(
    ("value", "field", "words"),
    [
        (None, "", ""),
        (True, "", "Yes"),
        ("service-manager", "role", "Service manager"),
        ("no-more-a-role", "role", "no-more-a-role"),
        (["a", "b", None], "", "a, b and "),
        ({"from_on": "2026-03-01"}, "", "From: 2026-03-01"),
        ("x" * 400, "", "x" * 300 + " …"),
        (0, "", "0"),
    ],
)
def test_values_are_told_as_a_reader_takes_them_in(value, field, words):
    assert presenters.value_words(value, field) == words


def test_markup_in_what_was_said_stays_text(auditor, ann):
    an_event(ann, kind=EventKind.CHILD_DESCRIBED, after={"<b>": "<script>alert(1)</script>"})
    assert "<script>alert" not in read(auditor)
