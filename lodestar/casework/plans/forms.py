"""What a person types of a care plan."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from lodestar.casework.plans.policies import day_field, part_field
from lodestar.casework.plans.states import PERMANENCE_GOAL_WORDS, PLAN_PART_WORDS, PlanKind, PlanPart
from lodestar.govuk.forms import DateField, Form, HiddenField, RadiosField, TextareaField
from lodestar.govuk.once import OnceField
from lodestar.govuk.words import small_first

HINT = "For example, 27 3 2026"
NOT_SETTLED = ("", "Not recorded yet")


class PlanForm(Form):
    """A version of a plan: its day, the plan for permanence, the contingency, and each part with the day it bears."""

    based_on = HiddenField(required=False)
    kind = HiddenField(required=False)
    dated_on = DateField(label="Day the plan bears", called="the day the plan bears", hint=HINT)
    permanence_goal = RadiosField(
        label="Plan for permanence",
        called="a plan for permanence",
        hint="Where the child is to live for good. It is owed by the second review",
        choices=[NOT_SETTLED, *((str(goal), words) for goal, words in PERMANENCE_GOAL_WORDS.items())],
        required=False,
        empty_value="",
    )
    permanence_decided_on = DateField(
        label="Day it was settled",
        called="the day it was settled",
        hint="Leave empty until it is",
        required=False,
    )
    contingency = TextareaField(
        label="Contingency",
        called="the contingency",
        hint="What happens if the plan does not work out",
        required=False,
        rows=4,
    )
    once = OnceField()

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Add the parts of the law, each with its words and its day; no day may be later than today."""
        super().__init__(*args, **kwargs)
        for part in PlanPart:
            name = PLAN_PART_WORDS[part]
            self.fields[part_field(part)] = TextareaField(
                label=name, called=small_first(name), required=False, rows=5
            )
            self.fields[day_field(part)] = DateField(
                label=f"Day it bears: {small_first(name)}",
                called=f"the day of: {small_first(name)}",
                required=False,
                label_size="",
            )
        self.fields["once"] = self.fields.pop("once")

    def facts(self) -> dict[str, Any]:
        """Return the answers by the names of the action's arguments."""
        said = self.cleaned_data
        typed = str(said.get("based_on") or "")
        return {
            "kind": said.get("kind") or PlanKind.CARE,
            "based_on": int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 0,
            "dated_on": said["dated_on"],
            "permanence_goal": said["permanence_goal"] or "",
            "permanence_decided_on": said["permanence_decided_on"],
            "contingency": said["contingency"],
            "parts": {
                str(part): (said[part_field(part)], said[day_field(part)])
                for part in PlanPart
                if said[part_field(part)].strip() or said[day_field(part)]
            },
        }


def prefilled(
    *,
    kind: str,
    version: int,
    goal: str,
    settled: date | None,
    contingency: str,
    parts: Mapping[str, tuple[str, date | None]],
) -> dict[str, Any]:
    """Return what a form for the next version starts with: what the last one says, without its day."""
    first: dict[str, Any] = {
        "kind": kind,
        "based_on": str(version),
        "permanence_goal": goal,
        "permanence_decided_on": settled,
        "contingency": contingency,
    }
    for part, (words, day) in parts.items():
        first[part_field(part)], first[day_field(part)] = words, day
    return first


class WithdrawForm(Form):
    """Why a version of a plan is withdrawn."""

    because = TextareaField(
        label="Why is it withdrawn?",
        called="why it is withdrawn",
        hint="For example, it was recorded for the wrong child",
        max_length=500,
        rows=3,
    )
    once = OnceField()
