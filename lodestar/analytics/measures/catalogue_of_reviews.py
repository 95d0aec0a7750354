"""Measures of reviews, of children's participation and of the service's own process."""

from lodestar.analytics.measures import counts_of_process as process
from lodestar.analytics.measures import counts_of_reviews as reviews
from lodestar.analytics.measures.measure import Better, Group, Measure, Unit

LAIT = "DfE Local Authority Interactive Tool"
MANAGER, ANALYST, SERVICE = "IRO manager", "Performance analyst", "Head of service for children looked after"


def _question(name: str, column: str, words: str, short: str) -> Measure:
    return Measure(
        name,
        short,
        Group.VOICE,
        f"Of the reviews of the year, how often the IRO found: {words}",
        "Reviews with the answer yes",
        "Reviews with the answer yes or no",
        "IRO annual report 2013-15, section 9",
        MANAGER,
        process.answered_yes(column),
        exclusions="Reviews at which the question does not apply to the child, or was not answered",
        better=Better.HIGHER,
        needs=("steps",),
        only_register=True,
    )


def _step(name: str, label: str, numerator: str, count: object, source: str) -> Measure:
    return Measure(
        name,
        label,
        Group.PROCESS,
        f"Of the reviews of the year that ran through this service: {numerator[0].lower()}{numerator[1:]}",
        numerator,
        "Reviews held in the year whose day for it has come",
        source,
        MANAGER,
        count,  # type: ignore[arg-type]
        better=Better.HIGHER,
        needs=("steps",),
        only_register=True,
    )


def _colour(colour: str, better: Better) -> Measure:
    return Measure(
        f"RATED_{colour.upper()}",
        f"Reviews rated {colour}",
        Group.PROCESS,
        f"Reviews of the year that the IRO rated {colour}, of all that were rated.",
        f"Reviews rated {colour}",
        "Reviews with a rating",
        "IRO annual report 2013-15, section 11; IND-10",
        MANAGER,
        process.coloured(colour),
        better=better,
        needs=("steps",),
        only_register=True,
    )


