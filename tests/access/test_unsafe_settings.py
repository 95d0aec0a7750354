"""Production refuses to start unsafe, and says what to set."""

import os
import subprocess
import sys

import pytest

from tests.access.test_chain import ROOT

SAFE = {
    "PRODUCTION": "1",
    "SECRET_KEY": "a key of fifty letters that nobody else has, truly so",
    "ALLOWED_HOSTS": "lodestar.example",
    "DATABASE_URL": "postgresql://nobody@localhost/none",
}
ASK = """
from lodestar.config import settings as s
print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS > 0, s.DEBUG, s.DEMO)
"""


def start(tmp_path, **changes):
    """Load the settings in a process of their own; None takes a setting away."""
    ours = {"DEMO", "DEBUG", *SAFE}
    environment = {name: value for name, value in os.environ.items() if name not in ours}
    wanted = {"VAR_DIR": str(tmp_path), **SAFE, **changes}
    environment |= {name: value for name, value in wanted.items() if value is not None}
    return subprocess.run(
        [sys.executable, "-c", ASK], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60
    )


def test_it_starts_when_it_is_safe_with_every_lock_on(tmp_path):
    done = start(tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["True", "True", "True", "True", "False", "False"]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"SECRET_KEY": None}, "Set SECRET_KEY"),
        ({"ALLOWED_HOSTS": None}, "Set ALLOWED_HOSTS"),
        ({"DATABASE_URL": None}, "Set DATABASE_URL"),
        ({"DEBUG": "1"}, "DEBUG and PRODUCTION cannot both be on"),
        ({"DEMO": "1"}, "DEMO and PRODUCTION cannot both be on"),
        ({"DEMO": "true"}, "DEMO and PRODUCTION cannot both be on"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_it_does_not_start_unsafe(tmp_path, changes, told):
    done = start(tmp_path, **changes)
    assert done.returncode != 0 and told in done.stderr
    assert not (tmp_path / "secret-key").exists()


def test_elsewhere_a_key_is_made_once_and_kept_from_others(tmp_path):
    first = start(tmp_path, PRODUCTION=None, SECRET_KEY=None, DATABASE_URL=None)
    assert first.returncode != 0  # the locks of production are not set here
    kept = tmp_path / "secret-key"
    key = kept.read_text()
    assert len(key) > 50 and kept.stat().st_mode & 0o077 == 0
    start(tmp_path, PRODUCTION=None, SECRET_KEY=None, DATABASE_URL=None)
    assert kept.read_text() == key
