"""Events and accounts in words."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from lodestar.access.event_kinds import EventKind
from lodestar.access.models import Event, Team, User
from lodestar.access.roles import ROLE_WORDS, Role
from lodestar.govuk.parts import Fact, Tag
from lodestar.govuk.words import capital_first, date_and_time, listed

# What a person did, after their name: "Ann Field opened the record".
KIND_WORDS: dict[EventKind, str] = {
    EventKind.SIGNED_IN: "signed in",
    EventKind.SIGNED_OUT: "signed out",
    EventKind.SIGN_IN_REFUSED: "was refused sign-in",
    EventKind.LOCKED_OUT: "was locked out after too many failed tries",
    EventKind.UNLOCKED: "let a person try to sign in again",
    EventKind.PERSON_ADDED: "added a person",
    EventKind.PERSON_CHANGED: "changed a person's account",
    EventKind.TEAM_ADDED: "added a team",
    EventKind.LOCALITY_ADDED: "added a locality",
    EventKind.PASSWORD_CHANGED: "changed their password",
    EventKind.FIRST_PASSWORD_GIVEN: "gave a person a first password",
    EventKind.EVENTS_READ: "read who saw what",
    EventKind.CHILD_VIEWED: "opened a child's record",
    EventKind.CHILDREN_LISTED: "looked at a list of children",
    EventKind.CHILD_ADDED: "added a child",
    EventKind.CHILD_DESCRIBED: "described a child",
    EventKind.CARE_STARTED: "recorded a start of care",
    EventKind.CARE_ENDED: "recorded an end of care",
    EventKind.CHILD_MOVED: "recorded a move",
    EventKind.LEGAL_STATUS_CHANGED: "recorded a change of legal status",
    EventKind.ADOPTION_STEP_RECORDED: "recorded a step to adoption",
    EventKind.CASE_ROLE_GIVEN: "gave somebody a part in the case",
    EventKind.CASE_ROLE_ENDED: "ended somebody's part in the case",
    EventKind.SCHOOL_RECORDED: "recorded a school",
    EventKind.RELATIONSHIP_RECORDED: "recorded a relationship",
    EventKind.RECORD_CORRECTED: "corrected a record",
    EventKind.HISTORY_BROUGHT_IN: "brought in a history",
    EventKind.CHILD_RESTRICTED: "restricted a record",
    EventKind.CHILD_UNRESTRICTED: "lifted the restriction of a record",
    EventKind.IRO_ALLOCATED: "allocated an IRO",
    EventKind.IRO_ALLOCATION_ENDED: "ended an IRO's allocation",
    EventKind.COVER_ARRANGED: "arranged cover",
    EventKind.IRO_WORKING_TIME_SET: "set an IRO's working time",
    EventKind.EMERGENCY_ACCESS_OPENED: "opened a record outside their reach, with a reason",
    EventKind.REVIEW_HELD: "recorded a review",
    EventKind.REVIEW_REQUESTED: "recorded a request for a review",
    EventKind.RETURN_IMPORTED: "brought in a return",
    EventKind.RETURN_TRIED: "tried a return without bringing it in",
    EventKind.HELD_ROW_ACCEPTED: "accepted a row that was held back",
    EventKind.PUBLISHED_FIGURES_LOADED: "loaded published figures of other areas",
    EventKind.FIGURES_WORKED_OUT: "worked out figures",
    EventKind.FIGURES_KEPT: "kept a snapshot of figures",
    EventKind.FIGURES_TAKEN: "took figures or rows away as a file",
    EventKind.CHILDREN_BEHIND_LISTED: "listed the children behind a figure",
    EventKind.TOKEN_MADE: "made a token for the interface of figures",
    EventKind.TOKEN_REVOKED: "revoked a token of the interface of figures",
    EventKind.INTERFACE_CALLED: "read figures through the interface",
    EventKind.JOB_ASKED_FOR: "asked for a piece of work in the background",
    EventKind.JOB_FINISHED: "finished a piece of work in the background",
    EventKind.HEALTH_RECORDED: "recorded a year of health",
    EventKind.LEAVER_RECORDED: "recorded a year of a care leaver",
    EventKind.ADOPTION_FACTS_RECORDED: "recorded facts of an adoption",
    EventKind.RECORD_QUALITY_VIEWED: "looked at record quality",
    EventKind.PLAN_RECORDED: "recorded a care plan",
    EventKind.PLAN_WITHDRAWN: "withdrew a care plan",
    EventKind.REVIEW_BOOKED: "booked a review",
    EventKind.BOOKING_MOVED: "moved a review",
    EventKind.BOOKING_CANCELLED: "cancelled a review",
    EventKind.CANCELLATION_APPROVED: "approved the cancelling of a review",
    EventKind.REVIEW_ADJOURNED: "adjourned a review",
    EventKind.BOOKING_CHANGED: "changed what is arranged for a review",
    EventKind.INVITEE_ADDED: "added somebody to a review",
    EventKind.INVITEE_CHANGED: "changed who is asked to a review",
    EventKind.INVITATIONS_SENT: "sent invitations to a review",
    EventKind.INVITEE_CHASED: "chased a reply to an invitation",
    EventKind.REPLY_RECEIVED: "took a reply to an invitation",
    EventKind.CONSULTATION_RECEIVED: "took somebody's consultation paper",
    EventKind.PAPER_ASKED_FOR: "asked for a paper for a review",
    EventKind.PAPER_RECEIVED: "handed in a paper for a review",
    EventKind.PAPER_JUDGED: "judged a paper for a review",
    EventKind.PREPARATION_SAID: "said how far the preparation of a review has come",
    EventKind.CHILD_SEEN: "recorded that the child was seen",
    EventKind.ATTENDANCE_RECORDED: "recorded who was at a review",
    EventKind.DECISION_WRITTEN: "wrote a decision",
    EventKind.DECISIONS_MADE: "made the decisions of a review",
    EventKind.DECISIONS_SENT: "sent the decisions of a review",
    EventKind.DECISION_ANSWERED: "answered a decision",
    EventKind.DECISION_UPDATED: "said how a decision is going",
    EventKind.DECISION_VERIFIED: "looked at what became of a decision",
    EventKind.REVIEW_RATED: "rated a review",
    EventKind.RATING_NOTICE_RAISED: "put a rating before a manager",
    EventKind.RATING_ACKNOWLEDGED: "answered a rating",
    EventKind.RATING_FOLLOWED_UP: "followed a rating up",
    EventKind.RATING_CLEARED: "cleared a rating",
    EventKind.ROOM_SAVED: "wrote in the review room",
    EventKind.AGENDA_CHANGED: "changed the agenda of a review",
    EventKind.QUALITY_ANSWERED: "answered the quality questions of a review",
    EventKind.PLAN_GRADED: "graded a care plan",
    EventKind.CONCLUSION_SAVED: "wrote the conclusion of a review",
    EventKind.MINUTE_HANDED_OVER: "handed a minute to the IRO",
    EventKind.MINUTE_CHANGES_ASKED: "asked for changes to a minute",
    EventKind.RECORD_SIGNED: "signed the record of a review",
    EventKind.ADDENDUM_ADDED: "added to a signed record",
    EventKind.PART_WITHHELD: "changed what is kept from an audience",
    EventKind.VERSION_MADE: "made a version of a record",
    EventKind.LETTER_SAVED: "wrote the letter to the child",
    EventKind.LETTER_CHECKED: "checked the letter to the child",
    EventKind.DISPATCH_RECORDED: "recorded how a record went out",
    EventKind.DOCUMENT_TAKEN: "took a document away",
    EventKind.NOTICE_PREFERENCE_SET: "chose how to be told of things",
    EventKind.CALENDAR_ADDRESS_GIVEN: "asked for a calendar address",
    EventKind.NOTICES_SENT: "sent notices out",
}
FIELD_WORDS = {
    "is_active": "May sign in",
    "team_id": "Team number",
    "how": "How",
}
HOW_WORDS = {"password": "by password", "demonstration": "as somebody of the demonstration"}
LONGEST_VALUE = 300


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of what was said: its name, what stood there before, what stands there now. Empty where nothing."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """One line of the audit, in words.

    `changed` says whether there is a before and an after to compare; `kept_back` that what was said about a child is
    not shown because that child was not asked for.
    """

    number: int
    when: str
    iso: str
    who: str
    username: str
    role: str
    what: str
    child: str
    child_href: str
    differences: tuple[Difference, ...]
    changed: bool
    kept_back: bool


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person of the list of accounts."""

    name: str
    href: str
    username: str
    role: str
    team: str
    tag: Tag


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One person's account, and where its deeds are done; an address is empty where there is nothing to do."""

    name: str
    username: str
    facts: tuple[Fact, ...]
    unlock_href: str
    first_password_href: str


