"""The outbox is sent once, survives a crash anywhere, waits when a server fails; two workers never share a notice."""

from datetime import timedelta

import pytest
from django.db import transaction

from lodestar.access.models import Event, Notice
from lodestar.access.notice_kinds import HowOften, NoticeKind, NoticeState
from lodestar.access.queries import the_system
from lodestar.exchange.notices import claims, sending
from lodestar.exchange.notices.claims import HELD_FOR, MOST_TRIES, PEOPLE_AT_ONCE, WAITS
from lodestar.exchange.notices.sending import send_what_waits
from tests.exchange.notices.posts import AT, MINUTE, REFUSED, Died, Post, happens, prefers, send
from tests.factories.people import a_person

AFTER = AT + HELD_FOR + MINUTE


def states():
    return [NoticeState(state) for state in Notice.objects.order_by("pk").values_list("state", flat=True)]


# --- once -----------------------------------------------------------------------------------------------


def test_what_happened_is_told_once_however_often_it_is_said(ivy):
    post = Post()
    happens(ivy)
    happens(ivy)
    assert send(post).mails == 1 and send(post).mails == 0 and send(post, AFTER).mails == 0
    assert [letter.to for letter in post.took] == ["ivy@example.org"]
    notice = Notice.objects.get()
    assert (notice.state, notice.finished, notice.claimed_until) == (NoticeState.SENT, AT, None)
    assert (notice.tries, notice.trouble) == (1, "")


def test_a_deed_that_is_undone_tells_nobody(ivy):
    with pytest.raises(Died), transaction.atomic():
        happens(ivy)
        raise Died
    assert not Notice.objects.exists() and send(Post()).mails == 0


def test_who_did_the_deed_is_not_told_of_it(ivy):
    happens(the_system(), ivy)
    assert [notice.person for notice in Notice.objects.all()] == [ivy]


def test_more_people_than_are_taken_at_once_are_all_told(db):
    happens(*(a_person(email=f"person{n}@example.org") for n in range(PEOPLE_AT_ONCE + 3)))
    post = Post()
    assert send(post).mails == PEOPLE_AT_ONCE + 3 and len({letter.to for letter in post.took}) == len(
        post.took
    )


# --- crashes --------------------------------------------------------------------------------------------


def test_a_sender_that_died_before_sending_loses_nothing(ivy):
    happens(ivy)
    assert len(claims.claim(AT).mails) == 1  # and dies here
    post = Post()
    assert send(post, AT + MINUTE).mails == 0, "it may still be alive"
    assert send(post, AFTER).mails == 1 and post.tried_before == [True]


def test_a_sender_that_died_while_sending_says_the_same_once_more(ivy, monkeypatch):
    happens(ivy, key="a")
    happens(ivy, key="b")
    post = Post()

    def dies(*args, **kwargs):
        raise Died

    with monkeypatch.context() as patch, pytest.raises(Died):
        patch.setattr(claims, "settle_mail", dies)
        send(post)
    assert states() == [NoticeState.WAITING] * 2
    happens(ivy, key="c", at=AT + MINUTE)  # new since: it must not change what the first mail said
    send(post, AFTER)
    send(post, AFTER + HELD_FOR)
    first, again, new = post.took
    assert first == again and new.reference != first.reference
    assert post.tried_before == [False, True, False]
    assert states() == [NoticeState.SENT] * 3


def test_a_choice_made_in_between_does_not_change_what_may_have_left(ivy):
    happens(ivy)
    claims.claim(AT)
    prefers(ivy, NoticeKind.REVIEW_MOVED, HowOften.NEVER)
    assert send(Post(), AFTER).sent == 1


def test_what_kills_every_sender_is_given_up(ivy):
    happens(ivy)
    at = AT
    for _ in range(MOST_TRIES):
        assert claims.claim(at).mails
        at += HELD_FOR + MINUTE
    assert send(Post(), at).failed == 1
    assert Notice.objects.get().trouble == claims.BROKE_OFF


def test_a_crash_still_leaves_the_event_of_what_was_done(ivy, mia, monkeypatch):
    happens(ivy, mia)
    post = Post()
    carry = post.carry

    def dies_at_the_second(letter, *, tried_before):
        if post.took:
            raise Died
        carry(letter, tried_before=tried_before)

    monkeypatch.setattr(post, "carry", dies_at_the_second)
    with pytest.raises(Died):
        send(post)
    [event] = Event.objects.filter(kind="notices.sent")
    assert event.after["mails"] == 1


# --- several workers ------------------------------------------------------------------------------------


def test_a_second_sender_finds_nothing_that_the_first_holds(ivy, mia):
    for key in "abc":
        happens(ivy, mia, key=key)
    first, second = claims.claim(AT), claims.claim(AT)
    assert sum(len(mail.notices) for mail in first.mails) == 6 and second.mails == []


def test_a_sender_that_was_too_slow_does_not_mark_what_another_has_taken(ivy):
    happens(ivy)
    [slow] = claims.claim(AT).mails
    [quick] = claims.claim(AFTER).mails
    assert claims.settle_mail(slow, NoticeState.FAILED, AFTER, trouble="x") == 0
    assert claims.settle_mail(quick, NoticeState.SENT, AFTER) == 1
    assert claims.put_off(slow, AFTER, trouble="x") == 0
    assert states() == [NoticeState.SENT]


