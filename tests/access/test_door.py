"""The door: a transaction and an event, or neither."""

from datetime import datetime

import pytest

from lodestar.access import door
from lodestar.access.door import DoorError, note, nothing_changed, records, saw
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import Event, Team
from tests.factories.people import AT, a_person, a_team

pytestmark = pytest.mark.django_db


class AChild:
    """As much of a child as a note needs."""

    def __init__(self, pk, identifier):
        self.pk, self.identifier = pk, identifier


@records(EventKind.TEAM_ADDED)
def found_team(*, name, by, at, child=None):
    team = Team.objects.create(name=name, service="S")
    note(subject=team, after={"name": name}, child=child)
    return team


@records(EventKind.PERSON_CHANGED)
def rename(*, team, name, by, at):
    before = team.name
    team.name = name
    team.save()
    note(subject=team, before={"name": before}, after={"name": name})


@records(EventKind.PERSON_ADDED)
def found_several(*, names, by, at, then=None):
    for name in names:
        found_team(name=name, by=by, at=at)
    note(subject=by, after={"teams": len(names)})
    if then:
        then()


@pytest.fixture
def ann():
    return a_person()


def kinds():
    return list(Event.objects.order_by("sequence").values_list("kind", flat=True))


def test_an_action_leaves_its_event(ann):
    team = found_team(name="North", by=ann, at=AT)
    event = Event.objects.get()
    assert (event.kind, event.by_id, event.by_username, event.by_role) == (
        "team.added",
        ann.pk,
        ann.username,
        ann.role,
    )
    assert (event.at, event.subject, event.before, event.after) == (
        AT,
        f"access.team:{team.pk}",
        None,
        {"name": "North"},
    )


def test_inner_actions_leave_their_own_events_in_the_order_they_were_done(ann):
    found_several(names=["A", "B"], by=ann, at=AT)
    assert kinds() == ["team.added", "team.added", "person.added"]


def fail():
    raise RuntimeError("no")


def test_what_fails_leaves_neither_change_nor_event(ann):
    with pytest.raises(RuntimeError):
        found_several(names=["A", "B"], by=ann, at=AT, then=fail)
    assert not Team.objects.exists() and not Event.objects.exists()


def test_an_inner_action_that_failed_and_was_forgiven_leaves_nothing_of_its_own(ann):
    @records(EventKind.TEAM_ADDED)
    def wrong(*, by, at):
        note(subject=Team.objects.create(name="Wrong", service="S"), child=AChild(7, "K7"))
        fail()

    followed = []

    @records(EventKind.PERSON_ADDED)
    def forgiving(*, by, at):
        found_team(name="Right", by=by, at=at, child=AChild(8, "K8"))
        with pytest.raises(RuntimeError):
            wrong(by=by, at=at)
        followed.extend(door.open_passage().child_ids)
        note(subject=by)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(door.settings, "CHILD_CHANGE_FOLLOWERS", [])
        forgiving(by=ann, at=AT)
    assert [team.name for team in Team.objects.all()] == ["Right"]
    assert kinds() == ["team.added", "person.added"] and followed == [8]


def test_an_action_that_says_nothing_is_a_defect_and_is_undone(ann):
    @records(EventKind.TEAM_ADDED)
    def silent(*, by, at):
        Team.objects.create(name="Silent", service="S")

    with pytest.raises(DoorError, match="silent left no note"):
        silent(by=ann, at=AT)
    assert not Team.objects.exists()


def test_an_outer_action_does_not_live_on_the_notes_of_an_inner_one_before_it(ann):
    @records(EventKind.PERSON_ADDED)
    def outer(*, by, at):
        rename_silently(by=by, at=at)
        found_team(name="A", by=by, at=at)

    @records(EventKind.PERSON_CHANGED)
    def rename_silently(*, by, at):
        pass

    with pytest.raises(DoorError, match="rename_silently"):
        outer(by=ann, at=AT)
    assert not Event.objects.exists()


