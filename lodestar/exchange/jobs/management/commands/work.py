"""`lodestar work`: a worker that does what was asked for in the background, until it is told to stop."""

import os
import signal
import threading
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, close_old_connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, default_task_backend
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from lodestar.access.queries import the_system
from lodestar.exchange.jobs.due import run_due

CLOCK_EVERY_SECONDS = 60.0
# After its parent is gone a worker may end the work in hand; then it is broken off and goes back to wait.
GRACE_SECONDS = 20.0


class Command(BaseCommand):
    """Takes one piece of work after another. Any number may run, on any number of machines that share a database."""

    help = (
        "Do what was asked for in the background, and every minute ask for what recurs, until stopped. "
        "Any number may run, on several machines too where the database is PostgreSQL; no work is done by two."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what waits now, then stop")
        parser.add_argument(
            "--interval", type=float, default=1.0, help="seconds between looks (default: %(default)s)"
        )
        parser.add_argument("--no-clock", action="store_true", help="do not ask for what recurs")
        parser.add_argument("--beside", type=int, metavar="PID", help="stop when this parent process is gone")

    def handle(
        self, *, once: bool, interval: float, no_clock: bool, beside: int | None, **options: Any
    ) -> None:
        if not default_task_backend.supports_get_result:
            raise CommandError(
                "JOBS is at-once: what is asked for is done at once, so there is nothing to wait for."
            )
        if interval <= 0:
            raise CommandError("--interval is a number of seconds above 0.", returncode=2)
        worker = a_worker()
        worker.configure_signals()
        if beside is not None:
            threading.Thread(target=stop_without, args=(beside,), daemon=True).start()
        struck: float | None = None
        while worker.running:
            if not no_clock and (struck is None or time.monotonic() - struck >= CLOCK_EVERY_SECONDS):
                struck = time.monotonic()
                self.in_spite_of_trouble(lambda: run_due(by=the_system(), at=timezone.now()))
            self.in_spite_of_trouble(lambda: take_what_waits(worker))
            close_old_connections()
            if once:
                return
            if worker.running:
                time.sleep(interval)

    def in_spite_of_trouble(self, act: Any) -> None:
        """Do something, and go on where it failed: a worker outlives a database that is away for a while."""
        try:
            act()
        except DatabaseError as trouble:
            self.stderr.write(f"The database did not answer ({type(trouble).__name__}). Trying again.")
        except Exception as trouble:
            self.stderr.write(f"A worker met what nobody foresaw ({type(trouble).__name__}). It goes on.")


def a_worker() -> Worker:
    """Return the library's worker: it takes what waits, one after another, and returns when nothing does."""
    return Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name=DEFAULT_TASK_BACKEND_ALIAS,
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )


def take_what_waits(worker: Worker) -> None:
    """Do what waits. It looks first without a lock: on SQLite every look of the library's stops all writers."""
    if DBTaskResult.objects.ready().filter(backend_name=worker.backend_name).exists():
        worker.run()


def stop_without(parent: int) -> None:
    """Stop this process when its parent is gone: asked to, so that it may end its work; then told to."""
    while os.getppid() == parent:
        time.sleep(1.0)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