OF_REVIEWS: tuple[Measure, ...] = (
    Measure(
        "NI66",
        "Children whose reviews were all in time",
        Group.REVIEWS,
        "Children looked after for more than four weeks at the end of the year for whom every review that fell due in "
        "the year was held by its day, by the regulations alone. A review due on the last day and not held by its end "
        "is late; one held in the year but due before it was last year's.",
        "Children with every review of the year in time",
        "Children looked after at the end of the year for more than four weeks",
        "NI 66; SI 2010/959 reg 33, SI 2005/389 reg 36; the official definition was not found (2-law IND-1, 15.6)",
        MANAGER,
        reviews.reviewed_in_time,
        exclusions="Short breaks (V3, V4); four weeks or less",
        better=Better.HIGHER,
        needs=("reviews",),
    ),
    Measure(
        "REVIEWS_HELD_ON_TIME",
        "Reviews held in time",
        Group.REVIEWS,
        "Reviews held in the year on or before the day they were due, judged with the authority's own settings as it "
        "stood on that day. This is not NI66: it counts reviews, and those of children who left.",
        "Reviews held by their day",
        "Reviews held in the year",
        "2-law IND-2, 15.10",
        MANAGER,
        reviews.reviews_in_time,
        exclusions="Short breaks (V3, V4)",
        better=Better.HIGHER,
        needs=("reviews",),
    ),
    Measure(
        "PARTICIPATION",
        "Reviews with the child's views",
        Group.VOICE,
        "Reviews of the year of children of 4 and over at which the child's views were conveyed: in person, by an "
        "advocate, without words, or sent (PN1, PN2, PN3, PN5, PN6).",
        "Reviews with the child's views conveyed",
        "Reviews coded PN1 to PN7",
        "SSDA903 REVIEW_CODE; 2-law IND-9, 15.10",
        MANAGER,
        reviews.participation,
        exclusions="Children under 4 (PN0); short breaks; reviews without a code",
        better=Better.HIGHER,
        needs=("reviews",),
    ),
    Measure(
        "ATTENDANCE",
        "Reviews the child attended",
        Group.VOICE,
        "Reviews of the year of children of 4 and over at which the child was there (PN1 to PN4).",
        "Reviews the child attended",
        "Reviews coded PN1 to PN7",
        "SSDA903 REVIEW_CODE; 2-law IND-9",
        MANAGER,
        reviews.attendance,
        exclusions="Children under 4 (PN0); short breaks; reviews without a code",
        better=Better.HIGHER,
        needs=("reviews",),
    ),
    Measure(
        "HEARD_EVERY_TIME",
        "Children heard at every review",
        Group.VOICE,
        "Children of 4 and over, looked after for more than four weeks at the end of the year, whose views were "
        "conveyed at every review of the year.",
        "Children heard at every review of the year",
        "Children of 4 and over with a coded review in the year",
        "PAF C63; 2-law IND-9",
        MANAGER,
        reviews.at_every_review,
        exclusions="Short breaks; children without a coded review in the year",
        better=Better.HIGHER,
        needs=("reviews",),
    ),
    _question(
        "KNOWS_WHO_TO_ASK",
        "knows_who_to_ask",
        "the child has been given, or knows who to ask for, information about being looked after.",
        "Child knows who to ask",
    ),
    _question(
        "REPORT_BEFORE",
        "report_in_time",
        "the social worker's report came three days or more before the review.",
        "Report came three days before",
    ),
    _question(
        "PREPARED", "prepared", "the child of 4 or over was prepared for the review.", "Child was prepared"
    ),
    _question(
        "CONTRIBUTED",
        "contributed",
        "the child of 4 or over contributed and their views were clearly there.",
        "Child contributed and views were clear",
    ),
    _question(
        "KEY_PEOPLE", "key_people", "all the key people were there or had reported.", "Key people took part"
    ),
    _step(
        "DECISIONS_OUT_IN_TIME",
        "Decisions sent within 5 working days",
        "Decisions sent within 5 working days",
        process.DECISIONS_OUT,
        "R4.7; IND-11",
    ),
    _step(
        "RECORD_IN_TIME",
        "Record completed within 15 working days",
        "Record signed within 15 working days",
        process.RECORD_SIGNED,
        "R4.10; IND-11",
    ),
    _step(
        "SENT_OUT_IN_TIME",
        "Record sent out within 20 working days",
        "Record sent out within 20 working days",
        process.SENT_OUT,
        "R4.11; IND-11",
    ),
    _step(
        "REPORT_AHEAD",
        "Social worker's report three working days ahead",
        "Report received three working days before or more",
        process.report_ahead,
        "R4.4; IRO annual report 2013-15, section 9 (68%); IND-11",
    ),
    _step(
        "PLAN_CURRENT",
        "Care plan up to date at the review",
        "Care plan updated since the review before",
        process.told("plan_is_current"),
        "IND-11",
    ),
    _step(
        "CHILD_SEEN",
        "Child spoken with before the review",
        "The IRO spoke with the child before the review",
        process.told("child_seen"),
        "SI 2010/959 reg 36; IND-11",
    ),
    _colour("green", Better.HIGHER),
    _colour("amber", Better.LOWER),
    _colour("red", Better.LOWER),
    Measure(
        "DAYS_TO_CLEAR",
        "Days from amber or red to clear",
        Group.PROCESS,
        "Days from an amber or red review to the day the IRO cleared it, of those cleared in the year.",
        "Days, added up",
        "Ambers and reds cleared in the year",
        "R4.30; IND-10",
        MANAGER,
        process.days_to_clear,
        unit=Unit.MEAN,
        better=Better.LOWER,
        needs=("steps",),
        only_register=True,
    ),
    Measure(
        "IRO_NAMED_IN_TIME",
        "IRO named within 5 working days",
        Group.PROCESS,
        "Children who started to be looked after in the year and had an IRO by name within five working days.",
        "Children with an IRO named in time",
        "Children who started in the year, five working days ago or more",
        "R2.1; IND-12",
        MANAGER,
        process.named_in_time,
        exclusions="Short breaks",
        better=Better.HIGHER,
        needs=("officers",),
        only_register=True,
    ),
    Measure(
        "CASELOAD_PER_FTE",
        "Children for each full-time IRO",
        Group.PROCESS,
        "Children with an IRO on the last day, divided by the full-time equivalent of IROs at work. The IRO Handbook "
        "says 50 to 70.",
        "Children with an IRO on the last day",
        "Full-time equivalent IROs",
        "IRO Handbook 7.15; IRO annual report 2013-15, section 5; R2.14",
        MANAGER,
        process.caseload,
        unit=Unit.MEAN,
        better=Better.LOWER,
        needs=("officers", "working_time"),
        only_register=True,
    ),
)
