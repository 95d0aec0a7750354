"""Reads the examples of the law: YAML that a practitioner can check, turned into calls and back into its
own words.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from lodestar.law.appointment import CaseRole, RoleHeld
from lodestar.law.early_reviews import EarlyReviewReason, early_review
from lodestar.law.review_timing import (
    CareHistory,
    HeldReview,
    LegalStatusSpell,
    PeriodOfCare,
    PlacementSpell,
    Policy,
    RequestedReview,
    Timetable,
)
from lodestar.law.short_breaks import Stay
from lodestar.law.visits import VisitKind

FOLDER = Path(__file__).parent / "examples"


@dataclass(frozen=True)
class Example:
    """One example and the file it stands in."""

    file: str
    told: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.file}: {self.told['says']}"


def examples(*, of_functions: bool) -> list[Example]:
    """Read every example, those of single functions or those of whole histories."""
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        for told in yaml.safe_load(path.read_text(encoding="utf-8")):
            told = {"on" if key is True else key: value for key, value in told.items()}
            if ("function" in told) == of_functions:
                found.append(Example(path.stem, told))
    return found


def span(told: date | str) -> tuple[date, date | None]:
    """Read "2026-03-02" or "2026-03-02 to 2026-05-01"."""
    if isinstance(told, date):
        return told, None
    first, _, last = told.partition(" to ")
    return date.fromisoformat(first), date.fromisoformat(last) if last else None


def policy_of(told: dict[str, Any]) -> Policy:
    """Read the settings of an example."""
    settings = dict(told.get("settings", {}))
    if "extra_non_working_days" in settings:
        settings["extra_non_working_days"] = frozenset(settings["extra_non_working_days"])
    return Policy(**settings)


def _period(told: dict[str, Any]) -> PeriodOfCare:
    from_on, until_on = span(told["looked after"])
    statuses = told.get("statuses", {from_on: "V2"})
    placements = told.get("placements", {from_on: "U6"})
    return PeriodOfCare(
        from_on=from_on,
        until_on=until_on,
        legal=tuple(LegalStatusSpell(day, status) for day, status in statuses.items()),
        placements=tuple(
            PlacementSpell(day, said.split()[0], said.endswith(" unplanned"))
            for day, said in placements.items()
        ),
        adoption_authorised_on=told.get("authorised for adoption"),
        adoption_placed_on=told.get("placed for adoption"),
        short_break_limit_broken_on=told.get("short break limit broken"),
    )


def _review(told: date | dict[str, Any]) -> HeldReview:
    if isinstance(told, date):
        return HeldReview(told)
    return HeldReview(told.get("completed"), told.get("opened"), tuple(told.get("meetings", ())))


def _request(told: dict[Any, Any]) -> RequestedReview:
    asked_on: date = told["on"] if "on" in told else told[True]
    return early_review(reason=EarlyReviewReason(told["reason"]), asked_on=asked_on, due_on=told["by"])


def history_of(told: dict[str, Any]) -> CareHistory:
    """Build the history an example tells."""
    return CareHistory(
        id="C1",
        born_on=told.get(
            "born", date(2015, 6, 1) if _first_day(told) >= date(2015, 6, 1) else date(2000, 1, 1)
        ),
        periods=tuple(_period(period) for period in told.get("periods", [told])),
        reviews=tuple(_review(review) for review in told.get("reviews", [])),
        requests=tuple(_request(asked) for asked in told.get("asked", [])),
    )


def _first_day(told: dict[str, Any]) -> date:
    return min(span(period["looked after"])[0] for period in told.get("periods", [told]))


def in_example_words(answer: Timetable) -> dict[str, Any]:
    """Say a timetable as the examples say it."""
    due = answer.next
    return {
        "held": [
            f"{review.ordinal} {review.rule} by {review.due_on}"
            f" {'in time' if review.in_time else f'late {review.days_late}'}"
            for review in answer.reviews
        ],
        "missed": [f"{missed.rule} by {missed.due_on}" for missed in answer.missed],
        "next": "nothing"
        if due is None
        else f"{due.rule} by {due.due_on}{' overdue' if due.overdue else ''}",
    }


def _role(told: str) -> RoleHeld:
    person, _, rest = told.partition(" is ")
    role, _, when = rest.partition(" from ")
    from_on, until_on = span(when)
    return RoleHeld(person, CaseRole(role), from_on, until_on)


def _stay(told: str) -> Stay:
    from_on, until_on = span(told)
    assert until_on is not None
    return Stay(from_on, until_on)


def arguments_of(given: dict[Any, Any]) -> dict[str, Any]:
    """Turn what a function is given into arguments."""
    found: dict[str, Any] = {}
    for name, value in given.items():
        if name == "roles":
            value = tuple(_role(role) for role in value)
        elif name == "stays":
            value = tuple(_stay(stay) for stay in value)
        elif name == "extra_non_working_days":
            value = frozenset(value)
        elif name == "periods":
            value = tuple(_period(period) for period in value)
        elif name == "kind":
            value = VisitKind(value)
        elif name == "reason":
            value = EarlyReviewReason(value)
        elif name == "meetings_held_on":
            value = tuple(value)
        found[name] = value
    return found
