"""Running the tests: honest counts, no network, no emptied tables, and a server that is gone afterwards."""

import socket
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.conftest import is_this_machine, refuse_emptied_tables
from tools import postgres, run_tests
from tools.run_tests import Ran

ROOT = Path(__file__).resolve().parents[2]
REPORT = '<testsuites><testsuite errors="1" failures="2" skipped="3" tests="10"></testsuite></testsuites>'


def test_a_report_is_counted_and_errors_are_failures(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text(REPORT)
    counted = run_tests.counted("SQLite", report, 1, 2.0)
    assert (counted.passed, counted.failed, counted.skipped, counted.exit_code) == (4, 3, 3, 1)


def test_a_run_that_left_no_report_has_failed_whatever_it_says(tmp_path):
    counted = run_tests.counted("SQLite", tmp_path / "none.xml", 0, 2.0)
    assert (counted.failed, counted.exit_code) == (1, 1)


def test_the_closing_line_sums_what_ran_and_names_what_did_not(capsys):
    run_tests.tell([Ran("SQLite", 0, 7, 0, 1), Ran("PostgreSQL", 0, left_out="no server")])
    said = capsys.readouterr().out.splitlines()
    assert "NOT RUN: PostgreSQL (no server)" in said
    assert said[-1] == "tests: 7 passed, 0 failed, 1 skipped"


@pytest.mark.parametrize(("exit_codes", "expected"), [([0, 0], 0), ([0, 1], 1), ([2, 0], 2), ([5], 5)])
def test_one_failed_part_fails_the_whole(monkeypatch, exit_codes, expected):
    waiting = list(exit_codes)
    monkeypatch.setattr(run_tests, "RUN", {"soak": lambda _: Ran("part", waiting.pop(0), passed=1)})
    asked = [word for _ in exit_codes for word in ("--only", "soak")]
    assert run_tests.main(asked) == expected


def test_without_a_browser_journeys_fail_in_ci_and_are_left_out_loudly_elsewhere(monkeypatch):
    asked = []
    monkeypatch.setattr(run_tests.browser, "find_or_install", lambda: None)
    monkeypatch.setattr(run_tests, "pytest", lambda *words, **more: asked.append(words) or Ran("journeys", 1))
    monkeypatch.delenv("CI", raising=False)
    assert "no browser" in run_tests.in_a_browser([]).left_out
    monkeypatch.setenv("CI", "true")
    assert run_tests.in_a_browser([]).exit_code == 1 and asked


def test_a_machine_without_a_database_server_says_so(monkeypatch):
    def none_here():
        raise postgres.NoServer("no PostgreSQL server is installed")

    monkeypatch.setattr(run_tests.postgres, "throw_away_server", none_here)
    assert run_tests.on_postgres([]).left_out == "no PostgreSQL server is installed"


def test_tests_see_none_of_this_machines_own_settings(monkeypatch):
    for name, value in {"PRODUCTION": "1", "DATABASE_URL": "postgresql://live", "COUNCIL_NAME": "X"}.items():
        monkeypatch.setenv(name, value)
    seen = run_tests.settings_of_tests({})
    assert not {"PRODUCTION", "DATABASE_URL", "COUNCIL_NAME"} & set(seen)
    assert seen["VAR_DIR"].endswith("tests")


# --- what holds for every test --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("family", "address", "expected"),
    [
        (socket.AF_INET, ("127.0.0.1", 80), True),
        (socket.AF_INET, ("127.8.8.8", 80), True),
        (socket.AF_INET, ("localhost", 80), True),
        (socket.AF_INET6, ("::1", 80, 0, 0), True),
        (socket.AF_UNIX, "/run/some.sock", True),
        (socket.AF_INET, ("192.0.2.1", 80), False),
        (socket.AF_INET, ("example.org", 443), False),
        (socket.AF_INET6, ("2001:db8::1", 80, 0, 0), False),
    ],
)
def test_only_this_machine_may_be_called(family, address, expected):
    assert is_this_machine(family, address) is expected


def test_a_test_that_reaches_for_the_network_fails_at_once():
    with socket.socket() as caller, pytest.raises(AssertionError, match="Tests stay on this machine"):
        caller.connect(("192.0.2.1", 80))


@pytest.mark.parametrize(
    ("fixtures", "marker"),
    [
        (("transactional_db",), None),
        (("live_server",), None),
        ((), pytest.mark.django_db(transaction=True).mark),
    ],
)
def test_a_test_that_would_empty_the_tables_is_refused(fixtures, marker):
    item = SimpleNamespace(nodeid="a test", fixturenames=fixtures, get_closest_marker=lambda _: marker)
    with pytest.raises(pytest.UsageError, match="append-only"):
        refuse_emptied_tables([item])


def test_an_ordinary_database_test_is_not_refused():
    marker = pytest.mark.django_db.mark
    item = SimpleNamespace(nodeid="a test", fixturenames=("db",), get_closest_marker=lambda _: marker)
    assert refuse_emptied_tables([item]) is None


# --- the throw-away server ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def programs() -> Path:
    found = postgres.find_programs()
    if found is None:
        pytest.skip("no PostgreSQL server is installed on this machine")
    return found


def test_the_server_answers_and_is_gone_afterwards(programs, monkeypatch):
    folders = []
    stop = postgres.stop
    monkeypatch.setattr(postgres, "stop", lambda where, folder: folders.append(folder) or stop(where, folder))
    with postgres.throw_away_server() as address:
        port = int(address.rpartition(":")[2].partition("/")[0])
        with socket.create_connection(("127.0.0.1", port), timeout=5) as caller:
            assert caller.getpeername()[1] == port
    assert len(folders) == 1 and not folders[0].exists()
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.1", port), timeout=5)


def test_the_server_is_gone_when_what_it_was_for_is_broken_off(programs):
    with pytest.raises(KeyboardInterrupt), postgres.throw_away_server() as address:
        port = int(address.rpartition(":")[2].partition("/")[0])
        raise KeyboardInterrupt
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.1", port), timeout=5)


def test_a_command_gets_the_address_and_its_exit_code_is_passed_on(programs):
    asks = "import os, sys; sys.exit(7 if os.environ['DATABASE_URL'].startswith('postgresql://') else 1)"
    done = subprocess.run(
        [sys.executable, "-m", "tools.postgres", "--", sys.executable, "-c", asks], cwd=ROOT, check=False
    )
    assert done.returncode == 7


def test_calling_it_without_a_command_is_called_wrongly():
    done = subprocess.run(
        [sys.executable, "-m", "tools.postgres"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2 and "usage" in done.stderr
