"""`lodestar demo`: through the doors, whole, and never near a real child."""

import os
import sqlite3
import subprocess
import sys
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from lodestar.access import chain
from lodestar.access.models import Event, User
from lodestar.access.roles import Role
from lodestar.analytics.comparators.models import PublishedValue
from lodestar.casework.allocation.models import Cover, IroAllocation
from lodestar.casework.allocation.queries import caseloads, children_in_scope
from lodestar.casework.children.models import Child, Correction, Restriction
from lodestar.casework.children.states import Source
from lodestar.casework.reviews.models import Review, ReviewClock, ReviewRequest
from lodestar.config.command import main
from lodestar.exchange.demonstration import actions
from lodestar.exchange.demonstration.authority import made_up_authority
from tests.factories import children as made

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 3, 16)


@pytest.fixture(autouse=True)
def demonstrating(settings):
    settings.DEMO = True


def demo(*words: str) -> str:
    said = StringIO()
    call_command("demo", *words, stdout=said)
    return said.getvalue()


@pytest.mark.django_db
class TestLoading:
    """Loading forty children."""

    def test_it_comes_through_the_doors(self):
        said = demo("--children", "40", "--today", TODAY.isoformat())
        assert said.count("\n") == 2
        assert chain.verify() == []
        assert ReviewClock.objects.filter(is_looked_after=True, is_short_breaks=False).count() == 40
        assert not ReviewClock.objects.exclude(cannot_judge="").exists()
        assert set(Child.objects.values_list("source", flat=True)) == {Source.DEMONSTRATION}
        told = set(Event.objects.exclude(child_identifier="").values_list("child_identifier", flat=True))
        assert told == set(Child.objects.values_list("identifier", flat=True))
        assert not Review.objects.believed().filter(ordinal=None).exists()
        assert PublishedValue.objects.filter(series="NI62", area_name="England", year_ending=2025).exists()
        assert not IroAllocation.objects.filter(until_on=None, child__clock__is_looked_after=False).exists()

        people = User.objects.filter(username__startswith="demo-", is_made_up=True, is_active=True)
        assert {p.role for p in people} == {r.value for r in Role} and len(people) == len(Role)
        assert not any(p.has_usable_password() for p in User.objects.all())
        for role in (Role.OFFICER, Role.SOCIAL_WORKER, Role.TEAM_MANAGER, Role.SERVICE_MANAGER):
            assert children_in_scope(people.get(role=role), on=TODAY).exists(), role
        assert float(sum(c.full_time_equivalent for c in caseloads(on=TODAY))) == pytest.approx(6.6)
        assert Cover.objects.get().covering.username == "demo-officer"
        assert ReviewRequest.objects.count() == 3
        assert Restriction.objects.count() == 2
        assert Correction.objects.count() == 2

        # A second time: nothing where asked to leave children alone, and words otherwise.
        assert demo("--if-empty") == ""
        with pytest.raises(CommandError, match="holds a demonstration .* already"):
            demo()

    def test_a_row_that_cannot_be_held_loads_nothing(self, monkeypatch):
        authority = made_up_authority(children=10, seed=1, today=TODAY)
        broken = authority.children[0]
        authority.children[0] = type(broken)(
            broken.history,
            (type(broken.reviews[0])(broken.history.identifier, TODAY, participation="PN9"), *broken.reviews),
            broken.workers,
            broken.officers,
        )
        monkeypatch.setattr(
            "lodestar.exchange.demonstration.management.commands.demo.made_up_authority",
            lambda **asked: authority,
        )
        with pytest.raises(actions.NotWhole):
            demo("--children", "10")
        assert not Child.objects.exists() and not Event.objects.exists()


@pytest.mark.django_db
class TestRefusing:
    """Where a real child could be near."""

    def test_beside_real_children(self, capsys):
        made.a_child()
        assert main(["demo"]) == 1
        said = capsys.readouterr().err
        assert "1 children who are not the demonstration's" in said and "Traceback" not in said
        assert main(["demo", "--rebuild"]) == 1
        assert main(["demo", "--if-empty"]) == 0
        assert Child.objects.count() == 1
        assert not User.objects.filter(username__startswith="demo-").exists()

    def test_where_the_demonstration_is_off(self, settings, capsys):
        settings.DEMO = False
        assert main(["demo", "--if-empty"]) == 1
        assert "switched off" in capsys.readouterr().err
        assert not Child.objects.exists()

    @pytest.mark.parametrize(
        "words",
        [["--children", "none"], ["--children", "5"], ["--today", "tomorrow"], ["--today", "1999-01-01"]],
    )
    def test_called_wrongly(self, words, capsys):
        try:
            code = main(["demo", *words])
        except SystemExit as leaving:
            code = leaving.code
        assert code == 2
        assert "a number of children" in (said := capsys.readouterr().err) or "a day" in said

    def test_another_database_is_not_taken_away(self, monkeypatch):
        from lodestar.exchange.demonstration.management.commands.demo import start_anew

        with pytest.raises(CommandError, match="only the embedded database"):
            start_anew("postgresql", "lodestar")


def test_made_anew_it_ends_with_the_same_hash(tmp_path):
    """On a database of its own: every row and event is the same, whatever the hour."""
    environment = {**os.environ, "VAR_DIR": str(tmp_path), "DEMO": "1", "PRODUCTION": "", "DATABASE_URL": ""}

    def run(*words: str) -> subprocess.CompletedProcess:
        return subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    def last_hash() -> str:
        with sqlite3.connect(tmp_path / "lodestar.sqlite3") as database:
            return database.execute("select hash from access_chainhead").fetchone()[0]

    lodestar = (
        sys.executable,
        "-m",
        "lodestar.config.command",
        "demo",
        "--children",
        "12",
        "--today",
        "2026-03-16",
    )
    unready = run(*lodestar)
    assert unready.returncode == 1 and "not set up yet" in unready.stderr
    migrated = run(sys.executable, "manage.py", "migrate", "--verbosity", "0", "--skip-checks")
    assert migrated.returncode == 0, migrated.stderr
    hashes = []
    for words in ((), ("--rebuild",)):
        done = run(*lodestar, *words)
        assert done.returncode == 0, done.stderr
        hashes.append(last_hash())
    assert hashes[0] == hashes[1]
