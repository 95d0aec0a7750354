"""Every watch list: what it is called, why it is kept and where that is written, who owes what, and how it is found."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from lodestar.analytics.watch import sources
from lodestar.analytics.watch.queries import homes, people, plans, relatives, reviews, safety, stays
from lodestar.analytics.watch.queries.reach import Row, Standing, Told, Whose
from lodestar.law import (
    agenda,
    appointment,
    approvals,
    missing_from_care,
    permanence,
    plan_timing,
    review_steps,
)
from lodestar.law.care_planning import regulation
from lodestar.law.citation import Citation


class Theme(StrEnum):
    """What lists are about, in the order they are shown."""

    HOME = "Where they live"
    SAFETY = "Safety and liberty"
    KNOWN = "Who knows them"
    HEARD = "Being seen and heard"
    PLAN = "Plans that stand still"
    REVIEW = "Reviews and what follows them"


@dataclass(frozen=True, slots=True)
class WatchList:
    """One list. `find` gives its rows, one a child and the longest first; `tell` says why one is there."""

    id: str
    theme: Theme
    title: str
    because: str
    owed: str
    citation: Citation
    find: Callable[[Whose], list[Row]]
    tell: Callable[[Row, Standing], Told]


T = Theme
LISTS: tuple[WatchList, ...] = (
    WatchList(
        "unlawful-setting",
        T.HOME,
        "In a setting that may be unlawful",
        "Nobody under 16 may live in unregulated or supported accommodation, and 16 and 17 year olds only where the "
        "provider is registered.",
        "The social worker and their manager move the child, or show that the setting is lawful.",
        regulation("27A", wording="2021-09-09"),
        homes.perhaps_unlawful,
        homes.tell_perhaps_unlawful,
    ),
    WatchList(
        "far-from-home",
        T.HOME,
        "More than 20 miles from home and outside the area",
        "Children far away are visited less, and fewer people would notice that something is wrong.",
        "The IRO asks at each review whether the home is still right.",
        approvals.REG_11_DISTANCE,
        homes.far,
        homes.tell_distance,
    ),
    WatchList(
        "outside-area",
        T.HOME,
        "Outside the area, up to 20 miles or no distance recorded",
        "Another authority's schools and health services answer for these children's days.",
        "The IRO asks at each review whether the home is still right.",
        regulation("11", "(1)"),
        homes.outside,
        homes.tell_distance,
    ),
    WatchList(
        "three-placements",
        T.HOME,
        "Three or more placements in a year",
        "Counted as the national measure NI62 counts them, in the twelve months that end today.",
        "The social worker says what will make the home last.",
        sources.HOME,
        stays.three_placements,
        stays.tell_three_placements,
    ),
    WatchList(
        "relative-first-weeks",
        T.HOME,
        "With a relative or friend, in the first 24 weeks",
        "A relative or friend may be approved for 16 weeks, and once for 8 more. Then the approval is full, or the "
        "placement ends.",
        "A nominated officer approves in full, or extends once.",
        regulation("24", "(1)"),
        relatives.relative_first_weeks,
        relatives.tell_relative_first_weeks,
    ),
    WatchList(
        "deprived-of-liberty",
        T.SAFETY,
        "Deprived of their liberty by a court's order",
        "Nobody is less able to ask for help than a child who may not go out.",
        "The IRO asks whether the order is still needed.",
        sources.LEGAL_STATUS,
        safety.deprived_of_liberty,
        safety.tell_deprived,
    ),
    WatchList(
        "secure-or-remand",
        T.SAFETY,
        "In a secure home, in custody or on remand",
        "A child who is locked up stays looked after, and needs a home to come back to.",
        "The social worker records the plan; the IRO asks what the child comes back to.",
        plan_timing.REG_4,
        safety.secure_or_remand,
        safety.tell_secure,
    ),
    WatchList(
        "missing-now",
        T.SAFETY,
        "Missing or away without authorisation now",
        "A child who is missing is in danger, and the IRO is told at once.",
        "The social worker tells the IRO, and offers a return interview.",
        missing_from_care.RETURN_GUIDANCE,
        safety.missing_now,
        safety.tell_missing_now,
    ),
    WatchList(
        "missing-often",
        T.SAFETY,
        "Missing three times or more in 90 days",
        "Going missing again and again says that something is wrong where the child lives, or elsewhere.",
        "The social worker offers a return interview each time; the IRO asks why.",
        missing_from_care.RETURN_GUIDANCE,
        safety.missing_often,
        safety.tell_missing_often,
    ),
    WatchList(
        "no-social-worker",
        T.KNOWN,
        "No social worker now",
        "Nobody visits, and nobody carries out the plan.",
        "The team manager names a social worker.",
        sources.VISITED_BY_THE_AUTHORITY,
        people.no_social_worker,
        people.tell_no_social_worker,
    ),
    WatchList(
        "three-social-workers",
        T.KNOWN,
        "Three or more social workers in a year",
        "A child who tells their story again and again stops telling it.",
        "The team manager says how the child keeps one social worker.",
        sources.ADVICE_AND_SUPPORT,
        people.three_workers,
        people.tell_three_workers,
    ),
    WatchList(
        "no-iro",
        T.KNOWN,
        "No IRO after the limit for naming one",
        "The authority appoints an IRO before the first review; by local policy within working days of the start.",
        "The IRO manager names an IRO.",
        appointment.SECTION_25A,
        people.no_iro,
        people.tell_no_iro,
    ),
    WatchList(
        "no-visitor",
        T.KNOWN,
        "No family contact allowed, and no independent visitor",
        "These children may have nobody who comes to see them because they want to.",
        "The social worker considers an independent visitor, and records what the child says.",
        sources.INDEPENDENT_VISITOR,
        people.no_visitor,
        people.tell_no_visitor,
    ),
    WatchList(
        "not-seen",
        T.HEARD,
        "No visit by the IRO recorded for the last review",
        "The IRO speaks with the child before each review.",
        "The IRO speaks with the child alone.",
        review_steps.REG_36,
        people.not_seen,
        people.tell_not_seen,
    ),
    WatchList(
        "not-seen-alone",
        T.HEARD,
        "Not seen alone for the last review",
        "With others in the room a child may not say what is wrong.",
        "The IRO speaks with the child alone.",
        review_steps.REG_36,
        people.not_seen_alone,
        people.tell_not_seen_alone,
    ),
    WatchList(
        "babies",
        T.HEARD,
        "Babies under one",
        "A baby cannot say how it is, and a month is long for it.",
        "The IRO sees the baby with the carer.",
        review_steps.REG_36,
        safety.babies,
        safety.tell_baby,
    ),
    WatchList(
        "not-speaking",
        T.HEARD,
        "Did not speak for themselves at the last two reviews",
        "Coded PN3, PN4 or PN7 twice running: views without words, no views, or not there and no views.",
        "The social worker offers an advocate, and another way of saying it.",
        sources.ADVOCACY,
        safety.not_speaking,
        safety.tell_not_speaking,
    ),
    WatchList(
        "no-interpreter",
        T.HEARD,
        "Interpreter needed, and none booked",
        "A review the child cannot follow is not the child's review.",
        "The administrator books an interpreter by the day invitations go out.",
        sources.WISHES,
        safety.no_interpreter,
        safety.tell_no_interpreter,
    ),
    WatchList(
        "no-plan",
        T.PLAN,
        "No care plan recorded",
        "There is a plan before the first placement, or within ten working days of the start. A register brought in "
        "from returns holds none until it is recorded.",
        "The social worker records the plan.",
        plan_timing.REG_4,
        plans.no_plan,
        plans.tell_no_plan,
    ),
    WatchList(
        "no-permanence-goal",
        T.PLAN,
        "No goal for permanence by the second review",
        "By the second review, about four months in, the plan says where the child is to live for good.",
        "The social worker makes the plan; the IRO asks for it.",
        agenda.PERMANENCE,
        plans.no_goal,
        plans.tell_drift,
    ),
    WatchList(
        "permanence-not-settled",
        T.PLAN,
        "A goal for permanence that is past its day and not settled",
        "The plan names a goal, and the second review has passed without a day on which it was settled.",
        "The social worker has the goal settled, and records the day.",
        agenda.PERMANENCE,
        plans.goal_not_settled,
        plans.tell_drift,
    ),
    WatchList(
        "section-20-6-months",
        T.PLAN,
        "Under section 20 for 6 to 12 months",
        "Accommodation by agreement can be ended by either side, and no court looks at it.",
        "The social worker and the review decide what legal status to seek.",
        sources.LEGAL_STATUS,
        partial(plans.section_20, from_months=6, until_months=12),
        plans.tell_section_20,
    ),
    WatchList(
        "section-20-12-months",
        T.PLAN,
        "Under section 20 for 12 months or more",
        "Accommodation by agreement can be ended by either side, and no court looks at it.",
        "The social worker and the review decide what legal status to seek.",
        sources.LEGAL_STATUS,
        partial(plans.section_20, from_months=12, until_months=None),
        plans.tell_section_20,
    ),
    WatchList(
        "with-parents-6-months",
        T.PLAN,
        "Placed with parents for 6 to 12 months",
        "A child who does well at home may not need the order any more; one who does not is at risk there.",
        "The social worker and the review decide whether to ask the court to end the order.",
        sources.LEGAL_STATUS,
        partial(homes.with_parents, from_months=6, until_months=12),
        homes.tell_with_parents,
    ),
    WatchList(
        "with-parents-12-months",
        T.PLAN,
        "Placed with parents for 12 months or more",
        "A child who does well at home may not need the order any more; one who does not is at risk there.",
        "The social worker and the review decide whether to ask the court to end the order.",
        sources.LEGAL_STATUS,
        partial(homes.with_parents, from_months=12, until_months=None),
        homes.tell_with_parents,
    ),
    WatchList(
        "no-guardianship",
        T.PLAN,
        "With a relative or friend, and special guardianship not considered",
        "A child who will grow up with a relative may not need to be looked after.",
        "The social worker considers special guardianship, and records it in the plan.",
        permanence.SPECIAL_GUARDIANSHIP,
        relatives.no_guardianship,
        relatives.tell_no_guardianship,
    ),
    WatchList(
        "placement-order-waiting",
        T.PLAN,
        "A placement order, and no adoptive placement",
        "The court has agreed to adoption, and the child waits.",
        "The social worker matches the child; the IRO asks whether adoption is still the plan.",
        permanence.SCORECARDS,
        plans.placement_order_waiting,
        plans.tell_placement_order_waiting,
    ),
    WatchList(
        "no-pathway-plan",
        T.PLAN,
        "16 or over, and no pathway plan has come to a review",
        "From 16 a pathway plan stands beside the care plan. Counted are children who had a review here since.",
        "The social worker makes the pathway plan, and sends it to the review.",
        plan_timing.REG_43,
        plans.no_pathway_plan,
        plans.tell_no_pathway_plan,
    ),
    WatchList(
        "review-overdue",
        T.REVIEW,
        "Review overdue",
        "The last day for the review has passed.",
        "The IRO holds the review.",
        sources.TIMETABLE,
        reviews.overdue,
        reviews.tell_overdue,
    ),
    WatchList(
        "clock-not-known",
        T.REVIEW,
        "Nobody knows when the review is due",
        "The record of care says what cannot be, so the clock does not run.",
        "An administrator corrects the record.",
        sources.TIMETABLE,
        reviews.cannot_judge,
        reviews.tell_cannot_judge,
    ),
    WatchList(
        "decisions-not-sent",
        T.REVIEW,
        "Decisions not sent after a review",
        "They are out by the fifth working day after the review.",
        "The IRO sends them.",
        review_steps.PROCEDURE,
        reviews.decisions_not_sent,
        reviews.tell_decisions_not_sent,
    ),
    WatchList(
        "record-not-signed",
        T.REVIEW,
        "Record of a review not signed",
        "The full record is complete by the limit the authority has set for it.",
        "The IRO signs it.",
        review_steps.PROCEDURE,
        reviews.record_not_signed,
        reviews.tell_record_not_signed,
    ),
    WatchList(
        "decisions-past",
        T.REVIEW,
        "Decisions of reviews past their day",
        "A review asks first what became of the decisions of the last.",
        "Whose decision it is does it, or says why not.",
        sources.EARLIER_DECISIONS,
        reviews.decisions_past,
        reviews.tell_decisions_past,
    ),
    WatchList(
        "ratings-unanswered",
        T.REVIEW,
        "Amber or red, and not answered in time",
        "A manager answers an amber or a red with what will be done, by when.",
        "The team manager answers; of a red, the service manager too.",
        review_steps.ACKNOWLEDGEMENT,
        reviews.ratings_unanswered,
        reviews.tell_ratings_unanswered,
    ),
)
BY_ID: Mapping[str, WatchList] = {one.id: one for one in LISTS}
