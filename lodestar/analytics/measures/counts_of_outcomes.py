"""Counts of health, missing, adoption and care leavers (IND-13 to IND-16)."""

from collections.abc import Callable, Sequence

import polars as pl

from lodestar.analytics.measures import codes
from lodestar.analytics.measures.measure import Counted, Excluded, by_child
from lodestar.analytics.measures.rows import as_after, as_before, day_in
from lodestar.analytics.measures.year import Year, age_on

POOLED_MONTHS = 36
FOURTEEN_MONTHS = "14mo"
NOT_IN_COHORT = ("DIED", "RHOM")


# Health ---------------------------------------------------------------------------------------------------


def twelve_months(year: Year) -> pl.DataFrame:
    """Return the children looked after at the year's end and all the year long, not in short breaks (IND-13)."""
    breaks = year.legal.filter(year.touches() & pl.col("code").is_in(codes.SHORT_BREAKS)).select("child")
    return year.at_end.filter(pl.col("period_from") <= year.starts_on).join(breaks, on="child", how="anti")


def _health(year: Year, condition: pl.Expr) -> tuple[pl.DataFrame, str]:
    cohort = twelve_months(year).filter(condition)
    rows = year.rows["health"].filter(pl.col("year_ending") == year.ends_on.year)
    found = cohort.select("child", "age").join(
        rows.unique("child", keep="last"), on="child", how="left", maintain_order="left"
    )
    silent = found.filter(pl.col("year_ending").is_null()).height
    return found, f"No health row for {silent:,} of these children: counted as not had." if silent else ""


def health(column: str, condition: pl.Expr | None = None) -> Callable[[Year], Counted]:
    """Return the count of children of the 12-month cohort of whom a yes-or-no of the health return is yes."""

    def count(year: Year) -> Counted:
        found, note = _health(year, pl.lit(True) if condition is None else condition)
        left = year.at_end.height - found.height
        return Counted(
            by_child(found, pl.col(column).fill_null(False)),
            (Excluded("Not looked after all year, or of another age", left),),
            note,
        )

    return count


def sdq(year: Year) -> Counted:
    """Count the SDQ scores of children aged 4 to 16 of the 12-month cohort."""
    found, _ = _health(year, pl.col("age").is_between(4, 16))
    scored = found.filter(pl.col("sdq_score").is_not_null())
    return Counted(
        by_child(scored, pl.col("sdq_score")), (Excluded("No score", found.height - scored.height),)
    )


# Missing --------------------------------------------------------------------------------------------------


def _episodes(year: Year, kind: str) -> pl.DataFrame:
    holds = (pl.col("from_on") <= year.ends_on) & (
        pl.col("until_on").is_null() | (pl.col("until_on") >= year.starts_on)
    )
    return year.rows["missing"].filter((pl.col("kind") == kind) & holds)


def went_missing(kind: str) -> Callable[[Year], Counted]:
    """Return the count of children missing (M) or away (A) at least once, of those looked after in the year."""

    def count(year: Year) -> Counted:
        gone = _episodes(year, kind)["child"].implode()
        found = year.during.with_columns(pl.col("child").is_in(gone).alias("gone"))
        return Counted(by_child(found, pl.col("gone")))

    return count


def missing_episodes(year: Year) -> Counted:
    """Count the episodes missing in the year of children looked after in it."""
    found = _episodes(year, "M").join(year.during, on="child", how="semi")
    return Counted(by_child(found, pl.lit(True)))


# Adoption -------------------------------------------------------------------------------------------------


