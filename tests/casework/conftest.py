"""People and children for the tests of casework: one person of each role, and a way to make a looked-after child."""

from datetime import UTC, date, datetime

import pytest

from lodestar.access.models import Team, User
from lodestar.access.roles import Role
from lodestar.casework.children import actions as children

AT = datetime(2026, 3, 16, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 16)


@pytest.fixture
def teams(db):
    north = Team.objects.create(name="North", service="Care")
    east = Team.objects.create(name="East", service="Care")
    other = Team.objects.create(name="Assessment", service="Front door")
    return {"north": north, "east": east, "other": other}


@pytest.fixture
def people(teams):
    def person(username, role, team=None):
        return User.objects.add(username=username, name=username.title(), role=role, team=team)

    return {
        "ivy": person("ivy", Role.OFFICER),
        "omar": person("omar", Role.OFFICER),
        "mia": person("mia", Role.MANAGER),
        "ada": person("ada", Role.ADMINISTRATOR),
        "sam": person("sam", Role.SOCIAL_WORKER, teams["north"]),
        "sol": person("sol", Role.SOCIAL_WORKER, teams["other"]),
        "tess": person("tess", Role.TEAM_MANAGER, teams["north"]),
        "serge": person("serge", Role.SERVICE_MANAGER, teams["east"]),
        "dot": person("dot", Role.DIRECTOR),
        "pam": person("pam", Role.PANEL_MEMBER),
        "ann": person("ann", Role.ANALYST),
        "aud": person("aud", Role.AUDITOR),
        "sys": person("sys", Role.SYSTEM_ADMINISTRATOR),
        "adv": person("adv", Role.ADVOCATE),
        "vis": person("vis", Role.VISITOR_COORDINATOR),
    }


@pytest.fixture
def looked_after(people):
    """Make a child looked after from a day, by default a fortnight before the tests' day."""
    made = iter(range(1, 100))

    def make(from_on=date(2026, 3, 2), social_worker=None, **facts):
        child = children.add_child(
            identifier=f"T{next(made)}", born_on=date(2015, 5, 1), by=people["ada"], at=AT, **facts
        )
        children.start_care(
            child=child,
            began_on=from_on,
            legal_status="C1",
            placement_type="U6",
            provider="PR1",
            category_of_need="N1",
            by=people["ada"],
            at=AT,
        )
        if social_worker is not None:
            children.give_case_role(
                child=child,
                person=social_worker,
                kind="social-worker",
                from_on=from_on,
                team=social_worker.team,
                by=people["ada"],
                at=AT,
            )
        return child

    return make


@pytest.fixture
def frozen(monkeypatch):
    """Let the doors of the desk read the tests' day."""
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: AT)
    return TODAY


@pytest.fixture
def as_person(people, client, frozen):
    """Sign in as one of the people and return the browser."""

    def sign_in(username):
        client.force_login(people[username], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in
