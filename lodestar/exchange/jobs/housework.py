"""What the clock asks for: the commands that something had to run at set times, in a worker's hands."""

import io

from django.core.management import CommandError, call_command
from django_tasks_db.models import DBTaskResult

from lodestar.exchange.jobs import claims
from lodestar.exchange.jobs.pieces import NotDone, Piece, Say
from lodestar.exchange.jobs.states import LEASE


def daily(piece: Piece, say: Say) -> str:
    """Do what `lodestar daily` does, work the figures out, and clear away old jobs and what woke workers for them."""
    words = f"{said_by('daily')} {said_by('figures_work_out')}"
    at = piece.clock()
    claims.forget_old(at)
    DBTaskResult.objects.finished().filter(finished_at__lt=at - LEASE).delete()
    say(1, 1, words)
    return ""


def notices(piece: Piece, say: Say) -> str:
    """Send out what people are to be told, as `lodestar notices send` does."""
    say(1, 1, said_by("notices_send"))
    return ""


def said_by(command: str) -> str:
    """Run a command and return what it said, in one line. Raises NotDone with its own words where it refused."""
    out = io.StringIO()
    try:
        call_command(command, stdout=out)
    except CommandError as refused:
        raise NotDone(str(refused), again=False) from None
    return " ".join(out.getvalue().split())
