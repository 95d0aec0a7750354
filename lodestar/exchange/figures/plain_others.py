"""Clean rows of the other tables, a column at a time: who, reviews, times missing, decisions, workers."""

from dataclasses import dataclass

import polars as pl

from lodestar.analytics.measures.year import within_periods
from lodestar.exchange.figures.plain_cells import Cells, one_statement
from lodestar.exchange.ssda903.codes import SEX_TODAY, UNDER_FOUR
from lodestar.law.ages import ADULT

FOUR = 4
WITH_CHILD = pl.col("CHILD").alias("child")


def read_children(cells: Cells) -> pl.DataFrame:
    """Return who the children are: CHILD, DOB, SEX and ETHNIC; those whom years tell apart are set aside."""
    cells.identifiers()
    cells.whole("DOB")
    cells.codes("SEX", "ETHNIC")
    cells.days("DOB")
    cells.set_aside(pl.col("DOB") > pl.date(pl.col("year"), 3, 31))
    cells.rows = cells.rows.with_columns(
        pl.col("SEX").replace_strict(SEX_TODAY, default="U").fill_null("U"),
        pl.col("ETHNIC").fill_null("NOBT"),
    )
    cells.put_in_order("DOB")
    twice = cells.rows["CHILD"].is_duplicated()
    if twice.any():
        repeated = cells.rows.filter(twice)
        told = repeated.group_by("CHILD").agg(
            pl.struct("DOB", "SEX", "ETHNIC").n_unique().alias("told"),
            (pl.col("year").n_unique() != pl.len()).alias("twice"),
        )
        cells.odd.append(told.filter((pl.col("told") > 1) | pl.col("twice"))["CHILD"])
        cells.rows = cells.rows.unique("CHILD", keep="last", maintain_order=True)
    return cells.rows


def read_reviews(cells: Cells, births: pl.DataFrame, periods: pl.DataFrame) -> pl.DataFrame:
    """Return the reviews as the measures' table; children with one that cannot be true are set aside."""
    cells.whole("REVIEW")
    cells.codes("REVIEW_CODE")
    cells.days("REVIEW")
    cells.join_births(births)
    held, born, code = pl.col("REVIEW"), pl.col("born"), pl.col("REVIEW_CODE")
    fourth = born.dt.offset_by(f"{FOUR}y")
    cells.set_aside(
        held > pl.date(pl.col("year"), 3, 31),
        held < born,
        (code == UNDER_FOUR) & (held > fourth),
        (code != UNDER_FOUR) & (held < fourth),
    )
    cells.put_in_order("REVIEW")
    _set_aside_out_of_care(cells, "REVIEW", periods)
    one_statement(cells, ("CHILD", "REVIEW"), ("REVIEW_CODE",), ())
    return cells.rows.select(WITH_CHILD, held.alias("held_on"), code.fill_null("").alias("participation"))


def _set_aside_out_of_care(cells: Cells, day: str, periods: pl.DataFrame) -> None:
    """Set aside children with something on a day on which they were not looked after."""
    days = cells.rows.select(WITH_CHILD, pl.col(day).alias("day"))
    inside = within_periods(days, "day", periods)
    if inside.height == days.height:
        return
    outside = days.join(inside, on=["child", "day"], how="anti")
    cells.odd.append(outside["child"].unique())


@dataclass(frozen=True, slots=True)
class Times:
    """How a table states times: its columns, what else it says of each, and what cannot be."""

    start: str
    end: str
    said: tuple[str, ...] = ()
    may_end_same_day: bool = False
    is_carried_on: bool = True
    in_care: bool = False


MISSING = Times("MIS_START", "MIS_END", ("MISSING",), may_end_same_day=True, in_care=True)
DECISIONS = Times("DATE_PLACED", "DATE_PLACED_CEASED", is_carried_on=False)
WORKERS = Times("SW_DECOM", "SW_DEC", ("SW_ID",))


def read_times(
    cells: Cells, kind: Times, births: pl.DataFrame, periods: pl.DataFrame, last_year: int
) -> pl.DataFrame:
    """Return spans in order that do not overlap; children with one that cannot be true are set aside."""
    cells.whole(kind.start, *kind.said)
    if "MISSING" in kind.said:
        cells.codes("MISSING")
    cells.days(kind.start, kind.end)
    cells.join_births(births)
    began, ended = pl.col(kind.start), pl.col(kind.end)
    cells.set_aside(
        began < pl.col("born"),
        began > pl.date(pl.col("year"), 3, 31),
        ended < began if kind.may_end_same_day else ended <= began,
    )
    cells.put_in_order(kind.start)
    one_statement(cells, ("CHILD", kind.start), kind.said, (kind.end,))
    same_child = pl.col("CHILD") == pl.col("CHILD").shift()
    cells.set_aside(same_child & ~(ended.shift() <= began).fill_null(False))
    if kind.is_carried_on:
        cells.set_aside(ended.is_null() & (pl.col("year") < last_year))
    if kind.in_care:
        _set_aside_out_of_care(cells, kind.start, periods)
    else:
        cells.rows = cells.rows.join(_first_days(periods), on="CHILD", how="left", maintain_order="left")
        cells.set_aside(pl.col("first").is_null(), began < pl.col("first"))
    cells.settle()
    return cells.rows.select(
        WITH_CHILD, began.alias("from_on"), ended.alias("until_on"), *(pl.col(name) for name in kind.said)
    )


def _first_days(periods: pl.DataFrame) -> pl.DataFrame:
    """Return the first day of care known of each child."""
    first = periods.group_by("child").agg(pl.col("from_on").min().alias("first"))
    return first.rename({"child": "CHILD"})


def read_unaccompanied(cells: Cells, births: pl.DataFrame, periods: pl.DataFrame) -> pl.DataFrame:
    """Return the time as an unaccompanied child: from the first day of care known until DUC."""
    cells.days("DUC")
    cells.join_births(births)
    cells.put_in_order("born")
    one_statement(cells, ("CHILD",), (), ("DUC",))
    cells.rows = cells.rows.join(_first_days(periods), on="CHILD", how="left", maintain_order="left")
    adult = pl.col("born").dt.offset_by(f"{ADULT}y")
    cells.set_aside(pl.col("first").is_null(), pl.col("DUC") <= pl.col("first"), pl.col("DUC") > adult)
    cells.settle()
    return cells.rows.select(WITH_CHILD, pl.col("first").alias("from_on"), pl.col("DUC").alias("until_on"))
