"""Roles and what each may do: permissions as code (ADR-0011). The database keeps the short codes only.

Whether a thing may be done *now* to *this* child is a policy of its noun; how far a role reaches is `Reach`,
turned into a query by `lodestar.casework.allocation.queries`.
"""

from enum import StrEnum


class Role(StrEnum):
    """The kinds of people who sign in."""

    OFFICER = "officer"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"
    SOCIAL_WORKER = "social-worker"
    TEAM_MANAGER = "team-manager"
    SERVICE_MANAGER = "service-manager"
    DIRECTOR = "director"
    ADVOCATE = "advocate"
    VISITOR_COORDINATOR = "visitor-coordinator"
    PANEL_MEMBER = "panel-member"
    ANALYST = "analyst"
    AUDITOR = "auditor"
    SYSTEM_ADMINISTRATOR = "system-administrator"


ROLE_WORDS = {
    Role.OFFICER: "Independent Reviewing Officer",
    Role.MANAGER: "IRO manager",
    Role.ADMINISTRATOR: "Administrator",
    Role.SOCIAL_WORKER: "Social worker",
    Role.TEAM_MANAGER: "Team manager",
    Role.SERVICE_MANAGER: "Service manager",
    Role.DIRECTOR: "Director of Children's Services",
    Role.ADVOCATE: "Advocate",
    Role.VISITOR_COORDINATOR: "Independent visitors' coordinator",
    Role.PANEL_MEMBER: "Corporate parenting panel member",
    Role.ANALYST: "Analyst",
    Role.AUDITOR: "Auditor",
    Role.SYSTEM_ADMINISTRATOR: "System administrator",
}


class Reach(StrEnum):
    """Which children a role's work is about."""

    NONE = "none"
    OWN = "own"
    TEAM = "team"
    SERVICE = "service"
    ALL = "all"


ROLE_REACH = {
    Role.OFFICER: Reach.OWN,
    Role.MANAGER: Reach.ALL,
    Role.ADMINISTRATOR: Reach.ALL,
    Role.SOCIAL_WORKER: Reach.OWN,
    Role.TEAM_MANAGER: Reach.TEAM,
    Role.SERVICE_MANAGER: Reach.SERVICE,
    Role.DIRECTOR: Reach.ALL,
    Role.ADVOCATE: Reach.NONE,
    Role.VISITOR_COORDINATOR: Reach.NONE,
    Role.PANEL_MEMBER: Reach.NONE,
    Role.ANALYST: Reach.NONE,
    Role.AUDITOR: Reach.NONE,
    Role.SYSTEM_ADMINISTRATOR: Reach.NONE,
}


class Permission(StrEnum):
    """What a role may do at all."""

    SEE_CHILDREN = "see-children"
    OPEN_WITH_REASON = "open-with-reason"
    RECORD_CARE = "record-care"
    CORRECT_RECORD = "correct-record"
    ALLOCATE_IRO = "allocate-iro"
    RECORD_REVIEW = "record-review"
    RESTRICT_CHILD = "restrict-child"
    IMPORT_RETURN = "import-return"
    SEE_RECORD_QUALITY = "see-record-quality"
    ACCEPT_HELD = "accept-held"
    SEE_SERVICE_FIGURES = "see-service-figures"
    SEE_SMALL_NUMBERS = "see-small-numbers"
    KEEP_FIGURES = "keep-figures"
    SEE_EVENTS = "see-events"
    MANAGE_ACCOUNTS = "manage-accounts"
    RECORD_PLAN = "record-plan"
    BOOK_REVIEW = "book-review"
    APPROVE_CANCELLATION = "approve-cancellation"
    PREPARE_REVIEW = "prepare-review"
    SEND_REPORT = "send-report"
    MINUTE_REVIEW = "minute-review"
    CONCLUDE_REVIEW = "conclude-review"
    SEE_REVIEW_RECORD = "see-review-record"
    DISTRIBUTE_RECORD = "distribute-record"
    UPDATE_DECISION = "update-decision"
    ANSWER_DECISION = "answer-decision"
    ANSWER_RATING = "answer-rating"


