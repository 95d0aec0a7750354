"""`lodestar serve`: the pages on one address, until Ctrl-C."""

import os
import socket
import subprocess
import sys

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

EVERY_ADDRESS = {"0.0.0.0", "::"}


class Command(BaseCommand):
    """Refuse in words what would only fail later, say where the pages are, and become the server."""

    help = "Serve the pages on 127.0.0.1, port 8000 (or PORT), until Ctrl-C."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--address", default="127.0.0.1", help="the address to listen on (default: %(default)s)"
        )
        parser.add_argument(
            "--port", type=int, default=os.environ.get("PORT") or 8000, help="default: PORT, or 8000"
        )
        parser.add_argument("--workers", type=int, default=2, help="processes (default: %(default)s)")
        parser.add_argument(
            "--threads", type=int, default=4, help="threads in each process (default: %(default)s)"
        )

    def handle(self, *, address: str, port: int, workers: int, threads: int, **options: object) -> None:
        refuse_other_machines_the_demonstration(address)
        refuse_stale_database()
        refuse_taken_port(address, port)
        for line in where_and_how(address, port):
            self.stdout.write(line)
        self.stdout.flush()
        connection.close()
        if settings.EMBEDDED_WORKER and settings.JOBS == "worker":
            start_worker()
        command = server(address, port, workers, threads)
        os.execv(command[0], command)


def refuse_other_machines_the_demonstration(address: str) -> None:
    """Raise CommandError where anybody on the network could sign in as anybody."""
    if settings.DEMO and address in EVERY_ADDRESS:
        raise CommandError(
            "demonstration sign-in asks for no password, so it is served to this machine only. "
            "Leave out --address, or set DEMO=0."
        )


def refuse_stale_database() -> None:
    """Raise CommandError where the database cannot be had or is older than the program."""
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        raise CommandError(f"the database cannot be reached: {error}") from error
    if missing:
        raise CommandError(
            f"the database is {len(missing)} changes older than this program. Take a backup, then run "
            "`python manage.py migrate` (`make run` does it for you)."
        )


def refuse_taken_port(address: str, port: int) -> None:
    """Raise CommandError where another program already listens on the port."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except (OSError, OverflowError) as error:
            raise CommandError(
                f"port {port} of {address} cannot be had ({error}). Choose another, for example: PORT=8001 make run"
            ) from error


def where_and_how(address: str, port: int) -> list[str]:
    """Return what a person needs to begin: the address, and how to sign in."""
    shown = f"[{address}]" if ":" in address else address
    if settings.DEMO:
        how = "To sign in, choose one of the demonstration people on the first page; no password is asked."
    else:
        how = "Sign in with your user name and password; `lodestar user add` makes an account."
    return ["", f"Lodestar is at http://{shown}:{port}/ (Ctrl-C stops it).", how, ""]


def start_worker() -> None:
    """Start a worker as a child of this process, which becomes the server: it stops when the server is gone."""
    worker = [sys.executable, "-m", "lodestar.config.command", "work", "--beside", str(os.getpid())]
    subprocess.Popen(worker, stdin=subprocess.DEVNULL)


def server(address: str, port: int, workers: int, threads: int) -> list[str]:
    """Return the command of the application server: few processes, several threads each."""
    bind = f"[{address}]:{port}" if ":" in address else f"{address}:{port}"
    command = [sys.executable, "-m", "gunicorn", "lodestar.config.wsgi:application", "--bind", bind]
    command += ["--worker-class", "gthread", "--workers", str(workers), "--threads", str(threads)]
    # No control socket: it would be made in the home folder, where a service account has none.
    return [*command, "--no-control-socket", "--log-level", "warning", "--timeout", "60"]