@dataclass(frozen=True, slots=True)
class TeamRow:
    """One team of the list."""

    name: str
    service: str
    locality: str


def event_row(event: Event, names: dict[str, str], *, asked_for: str = "", child_href: str = "") -> EventRow:
    """Return an event in words.

    `names` are the people's names by user name; `asked_for` is the child's identifier that was asked for, and
    `child_href` where to ask for this event's child.
    """
    before, after = event.before or {}, event.after or {}
    pairs = [(name, before.get(name), after.get(name)) for name in sorted({*before, *after})]
    if event.before is not None and event.after is not None:
        pairs = [(name, old, new) for name, old, new in pairs if old != new]
    known = EventKind(event.kind)
    what = KIND_WORDS[known]
    if known is EventKind.SIGNED_IN and after.get("how") in HOW_WORDS:
        what, pairs = f"{what} {HOW_WORDS[after['how']]}", []
    if known is EventKind.SIGN_IN_REFUSED:
        what, pairs = what if after.get("known_account") else "refused a sign-in under a name nobody has", []
    kept_back = bool(pairs) and event.child_identifier not in ("", asked_for)
    if kept_back:
        pairs = []
    return EventRow(
        number=event.sequence,
        when=date_and_time(event.at),
        iso=event.at.isoformat(),
        who=names.get(event.by_username, event.by_username),
        username=event.by_username,
        role=role_words(event.by_role),
        what=capital_first(what),
        child=event.child_identifier,
        child_href=child_href,
        differences=tuple(
            Difference(field_words(name), value_words(old, name), value_words(new, name))
            for name, old, new in pairs
        ),
        changed=bool(event.before and event.after),
        kept_back=kept_back,
    )


