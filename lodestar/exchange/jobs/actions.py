"""Doing: asking for a piece of work, and recording how it ended."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from lodestar.access.door import note, nothing_changed, records
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import User
from lodestar.exchange.jobs import claims
from lodestar.exchange.jobs.states import JobKind, JobState


@records(EventKind.JOB_ASKED_FOR)
def ask_for(*, kind: JobKind, key: str, given: Mapping[str, Any], by: User, at: datetime) -> claims.Asked:
    """Write down a piece of work; the same key gives the same one, unless that failed.

    `asking.ask` is what callers use: it wakes a worker as well.
    """
    asked = claims.written_down(kind=kind, key=key, given=given, by=by, at=at)
    if asked.is_new:
        note(subject=asked.job, after={"kind": kind.value})
    else:
        nothing_changed()
    return asked


@records(EventKind.JOB_FINISHED)
def finish(
    *, held: claims.Held, state: JobState, by: User, at: datetime, address: str = "", trouble: str = ""
) -> bool:
    """Record how a piece of work ended; False where another worker has it now and will say so itself."""
    ended = claims.end(held, at, state=state, address=address, trouble=trouble)
    if ended:
        note(subject=held.job, after={"kind": held.kind.value, "state": state.value})
    else:
        nothing_changed()
    return ended
