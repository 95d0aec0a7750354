"""The stylesheet is made from pinned packages, carries nothing of GOV.UK's own, and is made once."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from django.core.management import call_command

from lodestar.govuk import build_assets
from tests.govuk import gallery
from tests.govuk.markup import elements

built = pytest.mark.skipif(
    not (build_assets.BUILT / build_assets.STAMP).exists(),
    reason="the stylesheet is not made: run `make setup`",
)


def test_the_lock_names_versions_and_checksums_but_no_addresses():
    text = (build_assets.SOURCE / "package-lock.json").read_text()
    assert "http" not in text and "resolved" not in text
    packages = json.loads(text)["packages"]
    assert all(one.get("integrity") for name, one in packages.items() if name)
    assert packages["node_modules/govuk-frontend"]["version"].startswith("6.3.")
    assert packages["node_modules/@ministryofjustice/frontend"]["version"].startswith("11.")


@built
def test_the_stylesheet_carries_nothing_of_govuks_own():
    styles = (build_assets.BUILT / "govuk" / "lodestar.css").read_text(encoding="utf-8")
    assert not [name for name in build_assets.NOT_OURS if name in styles]
    assert "@font-face" not in styles and "font-family:arial" in styles
    assert not list(build_assets.BUILT.rglob("*govuk*.svg")) + list(build_assets.BUILT.rglob("*.woff*"))


@built
def test_every_picture_the_stylesheet_names_is_there():
    styles = (build_assets.BUILT / "govuk" / "lodestar.css").read_text(encoding="utf-8")
    named = set(re.findall(r"url\(\"?\./([^)\"]+)\"?\)", styles))
    assert named and all((build_assets.BUILT / "govuk" / name).is_file() for name in named)
    assert "url(/" not in styles and "url(http" not in styles


@built
def test_every_class_of_our_own_that_a_page_uses_has_a_style():
    styles = (build_assets.BUILT / "govuk" / "lodestar.css").read_text(encoding="utf-8")
    used = {
        name
        for page in gallery.pages().values()
        for one in elements(page)
        for name in one.get("class", "").split()
        if name.startswith(("lodestar-", "moj-"))
    }
    unstyled = {name for name in used if f".{name}" not in styles}
    assert len(used) > 30
    # Names that a script or a test may ask for, or that belong to a component's structure alone.
    assert unstyled <= {"lodestar-header__role", "moj-filter__content"}, unstyled


@built
def test_nothing_is_done_when_nothing_changed(monkeypatch):
    monkeypatch.setattr(build_assets, "node_on_path", lambda: pytest.fail("Node was looked for"))
    stamp = build_assets.fingerprint(build_assets.sources())
    if not build_assets.is_current(stamp):
        pytest.skip("the sources were changed since the stylesheet was made: run `make setup`")
    assert build_assets.build() is False


def test_a_changed_source_and_a_lost_file_mean_making_it_again(tmp_path, monkeypatch):
    monkeypatch.setattr(build_assets, "BUILT", tmp_path)
    assert not build_assets.is_current("abc")
    (tmp_path / "a.css").write_text("x")
    (tmp_path / build_assets.STAMP).write_text("abc\na.css\n")
    assert build_assets.is_current("abc")
    assert not build_assets.is_current("other")
    (tmp_path / "a.css").unlink()
    assert not build_assets.is_current("abc")


def test_a_fingerprint_changes_with_names_and_contents(tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("a")
    two.write_text("a")
    first = build_assets.fingerprint([one])
    assert first == build_assets.fingerprint([one]) != build_assets.fingerprint([two])
    one.write_text("b")
    assert build_assets.fingerprint([one]) != first


def program(folder: Path, says: str, exit_code: int = 0) -> Path:
    made = folder / "node"
    made.write_text(f"#!/bin/sh\necho '{says}'\nexit {exit_code}\n")
    made.chmod(0o755)
    return made


@pytest.mark.parametrize(("says", "version"), [("v20.1.0", 20), ("v9.0.0", 9), ("nonsense", 0)])
def test_the_version_of_node_is_read(tmp_path, says, version):
    assert build_assets.major_version(program(tmp_path, says)) == version
    assert build_assets.major_version(tmp_path / "absent") == 0


def test_a_failing_npm_is_told_in_its_own_words(tmp_path, monkeypatch, capsys):
    node = build_assets.Node(Path("node"), (str(program(tmp_path, "the registry said no", 7)),))
    monkeypatch.setattr(build_assets, "is_current", lambda stamp: False)
    monkeypatch.setattr(build_assets, "node_on_path", lambda: node)
    monkeypatch.setattr(build_assets, "MODULES", tmp_path)
    assert build_assets.main() == 1
    told = capsys.readouterr().err
    assert "could not be made" in told and "npm ci" in told and "the registry said no" in told


def test_no_node_and_no_pypi_says_what_to_install(monkeypatch, capsys):
    refused = subprocess.CompletedProcess([], 1, "", "no such package")
    monkeypatch.setattr(build_assets, "is_current", lambda stamp: False)
    monkeypatch.setattr(build_assets, "node_on_path", lambda: None)
    monkeypatch.setattr(build_assets, "node_in_environment", lambda: None)
    monkeypatch.setattr(build_assets.subprocess, "run", lambda *a, **k: refused)
    assert build_assets.main() == 1
    told = capsys.readouterr().err
    assert "Node 20 or newer is needed once" in told and "Install Node and npm" in told


def test_a_stylesheet_with_govuks_font_in_it_is_refused(tmp_path):
    class Compiler:
        program = Path("node")

        def run(self, command, what):
            Path(command[-1]).write_text('a{font-family:"GDS Transport"}')

    with pytest.raises(build_assets.CannotBuild, match="GDS Transport"):
        build_assets.compile_styles(Compiler(), tmp_path / "a.css")


@built
def test_the_files_survive_being_renamed_after_their_contents(tmp_path, settings):
    """Production serves each file under a name with its hash; a reference to a missing file would stop it."""
    settings.STATIC_ROOT = tmp_path
    settings.STATICFILES_DIRS = [build_assets.BUILT]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    names = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    assert {"govuk/lodestar.css", "govuk/lodestar.js", "govuk/supported.js", "govuk/favicon.svg"} <= set(
        names
    )
    # The page's script asks for this one by its plain name.
    assert (tmp_path / "govuk" / "govuk-frontend.min.js").is_file()
