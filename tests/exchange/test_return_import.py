"""The national return into the register: whole, twice, in parts, tried, killed, held back, accepted, corrected."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from lodestar.access import chain
from lodestar.access.answers import NotAllowed
from lodestar.access.models import Event, Notice, User
from lodestar.access.roles import Role
from lodestar.casework.children.models import Child, LegalStatus, PeriodOfCare, Placement
from lodestar.casework.reviews.models import Review, ReviewClock
from lodestar.exchange.ssda903 import actions
from lodestar.exchange.ssda903.account import Account
from lodestar.exchange.ssda903.models import HeldRow, KeptRow, ReturnImport
from lodestar.exchange.ssda903.read import read_return
from lodestar.exchange.ssda903.refused import write_refused

AT = datetime(2026, 3, 16, 9, 0, tzinfo=UTC)
FIVE_YEARS = Path(__file__).resolve().parents[3] / "shared" / "data" / "ssda903" / "five_linked_years"

HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"
EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
REVIEWS = "CHILD,DOB,REVIEW,REVIEW_CODE\n"
CHILDREN = HEADER + "A1,1,05/06/2010,WBRI,UN1,,\nA2,2,01/02/2014,NOBT,UN1,,\n"


@pytest.fixture
def ann(db):
    return User.objects.add(username="ann", name="Ann", role=Role.ANALYST)


@pytest.fixture
def years(tmp_path):
    """Two linked years of two children: A1's episode is left open by the first and closed by the second."""
    first, second = tmp_path / "2017_18", tmp_path / "2018_19"
    first.mkdir()
    second.mkdir()
    (first / "header.csv").write_text(CHILDREN + "A3,1,07/08/2012,WBRI,UN1,,\n")
    (first / "episodes.csv").write_text(
        EPISODES
        + "A3,09/10/2017,S,V2,N1,U6,PR1,,,,WM1 1AA,WM2 2BB,\n"
        + "A1,02/05/2017,S,V2,N1,U6,PR1,,,,WM1 1AA,WM2 2BB,\n"
        + "A2,01/06/2017,S,C1,N1,U6,PR1,01/09/2017,X1,CREQB,WM1 1AA,WM2 2BB,\n"
        + "A2,01/09/2017,P,C1,N1,K2,PR4,,,,WM1 1AA,WM3 3CC,\n"
    )
    (first / "reviews.csv").write_text(
        REVIEWS + "A1,05/06/2010,25/05/2017,PN1\nA1,05/06/2010,20/08/2017,PN3\n"
    )
    (second / "header.csv").write_text(CHILDREN)
    (second / "episodes.csv").write_text(
        EPISODES
        + "A1,02/05/2017,S,V2,N1,U6,PR1,10/07/2018,E4A,,WM1 1AA,WM2 2BB,\n"
        + "A2,01/09/2017,P,C1,N1,K2,PR4,03/05/2018,X1,,WM1 1AA,WM3 3CC,\n"
        + "A2,03/05/2018,L,C2,N1,K2,PR4,,,,WM1 1AA,WM3 3CC,\n"
    )
    (second / "reviews.csv").write_text(REVIEWS + "A1,05/06/2010,15/05/2018,PN1\n")
    return first, second


def bring(ann, *paths, at=AT) -> Account:
    return actions.import_return(read=read_return(list(paths)), by=ann, at=at)


def register():
    """Return what is believed, without who said it and when."""
    return {
        "children": sorted(Child.objects.values_list("identifier", "sex", "born_on")),
        "periods": sorted(
            PeriodOfCare.objects.believed().values_list(
                "child__identifier", "from_on", "until_on", "end_reason"
            ),
            key=str,
        ),
        "statuses": sorted(
            LegalStatus.objects.believed().values_list(
                "period__child__identifier", "from_on", "until_on", "code"
            ),
            key=str,
        ),
        "placements": sorted(
            Placement.objects.believed().values_list(
                "period__child__identifier", "from_on", "until_on", "type", "planned", "change_reason"
            ),
            key=str,
        ),
        "reviews": sorted(
            Review.objects.believed().values_list("child__identifier", "held_on", "participation", "due_on")
        ),
    }


