"""What a person reads of a piece of work."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from lodestar.access.models import User
from lodestar.exchange.jobs.models import Job
from lodestar.exchange.jobs.states import KIND_WORDS, JobKind, JobState
from lodestar.govuk.parts import Colour, Fact, Tag
from lodestar.govuk.words import date_and_time

TAGS: Final[dict[JobState, tuple[str, Colour]]] = {
    JobState.WAITING: ("Waiting", "grey"),
    JobState.RUNNING: ("Under way", "blue"),
    JobState.DONE: ("Done", "green"),
    JobState.FAILED: ("Failed", "red"),
}
LONG_WAIT: Final = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far work is, where it is known."""

    done: int
    of: int
    words: str


@dataclass(frozen=True, slots=True)
class JobPage:
    """One piece of work. `leads_to` is where its result is, for who asked for it."""

    title: str
    tag: Tag
    says: str
    progress: Progress | None
    facts: tuple[Fact, ...]
    leads_to: str
    has_ended: bool


@dataclass(frozen=True, slots=True)
class JobLine:
    """A row of the list."""

    number: int
    title: str
    tag: Tag
    says: str
    asked: str
    by: str


def tag_of(job: Job) -> Tag:
    """Return where a piece of work stands, in a word."""
    return Tag(*TAGS[JobState(job.state)])


def says(job: Job, at: datetime) -> str:
    """Return in a sentence where a piece of work stands."""
    match JobState(job.state):
        case JobState.DONE:
            return job.words or "It is done."
        case JobState.FAILED:
            return job.trouble
        case JobState.RUNNING:
            return job.words or "It has begun."
    if job.trouble:
        return f"{job.trouble} It is tried again on {date_and_time(job.not_before)}."
    if at - job.not_before > LONG_WAIT:
        return (
            "It is waiting for longer than usual. Where this goes on, tell your system administrator: "
            "perhaps no worker is running."
        )
    return "It begins in a moment."


def job_page(job: Job, person: User, at: datetime) -> JobPage:
    """Return the page of a piece of work."""
    facts = [Fact("Asked for", f"{date_and_time(job.asked_at)} by {job.asked_by.name}")]
    if job.tries > 1:
        facts.append(Fact("Tries", str(job.tries)))
    if job.finished is not None:
        facts.append(Fact("Ended", date_and_time(job.finished)))
    counted = job.state == JobState.RUNNING and job.of > 0
    return JobPage(
        title=KIND_WORDS[JobKind(job.kind)],
        tag=tag_of(job),
        says=says(job, at),
        progress=Progress(min(job.done, job.of), job.of, f"{job.done:,} of {job.of:,}") if counted else None,
        facts=tuple(facts),
        leads_to=job.address if job.asked_by_id == person.pk else "",
        has_ended=job.finished is not None,
    )


def job_lines(jobs: Iterable[Job], at: datetime) -> list[JobLine]:
    """Return the rows of the list."""
    return [
        JobLine(
            job.pk,
            KIND_WORDS[JobKind(job.kind)],
            tag_of(job),
            says(job, at),
            date_and_time(job.asked_at),
            job.asked_by.name,
        )
        for job in jobs
    ]
