"""The library's side: an entry in its queue, and the task that a worker runs for it.

The entry holds the job's number and nothing else; whatever the work raises is turned into words before the library
could keep it, since its messages may name somebody.
"""

from datetime import datetime

from django.utils import timezone
from django_tasks import default_task_backend, task

from lodestar.exchange.jobs.running import run


@task()
def work_on(number: int) -> None:
    """Do the job of a number, if it is there to be taken."""
    again = run(number, clock=timezone.now)  # noqa: TID251 - the door: a worker's own time
    if again is not None:
        wake(number, after=again)


def wake(number: int, *, after: datetime | None = None) -> None:
    """Put a job's number into the queue, now or for a later moment.

    Where work is done at once there is no later: what is to be tried again then waits for `lodestar run-due`.
    """
    if after is None:
        work_on.enqueue(number)
    elif default_task_backend.supports_defer:
        work_on.using(run_after=after).enqueue(number)
