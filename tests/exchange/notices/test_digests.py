"""Gathered notices: when they go out, and that they come in one mail."""

from datetime import UTC, datetime, timedelta

import pytest

from lodestar.access.actions import set_preferences
from lodestar.access.models import Notice
from lodestar.access.notice_kinds import HowOften, NoticeKind
from lodestar.exchange.notices.digests import goes_out_at
from tests.exchange.notices.posts import AT, Post, happens, prefers, send

NINE_NEXT_DAY = AT + timedelta(days=1)


def on(*when):
    return datetime(*when, tzinfo=UTC)


@pytest.mark.parametrize(
    ("how", "told", "goes_out"),
    [
        (HowOften.AT_ONCE, on(2026, 3, 15, 22), on(2026, 3, 15, 22)),
        (HowOften.DAILY, on(2026, 3, 16, 7), on(2026, 3, 16, 8)),
        (HowOften.DAILY, on(2026, 3, 16, 8), on(2026, 3, 16, 8)),
        (HowOften.DAILY, on(2026, 3, 16, 8, 1), on(2026, 3, 17, 8)),
        (HowOften.DAILY, on(2026, 3, 20, 9), on(2026, 3, 23, 8)),
        # Over Good Friday and Easter Monday; by then it is summer time.
        (HowOften.DAILY, on(2026, 4, 2, 9), on(2026, 4, 7, 7)),
        (HowOften.WEEKLY, on(2026, 3, 16, 7), on(2026, 3, 16, 8)),
        (HowOften.WEEKLY, on(2026, 3, 17, 9), on(2026, 3, 23, 8)),
        (HowOften.WEEKLY, on(2026, 4, 2, 9), on(2026, 4, 7, 7)),
        # Christmas Day on a Friday, the bank holiday of Boxing Day on the Monday after.
        (HowOften.WEEKLY, on(2026, 12, 23, 9), on(2026, 12, 29, 8)),
        # No bank holidays are known of that year yet.
        (HowOften.DAILY, on(2090, 1, 6, 12), on(2090, 1, 9, 8)),
    ],
)
def test_rounds_are_on_working_days_at_the_set_hour_of_london(how, told, goes_out):
    assert goes_out_at(how, told, 8) == goes_out


def test_what_is_not_wanted_has_no_round():
    with pytest.raises(ValueError, match="no time"):
        goes_out_at(HowOften.NEVER, AT, 8)


def test_a_days_notices_come_in_one_mail_what_is_asked_first(ivy):
    for kind in (NoticeKind.DECISIONS_TO_ANSWER, NoticeKind.REPORT_ASKED, NoticeKind.REVIEW_BOOKED):
        prefers(ivy, kind, HowOften.DAILY)
    happens(ivy, kind=NoticeKind.REVIEW_BOOKED, key="z")
    for key in "abc":
        happens(ivy, kind=NoticeKind.DECISIONS_TO_ANSWER, key=key)
    happens(ivy, kind=NoticeKind.REPORT_ASKED, key="d")
    post = Post()
    assert send(post).mails == 0
    assert send(post, AT.replace(hour=23)).mails == 0
    done = send(post, NINE_NEXT_DAY)
    assert (done.mails, done.sent) == (1, 5)
    [letter] = post.took
    assert letter.subject == "Lodestar: 5 things to read"
    assert letter.text.split("\n\n")[0].splitlines() == [
        "* A report for a review is asked of you",
        "* Decisions of 3 reviews are waiting for your answer",
        "* A review has been booked",
    ]
    assert "/account/notices/" in letter.text and "/reviews/" not in letter.text


def test_what_is_at_once_does_not_wait_for_what_is_gathered(ivy):
    happens(ivy, kind=NoticeKind.REVIEW_BOOKED)
    happens(ivy, kind=NoticeKind.REVIEW_MOVED)
    post = Post()
    send(post)
    assert [letter.subject for letter in post.took] == ["Lodestar: A review has a new date"]
    send(post, NINE_NEXT_DAY)
    assert post.took[1].subject == "Lodestar: A review has been booked"


def test_weekly_and_daily_come_together_on_the_day_of_both(ivy):
    prefers(ivy, NoticeKind.REVIEW_MOVED, HowOften.WEEKLY)
    friday = AT + timedelta(days=4)
    happens(ivy, kind=NoticeKind.REVIEW_MOVED, at=AT)
    happens(ivy, kind=NoticeKind.REVIEW_BOOKED, at=friday)
    post = Post()
    for day in range(7):
        assert send(post, AT + timedelta(days=day)).mails == 0
    assert send(post, AT + timedelta(days=7)).sent == 2 and len(post.took) == 1


def test_a_round_that_was_missed_goes_out_late(ivy):
    happens(ivy, kind=NoticeKind.REVIEW_BOOKED)
    assert send(Post(), AT + timedelta(days=2, hours=5)).mails == 1


def test_the_hour_is_a_setting(ivy, settings):
    settings.NOTICE_DIGEST_HOUR = 16
    happens(ivy, kind=NoticeKind.REVIEW_BOOKED)
    assert send(Post(), AT.replace(hour=15, minute=59)).mails == 0
    assert send(Post(), AT.replace(hour=16)).mails == 1


def test_another_choice_holds_for_what_waits_already(ivy):
    happens(ivy, kind=NoticeKind.REVIEW_BOOKED)
    assert send(Post()).mails == 0 and Notice.objects.get().not_before > AT
    set_preferences(chosen={NoticeKind.REVIEW_BOOKED: HowOften.AT_ONCE}, by=ivy, at=AT)
    assert send(Post()).mails == 1


def test_the_same_page_told_twice_counts_once(ivy):
    for key in "ab":
        happens(ivy, key=key, address="/reviews/7/")
    post = Post()
    assert send(post).sent == 2
    [letter] = post.took
    assert letter.subject == "Lodestar: A review has a new date" and "/reviews/7/" in letter.text
