"""A real Lodestar for the journeys: `lodestar serve` in processes of its own, on a database of its own."""

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tools.postgres import free_port
from tools.run_tests import settings_of_tests

ROOT = Path(__file__).resolve().parents[2]
LODESTAR = [sys.executable, "-m", "lodestar.config.command"]
TODAY = date(2026, 3, 16)
SEED = 1
CHILDREN = 60
READY_WITHIN_SECONDS = 60


@dataclass
class Service:
    """One running Lodestar: where it answers, where its database and its log are."""

    folder: Path
    address: str = ""
    process: subprocess.Popen[bytes] | None = None

    @property
    def database(self) -> Path:
        return self.folder / "lodestar.sqlite3"

    @property
    def log(self) -> Path:
        return self.folder / "serve.log"

    def environment(self) -> dict[str, str]:
        """Return the settings of this service: demonstration on, its own files, its own day."""
        return settings_of_tests(
            {
                "DEMO": "1",
                "JOBS": "at-once",  # no clock beside the journeys: what they find is what they did
                "VAR_DIR": str(self.folder),
                "DATABASE_URL": f"sqlite:///{self.database}",
                "PORT": self.address.rpartition(":")[2],
                "JOURNEY_TODAY": TODAY.isoformat(),
                "PYTHONPATH": str(ROOT / "tests" / "journeys" / "frozen_clock"),
            }
        )

    def lodestar(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a `lodestar` command on this service's database."""
        return self.run(*LODESTAR, *words)

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a command with this service's settings and keep what it says."""
        return subprocess.run(
            command,
            cwd=ROOT,
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    def start(self) -> None:
        """Serve on a free port and wait until the pages answer; raises AssertionError with the log if not."""
        self.address = f"http://127.0.0.1:{free_port()}"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [*LODESTAR, "serve"],
                cwd=ROOT,
                env=self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        until = time.monotonic() + READY_WITHIN_SECONDS
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > until:
                said = self.log.read_text(encoding="utf-8", errors="replace")[-3000:]
                self.stop()
                raise AssertionError(f"`lodestar serve` did not answer:\n{said}")
            time.sleep(0.1)

    def answers(self) -> bool:
        """Return whether the service says that it is well."""
        try:
            with urllib.request.urlopen(f"{self.address}/healthz", timeout=5) as response:
                return response.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def stop(self) -> None:
        """Stop the service and all its workers."""
        if self.process is None:
            return
        for asked in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self.process.pid, asked)
                self.process.wait(timeout=10)
                break
            except ProcessLookupError:
                break
            except subprocess.TimeoutExpired:
                continue
        self.process = None

    def faults(self) -> str:
        """Return what the log says from the first traceback on, empty when it holds none."""
        said = self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""
        _, found, rest = said.partition("Traceback (most recent call last)")
        return (found + rest)[:3000]


def demonstration(folder: Path) -> Path:
    """Make the database of the demonstration authority once, and return its folder to be copied."""
    service = Service(folder)
    for command in (
        (sys.executable, "manage.py", "migrate", "--verbosity", "0"),
        (*LODESTAR, "demo", "--seed", str(SEED), "--today", TODAY.isoformat(), "--children", str(CHILDREN)),
    ):
        done = service.run(*command)
        assert done.returncode == 0, f"{' '.join(command)} failed:\n{done.stdout}\n{done.stderr}"
    return folder


def copy_of(demonstration_folder: Path, folder: Path) -> Service:
    """Return a service, not yet started, on its own copy of the demonstration database."""
    shutil.copytree(demonstration_folder, folder, dirs_exist_ok=True)
    return Service(folder)
