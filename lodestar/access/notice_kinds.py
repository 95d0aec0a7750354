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
