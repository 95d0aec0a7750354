"""Clean episodes to periods, legal statuses and placements, a column at a time.

It does for rows without fault what the tolerant reader's stitching does for every row (ADR-0006). A child with any row
that stitching would hold, overrule, note as unlike its neighbours or settle by judgement is set aside for it.
"""

from dataclasses import dataclass

import polars as pl

from lodestar.exchange.figures.plain_cells import Cells, one_statement
from lodestar.exchange.ssda903.codes import CONTINUES, SAME_CARER, STARTED, UNPLANNED, YOUTH_JUSTICE
from lodestar.exchange.ssda903.stitch_episodes import ACT_IN_FORCE, CRIMINAL_RESPONSIBILITY, DIED
from lodestar.law.ages import ADULT

ONLY_LEGAL = "L"
PLACE_FIELDS = ("PLACE", "PL_POST", "URN", "PLACE_PROVIDER")
CODED = ("RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "REC", "REASON_PLACE_CHANGE")
NEVER_CHANGE = ("RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "HOME_POST", "PL_POST", "URN")


@dataclass(frozen=True, slots=True)
class Care:
    """What clean episodes say: frames in the columns of the measures' tables."""

    periods: pl.DataFrame
    legal: pl.DataFrame
    placements: pl.DataFrame


def read_episodes(cells: Cells, births: pl.DataFrame, last_year: int) -> pl.DataFrame:
    """Return episodes in order, one for each child and first day; children whose rows are not plain are set aside.

    `births` has CHILD and `born`; `last_year` is the latest year whose episodes were read.
    """
    cells.whole("DECOM", "RNE", "LS", "PLACE")
    cells.codes(*CODED)
    cells.days("DECOM", "DEC")
    cells.postcodes("PL_POST", "HOME_POST")
    cells.texts("URN", 8)
    cells.join_births(births)
    _set_aside_impossible(cells)
    cells.put_in_order("DECOM")
    one_statement(cells, ("CHILD", "DECOM"), NEVER_CHANGE, ("DEC", "REC", "REASON_PLACE_CHANGE"))
    _set_aside_unlinked(cells, last_year)
    return cells.rows


def _set_aside_impossible(cells: Cells) -> None:
    """Set aside children with a row that cannot be true by itself."""
    began, ended, born = pl.col("DECOM"), pl.col("DEC"), pl.col("born")
    last = pl.date(pl.col("year"), 3, 31)
    cells.set_aside(
        ended <= began,
        ended > last,
        began > last,
        began < pl.lit(ACT_IN_FORCE),
        began < born,
        # Seventeen years and a bit: whoever may have been 18 is looked at one by one.
        (began - born).dt.total_days() >= ADULT * 365,
        ended.is_null() != pl.col("REC").is_null(),
    )
    is_young = (began - born).dt.total_days() <= CRIMINAL_RESPONSIBILITY * 366
    cells.set_aside(pl.col("LS").is_in(list(YOUTH_JUSTICE)) & is_young)


def _set_aside_unlinked(cells: Cells, last_year: int) -> None:
    """Set aside children whose episodes do not follow one another without a gap, an overlap or a doubt."""
    before = {name: pl.col(name).shift() for name in ("CHILD", "DEC", "REC", "CIN", *PLACE_FIELDS)}
    same_child = (pl.col("CHILD") == before["CHILD"]).fill_null(False)
    goes_on = (
        same_child
        & (before["DEC"] == pl.col("DECOM"))
        & (before["REC"] == CONTINUES)
        & (pl.col("RNE") != STARTED)
    ).fill_null(False)
    again = (
        same_child
        & (before["DEC"] < pl.col("DECOM"))
        & ~before["REC"].is_in([CONTINUES, DIED])
        & (pl.col("RNE") == STARTED)
    ).fill_null(False)
    is_last = (pl.col("CHILD") != pl.col("CHILD").shift(-1)).fill_null(True)
    differs = pl.any_horizontal((pl.col(name) != before[name]).fill_null(False) for name in PLACE_FIELDS)
    cells.rows = cells.rows.with_columns((~same_child | again).alias("starts"), goes_on.alias("goes_on"))
    cells.set_aside(
        ~pl.col("starts") & ~pl.col("goes_on"),
        is_last & pl.col("DEC").is_null() & (pl.col("year") < last_year),
        is_last & (pl.col("REC") == CONTINUES),
        pl.col("goes_on") & (pl.col("RNE") == ONLY_LEGAL) & differs,
        pl.col("goes_on") & (pl.col("CIN") != before["CIN"]).fill_null(True),
    )
    cells.settle()


def care_of(episodes: pl.DataFrame) -> Care:
    """Return the periods, legal statuses and placements of clean episodes in order."""
    numbered = episodes.with_columns((pl.col("starts").cum_sum() - 1).alias("period"))
    starts = numbered.filter(pl.col("starts"))
    ends = numbered.filter((pl.col("period") != pl.col("period").shift(-1)).fill_null(True))
    period_ends = ends["DEC"]
    periods = starts.select(
        pl.col("CHILD").alias("child"),
        pl.col("DECOM").alias("from_on"),
        period_ends.alias("until_on"),
        ends["REC"].fill_null("").alias("end_reason"),
        pl.col("CIN").fill_null("").alias("need"),
        (pl.col("RNE") == STARTED).alias("start_seen"),
    )
    changes = (pl.col("LS") != pl.col("LS").shift()).fill_null(True) | pl.col("starts")
    legal = _spans(numbered.filter(changes), period_ends).select(
        pl.col("CHILD").alias("child"),
        pl.col("DECOM").alias("from_on"),
        "until_on",
        pl.col("LS").alias("code"),
    )
    return Care(periods, legal, _placements(numbered, period_ends))


def _placements(numbered: pl.DataFrame, period_ends: pl.Series) -> pl.DataFrame:
    moves = pl.col("starts") | (pl.col("RNE") != ONLY_LEGAL)
    unplanned = pl.col("REASON_PLACE_CHANGE").shift().is_in(list(UNPLANNED)).fill_null(False)
    miles = pl.col("PL_DISTANCE").cast(pl.Float64, strict=False)
    found = numbered.with_columns(
        (pl.col("starts") | ~unplanned).alias("is_planned"),
        pl.when(miles.is_between(0, 9999)).then(miles).alias("miles"),
        pl.when(pl.col("PL_LOCATION").is_in(["IN", "OUT"]))
        .then(pl.col("PL_LOCATION"))
        .otherwise(pl.lit(""))
        .alias("location"),
    ).filter(moves)
    return _spans(found, period_ends).select(
        pl.col("CHILD").alias("child"),
        pl.col("DECOM").alias("from_on"),
        "until_on",
        pl.col("PLACE").alias("type"),
        pl.col("PLACE_PROVIDER").fill_null("").alias("provider"),
        pl.col("URN").fill_null("").alias("urn"),
        pl.col("PL_POST").fill_null("").alias("postcode"),
        "miles",
        "location",
        (~pl.col("RNE").is_in([*SAME_CARER, ONLY_LEGAL])).alias("is_new_carer"),
        "is_planned",
    )


def _spans(begins: pl.DataFrame, period_ends: pl.Series) -> pl.DataFrame:
    """Return rows that begin something, each until the next of its period begins or the period ends."""
    same = (pl.col("period") == pl.col("period").shift(-1)).fill_null(False)
    end = period_ends.gather(begins["period"])
    return begins.with_columns(end.alias("period_end")).with_columns(
        pl.when(same).then(pl.col("DECOM").shift(-1)).otherwise(pl.col("period_end")).alias("until_on")
    )
