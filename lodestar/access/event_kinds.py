"""Every kind of event the house leaves behind. Past tense: it has happened."""

from enum import StrEnum


class EventKind(StrEnum):
    """What happened, as `noun.past_verb`."""

    # access
    SIGNED_IN = "person.signed_in"
    SIGNED_OUT = "person.signed_out"
    SIGN_IN_REFUSED = "person.sign_in_refused"
    LOCKED_OUT = "person.locked_out"
    UNLOCKED = "person.unlocked"
    PERSON_ADDED = "person.added"
    PERSON_CHANGED = "person.changed"
    TEAM_ADDED = "team.added"
    LOCALITY_ADDED = "locality.added"
    PASSWORD_CHANGED = "person.password_changed"
    FIRST_PASSWORD_GIVEN = "person.first_password_given"
    EVENTS_READ = "events.read"
    # children
    CHILD_VIEWED = "child.viewed"
    CHILDREN_LISTED = "children.listed"
    CHILD_ADDED = "child.added"
    CHILD_DESCRIBED = "child.described"
    CARE_STARTED = "care.started"
    CARE_ENDED = "care.ended"
    CHILD_MOVED = "child.moved"
    LEGAL_STATUS_CHANGED = "legal_status.changed"
    ADOPTION_STEP_RECORDED = "adoption_step.recorded"
    CASE_ROLE_GIVEN = "case_role.given"
    CASE_ROLE_ENDED = "case_role.ended"
    SCHOOL_RECORDED = "school.recorded"
    RELATIONSHIP_RECORDED = "relationship.recorded"
    RECORD_CORRECTED = "record.corrected"
    HISTORY_BROUGHT_IN = "history.brought_in"
    CHILD_RESTRICTED = "child.restricted"
    CHILD_UNRESTRICTED = "child.unrestricted"
    # allocation
    IRO_ALLOCATED = "iro.allocated"
    IRO_ALLOCATION_ENDED = "iro_allocation.ended"
    COVER_ARRANGED = "cover.arranged"
    IRO_WORKING_TIME_SET = "iro_working_time.set"
    EMERGENCY_ACCESS_OPENED = "emergency_access.opened"
    # reviews
    REVIEW_HELD = "review.held"
    REVIEW_REQUESTED = "review.requested"
    # exchange
    RETURN_IMPORTED = "return.imported"
    RETURN_TRIED = "return.tried"
    HELD_ROW_ACCEPTED = "held_row.accepted"
    RECORD_QUALITY_VIEWED = "record_quality.viewed"