def role_words(role: str) -> str:
    """Return a role as the service says it; the bare code of one that is no more."""
    return ROLE_WORDS[Role(role)] if role in set(Role) else role


def field_words(name: str) -> str:
    """Return a column's name as a reader says it: "from_on" is "From", "placement_type" "Placement type"."""
    if name in FIELD_WORDS:
        return FIELD_WORDS[name]
    for ending in ("_on", "_at", "_id"):
        name = name.removesuffix(ending)
    return capital_first(name.replace("_", " ").strip())


def value_words(value: Any, field: str = "") -> str:
    """Return a stored value as a reader takes it in; nothing at all for none."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        words = listed(value_words(one) for one in value)
    elif isinstance(value, dict):
        words = "; ".join(f"{field_words(str(key))}: {value_words(one)}" for key, one in value.items())
    elif field == "role":
        words = role_words(str(value))
    else:
        words = str(value)
    return words if len(words) <= LONGEST_VALUE else f"{words[:LONGEST_VALUE]} …"


def person_row(person: User, href: str) -> PersonRow:
    """Return a person's line in the list of accounts."""
    return PersonRow(
        name=person.name,
        href=href,
        username=person.username,
        role=person.role_name,
        team=person.team.name if person.team else "",
        tag=sign_in_tag(person),
    )


def sign_in_tag(person: User) -> Tag:
    """Return whether a person may sign in, in a word or two."""
    if not person.is_active:
        return Tag("May not sign in", "grey")
    if person.is_made_up:
        return Tag("Demonstration", "blue")
    if not person.has_usable_password():
        return Tag("No password yet", "yellow")
    if person.must_change_password:
        return Tag("First password given", "yellow")
    return Tag("May sign in", "green")


def person_page(person: User, *, locked: bool) -> PersonPage:
    """Return the page of a person's account."""
    change = reverse("change-person", args=[person.pk])
    may_have_password = person.is_active and not person.is_made_up
    return PersonPage(
        name=person.name,
        username=person.username,
        facts=(
            Fact("Name", person.name, change),
            Fact("User name", person.username),
            Fact("Role", person.role_name, change),
            Fact("Team", person.team.name if person.team else "None", change),
            Fact("Email address", person.email or "None", change),
            Fact("Sign-in", sign_in_tag(person).text, change),
        ),
        unlock_href=reverse("unlock-person", args=[person.pk]) if locked else "",
        first_password_href=reverse("first-password", args=[person.pk]) if may_have_password else "",
    )


def team_row(team: Team) -> TeamRow:
    """Return a team's line in the list of teams."""
    return TeamRow(team.name, team.service, team.locality.name if team.locality else "None")
