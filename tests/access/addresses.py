"""Every address of the house and who may come in: the one table. An address that is not here fails the tests.

To add one: its name in the urls, who may open it (GET), who may send to it (POST; left out, the same people), and,
where the address holds a number, where to find that in the world of `tests/access/world.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lodestar.access.roles import ROLE_PERMISSIONS, Permission, Role
from tests.access.world import World
from tests.factories.jobs import a_job
from tests.factories.tokens import a_token

P = Permission
EVERYBODY = frozenset(Role)


def having(permission: Permission) -> frozenset[Role]:
    """Return the roles with a permission (their table is proved by hand in test_permissions)."""
    return frozenset(role for role in Role if permission in ROLE_PERMISSIONS[role])


@dataclass(frozen=True)
class Address:
    """Who may come in at one address.

    opened_by: roles whose GET is answered; empty where nothing is to be opened (the address takes POST alone).
    sent_by: roles whose POST is taken; by default those who may open it.
    of: the numbers in the address, from the world. of_child: the address is about a child, given by `pk`.
    answers: further statuses that are an answer and no refusal (a thing that was there and is gone: 410).
    """

    opened_by: frozenset[Role]
    sent_by: frozenset[Role] | None = None
    of: Callable[[World], dict[str, Any]] = field(default=lambda world: {})
    of_child: bool = False
    answers: frozenset[int] = frozenset()

    @property
    def senders(self) -> frozenset[Role]:
        return self.opened_by if self.sent_by is None else self.sent_by


def of_person(world: World) -> dict[str, Any]:
    return {"number": world.people[Role.OFFICER].pk}


def of_token(world: World) -> dict[str, Any]:
    return {"pk": a_token(world.people[Role.SYSTEM_ADMINISTRATOR]).pk}


def of_job(world: World) -> dict[str, Any]:
    return {"pk": a_job(world.people[Role.SYSTEM_ADMINISTRATOR], key="everybody's").pk}


def of_mine(world: World) -> dict[str, Any]:
    return {"pk": world.mine.pk}


def about_child(permission: Permission, **more: Callable[[World], Any]) -> Address:
    """Return the row of an address about a child, for those with a permission whose reach the child is in."""
    return Address(
        having(permission) & having(P.SEE_CHILDREN),
        of=lambda world: {**of_mine(world), **{name: find(world) for name, find in more.items()}},
        of_child=True,
    )


def about_review(permission: Permission, **more: Callable[[World], Any]) -> Address:
    """Return the row of an address about a review, for those with a permission whose reach its child is in."""
    return Address(
        having(permission) & having(P.SEE_CHILDREN),
        of=lambda world: {"pk": world.booking, **{name: find(world) for name, find in more.items()}},
    )


def about_decision(permission: Permission, *, draft: bool = False) -> Address:
    """Return the row of an address about one decision that was made, or one that is being written."""
    return Address(
        having(permission) & having(P.SEE_CHILDREN),
        of=lambda world: {"pk": world.draft if draft else world.decision},
    )


ACCOUNTS = having(P.MANAGE_ACCOUNTS)
QUALITY, RETURN = having(P.SEE_RECORD_QUALITY), having(P.IMPORT_RETURN)
FIGURES = having(P.SEE_SERVICE_FIGURES)
TOKENS = FIGURES | ACCOUNTS
# The world of these tests has no figures worked out: there is no such page yet (404), which is no refusal.
WITHOUT_FIGURES = frozenset({404})
NOBODY: frozenset[Role] = frozenset()

# What answers without sign-in: the statuses of GET and POST, the same for everybody.
OPEN_TO_ALL: dict[str, tuple[set[int], set[int]]] = {
    "healthz": ({200}, {405}),
    "sign-in": ({200, 302}, {200}),
    "sign-out": ({405}, {302}),
    "demo-sign-in": ({405}, {404}),
    "reply": ({404}, {404}),
    "reply-paper": ({404}, {404}),
    "reply-thanks": ({404}, {404}),
    "calendar-feed": ({404}, {404}),
    "api": ({200}, {405}),
    "openapi": ({200}, {405}),
    # Without a token there is nothing, for anybody, signed in or not.
    "api-measures": ({401}, {405}),
    "api-measure": ({401}, {405}),
    "api-trend": ({401}, {405}),
    "api-tables": ({401}, {405}),
    "api-table": ({401}, {405}),
    "api-figures": ({401}, {405}),
    "api-extracts": ({401}, {405}),
    "api-extract": ({401}, {405}),
}

# Private links: without one that was given there is nothing, for anybody.
BY_PRIVATE_LINK = frozenset({"reply", "reply-paper", "reply-thanks", "calendar-feed"})
# What stands in the addresses of what is open to all.
IN_OPEN_ADDRESSES = {
    **{name: {"token": "never-given"} for name in BY_PRIVATE_LINK},
    "api-measure": {"name": "NI62"},
    "api-trend": {"name": "NI62"},
    "api-table": {"name": "sex"},
    "api-extract": {"table": "placements", "kind": "csv"},
}

ADDRESSES: dict[str, Address] = {
    # access
    "account": Address(EVERYBODY),
    "notices": Address(EVERYBODY),
    "events": Address(having(P.SEE_EVENTS)),
    "people": Address(ACCOUNTS),
    "add-person": Address(ACCOUNTS),
    "teams": Address(ACCOUNTS),
    "add-team": Address(ACCOUNTS),
    "add-locality": Address(ACCOUNTS),
    "person": Address(ACCOUNTS, of=of_person),
    "change-person": Address(ACCOUNTS, of=of_person),
    "first-password": Address(NOBODY, ACCOUNTS, of=of_person),
    "unlock-person": Address(NOBODY, ACCOUNTS, of=of_person),
    "tokens": Address(TOKENS),
    "make-token": Address(TOKENS),
    "revoke-token": Address(ACCOUNTS, of=of_token),  # and who made it: tests/exchange/api
    "jobs": Address(EVERYBODY),
    "job": Address(ACCOUNTS, of=of_job),  # and who asked for it: tests/exchange/jobs
    # desk
    "today": Address(EVERYBODY),
    "children": Address(having(P.SEE_CHILDREN)),
    "my-work": Address(having(P.SEE_CHILDREN)),
    "watch-lists": Address(having(P.SEE_CHILDREN)),
    "watch-list": Address(having(P.SEE_CHILDREN), of=lambda world: {"name": "no-plan"}),
    "watch-list-file": Address(having(P.SEE_CHILDREN), of=lambda world: {"name": "no-plan", "kind": "csv"}),
    "open-by-identifier": Address(having(P.OPEN_WITH_REASON)),
    "open-with-reason": Address(having(P.OPEN_WITH_REASON), of=of_mine),
    "record-new-child": Address(having(P.RECORD_CARE)),
    "child": about_child(P.SEE_CHILDREN),
    "child-section": about_child(P.SEE_CHILDREN, section=lambda world: "care"),
    "record-person": about_child(P.RECORD_CARE),
    "record-school": about_child(P.RECORD_CARE),
    "record-adoption-decision": about_child(P.RECORD_CARE),
    "my-requests": Address(having(P.SEND_REPORT)),
    "papers": about_review(P.SEE_REVIEW_RECORD),
    "paper": about_review(P.SEE_REVIEW_RECORD, kind=lambda world: "report"),
    "receive-paper": about_review(P.PREPARE_REVIEW, kind=lambda world: "pep"),
    "judge-paper": about_review(P.CONCLUDE_REVIEW, kind=lambda world: "report"),
    "remedy-paper": about_review(P.CONCLUDE_REVIEW, kind=lambda world: "report"),
    "report": about_review(P.SEND_REPORT),
    "preparation": about_review(P.PREPARE_REVIEW),
    "preparation-step": about_review(P.PREPARE_REVIEW, step=lambda world: "advocacy"),
    "wishes": about_review(P.PREPARE_REVIEW),
    "child-seen": about_review(P.SEE_REVIEW_RECORD),
    "record-seen": about_review(P.CONCLUDE_REVIEW),
    "care-plan": about_child(P.SEE_CHILDREN),
    "record-plan": about_child(P.RECORD_PLAN),
    "plan-version": about_child(P.SEE_CHILDREN, row=lambda world: world.plan),
    "withdraw-plan": about_child(P.RECORD_PLAN, row=lambda world: world.plan),
    "reviews": Address(having(P.SEE_REVIEW_RECORD)),
    "review": about_review(P.SEE_REVIEW_RECORD),
    "book-review": about_child(P.BOOK_REVIEW),
    "move-review": about_review(P.BOOK_REVIEW),
    "change-review": about_review(P.BOOK_REVIEW),
    "cancel-review": about_review(P.BOOK_REVIEW),
    "approve-cancelling": about_review(P.APPROVE_CANCELLATION),
    "adjourn-review": about_review(P.CONCLUDE_REVIEW),
    "add-meeting": about_review(P.BOOK_REVIEW),
    "meeting-held": about_review(P.CONCLUDE_REVIEW, row=lambda world: world.sitting),
    # decisions
    "decisions": about_review(P.SEE_REVIEW_RECORD),
    "write-decision": about_review(P.MINUTE_REVIEW),
    "send-decisions": about_review(P.CONCLUDE_REVIEW),
    "answer-decisions": about_review(P.ANSWER_DECISION),
    "verify-decision": about_review(P.CONCLUDE_REVIEW, row=lambda world: world.decision),
    "decision": about_decision(P.SEE_REVIEW_RECORD),
    "change-decision": about_decision(P.MINUTE_REVIEW, draft=True),
    "strike-decision": about_decision(P.MINUTE_REVIEW, draft=True),
    "answer-decision": about_decision(P.ANSWER_DECISION),
    "update-decision": about_decision(P.UPDATE_DECISION),
    "review-record": about_review(P.SEE_REVIEW_RECORD),
    "review-record-file": about_review(P.SEE_REVIEW_RECORD, kind=lambda world: "docx"),
    "withhold-part": about_review(P.DISTRIBUTE_RECORD),
    "review-distribution": about_review(P.DISTRIBUTE_RECORD),
    "dispatch-version": about_review(P.DISTRIBUTE_RECORD, row=lambda world: world.invitee),
    "review-letter": about_review(P.DISTRIBUTE_RECORD),
    "review-letter-file": about_review(P.DISTRIBUTE_RECORD, kind=lambda world: "docx"),
    "check-letter": about_review(P.CONCLUDE_REVIEW),
    # ratings and the managers' board
    "rating": Address(
        having(P.SEE_REVIEW_RECORD) & having(P.SEE_CHILDREN),
        having(P.CONCLUDE_REVIEW),
        of=lambda world: {"pk": world.booking},
    ),
    "answer-rating": Address(frozenset({Role.TEAM_MANAGER}), of=lambda world: {"pk": world.notice}),
    "follow-up-rating": Address(having(P.CONCLUDE_REVIEW), of=lambda world: {"pk": world.rating}),
    "clear-rating": Address(having(P.CONCLUDE_REVIEW), of=lambda world: {"pk": world.rating}),
    "board": Address(having(P.ANSWER_RATING) | having(P.APPROVE_CANCELLATION)),
    # the review room
    "room": about_review(P.MINUTE_REVIEW),
    "room-heading": about_review(P.MINUTE_REVIEW, code=lambda world: "sch7-8"),
    "room-earlier": about_review(P.MINUTE_REVIEW, code=lambda world: "sch7-8"),
    "room-compare": about_review(P.MINUTE_REVIEW),
    "room-agenda": about_review(P.MINUTE_REVIEW),
    "room-attendance": about_review(P.MINUTE_REVIEW),
    "room-participation": about_review(P.CONCLUDE_REVIEW),
    "room-quality": about_review(P.CONCLUDE_REVIEW),
    "room-plan": about_review(P.CONCLUDE_REVIEW),
    "room-conclusion": about_review(P.CONCLUDE_REVIEW),
    "hand-to-iro": about_review(P.MINUTE_REVIEW),
    "ask-for-changes": about_review(P.CONCLUDE_REVIEW),
    "close-review": about_review(P.CONCLUDE_REVIEW),
    "sign-record": about_review(P.CONCLUDE_REVIEW),
    "add-addendum": about_review(P.CONCLUDE_REVIEW),
    "invitations": about_review(P.PREPARE_REVIEW),
    "propose-invitees": about_review(P.PREPARE_REVIEW),
    "add-invitee": about_review(P.PREPARE_REVIEW),
    "send-invitations": about_review(P.PREPARE_REVIEW),
    "change-invitee": about_review(P.PREPARE_REVIEW, row=lambda world: world.invitee),
    "chase-invitee": about_review(P.PREPARE_REVIEW, row=lambda world: world.invitee),
    "invitee-reply": about_review(P.PREPARE_REVIEW, row=lambda world: world.invitee),
    "invitee-paper": about_review(P.PREPARE_REVIEW, row=lambda world: world.invitee),
    "invitation-pdf": about_review(P.PREPARE_REVIEW, row=lambda world: world.invitee),
    "invitation-docx": about_review(P.PREPARE_REVIEW, row=lambda world: world.invitee),
    "review-calendar": about_review(P.SEE_REVIEW_RECORD),
    "my-calendar": Address(having(P.SEE_REVIEW_RECORD)),
    "record-move": about_child(P.RECORD_CARE),
    "record-legal-status": about_child(P.RECORD_CARE),
    "record-end-of-care": about_child(P.RECORD_CARE),
    "record-start-of-care": about_child(P.RECORD_CARE),
    "allocate-iro": about_child(P.ALLOCATE_IRO),
    "restrict": about_child(P.RESTRICT_CHILD),
    "correct-placement": about_child(P.CORRECT_RECORD, row=lambda world: world.placement.pk),
    "correct-legal-status": about_child(P.CORRECT_RECORD, row=lambda world: world.legal_status.pk),
    # record quality and the return
    "at-a-glance": Address(FIGURES),
    "work-out-figures": Address(having(P.KEEP_FIGURES)),
    "keep-figures": Address(having(P.KEEP_FIGURES), answers=WITHOUT_FIGURES),
    "kept-figures": Address(FIGURES),
    "glance-chart": Address(
        FIGURES, of=lambda world: {"key": "ni62", "kind": "csv"}, answers=WITHOUT_FIGURES
    ),
    "measures": Address(FIGURES),
    "measures-file": Address(FIGURES, of=lambda world: {"kind": "csv"}),
    "measure": Address(FIGURES, of=lambda world: {"name": "NI62"}),
    "children-behind": Address(
        FIGURES & having(P.SEE_CHILDREN), of=lambda world: {"name": "NI62"}, answers=WITHOUT_FIGURES
    ),
    "measure-file": Address(
        FIGURES, of=lambda world: {"name": "NI62", "what": "trend", "kind": "csv"}, answers=WITHOUT_FIGURES
    ),
    "record-quality": Address(QUALITY),
    "register-check": Address(QUALITY, of=lambda world: {"key": "no-iro"}),
    "held-rows": Address(QUALITY),
    "held-row": Address(QUALITY, of=lambda world: {"pk": world.held_row}),
    "accept-held-row": Address(having(P.ACCEPT_HELD), of=lambda world: {"pk": world.held_row}),
    "return": Address(RETURN),
    "return-import": Address(RETURN, of=lambda world: {"pk": world.return_import}),
    "return-trial": Address(RETURN, of=lambda world: {"token": "gone"}, answers=frozenset({410})),
    "return-refused": Address(
        RETURN, of=lambda world: {"token": "gone", "number": 1}, answers=frozenset({410})
    ),
}
