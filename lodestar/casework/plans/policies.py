"""May a version of a plan be recorded or withdrawn: each rule with words that say what to mend."""

from collections.abc import Mapping
from datetime import date, datetime

from lodestar.access.answers import Allowed, Answer, Refused
from lodestar.casework.children.queries import CareRecord
from lodestar.casework.children.words import LONDON, in_words
from lodestar.casework.plans.states import (
    PERMANENCE_GOAL_WORDS,
    PLAN_KIND_WORDS,
    PLAN_PART_WORDS,
    PlanKind,
    PlanPart,
)

Parts = Mapping[str, tuple[str, date | None]]


def may_be_recorded(
    record: CareRecord,
    *,
    kind: str,
    called_for: PlanKind,
    dated_on: date,
    last_dated_on: date | None,
    goal: str,
    decided_on: date | None,
    parts: Parts,
    today: date,
) -> list[Answer]:
    """May this be a version of a child's plan (SI 2010/959 regs 4 to 6)? `last_dated_on` is the last version's day."""
    period = record.standing_on(today).period
    if period is None:
        return [
            Refused("The child is not looked after today, so has no care plan. Check the record of care.")
        ]
    return [
        kind_fits(kind, called_for),
        day_can_be(dated_on, born_on=record.born_on, last_dated_on=last_dated_on, today=today),
        *goal_can_be(goal, decided_on, period_from=period.from_on, today=today),
        *parts_can_be(parts, born_on=record.born_on, today=today),
    ]


def kind_fits(kind: str, called_for: PlanKind) -> Answer:
    """Refuse a care plan for a child under J1 to J3, and a remand plan for any other."""
    if kind == called_for:
        return Allowed()
    wanted = PLAN_KIND_WORDS[called_for]
    return Refused(f"By the legal status today this child has a {wanted[:1].lower()}{wanted[1:]}.", "kind")


def day_can_be(dated_on: date, *, born_on: date, last_dated_on: date | None, today: date) -> Answer:
    """Refuse a day that has not come, is before the birth, or is before the version it takes the place of."""
    if dated_on > today:
        return Refused(
            f"{in_words(dated_on)} has not come yet. Enter the day the plan itself bears.", "dated_on"
        )
    if dated_on < born_on:
        return Refused(
            f"The child was born on {in_words(born_on)}. Enter that day or a later one.", "dated_on"
        )
    if last_dated_on is not None and dated_on < last_dated_on:
        return Refused(
            f"The version before is dated {in_words(last_dated_on)}. Enter that day or a later one, or withdraw "
            "that version first.",
            "dated_on",
        )
    return Allowed()


def goal_can_be(goal: str, decided_on: date | None, *, period_from: date, today: date) -> list[Answer]:
    """Refuse a goal that is none, and a day on which it cannot have been settled."""
    answers: list[Answer] = []
    if goal and goal not in {str(one) for one in PERMANENCE_GOAL_WORDS}:
        answers.append(Refused("Select a plan for permanence from the list.", "permanence_goal"))
    if decided_on is None:
        return answers
    if not goal:
        answers.append(
            Refused("Select the plan for permanence that was settled on that day.", "permanence_goal")
        )
    if decided_on > today:
        answers.append(
            Refused(f"{in_words(decided_on)} has not come yet. Leave it empty until it is settled.", _SETTLED)
        )
    if decided_on < period_from:
        answers.append(
            Refused(
                f"The child has been looked after since {in_words(period_from)}. A plan for permanence cannot "
                "have been settled before. Check the day.",
                _SETTLED,
            )
        )
    return answers


_SETTLED = "permanence_decided_on"


def parts_can_be(parts: Parts, *, born_on: date, today: date) -> list[Answer]:
    """Refuse a plan that holds nothing, and parts dated on days they cannot bear. The field is the part's own."""
    if not any(words.strip() for words, _ in parts.values()):
        return [Refused("Fill in at least one part of the plan.", part_field(PlanPart.LONG_TERM))]
    answers: list[Answer] = []
    for code, (words, day) in parts.items():
        if code not in {str(part) for part in PlanPart}:
            answers.append(Refused(f"A plan has no part called {code}."))
            continue
        name = PLAN_PART_WORDS[PlanPart(code)]
        if day is not None and not words.strip():
            answers.append(Refused(f"{name} has a day but no words. Say what it holds.", part_field(code)))
        if day is not None and day > today:
            answers.append(Refused(f"{name}: {in_words(day)} has not come yet.", day_field(code)))
        if day is not None and day < born_on:
            answers.append(
                Refused(
                    f"{name}: {in_words(day)} is before the child was born. Check the year.", day_field(code)
                )
            )
    return answers


def part_field(part: str) -> str:
    """Return the name of the field that holds a part's words."""
    return f"part_{part.replace('-', '_')}"


def day_field(part: str) -> str:
    """Return the name of the field that holds the day a part bears."""
    return f"day_{part.replace('-', '_')}"


def stands_on_latest(based_on: int, latest: int, *, by_name: str, at: datetime | None) -> Answer:
    """Refuse a version built on one that is no longer the last: nobody's words silently replace another's."""
    if based_on == latest:
        return Allowed()
    when = in_words(at.astimezone(LONDON).date()) if at else ""
    now = (
        f"Version {latest}, recorded by {by_name} on {when}, is the plan now: it changed"
        if at
        else "The version this was made from was withdrawn"
    )
    return Refused(
        f"{now} while this page was open. Nothing you typed is lost: compare it with the plan as it is, "
        "then save again.",
        "based_on",
    )


def says_something_new(is_new: bool) -> Answer:
    """Refuse a version that says what the last one says."""
    if is_new:
        return Allowed()
    return Refused("This says the same as the version before, with the same day. There is nothing to record.")


def may_be_withdrawn(*, withdrawn_at: datetime | None, is_latest: bool, because: str) -> list[Answer]:
    """May a version be withdrawn: the last one that stands, with a reason?"""
    if withdrawn_at is not None:
        return [
            Refused(
                f"This version was withdrawn on {in_words(withdrawn_at.astimezone(LONDON).date())} already."
            )
        ]
    answers: list[Answer] = []
    if not is_latest:
        answers.append(Refused("Only the last version can be withdrawn: later ones rest on this one."))
    if not because.strip():
        answers.append(Refused("Say why it is withdrawn.", "because"))
    return answers
