"""The pages of record quality: who may see them, what they say, and accepting a row that was held back."""

from datetime import UTC, date, datetime

import pytest

from lodestar.access.models import Event
from lodestar.access.roles import Permission, Role
from lodestar.casework.children.models import Restriction
from lodestar.exchange.ssda903 import actions
from lodestar.exchange.ssda903.models import HeldRow
from lodestar.exchange.ssda903.register_checks import CHECKS
from lodestar.govuk.once import fresh_token
from tests.exchange.quality_rows import a_held_row, a_looked_after_child, an_import
from tests.factories.children import a_person, a_row

pytestmark = pytest.mark.django_db
LONG_AGO = date(2025, 3, 3)
LOOKS_AFTER = {Role.MANAGER, Role.ADMINISTRATOR, Role.ANALYST}
REASON = "The panel's minutes say so, seen on 4 March."


@pytest.fixture
def signed_in(client):
    def sign_in(role):
        person = a_person(role)
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return person

    return sign_in


@pytest.fixture
def analyst(signed_in):
    return signed_in(Role.ANALYST)


def text_of(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode().replace("<wbr>", "")  # where a file name may break


def restricted(child):
    a_row(Restriction, child=child, because="Placed out of sight of a parent")


# --- who may --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", list(Role))
def test_only_who_looks_after_the_record_sees_its_quality(client, signed_in, at, role):
    signed_in(role)
    held = a_held_row(at)
    expected = 200 if role in LOOKS_AFTER else 403
    for address in ("", "held/", f"held/{held.pk}/", *(f"checks/{c.key}/" for c in CHECKS)):
        assert client.get(f"/record-quality/{address}").status_code == expected, address
    may_accept = a_person(role).may(Permission.ACCEPT_HELD)
    accept = client.get(f"/record-quality/held/{held.pk}/accept/")
    assert accept.status_code == (200 if may_accept else 403)


def test_nothing_but_reading_changes_nothing(client, analyst, at):
    held = a_held_row(at)
    for address in ("", "held/", f"held/{held.pk}/", "checks/no-iro/"):
        assert client.post(f"/record-quality/{address}").status_code == 405


def test_what_is_not_there_is_not_found(client, analyst):
    assert client.get("/record-quality/checks/nothing/").status_code == 404
    assert client.get("/record-quality/held/99/").status_code == 404
    assert client.get("/record-quality/held/99/accept/").status_code == 404


# --- the page and its lists -----------------------------------------------------------------------------


def test_the_page_counts_rows_and_checks_and_leads_to_their_lists(client, analyst, at):
    run = an_import(at, by=analyst)
    a_held_row(at, run=run)
    a_held_row(at, run=run, rule_id="356", reason="The episode ends too early.", can_be_accepted=False)
    a_held_row(at, run=run, resolved_in=run)
    a_held_row(at, run=run, accepted_at=at, accepted_by=analyst, accepted_because=REASON)
    a_looked_after_child(LONG_AGO, at)
    page = text_of(client.get("/record-quality/"))
    for words in (
        "PN0 for a child of 4 or over",
        "SSDA903 check 440",
        "The episode ends before it starts",
        "Looked after more than 5 working days without an IRO",
        "DQ17",
        "/record-quality/held/?rule=440",
        "/record-quality/checks/no-iro/",
        f"by {analyst.name}",
    ):
        assert words in page
    assert '<span class="lodestar-stat__value">2</span>' in page
    assert page.count('<span class="lodestar-stat__value">1</span>') == 2


def test_an_analyst_sees_identifiers_and_no_names(client, signed_in, at):
    child = a_looked_after_child(LONG_AGO, at, first_name="Wilhelmina")
    signed_in(Role.ANALYST)
    page = text_of(client.get("/record-quality/checks/no-iro/"))
    assert child.identifier in page
    assert "Wilhelmina" not in page and f"/children/{child.pk}/" not in page
    signed_in(Role.MANAGER)
    page = text_of(client.get("/record-quality/checks/no-iro/"))
    assert child.identifier in page and "Wilhelmina" in page and f"/children/{child.pk}/" in page


def test_a_restricted_child_is_listed_but_masked(client, signed_in, at):
    child = a_looked_after_child(LONG_AGO, at, first_name="Wilhelmina")
    restricted(child)
    held = a_held_row(at, child=child.identifier)
    signed_in(Role.MANAGER)
    for address in ("checks/no-iro/", "held/", f"held/{held.pk}/"):
        page = text_of(client.get(f"/record-quality/{address}"))
        assert "Restricted record" in page, address
        for hidden in ("Wilhelmina", child.identifier, "2024", "3 March 2025"):
            assert hidden not in page.replace("2024/25", "").replace("2024_25", ""), (address, hidden)
    assert client.get(f"/record-quality/held/{held.pk}/accept/").status_code == 404
    signed_in(Role.ANALYST)
    for address in ("checks/no-iro/", "held/", f"held/{held.pk}/"):
        page = text_of(client.get(f"/record-quality/{address}"))
        assert child.identifier in page, address
        assert "04/06/2024" not in page and "3 March 2025" not in page, address


def test_a_row_says_where_it_came_from_what_is_wrong_and_what_to_do(client, analyst, at):
    held = a_held_row(at)
    page = text_of(client.get("/record-quality/held/"))
    for words in (
        f"2024/25 Reviews, line {held.row.line}",
        "2024_25/reviews.csv",
        "K900",
        "REVIEW_CODE PN0",
        "Use PN1 to PN7",
        "or accept it with a reason",
    ):
        assert words in page
    page = text_of(client.get(f"/record-quality/held/{held.pk}/"))
    for words in ("How the child took part", "01/05/2015", "look at this one", "Accept with a reason"):
        assert words in page


@pytest.mark.parametrize(
    ("query", "children"),
    [
        ("", {"K1", "K2"}),
        ("?state=accepted", {"K3"}),
        ("?state=corrected", {"K4"}),
        ("?rule=356", {"K2"}),
        ("?table=Episodes", {"K2"}),
        ("?year=2024", {"K2"}),
        ("?child=k1", {"K1"}),
        ("?rule=356&child=K1", set()),
        ("?state=nonsense&rule=nothing&table=x&year=abc&page=-1", {"K1", "K2"}),
    ],
)
def test_filters_stay_in_the_address(client, analyst, at, query, children):
    a_held_row(at, child="K1")
    a_held_row(
        at,
        child="K2",
        rule_id="356",
        table="Episodes",
        year=2024,
        values=["K2", "2023-06-04", "S", "C2", "N1", "U6", "PR1", "2023-06-01", "X1", "", "", "", ""],
        reason="The episode ends on 01/06/2023, before it starts. Correct DECOM or DEC.",
        can_be_accepted=False,
    )
    a_held_row(at, child="K3", accepted_at=at, accepted_by=analyst, accepted_because=REASON)
    a_held_row(at, child="K4", resolved_in=an_import(at))
    page = text_of(client.get(f"/record-quality/held/{query}"))
    shown = {key for key in ("K1", "K2", "K3", "K4") if f'data-label="Child">{key}<' in page}
    assert shown == children


def test_rows_come_fifty_to_a_page(client, analyst, at):
    run = an_import(at)
    for number in range(51):
        a_held_row(at, run=run, child=f"P{number:02}")
    first = text_of(client.get("/record-quality/held/?rule=440"))
    assert "Showing 1 to 50 of 51 rows" in first and "?rule=440&amp;page=2" in first
    second = text_of(client.get("/record-quality/held/?rule=440&page=2"))
    assert "P50" in second and "P00" not in second


def test_queries_do_not_grow_with_rows(client, analyst, at, django_assert_max_num_queries):
    def queries():
        counts = []
        for address in ("", "held/", *(f"checks/{c.key}/" for c in CHECKS)):
            with django_assert_max_num_queries(40) as seen:
                text_of(client.get(f"/record-quality/{address}"))
            counts.append(len(seen.captured_queries))
        return counts

    a_held_row(at)
    a_looked_after_child(LONG_AGO, at, ethnicity="NOBT", unique_pupil_number="UN4")
    queries()  # the session's first page writes down when it began
    few = queries()
    run = an_import(at)
    for number in range(12):
        a_held_row(at, run=run, child=f"N{number}", rule_id=f"3{number:02}")
        a_looked_after_child(LONG_AGO, at, ethnicity="NOBT", unique_pupil_number="UN4")
    assert queries() == few


def test_reading_leaves_an_event(client, analyst, at):
    held = a_held_row(at)
    child = a_looked_after_child(LONG_AGO, at)
    client.get("/record-quality/")
    client.get("/record-quality/checks/no-iro/")
    client.get("/record-quality/held/?rule=440")
    client.get(f"/record-quality/held/{held.pk}/")
    pages, checks, listed, row = Event.objects.filter(kind="record_quality.viewed", by_id=analyst.pk)
    assert pages.after == {"page": "record quality"}
    assert checks.after["shown"] == [child.identifier]
    assert listed.after["rule"] == "440" and listed.after["shown"] == ["K900"]
    assert row.child_identifier == "K900" and row.subject == f"ssda903.heldrow:{held.pk}"


# --- accepting ------------------------------------------------------------------------------------------


@pytest.fixture
def accepted(monkeypatch):
    """Count how often a row is accepted for good, without a register to bring it into."""
    calls = []
    monkeypatch.setattr(actions, "stitch_again", lambda *args, **kwargs: calls.append(kwargs))
    return calls


def send(client, held, **words):
    return client.post(f"/record-quality/held/{held.pk}/accept/", {"once": fresh_token(), **words})


def test_accepting_asks_shows_and_then_does(client, analyst, at, accepted):
    held = a_held_row(at)
    assert "Why is this right" in text_of(client.get(f"/record-quality/held/{held.pk}/accept/"))
    checked = text_of(send(client, held, because=REASON))
    assert "Check before you accept this row" in checked and "seen on 4 March" in checked
    assert not accepted
    back = text_of(send(client, held, because=REASON, step="change"))
    assert "<textarea" in back and "seen on 4 March" in back
    done = send(client, held, because=REASON, step="confirm")
    assert (done.status_code, done["Location"]) == (302, f"/record-quality/held/{held.pk}/")
    held.refresh_from_db()
    assert (held.accepted_by, held.accepted_because) == (analyst, REASON)
    page = text_of(client.get(done["Location"]))
    assert analyst.name in page and "Accepted by" in page and "seen on 4 March" in page
    assert "Accept with a reason" not in page
    assert Event.objects.filter(kind="held_row.accepted", by_id=analyst.pk).count() == 1


def test_a_double_click_accepts_once(client, analyst, at, accepted):
    held, token = a_held_row(at), fresh_token()
    first, second = (send(client, held, because=REASON, step="confirm", once=token) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert len(accepted) == 1


@pytest.mark.parametrize("because", ["", "short", "   "])
def test_a_reason_is_needed(client, analyst, at, accepted, because):
    held = a_held_row(at)
    page = text_of(send(client, held, because=because, step="confirm"))
    assert "There is a problem" in page and "Error: Accept this row" in page
    assert not accepted


def test_what_cannot_be_accepted_says_why(client, analyst, at, accepted):
    held = a_held_row(at, can_be_accepted=False)
    assert client.get(f"/record-quality/held/{held.pk}/accept/").status_code == 302
    page = text_of(send(client, held, because=REASON, step="confirm"))
    assert "The register cannot hold this row as it is" in page and "seen on 4 March" in page
    assert not HeldRow.objects.get(pk=held.pk).accepted_because


def test_a_row_that_somebody_else_accepted_first_is_told(client, signed_in, at, accepted):
    held = a_held_row(at)
    signed_in(Role.MANAGER)
    send(client, held, because=REASON, step="confirm")
    signed_in(Role.ANALYST)
    page = text_of(send(client, held, because="I thought so too, from the file.", step="confirm"))
    assert "accepted this row already" in page
    assert HeldRow.objects.get(pk=held.pk).accepted_because == REASON


def test_who_may_see_but_not_accept_gets_no_button(client, signed_in, at):
    held = a_held_row(at)
    signed_in(Role.ADMINISTRATOR)
    assert "Accept with a reason" not in text_of(client.get(f"/record-quality/held/{held.pk}/"))
    assert send(client, held, because=REASON, step="confirm").status_code == 403


def test_times_are_local(client, analyst):
    summer = datetime(2025, 7, 1, 8, 30, tzinfo=UTC)
    held = a_held_row(summer)
    assert "1 July 2025 at 9:30am" in text_of(client.get(f"/record-quality/held/{held.pk}/"))
