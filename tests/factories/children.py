"""One factory for each record of the children noun.

`a_child`, `in_care` go through the doors, as people do. The others write a row by itself, with as little said
as the database takes, so that a test says only what it is about; `FACTORIES` names the factory of every
model.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from django.db.models import Model

from lodestar.access.models import Team, User
from lodestar.access.roles import Role
from lodestar.casework.children import actions, models

AT = datetime(2026, 3, 16, 9, 0, tzinfo=UTC)
BORN_ON = date(2014, 5, 1)
BEGAN_ON = date(2025, 3, 3)
_numbers = count(1)


def a_person(role: Role = Role.ADMINISTRATOR, **facts: Any) -> User:
    """Return a saved person with a name of their own."""
    number = next(_numbers)
    return User.objects.add(
        **{"username": f"person{number}", "name": f"Person {number}", "role": role, **facts}
    )


def a_team(**facts: Any) -> Team:
    """Return a saved team."""
    return Team.objects.create(
        **{"name": f"Team {next(_numbers)}", "service": "Looked-after children", **facts}
    )


def a_child(by: User | None = None, at: datetime = AT, **facts: Any) -> models.Child:
    """Return a child added through the door."""
    said = {"identifier": f"K{next(_numbers)}", "born_on": BORN_ON, **facts}
    return actions.add_child(by=by or a_person(), at=at, **said)


def in_care(
    child: models.Child | None = None, by: User | None = None, at: datetime = AT, **facts: Any
) -> models.Child:
    """Return a child looked after since 3 March 2025 under section 20 in foster care, recorded through the
    door.
    """
    by = by or a_person()
    child = child or a_child(by=by, at=at)
    said = {
        "began_on": BEGAN_ON,
        "legal_status": "V2",
        "placement_type": "U6",
        "category_of_need": "N1",
        **facts,
    }
    actions.start_care(child=child, by=by, at=at, **said)
    return child


def a_row(model: type[models.DatedRow], **facts: Any) -> Any:
    """Return a dated row written by itself, as a person said it."""
    said = {"from_on": BEGAN_ON, "recorded_at": AT, **facts}
    if "recorded_by" not in said:
        said["recorded_by"] = a_person()
    return model.objects.create(**said)


def _of_a_child(model: type[models.DatedRow], **least: Any) -> Callable[..., Any]:
    """Return the factory of a dated row that belongs to a child."""

    def make(**facts: Any) -> Any:
        said = {**{k: v() if callable(v) else v for k, v in least.items() if k not in facts}, **facts}
        return a_row(model, **{"child": said.pop("child", None) or a_child(), **said})

    return make


a_period = _of_a_child(models.PeriodOfCare, category_of_need="N1")
an_adoption_decision = _of_a_child(models.AdoptionDecision)
a_case_role = _of_a_child(models.CaseRole, kind="social-worker", person=a_person)
a_school = _of_a_child(models.SchoolAttended, name="Hill Primary")
a_missing_episode = _of_a_child(models.MissingEpisode, kind="M")
a_deprivation = _of_a_child(models.DeprivationOfLiberty)
a_disability = _of_a_child(models.Disability, code="MOB")
an_unaccompanied_status = _of_a_child(models.UnaccompaniedStatus)
a_relationship = _of_a_child(models.Relationship, kind="mother", name="Ann Field")
a_restriction = _of_a_child(models.Restriction, because="Placed out of sight of a parent")


def a_legal_status(**facts: Any) -> models.LegalStatus:
    """Return a legal status in a period of its own."""
    return a_row(
        models.LegalStatus, **{"period": facts.pop("period", None) or a_period(), "code": "V2", **facts}
    )


def a_placement(**facts: Any) -> models.Placement:
    """Return a placement in a period of its own."""
    return a_row(
        models.Placement, **{"period": facts.pop("period", None) or a_period(), "type": "U6", **facts}
    )


def an_alias(**facts: Any) -> models.Alias:
    """Return another name of a child."""
    return models.Alias.objects.create(
        **{"child": facts.pop("child", None) or a_child(), "name": "Bee", **facts}
    )


def a_previous_permanence(**facts: Any) -> models.PreviousPermanence:
    """Return how a child had left care before."""
    said = {"child": facts.pop("child", None) or a_child(), "code": "P1", "recorded_at": AT, **facts}
    return models.PreviousPermanence.objects.create(**{"recorded_by": a_person(), **said})


def a_correction(**facts: Any) -> models.Correction:
    """Return a line that keeps what was said before."""
    said = {
        "child": facts.pop("child", None) or a_child(),
        "row_kind": "placement",
        "old_row": 1,
        "new_row": 2,
        "said_before": {"type": "U6"},
        "said_now": {"type": "U4"},
        "corrected_at": AT,
        "because": "Typed wrongly",
        **facts,
    }
    return models.Correction.objects.create(**{"corrected_by": a_person(), **said})


FACTORIES: dict[type[Model], Callable[..., Any]] = {
    models.Child: a_child,
    models.Alias: an_alias,
    models.PeriodOfCare: a_period,
    models.LegalStatus: a_legal_status,
    models.Placement: a_placement,
    models.AdoptionDecision: an_adoption_decision,
    models.CaseRole: a_case_role,
    models.SchoolAttended: a_school,
    models.MissingEpisode: a_missing_episode,
    models.DeprivationOfLiberty: a_deprivation,
    models.Disability: a_disability,
    models.UnaccompaniedStatus: an_unaccompanied_status,
    models.Relationship: a_relationship,
    models.Restriction: a_restriction,
    models.PreviousPermanence: a_previous_permanence,
    models.Correction: a_correction,
}
