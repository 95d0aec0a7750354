"""Measures of health, adoption, missing and care leavers."""

import polars as pl

from lodestar.analytics.measures import counts_of_outcomes as counts
from lodestar.analytics.measures.catalogue_of_reviews import LAIT, SERVICE
from lodestar.analytics.measures.measure import Better, Group, Measure, Unit

COHORT = "Children looked after all year at the end of the year"
HEALTH = "Designated nurse for children looked after"
LEAVING, VIRTUAL = "Leaving care team manager", "Adoption team manager"
YOUNG, OLDER = (17, 18), (19, 20, 21)


def _health(
    name: str, label: str, words: str, column: str, condition: pl.Expr | None = None, *, is_good: bool = True
) -> Measure:
    return Measure(
        name,
        label,
        Group.HEALTH,
        f"{words}, of children looked after for all of the year. One without a row in the health return had none.",
        words,
        COHORT,
        f"{LAIT}; SSDA903 OC2; 2-law IND-13",
        HEALTH,
        counts.health(column, condition),
        exclusions="Short breaks at any time of the year; not looked after all year",
        better=Better.HIGHER if is_good else Better.LOWER,
        needs=("health",),
    )


def _leavers(name: str, label: str, words: str, ages: tuple[int, ...], condition: pl.Expr) -> Measure:
    return Measure(
        name,
        label,
        Group.LEAVERS,
        f"{words}, of care leavers with that birthday in the year.",
        words,
        f"Care leavers aged {ages[0]} to {ages[-1]}",
        f"{LAIT}; SSDA903 OC3; 2-law IND-16",
        LEAVING,
        counts.leavers(ages, condition),
        exclusions="Died; returned home for six months or more",
        better=Better.HIGHER,
        needs=("leavers",),
    )


def _adoption(name: str, label: str, words: str, count: object, unit: Unit, better: Better) -> Measure:
    return Measure(
        name,
        label,
        Group.ADOPTION,
        f"{words}, over the three years that end with this one. Read with its number of children: it is small.",
        words,
        "Children adopted in the three years",
        "DfE adoption scorecard as read in summaries (to be checked again); 2-law IND-14",
        VIRTUAL,
        count,  # type: ignore[arg-type]
        unit=unit,
        better=better,
    )


