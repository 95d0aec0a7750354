"""What kinds of work there are, where a piece of work stands, and how often it is tried."""

from datetime import timedelta
from enum import StrEnum
from typing import Final


class JobKind(StrEnum):
    """What is to be done; `JOB_WORK` in the settings names the function that does it."""

    DAILY = "daily"
    NOTICES = "notices"
    RETURN_TRIAL = "return-trial"
    RETURN_IMPORT = "return-import"


KIND_WORDS: Final = {
    JobKind.DAILY: "What falls due each day",
    JobKind.NOTICES: "Sending out notices",
    JobKind.RETURN_TRIAL: "Trying a national return",
    JobKind.RETURN_IMPORT: "Importing a national return",
}
# Kinds that give the same however often they are done: tried again when they fail, taken again from a dead worker.
SAFE_AGAIN: Final = frozenset(
    {JobKind.DAILY, JobKind.NOTICES, JobKind.RETURN_TRIAL, JobKind.RETURN_IMPORT},
)


class JobState(StrEnum):
    """Where a piece of work stands. From waiting to running and back, until it is done or has failed."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


# How long a worker has a piece of work without saying that it is alive; it says so many times within it.
LEASE: Final = timedelta(minutes=5)
# How long to wait after each failed try; after the last, the work has failed.
WAITS: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60))
MOST_TRIES: Final = len(WAITS) + 1
KEPT_FOR: Final = timedelta(days=30)
