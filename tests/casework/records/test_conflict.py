"""Two who write at once: neither loses a word, with and without a script (ADR-0017)."""

from datetime import timedelta

import pytest

from lodestar.access.models import Event
from lodestar.casework.records import actions
from lodestar.casework.records.models import RoomText, RoomTextBefore
from lodestar.casework.records.queries import texts_before
from tests.casework.records.conftest import LATER


def test_a_box_is_saved_and_what_stood_there_is_kept(write, booking):
    first = write("Ben is well.")
    second = write("Ben is well. He sleeps badly.", version=1)
    assert (first.version, second.version) == (1, 2)
    assert [(one.version, one.text) for one in texts_before(booking, "sch7-8")] == [(1, "Ben is well.")]
    assert RoomText.objects.get().saved_by.username == "ivy"


def test_the_audit_says_that_a_box_was_saved_and_not_what_is_in_it(write):
    write("A secret of Ben's")
    event = Event.objects.get(kind="room.saved")
    assert event.after == {"heading": "sch7-8", "box": "notes", "version": 1, "characters": 17}
    assert "secret" not in str(event.after)


def test_two_writers_of_one_box(write):
    write("Ben is well.", who="ivy")
    with pytest.raises(actions.Conflict) as both:
        write("Ben has a cold.", version=0, who="ada")
    assert both.value.mine == "Ben has a cold."
    assert (both.value.theirs.text, both.value.theirs.version) == ("Ben is well.", 1)
    assert both.value.theirs.saved_by.username == "ivy"
    assert RoomText.objects.get().text == "Ben is well."
    assert not RoomTextBefore.objects.exists()


def test_a_stale_version_writes_nothing_and_the_newer_one_stands(write):
    write("One")
    write("Two", version=1)
    with pytest.raises(actions.Conflict):
        write("Three", version=1, who="ada")
    assert RoomText.objects.get().text == "Two"
    assert write("Two and three", version=2, who="ada").version == 3


def test_sent_twice_is_saved_once(write):
    write("Ben is well.")
    assert write("Ben is well.").version == 1
    assert write("Ben is well.\r\n", version=0, at=LATER + timedelta(minutes=1)).version == 1
    assert RoomText.objects.get().saved_at == LATER
    assert Event.objects.filter(kind="room.saved").count() == 1


def test_who_changed_nothing_is_in_nobodys_way(write):
    """A form of many boxes carries texts that its writer did not touch."""
    write("One")
    write("Two", version=1, who="ada")
    assert write("One", version=1, who="ivy").text == "Two"
    assert write("", version=0).text == "Two"


def test_emptying_a_box_is_saved_and_keeps_what_was_there(write, booking):
    write("One")
    assert write("", version=1).version == 2
    assert texts_before(booking, "sch7-8")[0].text == "One"


def test_a_version_that_never_was_is_a_conflict(write):
    write("One")
    with pytest.raises(actions.Conflict):
        write("Two", version=9)