def _adopted(year: Year) -> pl.DataFrame:
    """Return the children adopted in the three years that end with this one, with the days of the way there."""
    first = year.months_before(POOLED_MONTHS)
    left = year.ceased_between(first, year.ends_on).filter(
        pl.col("end_reason").is_in(codes.ADOPTED) & (pl.col("until_on") > first)
    )
    of_period = ["child", "period_from"]
    # With the family that adopts: where an adoptive placement broke down, the last one counts.
    is_adoptive = pl.col("type").is_in(codes.ADOPTIVE)
    runs = year.homes.filter(~as_before(*of_period) | (is_adoptive != is_adoptive.shift()))
    moved = runs.filter(~as_after(*of_period) & is_adoptive).select(
        *of_period,
        pl.col("from_on").alias("moved_in_on"),
        pl.col("stay_from").alias("fostered_from"),
        pl.col("type").is_in(codes.WITH_CURRENT_CARER).alias("with_carer"),
    )
    ordered = (
        year.legal.filter(pl.col("code") == "E1")
        .group_by(of_period, maintain_order=True)
        .agg(pl.col("from_on").first().alias("ordered_on"))
    )
    found = left.rename({"from_on": "period_from"})
    for frame in (moved, ordered):
        found = found.join(frame, on=of_period, how="left", maintain_order="left")
    facts = year.rows["adopted"].unique("child", keep="last")
    return found.join(facts, on="child", how="left", maintain_order="left")


def _days(later: str, earlier: str) -> pl.Expr:
    return (pl.col(later) - pl.col(earlier)).dt.total_days()


def to_moving_in(year: Year) -> Counted:
    """Count days from the start of care to moving in with the adoptive family (IND-14 A1, three years pooled)."""
    found = _adopted(year)
    moved = found.filter(pl.col("moved_in_on").is_not_null())
    left = (Excluded("No adoptive placement recorded", found.height - moved.height),)
    return Counted(by_child(moved, _days("moved_in_on", "period_from")), left)


def to_moving_in_adjusted(year: Year) -> Counted:
    """Count the same, stopped on the day a foster carer who adopts took the child in (IND-14 A10)."""
    moved = _adopted(year).filter(pl.col("moved_in_on").is_not_null())
    when = (
        pl.when(pl.coalesce("with_carer", "by_foster_carer"))
        .then(pl.coalesce("fostered_from", "moved_in_on"))
        .otherwise(pl.col("moved_in_on"))
    )
    return Counted(by_child(moved, (when - pl.col("period_from")).dt.total_days()))


def order_to_match(year: Year) -> Counted:
    """Count days from the placement order to the match, 0 if matched before it (IND-14 A2)."""
    found = _adopted(year)
    both = found.filter(pl.col("ordered_on").is_not_null() & pl.col("matched_on").is_not_null())
    left = (Excluded("No placement order, or no match recorded", found.height - both.height),)
    return Counted(by_child(both, _days("matched_on", "ordered_on").clip(lower_bound=0)), left)


def under_fourteen_months(year: Year) -> Counted:
    """Count adopted children who waited less than 14 months to move in (IND-14 A3)."""
    moved = _adopted(year).filter(pl.col("moved_in_on").is_not_null())
    return Counted(
        by_child(moved, pl.col("moved_in_on") < pl.col("period_from").dt.offset_by(FOURTEEN_MONTHS))
    )


def waiting(year: Year) -> Counted:
    """Count children with a plan to be placed for adoption who do not yet live with an adoptive family."""
    wanted = day_in(year.rows["adoption"], year.ends_on).select("child").unique()
    found = year.at_end.join(wanted, on="child", how="semi")
    return Counted(by_child(found.filter(~pl.col("type").is_in(codes.ADOPTIVE)), pl.lit(True)))


# Care leavers ---------------------------------------------------------------------------------------------


def leavers(ages: Sequence[int], condition: pl.Expr) -> Callable[[Year], Counted]:
    """Return the count of care leavers, by the birthday of the year, of whom something is so (IND-16)."""

    def count(year: Year) -> Counted:
        rows = year.rows["leavers"].filter(pl.col("year_ending") == year.ends_on.year)
        rows = rows.unique("child", keep="last", maintain_order=True).join(
            year.rows["children"].select("child", "born_on"), on="child"
        )
        aged = rows.filter(age_on(pl.col("born_on"), pl.lit(year.ends_on)).is_in(ages))
        cohort = aged.filter(~pl.col("in_touch").is_in(NOT_IN_COHORT))
        left = (Excluded("Died, or returned home for six months or more", aged.height - cohort.height),)
        return Counted(by_child(cohort, condition), left)

    return count


IN_TOUCH = pl.col("in_touch") == "YES"
SUITABLE = pl.col("accommodation").str.ends_with("1").fill_null(False)
IN_WORK_OR_LEARNING = pl.col("activity").str.contains("^[FP]").fill_null(False)