def test_linked_years_make_whole_histories(ann, years):
    account = bring(ann, *years)
    assert account.years == ("2017/18", "2018/19") and not account.unchanged
    a1 = PeriodOfCare.objects.get(child__identifier="A1")
    assert (a1.from_on, a1.until_on, a1.end_reason) == (date(2017, 5, 2), date(2018, 7, 10), "E4A")
    moves = Placement.objects.believed().filter(period__child__identifier="A2").order_by("from_on")
    assert list(moves.values_list("type", "planned", "until_on")) == [
        ("U6", "planned", date(2017, 9, 1)),
        ("K2", "unplanned", None),
    ]
    codes = LegalStatus.objects.filter(period__child__identifier="A2").order_by("from_on")
    assert list(codes.values_list("code", "from_on")) == [("C1", date(2017, 6, 1)), ("C2", date(2018, 5, 3))]
    assert Review.objects.filter(child__identifier="A1").count() == 3
    assert ReviewClock.objects.get(child__identifier="A2").is_looked_after


def test_a_child_whom_the_next_year_does_not_name_has_left_and_no_reason_is_made_up(ann, years):
    bring(ann, years[0])
    assert PeriodOfCare.objects.believed().get(child__identifier="A3").until_on is None
    bring(ann, years[1])
    left = PeriodOfCare.objects.believed().get(child__identifier="A3")
    assert (left.until_on, left.end_reason) == (date(2018, 4, 1), "")
    assert not ReviewClock.objects.get(child__identifier="A3").is_looked_after


def test_the_same_files_again_change_nothing(ann, years):
    bring(ann, *years)
    before, events = register(), Event.objects.count()
    again = bring(ann, *years)
    assert again.unchanged and register() == before
    assert sum(f.matched for f in again.files) == sum(f.rows for f in again.files)
    assert Event.objects.count() == events + 1  # that it was imported, and nothing else


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_years_one_after_the_other_give_what_they_give_together(ann, years, order):
    for place in order:
        bring(ann, years[place])
    apart = register()
    for model in (HeldRow, KeptRow):
        model.objects.all().delete()
    ReturnImport.objects.all().delete()
    together_is_matched = bring(ann, *years)
    assert register() == apart
    assert together_is_matched.register["period"]["added"] == 0


def test_a_trial_says_the_same_and_changes_nothing(ann, years):
    tried = actions.try_return(read=read_return(list(years)), by=ann, at=AT)
    assert register()["children"] == [] and not KeptRow.objects.exists()
    assert [e.kind for e in Event.objects.order_by("sequence")] == ["return.tried"]
    done = bring(ann, *years)
    assert tried.files == done.files and tried.register == done.register
    assert chain.verify() == []


def test_what_cannot_be_true_is_held_back_told_and_counted_nowhere(ann, years):
    first, _ = years
    (first / "reviews.csv").write_text(
        REVIEWS + "A1,05/06/2010,25/05/2017,PN1\nA1,05/06/2010,01/01/2012,PN1\nA2,01/02/2014,20/06/2017,PN1\n"
    )
    account = bring(ann, first)
    held = {h.row.values[2]: h for h in HeldRow.objects.select_related("row")}
    assert account.held_now == len(held) == 2
    assert set(held) == {"2012-01-01", "2017-06-20"}
    assert Review.objects.count() == 1
    assert held["2017-06-20"].can_be_accepted and held["2017-06-20"].row.line == 4
    assert all(h.reason for h in held.values())


def test_a_held_row_is_accepted_by_a_named_person_with_a_reason(ann, years):
    first, _ = years
    (first / "reviews.csv").write_text(REVIEWS + "A2,01/02/2014,20/06/2017,PN1\n")
    bring(ann, first)
    held = HeldRow.objects.get()
    with pytest.raises(NotAllowed, match="Say in a sentence"):
        actions.accept_held(held=held, because="ok", by=ann, at=AT)
    actions.accept_held(
        held=held, because="She was three and spoke for herself at her own wish", by=ann, at=AT
    )
    review = Review.objects.get(child__identifier="A2")
    assert review.held_on == date(2017, 6, 20)
    assert review.implausible_because == "She was three and spoke for herself at her own wish"
    assert Event.objects.filter(kind="held_row.accepted", by_username="ann").count() == 1
    with pytest.raises(NotAllowed, match="accepted this row already"):
        actions.accept_held(held=held, because="Once more with another reason", by=ann, at=AT)
    assert bring(ann, first).unchanged and Review.objects.filter(child__identifier="A2").count() == 1


