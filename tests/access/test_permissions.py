"""What each role may do: the whole table, said once more by hand, so that a slip in the code is seen."""

import pytest

from lodestar.access.answers import Allowed, NotAllowed, Refused, require
from lodestar.access.models import User
from lodestar.access.roles import ROLE_PERMISSIONS, ROLE_REACH, ROLE_WORDS, Permission, Reach, Role
from lodestar.config.navigation import navigation

R = Role
MAY: dict[Permission, set[Role]] = {
    Permission.SEE_CHILDREN: {
        R.OFFICER,
        R.MANAGER,
        R.ADMINISTRATOR,
        R.SOCIAL_WORKER,
        R.TEAM_MANAGER,
        R.SERVICE_MANAGER,
        R.DIRECTOR,
    },
    Permission.OPEN_WITH_REASON: {
        R.OFFICER,
        R.MANAGER,
        R.ADMINISTRATOR,
        R.SOCIAL_WORKER,
        R.TEAM_MANAGER,
        R.SERVICE_MANAGER,
        R.DIRECTOR,
        R.AUDITOR,
    },
    Permission.RECORD_CARE: {R.MANAGER, R.ADMINISTRATOR, R.SOCIAL_WORKER, R.TEAM_MANAGER},
    Permission.CORRECT_RECORD: {R.MANAGER, R.ADMINISTRATOR},
    Permission.ALLOCATE_IRO: {R.MANAGER},
    Permission.RECORD_REVIEW: {R.OFFICER, R.MANAGER},
    Permission.RESTRICT_CHILD: {R.MANAGER},
    Permission.IMPORT_RETURN: {R.ANALYST},
    Permission.SEE_RECORD_QUALITY: {R.MANAGER, R.ADMINISTRATOR, R.ANALYST},
    Permission.ACCEPT_HELD: {R.MANAGER, R.ANALYST},
    Permission.RECORD_PLAN: {R.MANAGER, R.ADMINISTRATOR, R.SOCIAL_WORKER, R.TEAM_MANAGER},
    Permission.BOOK_REVIEW: {R.OFFICER, R.MANAGER, R.ADMINISTRATOR},
    Permission.APPROVE_CANCELLATION: {R.MANAGER},
    Permission.PREPARE_REVIEW: {R.OFFICER, R.MANAGER, R.ADMINISTRATOR},
    Permission.SEND_REPORT: {R.SOCIAL_WORKER, R.TEAM_MANAGER},
    Permission.MINUTE_REVIEW: {R.OFFICER, R.MANAGER, R.ADMINISTRATOR},
    Permission.CONCLUDE_REVIEW: {R.OFFICER, R.MANAGER},
    Permission.SEE_REVIEW_RECORD: {
        R.OFFICER,
        R.MANAGER,
        R.ADMINISTRATOR,
        R.SOCIAL_WORKER,
        R.TEAM_MANAGER,
        R.SERVICE_MANAGER,
        R.DIRECTOR,
    },
    Permission.DISTRIBUTE_RECORD: {R.OFFICER, R.MANAGER, R.ADMINISTRATOR},
    Permission.UPDATE_DECISION: {R.OFFICER, R.MANAGER, R.SOCIAL_WORKER, R.TEAM_MANAGER},
    Permission.ANSWER_DECISION: {R.TEAM_MANAGER},
    Permission.ANSWER_RATING: {R.TEAM_MANAGER, R.SERVICE_MANAGER},
    Permission.SEE_SERVICE_FIGURES: {R.MANAGER, R.SERVICE_MANAGER, R.DIRECTOR, R.PANEL_MEMBER, R.ANALYST},
    Permission.SEE_SMALL_NUMBERS: {R.MANAGER, R.SERVICE_MANAGER, R.DIRECTOR, R.ANALYST},
    Permission.KEEP_FIGURES: {R.MANAGER, R.ANALYST},
    Permission.SEE_EVENTS: {R.AUDITOR},
    Permission.MANAGE_ACCOUNTS: {R.SYSTEM_ADMINISTRATOR},
}


def test_every_permission_is_in_the_table():
    assert set(MAY) == set(Permission)


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("role", Role)
def test_who_may_do_what(role, permission):
    person = User(username="x", name="X", role=role)
    assert person.may(permission) is (role in MAY[permission])
    person.is_active = False
    assert person.may(permission) is False


@pytest.mark.parametrize("role", Role)
def test_every_role_has_its_permissions_its_reach_and_its_words(role):
    assert role in ROLE_PERMISSIONS and role in ROLE_REACH and ROLE_WORDS[role]


def test_who_sees_children_reaches_some_and_nobody_else_does():
    for role in Role:
        assert (ROLE_REACH[role] is not Reach.NONE) is (role in MAY[Permission.SEE_CHILDREN])


def test_no_role_both_keeps_accounts_and_sees_children_or_events():
    """Who could give themselves a role must not profit by it unseen, and who reads the audit must not write it."""
    for role in Role:
        held = ROLE_PERMISSIONS[role]
        if Permission.MANAGE_ACCOUNTS in held or Permission.SEE_EVENTS in held:
            assert not held & {Permission.SEE_CHILDREN, Permission.RECORD_CARE, Permission.RECORD_REVIEW}
        assert not {Permission.MANAGE_ACCOUNTS, Permission.SEE_EVENTS} <= held


def test_the_social_work_side_never_writes_reviews_or_allocates():
    for role in (R.SOCIAL_WORKER, R.TEAM_MANAGER, R.SERVICE_MANAGER):
        assert not ROLE_PERMISSIONS[role] & {Permission.RECORD_REVIEW, Permission.ALLOCATE_IRO}


# --- answers --------------------------------------------------------------------------------------------


def test_an_answer_is_true_when_allowed_and_false_when_refused():
    assert Allowed() and not Refused("No.")


def test_every_refusal_is_carried_by_the_exception():
    require(Allowed(), Allowed())
    with pytest.raises(NotAllowed, match="First. Second.") as raised:
        require(Refused("First.", field="a"), Allowed(), Refused("Second.", citation="reg 46"))
    assert [r.field for r in raised.value.refusals] == ["a", None]


# --- where each can go ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "places"),
    [
        (R.OFFICER, ["Today", "My work", "Children", "Reviews", "Watch lists"]),
        (
            R.MANAGER,
            [
                *(
                    "Today",
                    "My work",
                    "Children",
                    "Reviews",
                    "Board",
                    "Watch lists",
                    "At a glance",
                    "Measures",
                ),
                "Record quality",
            ],
        ),
        (R.ANALYST, ["Today", "At a glance", "Measures", "Record quality", "National return"]),
        (R.AUDITOR, ["Today", "Who saw what"]),
        (R.SYSTEM_ADMINISTRATOR, ["Today", "Background work", "People"]),
        (R.PANEL_MEMBER, ["Today", "At a glance", "Measures"]),
        (R.ADVOCATE, ["Today"]),
    ],
)
def test_the_navigation_offers_what_a_role_may_open(rf, role, places):
    request = rf.get("/people/3/")
    request.user = User(username="x", name="X", role=role)
    items = navigation(request)
    assert [item.text for item in items] == [*places, "Your account"]
    current = [item.text for item in items if item.current]
    assert current == (["People"] if role is R.SYSTEM_ADMINISTRATOR else [])


def test_nobody_signed_in_is_offered_nothing(rf):
    request = rf.get("/")
    assert navigation(request) == []
