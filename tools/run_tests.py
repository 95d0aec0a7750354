"""Runs every test: on SQLite, in a real browser, and on PostgreSQL where a server can be started.

`make test` calls it. The last lines say what ran, what did not, and why. The exit code is 0 only if
all that ran passed; under CI a missing browser fails the journeys.
"""

import argparse
import os
import re
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path

from tools import browser, postgres

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "var" / "tests"
SETTINGS = ROOT / "lodestar" / "config" / "settings.py"
HUNG_AFTER_SECONDS = 600
NO_TESTS = 5  # pytest's exit code for an empty selection
PARTS = ("sqlite", "journeys", "postgres", "soak")


@dataclass(frozen=True)
class Ran:
    """One run of pytest, or the words for why there was none."""

    title: str
    exit_code: int
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0
    left_out: str = ""


def main(arguments: list[str] | None = None) -> int:
    """Run the parts asked for (default: all but soak) and return an honest exit code."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--only", choices=PARTS, action="append", help="one part; may be given again")
    asked, for_pytest = options.parse_known_args(arguments)
    parts = asked.only or ["sqlite", "journeys", "postgres"]
    runs: list[Ran] = []
    try:
        for part in parts:
            runs.append(RUN[part](for_pytest))
    except KeyboardInterrupt:
        print("\nStopped. Nothing after this point was run.", flush=True)
        tell(runs)
        return 130
    tell(runs)
    return next((run.exit_code for run in runs if run.exit_code != 0), 0)


# --- the parts ------------------------------------------------------------------------------------------


def on_sqlite(for_pytest: list[str]) -> Ran:
    """Run everything but the journeys on SQLite."""
    return pytest("SQLite: everything but journeys", "sqlite", for_pytest, ["--ignore=tests/journeys"])


def in_a_browser(for_pytest: list[str]) -> Ran:
    """Run the journeys in a real browser; without one they fail in CI and are left out elsewhere."""
    if not list((ROOT / "tests" / "journeys").glob("test_*.py")):
        return Ran("journeys", 0, left_out="none are written")
    path = browser.find_or_install()
    if path is None and "CI" not in os.environ:
        why = "no browser: sudo apt-get install chromium fonts-liberation"
        return Ran("journeys", 0, left_out=why)
    title = f"journeys in {version_of(path)}" if path else "journeys, without a browser"
    more = {"CHROMIUM": path} if path else {}
    return pytest(title, "journeys", [*for_pytest, "tests/journeys"], environment=more)


def on_postgres(for_pytest: list[str]) -> Ran:
    """Run what uses the database on a throw-away PostgreSQL server; pure tests have nothing to show there."""
    try:
        with postgres.throw_away_server() as address:
            return pytest(
                "PostgreSQL: everything that uses the database",
                "postgres",
                for_pytest,
                ["--database-only", "--ignore=tests/journeys"],
                {"DATABASE_URL": address},
            )
    except postgres.NoServer as error:
        return Ran("PostgreSQL", 0, left_out=str(error))


def soaked(for_pytest: list[str]) -> Ran:
    """Run the slow tests, and every property with many more examples."""
    return pytest("soak, on SQLite", "soak", for_pytest, ["--soak", "--ignore=tests/journeys"])


RUN = {"sqlite": on_sqlite, "journeys": in_a_browser, "postgres": on_postgres, "soak": soaked}


# --- one run of pytest ----------------------------------------------------------------------------------


def pytest(
    title: str,
    name: str,
    for_pytest: list[str],
    selection: list[str] | None = None,
    environment: dict[str, str] | None = None,
) -> Ran:
    """Run pytest in a process of its own with settings of its own, and return what its report counted."""
    print(f"\n=== {title} ===", flush=True)
    KEPT.mkdir(parents=True, exist_ok=True)
    report = KEPT / f"{name}.xml"
    report.unlink(missing_ok=True)
    command = [sys.executable, "-m", "pytest", f"--junitxml={report}", "-rfEs", "--durations=5"]
    command += ["--durations-min=2", "-o", f"faulthandler_timeout={HUNG_AFTER_SECONDS}"]
    command += ["-o", "faulthandler_exit_on_timeout=true"]
    command += [*(selection or []), *for_pytest]
    began = time.monotonic()
    done = subprocess.run(
        command, cwd=ROOT, env=settings_of_tests(environment or {}), stdin=subprocess.DEVNULL, check=False
    )
    return counted(title, report, done.returncode, time.monotonic() - began)


def settings_of_tests(more: dict[str, str]) -> dict[str, str]:
    """Return the environment without this machine's own settings: tests see the same everywhere."""
    named = set(re.findall(r'(?:from_environment|is_on)\(\s*"(\w+)"', SETTINGS.read_text(encoding="utf-8")))
    kept = {name: value for name, value in os.environ.items() if name not in named}
    ours = {"VAR_DIR": str(KEPT), "SECRET_KEY": "only-for-tests-" + "0" * 40}
    return {**kept, **ours, **more}


def counted(title: str, report: Path, exit_code: int, seconds: float) -> Ran:
    """Return what pytest's report counted; a run that left no report has failed whatever it says."""
    try:
        suite = ElementTree.parse(report).getroot().find("testsuite")
    except (OSError, ElementTree.ParseError):
        suite = None
    if suite is None:
        return Ran(title, exit_code or 1, failed=1, seconds=seconds)
    number = {key: int(suite.get(key, "0")) for key in ("tests", "failures", "errors", "skipped")}
    failed = number["failures"] + number["errors"]
    passed = number["tests"] - failed - number["skipped"]
    return Ran(title, exit_code, passed, failed, number["skipped"], seconds)


def version_of(path: str) -> str:
    """Return a browser's own name and version."""
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    return " ".join(said.split()[:2]) or path


# --- the closing lines ----------------------------------------------------------------------------------


def tell(runs: list[Ran]) -> None:
    """Print what ran and what did not, and one closing line with the sum."""
    print(f"\n{'What ran':<58}{'passed':>8}{'failed':>8}{'skipped':>9}{'seconds':>9}")
    for run in runs:
        if run.left_out:
            print(f"NOT RUN: {run.title} ({run.left_out})")
            continue
        print(f"{run.title:<58}{run.passed:>8}{run.failed:>8}{run.skipped:>9}{run.seconds:>9.0f}")
        if run.exit_code == NO_TESTS:
            print(f"  no test was found for: {run.title}")
        elif run.exit_code != 0 and run.failed == 0:
            print(f"  pytest ended with exit code {run.exit_code} (its own lines above say why)")
    passed, failed = sum(run.passed for run in runs), sum(run.failed for run in runs)
    print(f"tests: {passed} passed, {failed} failed, {sum(run.skipped for run in runs)} skipped", flush=True)


if __name__ == "__main__":
    sys.exit(main())
