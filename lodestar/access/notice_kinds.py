"""What people are told of, and how often they want to be. No kind's words say anything of a child."""

from enum import StrEnum


class NoticeKind(StrEnum):
    """What somebody is told of."""

    REPORT_ASKED = "report-asked"
    REPORT_LATE = "report-late"
    REPORT_RECEIVED = "report-received"
    REVIEW_BOOKED = "review-booked"
    REVIEW_MOVED = "review-moved"
    REPLY_RECEIVED = "reply-received"
    MINUTE_READY = "minute-ready"
    MINUTE_RETURNED = "minute-returned"
    DECISIONS_TO_ANSWER = "decisions-to-answer"
    DECISION_ANSWERED = "decision-answered"
    DECISION_GIVEN = "decision-given"
    RATING_TO_ANSWER = "rating-to-answer"
    RATING_ANSWERED = "rating-answered"
    RECORD_READY = "record-ready"
    CANCELLATION_TO_APPROVE = "cancellation-to-approve"


NOTICE_WORDS = {
    NoticeKind.REPORT_ASKED: "A report for a review is asked of you",
    NoticeKind.REPORT_LATE: "A report for a review is late",
    NoticeKind.REPORT_RECEIVED: "A report for a review has come in",
    NoticeKind.REVIEW_BOOKED: "A review has been booked",
    NoticeKind.REVIEW_MOVED: "A review has a new date",
    NoticeKind.REPLY_RECEIVED: "Somebody replied to an invitation",
    NoticeKind.MINUTE_READY: "A record of a review is ready for you to check",
    NoticeKind.MINUTE_RETURNED: "Changes are asked to a record that you minuted",
    NoticeKind.DECISIONS_TO_ANSWER: "Decisions of a review are waiting for your answer",
    NoticeKind.DECISION_ANSWERED: "A manager answered decisions of a review",
    NoticeKind.DECISION_GIVEN: "A decision of a review is yours to carry out",
    NoticeKind.RATING_TO_ANSWER: "A rating is waiting for you to say what you will do",
    NoticeKind.RATING_ANSWERED: "A manager answered a rating",
    NoticeKind.RECORD_READY: "The record of a review is ready to read",
    NoticeKind.CANCELLATION_TO_APPROVE: "A cancelled review is waiting for your approval",
}

# What asks its reader to do something; the rest is for them to know.
ASKS_SOMETHING = frozenset(
    {
        NoticeKind.REPORT_ASKED,
        NoticeKind.REPORT_LATE,
        NoticeKind.MINUTE_READY,
        NoticeKind.MINUTE_RETURNED,
        NoticeKind.DECISIONS_TO_ANSWER,
        NoticeKind.DECISION_GIVEN,
        NoticeKind.RATING_TO_ANSWER,
        NoticeKind.CANCELLATION_TO_APPROVE,
    }
)
# An answer is owed within days that are counted: these may be slowed to once a day and no further.
NEVER_SWITCHED_OFF = frozenset({NoticeKind.DECISIONS_TO_ANSWER, NoticeKind.RATING_TO_ANSWER})


class NoticeState(StrEnum):
    """What became of a notice."""

    WAITING = "waiting"
    SENT = "sent"
    NOT_WANTED = "not-wanted"
    FAILED = "failed"


class HowOften(StrEnum):
    """How often a person is told."""

    AT_ONCE = "at-once"
    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"


HOW_OFTEN_WORDS = {
    HowOften.AT_ONCE: "At once",
    HowOften.DAILY: "Once a day",
    HowOften.WEEKLY: "Once a week",
    HowOften.NEVER: "Not by email",
}


def choices_of(kind: NoticeKind) -> tuple[HowOften, ...]:
    """Return how often a person may choose to be told of a kind of thing."""
    if kind in NEVER_SWITCHED_OFF:
        return (HowOften.AT_ONCE, HowOften.DAILY)
    return tuple(HowOften)


def usual(kind: NoticeKind) -> HowOften:
    """Return how often people are told of a kind of thing until they choose: at once of what is asked of them."""
    at_once = kind in ASKS_SOMETHING or kind is NoticeKind.REVIEW_MOVED
    return HowOften.AT_ONCE if at_once else HowOften.DAILY
