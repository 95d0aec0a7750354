"""Clean rows of the other tables, a column at a time: who, reviews, times missing, decisions, workers, yearly facts."""

from dataclasses import dataclass

import polars as pl

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
    return one_statement(cells, ("CHILD",), ("DOB", "SEX", "ETHNIC"), ())


def read_reviews(cells: Cells, born: pl.DataFrame, periods: pl.DataFrame) -> pl.DataFrame:
    """Return the reviews as the measures' table; children with one that cannot be true are set aside."""
    cells.identifiers()
    cells.whole("REVIEW")
    cells.codes("REVIEW_CODE")
    cells.days("REVIEW")
    cells.set_aside(pl.col("REVIEW") > pl.date(pl.col("year"), 3, 31))
    cells.rows = cells.rows.join(born, on="CHILD", how="left", maintain_order="left", suffix="_header")
    fourth = pl.col("DOB_header").dt.offset_by(f"{FOUR}y")
    is_under = pl.col("REVIEW_CODE") == UNDER_FOUR
    cells.set_aside(pl.col("DOB_header").is_null() | (pl.col("REVIEW") < pl.col("DOB_header")))
    cells.set_aside((is_under & (pl.col("REVIEW") > fourth)) | (~is_under & (pl.col("REVIEW") < fourth)))
    cells.rows = cells.rows.sort("CHILD", "REVIEW", "year")
    _set_aside_out_of_care(cells, "REVIEW", periods)
    cells.rows = one_statement(cells, ("CHILD", "REVIEW"), ("REVIEW_CODE",), ())
    return cells.rows.select(
        WITH_CHILD,
        pl.col("REVIEW").alias("held_on"),
        pl.col("REVIEW_CODE").fill_null("").alias("participation"),
    )


def _set_aside_out_of_care(cells: Cells, day: str, periods: pl.DataFrame) -> None:
    """Set aside children with something on a day on which they were not looked after."""
    spans = periods.select(
        pl.col("child").alias("CHILD"),
        pl.col("from_on").alias("cared_from"),
        pl.col("until_on").alias("cared_until"),
    )
    found = cells.rows.sort(day).join_asof(
        spans.sort("cared_from"), left_on=day, right_on="cared_from", by="CHILD", check_sortedness=False
    )
    outside = pl.col("cared_from").is_null() | (pl.col("cared_until") <= pl.col(day)).fill_null(False)
    cells.odd.append(found.filter(outside)["CHILD"].unique())


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
    cells: Cells, kind: Times, born: pl.DataFrame, periods: pl.DataFrame, last_year: int
) -> pl.DataFrame:
    """Return spans in order that do not overlap; children with one that cannot be true are set aside."""
    cells.identifiers()
    cells.whole(kind.start, *kind.said)
    cells.days(kind.start, kind.end)
    began, ended = pl.col(kind.start), pl.col(kind.end)
    cells.rows = cells.rows.join(born, on="CHILD", how="left", maintain_order="left", suffix="_header")
    cells.set_aside(pl.col("DOB_header").is_null() | (began < pl.col("DOB_header")))
    cells.set_aside(began > pl.date(pl.col("year"), 3, 31))
    cells.set_aside(ended < began if kind.may_end_same_day else ended <= began)
    cells.rows = cells.rows.sort("CHILD", kind.start, "year")
    cells.rows = one_statement(cells, ("CHILD", kind.start), kind.said, (kind.end,))
    same_child = pl.col("CHILD") == pl.col("CHILD").shift()
    follows = (ended.shift() <= began).fill_null(False)
    cells.set_aside(same_child & ~follows)
    if kind.is_carried_on:
        cells.set_aside(ended.is_null() & (pl.col("year") < last_year))
    if kind.in_care:
        _set_aside_out_of_care(cells, kind.start, periods)
    else:
        firsts = periods.group_by("child").agg(pl.col("from_on").min().alias("first"))
        known = cells.rows.join(firsts, left_on="CHILD", right_on="child", how="left")
        cells.odd.append(
            known.filter(pl.col("first").is_null() | (began < pl.col("first")))["CHILD"].unique()
        )
    return cells.rows.select(
        WITH_CHILD, began.alias("from_on"), ended.alias("until_on"), *(pl.col(name) for name in kind.said)
    )


def read_unaccompanied(cells: Cells, born: pl.DataFrame, periods: pl.DataFrame) -> pl.DataFrame:
    """Return the time as an unaccompanied child: from the first day of care known until DUC."""
    cells.identifiers()
    cells.days("DUC")
    cells.rows = one_statement(cells, ("CHILD",), (), ("DUC",))
    firsts = periods.group_by("child", maintain_order=True).agg(pl.col("from_on").min())
    cells.rows = cells.rows.join(born, on="CHILD", how="left", suffix="_header").join(
        firsts, left_on="CHILD", right_on="child", how="left"
    )
    cells.set_aside(pl.col("from_on").is_null() | (pl.col("DUC") <= pl.col("from_on")))
    cells.set_aside(pl.col("DUC") > pl.col("DOB_header").dt.offset_by(f"{ADULT}y"))
    return cells.rows.select(WITH_CHILD, "from_on", pl.col("DUC").alias("until_on"))
