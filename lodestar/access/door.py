"""The one door for writes (ADR-0004).

Every public function of a noun's `actions` goes through `@records`: one transaction, the people and parts of the
house that follow a child's changes told once at its end, and an event for each thing done. Nothing is done
silently: an action that leaves no note and does not say `nothing_changed()` raises.
"""

from collections.abc import Callable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.conf import settings
from django.db import models, transaction
from django.utils.module_loading import import_string

from lodestar.access import chain
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import User

P = ParamSpec("P")
R = TypeVar("R")


class DoorError(RuntimeError):
    """The door was used wrongly: no person, no time, or nothing noted."""


@dataclass(slots=True)
class Passage:
    """One way through the door, from the outermost action to its end."""

    by: User
    at: datetime
    kinds: list[EventKind]
    noted: list[chain.Noted] = field(default_factory=list)
    child_ids: set[int] = field(default_factory=set)
    answered: bool = False


_passage: ContextVar[Passage | None] = ContextVar("passage", default=None)


def records(kind: EventKind) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function an action: keyword-only, by a person, at a time, in one transaction, leaving an event."""

    def decorate(action: Callable[P, R]) -> Callable[P, R]:
        @wraps(action)
        def through_the_door(*args: P.args, **kwargs: P.kwargs) -> R:
            by, at = who_and_when(action.__name__, args, kwargs)
            outer = _passage.get()
            if outer is not None:
                return nested_step(outer, kind, lambda: action(*args, **kwargs), action.__name__)
            passage = Passage(by=by, at=at, kinds=[])
            token = _passage.set(passage)
            try:
                with transaction.atomic():
                    answer = step(passage, kind, lambda: action(*args, **kwargs), action.__name__)
                    for path in settings.CHILD_CHANGE_FOLLOWERS if passage.child_ids else ():
                        import_string(path)(child_ids=frozenset(passage.child_ids), by=by, at=at)
                    chain.append(passage.noted, by=by, at=at)
            finally:
                _passage.reset(token)
            return answer

        through_the_door.records = kind  # type: ignore[attr-defined]
        return through_the_door

    return decorate


def who_and_when(name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[User, datetime]:
    """Return who acts and when, or raise DoorError: an unattributed change cannot be made."""
    if args:
        raise DoorError(f"{name} takes keywords only.")
    by, at = kwargs.get("by"), kwargs.get("at")
    if not isinstance(by, User) or by.pk is None:
        raise DoorError(f"{name} needs by: the person who does it.")
    if not isinstance(at, datetime) or at.tzinfo is None:
        raise DoorError(f"{name} needs at: the time, with its zone.")
    return by, at


def step(passage: Passage, kind: EventKind, act: Callable[[], R], name: str) -> R:
    """Run one action inside a passage and see that it said what it did."""
    before, answered = len(passage.noted), passage.answered
    passage.kinds.append(kind)
    passage.answered = False
    try:
        answer = act()
        if len(passage.noted) == before and not passage.answered:
            raise DoorError(f"{name} left no note of what it did.")
    finally:
        passage.kinds.pop()
        passage.answered = answered
    return answer


def nested_step(passage: Passage, kind: EventKind, act: Callable[[], R], name: str) -> R:
    """Run an action inside another's passage.

    If it is refused and the outer action carries on, what it had written and what it had noted both go.
    """
    noted, child_ids = len(passage.noted), set(passage.child_ids)
    try:
        with transaction.atomic():
            return step(passage, kind, act, name)
    except BaseException:
        del passage.noted[noted:]
        passage.child_ids.intersection_update(child_ids)
        raise


def note(
    *,
    subject: models.Model,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    child: Any = None,
    kind: EventKind | None = None,
    touches_care: bool = True,
) -> None:
    """Note what an action did to a subject; `child` is the child it was about (with `pk` and `identifier`).

    `touches_care` off: it says nothing that the child's clock or care rests on, so nobody who follows them is told.
    """
    passage = open_passage()
    if kind is None and not passage.kinds:
        raise DoorError("A follower notes what it does through an action of its own, or names the kind.")
    if child is not None and touches_care:
        passage.child_ids.add(child.pk)
    passage.noted.append(
        chain.Noted(
            kind=kind or passage.kinds[-1],
            child_identifier="" if child is None else child.identifier,
            subject=f"{subject._meta.label_lower}:{subject.pk}",
            before=before,
            after=after,
        )
    )


def nothing_changed() -> None:
    """Say that an action found nothing to do, and so leaves no event."""
    open_passage().answered = True


def open_passage() -> Passage:
    """Return the passage under way, or raise DoorError outside an action."""
    passage = _passage.get()
    if passage is None:
        raise DoorError("Notes are left inside an action, never outside the door.")
    return passage


def facts_of(row: models.Model, fields: Iterable[str] | None = None) -> dict[str, Any]:
    """Return a row's columns by name, for an event's before and after."""
    names = fields or [f.attname for f in row._meta.concrete_fields if not f.primary_key]
    return {name: getattr(row, name) for name in names}


def saw(
    kind: EventKind,
    *,
    by: User,
    at: datetime,
    child: Any = None,
    child_identifier: str = "",
    what: dict[str, Any] | None = None,
) -> None:
    """Leave an event that a person looked at something: a child's page, a list, the audit itself.

    `child` is the child it was about; `child_identifier` alone where no child is at hand, as in the audit.
    """
    chain.append(
        [
            chain.Noted(
                kind=kind,
                child_identifier=child_identifier if child is None else child.identifier,
                subject="" if child is None else f"{child._meta.label_lower}:{child.pk}",
                before=None,
                after=what,
            )
        ],
        by=by,
        at=at,
    )
