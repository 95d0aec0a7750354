"""Doing one piece of work: take it, do it, say what came of it. Whatever happens, the job says so in words."""

from contextlib import AbstractContextManager, nullcontext
from datetime import datetime

from django.db import connection, transaction

from lodestar.exchange.jobs import claims
from lodestar.exchange.jobs.actions import finish
from lodestar.exchange.jobs.pieces import Clock, NotDone, Piece, unforeseen, work_of
from lodestar.exchange.jobs.states import JobState
from lodestar.exchange.jobs.telling import Teller


def run(number: int, *, clock: Clock) -> datetime | None:
    """Do a job if it is there to be taken; return when it is to be tried again, None where it is not."""
    held = claims.claim(number, clock())
    if held is None:
        return None
    piece = Piece(number, held.kind, held.job.asked_by, held.job.given, clock)
    try:
        with Teller(held, clock) as teller, of_its_own():
            address = work_of(held.kind)(piece, teller.say)
    except Exception as trouble:
        return not_done(held, trouble if isinstance(trouble, NotDone) else unforeseen(trouble), clock())
    except BaseException:  # told to stop, and not for the first time
        broken_off(held, clock())
        raise
    ended(held, JobState.DONE, clock(), address=address)
    return None


def of_its_own() -> AbstractContextManager[object]:
    """Return a savepoint where somebody's transaction is under way, so that what fails spoils nothing of theirs."""
    return transaction.atomic() if connection.in_atomic_block else nullcontext()


def not_done(held: claims.Held, refused: NotDone, at: datetime) -> datetime | None:
    """Put a job off to its next try, or let it fail; return when it is tried again."""
    if refused.again and held.may_be_tried_again:
        return claims.put_off(held, at, trouble=refused.words)
    ended(held, JobState.FAILED, at, trouble=refused.words)
    return None


BROKE_OFF = "The work broke off. Look at what is there before you ask for it again."


def broken_off(held: claims.Held, at: datetime) -> bool:
    """Give back what was broken off where it can be done again, else let it fail; return whether it waits again."""
    if held.may_be_tried_again:
        return claims.let_go(held, at)
    ended(held, JobState.FAILED, at, trouble=BROKE_OFF)
    return False


def ended(held: claims.Held, state: JobState, at: datetime, *, address: str = "", trouble: str = "") -> None:
    """Write an end: an event where a person asked for it; what the clock asked for leaves none of its own."""
    if held.job.asked_by.is_system:
        claims.end(held, at, state=state, address=address, trouble=trouble)
    else:
        finish(held=held, state=state, address=address, trouble=trouble, by=held.job.asked_by, at=at)