def test_what_is_corrected_at_the_source_is_let_in_and_the_held_row_resolved(ann, years):
    first, _ = years
    (first / "reviews.csv").write_text(REVIEWS + "A1,05/06/2010,01/01/2012,PN1\n")
    bring(ann, first)
    assert HeldRow.objects.get().resolved_in is None
    (first / "reviews.csv").write_text(REVIEWS + "A1,05/06/2010,01/06/2017,PN1\n")
    account = bring(ann, first)
    assert HeldRow.objects.get().resolved_in_id == account.import_id
    assert list(Review.objects.values_list("held_on", flat=True)) == [date(2017, 6, 1)]


def test_a_later_version_of_a_year_corrects_and_keeps_what_was_said(ann, years):
    first, _ = years
    bring(ann, first)
    text = (first / "episodes.csv").read_text().replace("K2,PR4", "U4,PR1")
    (first / "episodes.csv").write_text(text)
    account = bring(ann, first)
    assert account.register["placement"]["corrected"] == 1
    rows = Placement.objects.filter(period__child__identifier="A2", from_on=date(2017, 9, 1))
    assert sorted(rows.values_list("type", "corrected_by__username")) == [("K2", "ann"), ("U4", None)]
    assert "2017/18" in Child.objects.get(identifier="A2").corrections.get(row_kind="placement").because


def test_refused_rows_are_written_out_corrected_and_brought_in_again(ann, years, tmp_path):
    first, _ = years
    (first / "reviews.csv").write_text(
        REVIEWS + "A1,05/06/2010,25/05/2017,PN1\nA1,05/06/2010,31/06/2017,PN1\n"
    )
    read = read_return([first])
    assert [(r.file, r.field, r.value) for r in read.refused] == [
        ("2017_18/reviews.csv", "REVIEW", "31/06/2017")
    ]
    actions.import_return(read=read, by=ann, at=AT)
    (written,) = write_refused(read.refused, tmp_path / "refused")
    written.write_text(written.read_text(encoding="utf-8-sig").replace("31/06/2017", "30/06/2017"))
    account = bring(ann, written.parent)
    days = Review.objects.believed().order_by("held_on").values_list("held_on", flat=True)
    assert list(days) == [date(2017, 5, 25), date(2017, 6, 30)]
    assert not account.refused


def test_an_import_tells_nobody(ann, years, mailoutbox):
    bring(ann, *years)
    assert mailoutbox == [] and not Notice.objects.exists()


def test_killed_half_way_it_leaves_the_register_as_it_was(years, tmp_path):
    """A real process, killed while its transaction is open."""
    environment = {
        **os.environ,
        "VAR_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/kill.sqlite3",
    }
    run = [sys.executable, "-c"]
    start = (
        "import os, django; os.environ['DJANGO_SETTINGS_MODULE']='lodestar.config.settings'; django.setup()\n"
    )
    migrate = "from django.core.management import call_command; call_command('migrate', verbosity=0, skip_checks=True)"
    subprocess.run([*run, start + migrate], env=environment, check=True)
    dies = (
        "import lodestar.exchange.ssda903.actions as a\n"
        "a.hold_back = lambda *x, **y: os.kill(os.getpid(), 9)\n"
        "from lodestar.config.command import main\n"
        f"main(['ssda903', 'import', {str(years[0])!r}])"
    )
    killed = subprocess.run([*run, start + dies], env=environment, capture_output=True)
    assert killed.returncode == -9
    asks = (
        "from lodestar.casework.children.models import Child\n"
        "from lodestar.exchange.ssda903.models import KeptRow\n"
        "from lodestar.access.models import Event\n"
        "print(Child.objects.count(), KeptRow.objects.count(), Event.objects.count())"
    )
    left = subprocess.run([*run, start + asks], env=environment, check=True, capture_output=True, text=True)
    assert left.stdout.split() == ["0", "0", "0"]


@pytest.mark.skipif(not FIVE_YEARS.is_dir(), reason="the synthetic returns of others are not on this machine")
def test_five_linked_years_end_to_end_and_again(ann):
    read = read_return(sorted(p for p in FIVE_YEARS.iterdir() if p.is_dir()))
    first = actions.import_return(read=read, by=ann, at=AT)
    assert len({row.child for row in read.rows if row.table == "Header"}) == 820
    assert sum(f.rows for f in first.files) == len(read.rows) + len(read.refused)
    assert first.held_now > 6000  # their review dates are random: most lie outside care
    before = register()
    again = actions.import_return(read=read, by=ann, at=AT)
    assert again.unchanged and register() == before
    assert chain.verify() == []
