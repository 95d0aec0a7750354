"""Set-up: what is locked, what is remembered, and what is said when something is missing."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tools import set_up
from tools.document_settings import settings_in
from tools.documents import generators, is_fresh

ROOT = Path(__file__).resolve().parents[2]
LOCKS = [ROOT / "requirements.lock", ROOT / "requirements-dev.lock", *sorted(set_up.LOCKS.glob("*.lock"))]
PROMISED_VERBS = {"setup", "run", "test", "check", "fix", "journeys", "bench", "docs", "demo"}


def name_of(requirement: str) -> str:
    return re.split(r"[\[<>=!~; ]", requirement)[0].lower().replace("_", "-").replace(".", "-")


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_names_exact_versions_with_hashes_and_no_address(lock):
    words = lock.read_text(encoding="utf-8")
    pinned = re.findall(r"^(?P<name>[a-z0-9._-]+)==[^ ]+", words, flags=re.MULTILINE)
    assert pinned and words.count("--hash=sha256:") >= len(pinned)
    assert not re.search(r"https?:|file:|index-url|find-links|@ ", words)


@pytest.mark.parametrize(("lock", "extra"), [("requirements.lock", None), ("requirements-dev.lock", "dev")])
def test_every_dependency_of_the_project_is_in_its_lock(lock, extra):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] + (project["optional-dependencies"][extra] if extra else [])
    pinned = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))
    missing = {name_of(requirement) for requirement in wanted} - pinned
    assert not missing, f"`make lock` has not been run since these were added: {sorted(missing)}"


def test_both_locks_agree_on_every_version_they_share():
    first, second = (
        dict(re.findall(r"^([a-z0-9-]+)==([^ ]+)", lock.read_text(encoding="utf-8"), re.MULTILINE))
        for lock in LOCKS[:2]
    )
    assert first.items() <= second.items()


def test_make_has_every_promised_verb_and_lists_it():
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert set(re.findall(r"^  make (\S+)", listed, re.MULTILINE)) >= PROMISED_VERBS


def test_continuous_integration_runs_make_test():
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert "make test" in script.read_text(encoding="utf-8")


def test_an_old_python_is_refused_in_words(tmp_path):
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\n[ \"$1\" = --version ] && echo 'Python 3.9.2' && exit 0\nexit 1\n")
    old.chmod(0o755)
    done = subprocess.run(
        ["/bin/sh", "tools/python.sh"],
        cwd=ROOT,
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Python 3.11 or newer" in done.stderr and "Python 3.9.2" in done.stderr


def test_a_named_python_comes_before_the_one_on_the_path():
    done = subprocess.run(
        ["/bin/sh", "tools/python.sh"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "PYTHON": sys.executable},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == sys.executable


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """A folder being set up, in place of this one."""
    monkeypatch.setattr(set_up, "ROOT", tmp_path)
    monkeypatch.setattr(set_up, "STAMP", tmp_path / "set-up.json")
    return tmp_path


def test_a_part_is_set_up_again_only_when_a_file_it_comes_from_changed(folder):
    lock = folder / "requirements.lock"
    lock.write_text("one==1\n")
    assert set_up.changed("packages", lock)
    set_up.remember("packages", lock)
    assert not set_up.changed("packages", lock)
    lock.write_text("one==2\n")
    assert set_up.changed("packages", lock)


def test_a_stamp_that_cannot_be_read_means_set_up_again(folder):
    lock = folder / "requirements.lock"
    lock.write_text("one==1\n")
    set_up.remember("packages", lock)
    set_up.STAMP.write_text("{broken")
    assert set_up.changed("packages", lock)


def test_a_missing_lock_is_said_in_words(folder):
    with pytest.raises(set_up.SetUpError, match="requirements.lock is missing"):
        set_up.install_locked(folder / "requirements.lock")


def test_generated_documents_say_what_the_code_says():
    stale = [generator.PATH for generator in generators() if not is_fresh(generator)]
    assert not stale, f"run `make docs`: {stale}"


def test_settings_are_found_with_their_defaults_and_sections():
    source = (
        "# --- the door ------\n"
        'ON = is_on("ON")\n'
        'PLACE = from_environment("PLACE") or f"{HERE}/var"\n'
        "# --- the roof ------\n"
        'COLOUR = from_environment("COLOUR", "slate")\n'
    )
    assert [(each.name, each.default, each.section) for each in settings_in(source)] == [
        ("ON", "none", "the door"),
        ("PLACE", "worked out: `f'{HERE}/var'`", "the door"),
        ("COLOUR", "`slate`", "the roof"),
    ]