def test_a_slow_provider_does_not_outlast_the_claim(ivy, mia):
    happens(ivy, mia)
    moments = iter([AT, AT, AT + MINUTE, AT + HELD_FOR - MINUTE])
    post = Post()

    def clock():
        return next(moments, AT + HELD_FOR - MINUTE)

    assert send_what_waits(post, by=the_system(), clock=clock).mails == 1
    assert sorted(states()) == [NoticeState.SENT, NoticeState.WAITING]
    assert send(post, AFTER).mails == 1 and len({letter.to for letter in post.took}) == 2


# --- a provider that fails ------------------------------------------------------------------------------


def test_a_failing_server_is_tried_again_with_growing_waits_and_given_up_in_words(ivy):
    happens(ivy)
    post, at, waits = Post(refuses=99), AT, []
    for number in range(1, MOST_TRIES):
        assert send(post, at).to_try_again == 1
        notice = Notice.objects.get()
        assert (notice.state, notice.tries, notice.trouble) == (NoticeState.WAITING, number, REFUSED)
        waits.append(notice.not_before - at)
        assert send(post, notice.not_before - timedelta(seconds=1)).to_try_again == 0
        at = notice.not_before
    assert tuple(waits) == WAITS and list(waits) == sorted(waits)
    assert send(post, at).failed == 1
    notice.refresh_from_db()
    assert (notice.state, notice.tries, notice.trouble) == (NoticeState.FAILED, MOST_TRIES, REFUSED)
    assert send(post, at + timedelta(days=30)).failed == 0


def test_a_server_that_mends_gets_the_same_mail_and_no_trouble_is_left(ivy):
    happens(ivy, key="a")
    happens(ivy, key="b")
    post = Post(refuses=1)
    send(post)
    happens(ivy, key="c", at=AT)
    send(post, AT + MINUTE)
    assert sorted(letter.subject for letter in post.took) == [
        "Lodestar: 2 reviews have a new date",
        "Lodestar: A review has a new date",
    ]
    assert states() == [NoticeState.SENT] * 3 and not Notice.objects.exclude(trouble="").exists()


def test_what_can_never_be_sent_is_given_up_at_once(ivy):
    happens(ivy)
    assert send(Post(refuses=1, again=False)).failed == 1 and states() == [NoticeState.FAILED]


def test_one_persons_failure_keeps_nobody_else_waiting(ivy, mia):
    happens(ivy, mia)
    post = Post(refuses=1)
    done = send(post)
    assert (done.mails, done.to_try_again) == (1, 1) and len(post.took) == 1


def test_what_nobody_foresaw_is_told_by_its_kind_alone(ivy):
    class Odd:
        def carry(self, letter, *, tried_before):
            raise ValueError(f"cannot write to {letter.to}")

    happens(ivy)
    assert send(Odd()).to_try_again == 1
    assert Notice.objects.get().trouble == "Sending failed in a way nobody foresaw (ValueError)."


# --- whom ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "why"),
    [({"email": ""}, claims.NO_ADDRESS), ({"is_active": False}, claims.MAY_NOT_SIGN_IN)],
)
def test_people_without_an_address_or_who_left_are_sent_nothing(ivy, facts, why):
    happens(ivy)
    type(ivy).objects.filter(pk=ivy.pk).update(**facts)
    post = Post()
    assert send(post).not_wanted == 1 and post.took == []
    notice = Notice.objects.get()
    assert (notice.state, notice.trouble, notice.finished) == (NoticeState.NOT_WANTED, why, AT)


def test_who_left_while_a_mail_waited_for_its_next_try_is_sent_nothing(ivy):
    happens(ivy)
    send(Post(refuses=1))
    type(ivy).objects.filter(pk=ivy.pk).update(is_active=False)
    post = Post()
    assert send(post, AFTER).not_wanted == 1 and post.took == []


def test_who_chose_not_to_be_told_is_not_but_of_what_is_urgent_at_least_once_a_day(ivy):
    prefers(ivy, NoticeKind.REVIEW_MOVED, HowOften.NEVER)
    prefers(ivy, NoticeKind.RATING_TO_ANSWER, HowOften.NEVER)  # however it came to stand there
    happens(ivy)
    happens(ivy, kind=NoticeKind.RATING_TO_ANSWER)
    assert send(Post()).not_wanted == 1
    post = Post()
    assert send(post, AT + timedelta(days=1)).mails == 1
    assert post.took[0].subject.endswith("A rating is waiting for you to say what you will do")


# --- what is recorded -----------------------------------------------------------------------------------


def test_a_round_leaves_counts_by_the_system_and_an_empty_one_nothing(ivy, mia):
    happens(ivy, mia)
    type(mia).objects.filter(pk=mia.pk).update(email="")
    send(Post())
    send(Post())
    [event] = Event.objects.filter(kind="notices.sent")
    assert event.by_id == the_system().pk and event.child_identifier == ""
    assert event.before is None
    assert event.after == {"mails": 1, "sent": 1, "not_wanted": 1, "to_try_again": 0, "failed": 0}


def test_nothing_is_sent_inside_a_transaction_of_its_own(ivy, monkeypatch):
    """A mail that leaves inside a transaction may tell of what is then rolled back."""
    depth, seen = len(transaction.get_connection().savepoint_ids), []

    class Watching(Post):
        def carry(self, letter, *, tried_before):
            seen.append(len(transaction.get_connection().savepoint_ids))

    happens(ivy)
    send(Watching())
    assert seen == [depth]


def test_the_least_time_for_one_mail_fits_into_a_claim():
    assert sending.TIME_FOR_ONE * 2 < HELD_FOR