def test_an_action_may_say_that_nothing_changed(ann):
    @records(EventKind.TEAM_ADDED)
    def nothing(*, by, at):
        nothing_changed()
        return 5

    assert nothing(by=ann, at=AT) == 5 and not Event.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"by": None},
        {"by": "ann"},
        {"at": None},
        {"at": AT.date()},
        {"at": datetime(2026, 3, 16, 9, 0)},
    ],
    ids=["nobody", "a name", "no time", "a day", "no zone"],
)
def test_without_who_and_when_nothing_is_done(ann, wrong):
    with pytest.raises(DoorError):
        found_team(**{"name": "North", "by": ann, "at": AT, **wrong})
    assert not Team.objects.exists()


def test_a_person_who_is_not_saved_cannot_act():
    from lodestar.access.models import User

    with pytest.raises(DoorError):
        found_team(name="North", by=User(username="x"), at=AT)


def test_actions_take_keywords_only(ann):
    with pytest.raises(DoorError, match="keywords only"):
        found_team("North", ann, AT)  # type: ignore[misc]


def test_notes_are_left_inside_only(ann):
    with pytest.raises(DoorError):
        note(subject=ann)
    with pytest.raises(DoorError):
        nothing_changed()


def test_the_door_is_shut_again_after_a_failure(ann):
    with pytest.raises(RuntimeError):
        found_several(names=["A"], by=ann, at=AT, then=fail)
    found_team(name="A", by=ann, at=AT)
    assert kinds() == ["team.added"]


def test_followers_are_told_once_at_the_end_of_the_children_touched(ann, settings, monkeypatch):
    told = []
    monkeypatch.setattr(door, "import_string", lambda path: lambda **said: told.append((path, said, kinds())))
    settings.CHILD_CHANGE_FOLLOWERS = ["first", "second"]

    @records(EventKind.PERSON_ADDED)
    def outer(*, by, at):
        for number in (7, 8, 7):
            found_team(
                name=f"T{number}{Team.objects.count()}", by=by, at=at, child=AChild(number, f"K{number}")
            )
        note(subject=by)

    outer(by=ann, at=AT)
    assert [(path, said["child_ids"]) for path, said, _ in told] == [
        ("first", frozenset({7, 8})),
        ("second", frozenset({7, 8})),
    ]
    assert [said["by"] for _, said, _ in told] == [ann, ann] and told[0][2] == []
    assert set(Event.objects.exclude(child_identifier="").values_list("child_identifier", flat=True)) == {
        "K7",
        "K8",
    }
    told.clear()
    found_team(name="no child", by=ann, at=AT)
    assert told == []


def test_a_follower_that_fails_undoes_the_change(ann, settings, monkeypatch):
    monkeypatch.setattr(door, "import_string", lambda path: lambda **said: fail())
    settings.CHILD_CHANGE_FOLLOWERS = ["one"]
    with pytest.raises(RuntimeError):
        found_team(name="A", by=ann, at=AT, child=AChild(7, "K7"))
    assert not Team.objects.exists() and not Event.objects.exists()


def test_a_follower_notes_through_an_action_of_its_own(ann, settings, monkeypatch):
    team = a_team()

    def follow(*, child_ids, by, at):
        with pytest.raises(DoorError, match="of its own"):
            note(subject=by)
        rename(team=team, name="Renamed", by=by, at=at)

    monkeypatch.setattr(door, "import_string", lambda path: follow)
    settings.CHILD_CHANGE_FOLLOWERS = ["one"]
    found_team(name="A", by=ann, at=AT, child=AChild(7, "K7"))
    assert kinds() == ["team.added", "person.changed"]


def test_looking_leaves_an_event_too(ann):
    saw(EventKind.CHILDREN_LISTED, by=ann, at=AT, what={"words": "smith", "found": 3})
    assert Event.objects.get().after == {"words": "smith", "found": 3}


def test_the_followers_that_are_wired_exist(settings):
    from django.utils.module_loading import import_string

    assert settings.CHILD_CHANGE_FOLLOWERS
    for path in settings.CHILD_CHANGE_FOLLOWERS:
        assert callable(import_string(path))
