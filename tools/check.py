"""Checks everything that needs no test run: format, lint, types, layers, migrations, generated documents.

The checks run side by side, the words of those that failed are shown, and all are named at the end.
"""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
PYTHON = str(sys.executable)
CHECKS = {
    # The slowest first: they run two at a time.
    "types": [str(BIN / "mypy"), "lodestar", "tools"],
    "layers": [str(BIN / "lint-imports")],
    "migrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
    "settings": [PYTHON, "manage.py", "check", "--fail-level", "WARNING"],
    "documents": [PYTHON, "-m", "tools.documents", "--check"],
    "format": [str(BIN / "ruff"), "format", "--check", "."],
    "lint": [str(BIN / "ruff"), "check", "--output-format", "concise", "."],
}


@dataclass(frozen=True)
class Outcome:
    """How one check went."""

    name: str
    exit_code: int
    said: str
    seconds: float


def main() -> int:
    """Run every check, or those named, and return 0 only if all passed."""
    named = sys.argv[1:] or list(CHECKS)
    unknown = [name for name in named if name not in CHECKS]
    if unknown:
        print(f"There is no check '{unknown[0]}'. There are: {', '.join(CHECKS)}.", file=sys.stderr)
        return 2
    with ThreadPoolExecutor(max_workers=2) as both_cores:
        outcomes = list(both_cores.map(run, named))
    for outcome in outcomes:
        if outcome.exit_code != 0:
            print(f"\n=== {outcome.name} ===\n{outcome.said}")
    print()
    for outcome in outcomes:
        verdict = "passed" if outcome.exit_code == 0 else "FAILED"
        print(f"{outcome.name:<12}{verdict}{outcome.seconds:>8.1f} s")
    return 1 if any(outcome.exit_code for outcome in outcomes) else 0


def run(name: str) -> Outcome:
    """Run one check and keep what it said."""
    began = time.monotonic()
    done = subprocess.run(
        CHECKS[name],
        cwd=ROOT,
        env={**os.environ, "NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Outcome(name, done.returncode, done.stdout.strip(), time.monotonic() - began)


if __name__ == "__main__":
    sys.exit(main())