OF_OUTCOMES: tuple[Measure, ...] = (
    _health(
        "HEALTH_ASSESSED", "Health assessment in the year", "Children with a health assessment", "assessed"
    ),
    _health("DENTIST", "Dental check in the year", "Children who saw a dentist", "dentist"),
    _health(
        "IMMUNISED", "Immunisations up to date", "Children whose immunisations are up to date", "immunised"
    ),
    _health(
        "DEVELOPMENT_CHECKS",
        "Development checks under 5",
        "Children under 5 whose development checks are up to date",
        "development_checks",
        pl.col("age") < 5,
    ),
    _health(
        "SUBSTANCE_MISUSE",
        "Substance misuse",
        "Children found to misuse substances",
        "substance_misuse",
        is_good=False,
    ),
    _health(
        "CONVICTED",
        "Convicted or cautioned",
        "Children of 10 and over convicted or cautioned in the year",
        "convicted",
        pl.col("age") >= 10,
        is_good=False,
    ),
    Measure(
        "SDQ_AVERAGE",
        "Strengths and difficulties score",
        Group.HEALTH,
        "The mean score of the strengths and difficulties questionnaire of children aged 4 to 16 looked after all "
        "year: 0 to 13 is no cause for concern, 14 to 16 borderline, 17 to 40 cause for concern.",
        "Scores, added up",
        "Children aged 4 to 16 with a score",
        f"{LAIT}; SSDA903 OC2; 2-law IND-13",
        HEALTH,
        counts.sdq,
        exclusions="No score",
        unit=Unit.MEAN,
        better=Better.LOWER,
        needs=("health",),
    ),
    _adoption(
        "ADOPTION_DAYS",
        "Days to moving in with adopters",
        "Days from the start of care to moving in with the adoptive family",
        counts.to_moving_in,
        Unit.MEAN,
        Better.LOWER,
    ),
    _adoption(
        "ADOPTION_DAYS_ADJUSTED",
        "Days to moving in, foster carers who adopt counted from fostering",
        "Days from the start of care to moving in, stopped on the day a foster carer who adopts took the child in",
        counts.to_moving_in_adjusted,
        Unit.MEAN,
        Better.LOWER,
    ),
    _adoption(
        "ORDER_TO_MATCH_DAYS",
        "Days from placement order to match",
        "Days from the placement order to the match, none where matched before",
        counts.order_to_match,
        Unit.MEAN,
        Better.LOWER,
    ),
    _adoption(
        "ADOPTED_IN_14_MONTHS",
        "Moved in with adopters within 14 months",
        "Children who moved in within 14 months of coming into care",
        counts.under_fourteen_months,
        Unit.PERCENT,
        Better.HIGHER,
    ),
    Measure(
        "WAITING_FOR_ADOPTION",
        "Waiting to be placed for adoption",
        Group.ADOPTION,
        "Children whom the authority may place for adoption at the end of the year and who do not yet live with an "
        "adoptive family.",
        "Children waiting",
        "",
        "SSDA903 PlacedAdoption; seed section 6",
        VIRTUAL,
        counts.waiting,
        unit=Unit.NUMBER,
        better=Better.LOWER,
        needs=("adoption",),
    ),
    Measure(
        "MISSING_PERCENT",
        "Missing at least once",
        Group.MISSING,
        "Children missing at least once in the year, of all looked after on any day of it.",
        "Children missing at least once",
        "Children looked after on any day of the year",
        f"{LAIT}; 2-law IND-15",
        SERVICE,
        counts.went_missing("M"),
        exclusions="Only short breaks",
        better=Better.LOWER,
        needs=("missing",),
    ),
    Measure(
        "MISSING_EPISODES",
        "Times missing",
        Group.MISSING,
        "Times that children looked after in the year were missing in it.",
        "Times missing",
        "",
        f"{LAIT}; 2-law IND-15",
        SERVICE,
        counts.missing_episodes,
        unit=Unit.NUMBER,
        better=Better.LOWER,
        needs=("missing",),
    ),
    Measure(
        "AWAY_PERCENT",
        "Away without authorisation at least once",
        Group.MISSING,
        "Children away from placement without authorisation at least once in the year, of all looked after on any day "
        "of it. Authorities use this word differently.",
        "Children away at least once",
        "Children looked after on any day of the year",
        f"{LAIT}; 2-law IND-15",
        SERVICE,
        counts.went_missing("A"),
        exclusions="Only short breaks",
        better=Better.LOWER,
        needs=("missing",),
    ),
    _leavers(
        "LEAVERS_IN_TOUCH",
        "In touch, 19 to 21",
        "Care leavers the authority is in touch with",
        OLDER,
        counts.IN_TOUCH,
    ),
    _leavers(
        "LEAVERS_SUITABLE_HOME",
        "In a suitable home, 19 to 21",
        "Care leavers in suitable accommodation",
        OLDER,
        counts.SUITABLE,
    ),
    _leavers(
        "LEAVERS_EET",
        "In education, employment or training, 19 to 21",
        "Care leavers in education, employment or training",
        OLDER,
        counts.IN_WORK_OR_LEARNING,
    ),
    _leavers(
        "LEAVERS_IN_TOUCH_17_18",
        "In touch, 17 and 18",
        "Care leavers the authority is in touch with",
        YOUNG,
        counts.IN_TOUCH,
    ),
    _leavers(
        "LEAVERS_SUITABLE_HOME_17_18",
        "In a suitable home, 17 and 18",
        "Care leavers in suitable accommodation",
        YOUNG,
        counts.SUITABLE,
    ),
    _leavers(
        "LEAVERS_EET_17_18",
        "In education, employment or training, 17 and 18",
        "Care leavers in education, employment or training",
        YOUNG,
        counts.IN_WORK_OR_LEARNING,
    ),
)