P = Permission
# What everybody does who arranges, minutes and sends out reviews.
AROUND_REVIEWS = frozenset(
    {P.BOOK_REVIEW, P.PREPARE_REVIEW, P.MINUTE_REVIEW, P.SEE_REVIEW_RECORD, P.DISTRIBUTE_RECORD}
)
ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.OFFICER: AROUND_REVIEWS
    | {P.SEE_CHILDREN, P.OPEN_WITH_REASON, P.RECORD_REVIEW, P.CONCLUDE_REVIEW, P.UPDATE_DECISION},
    Role.MANAGER: AROUND_REVIEWS
    | {
        P.SEE_CHILDREN,
        P.OPEN_WITH_REASON,
        P.RECORD_CARE,
        P.CORRECT_RECORD,
        P.ALLOCATE_IRO,
        P.RECORD_REVIEW,
        P.RESTRICT_CHILD,
        P.SEE_RECORD_QUALITY,
        P.ACCEPT_HELD,
        P.SEE_SERVICE_FIGURES,
        P.SEE_SMALL_NUMBERS,
        P.KEEP_FIGURES,
        P.APPROVE_CANCELLATION,
        P.CONCLUDE_REVIEW,
        P.UPDATE_DECISION,
        P.RECORD_PLAN,
    },
    Role.ADMINISTRATOR: AROUND_REVIEWS
    | {
        P.SEE_CHILDREN,
        P.OPEN_WITH_REASON,
        P.RECORD_CARE,
        P.CORRECT_RECORD,
        P.SEE_RECORD_QUALITY,
        P.RECORD_PLAN,
    },
    Role.SOCIAL_WORKER: frozenset(
        {
            P.SEE_CHILDREN,
            P.OPEN_WITH_REASON,
            P.RECORD_CARE,
            P.RECORD_PLAN,
            P.SEND_REPORT,
            P.SEE_REVIEW_RECORD,
            P.UPDATE_DECISION,
        }
    ),
    Role.TEAM_MANAGER: frozenset(
        {
            P.SEE_CHILDREN,
            P.OPEN_WITH_REASON,
            P.RECORD_CARE,
            P.RECORD_PLAN,
            P.SEND_REPORT,
            P.SEE_REVIEW_RECORD,
            P.UPDATE_DECISION,
            P.ANSWER_DECISION,
            P.ANSWER_RATING,
        }
    ),
    Role.SERVICE_MANAGER: frozenset(
        {
            P.SEE_CHILDREN,
            P.OPEN_WITH_REASON,
            P.SEE_SERVICE_FIGURES,
            P.SEE_SMALL_NUMBERS,
            P.SEE_REVIEW_RECORD,
            P.ANSWER_RATING,
        }
    ),
    Role.DIRECTOR: frozenset(
        {
            P.SEE_CHILDREN,
            P.OPEN_WITH_REASON,
            P.SEE_SERVICE_FIGURES,
            P.SEE_SMALL_NUMBERS,
            P.SEE_REVIEW_RECORD,
        }
    ),
    Role.ADVOCATE: frozenset(),
    Role.VISITOR_COORDINATOR: frozenset(),
    Role.PANEL_MEMBER: frozenset({P.SEE_SERVICE_FIGURES}),
    Role.ANALYST: frozenset(
        {
            P.IMPORT_RETURN,
            P.SEE_RECORD_QUALITY,
            P.ACCEPT_HELD,
            P.SEE_SERVICE_FIGURES,
            P.SEE_SMALL_NUMBERS,
            P.KEEP_FIGURES,
        }
    ),
    Role.AUDITOR: frozenset({P.SEE_EVENTS, P.OPEN_WITH_REASON}),
    Role.SYSTEM_ADMINISTRATOR: frozenset({P.MANAGE_ACCOUNTS}),
}
