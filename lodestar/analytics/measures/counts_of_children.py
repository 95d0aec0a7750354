"""Counts of children looked after, starting, ceasing, coming back, and where they live (IND-3 to IND-8, 17 to 19)."""

from collections.abc import Callable, Sequence
from datetime import timedelta

import polars as pl

from lodestar.analytics.measures import codes
from lodestar.analytics.measures.measure import Counted, Excluded, by_child
from lodestar.analytics.measures.rows import day_in, in_order
from lodestar.analytics.measures.year import Year
from lodestar.law.calendar import add_months

MANY = 3
FAR_MILES = 20.0
UNKNOWN_MILES = 999.0
NI63_AGE, NI63_MONTHS, NI63_STAY_MONTHS = 16, 30, 24


def _not_counted(year: Year) -> tuple[Excluded, ...]:
    return (Excluded("Only short breaks", year.short_breaks_at_end),)


def many_placements(year: Year) -> Counted:
    """Count children with three or more placements in the year (NI62; IND-3, 2-law 15.7)."""
    # Short breaks are in no count (section 7): a stay of a period of nothing else is left out.
    periods = year.headline_periods.select("child", pl.col("from_on").alias("period_from"))
    stays = year.stays.join(periods, on=["child", "period_from"], how="semi")
    number = stays.filter(year.touches()).group_by("child").len("stays")
    found = year.at_end.select("child").join(number, on="child", how="left", maintain_order="left")
    return Counted(by_child(found, pl.col("stays").fill_null(0) >= MANY), _not_counted(year))


def long_stays(year: Year) -> Counted:
    """Count children under 16, looked after 2.5 years, who stayed in one placement for 2 years (NI63; IND-4)."""
    since = (
        pl.when(pl.col("stay_is_adoptive"))
        .then(pl.coalesce("earlier_stay_from", "stay_from"))
        .otherwise(pl.col("stay_from"))
    )
    long = year.at_end.filter(
        (pl.col("age") < NI63_AGE) & (pl.col("period_from") <= year.months_before(NI63_MONTHS))
    )
    return Counted(
        by_child(long, since <= year.months_before(NI63_STAY_MONTHS)),
        (
            *_not_counted(year),
            Excluded(
                "Aged 16 or over, or looked after less than 2.5 years", year.at_end.height - long.height
            ),
        ),
    )


def looked_after(year: Year) -> Counted:
    """Count the children looked after at the end of the last day of the year."""
    return Counted(by_child(year.at_end, pl.lit(True)), _not_counted(year))


def started(year: Year) -> Counted:
    """Count the children who started in the year, each once (IND-6, 2-law 15.8)."""
    return Counted(by_child(year.started, pl.lit(True)))


def ceased(year: Year) -> Counted:
    """Count the children who ceased in the year, each once (IND-6, 2-law 15.8)."""
    return Counted(by_child(year.ceased, pl.lit(True)))


def ceased_by(reasons: Sequence[str]) -> Callable[[Year], Counted]:
    """Return the count of children who ceased for one of some reasons, of all who ceased."""

    def count(year: Year) -> Counted:
        return Counted(by_child(year.ceased, pl.col("end_reason").is_in(reasons)))

    return count


def at_end_where(condition: pl.Expr) -> Callable[[Year], Counted]:
    """Return the count of children looked after at the year's end for whom something holds, of all of them."""

    def count(year: Year) -> Counted:
        return Counted(by_child(year.at_end, condition), _not_counted(year))

    return count


def came_back(year: Year) -> Counted:
    """Count the children who started in the year and had been looked after before (IND-6 re-entry a)."""
    earlier = year.headline_periods.select("child", pl.col("from_on").alias("earlier_from"))
    first = earlier.group_by("child").agg(pl.col("earlier_from").min())
    found = year.started.join(first, on="child", how="left", maintain_order="left")
    return Counted(by_child(found, pl.col("earlier_from") < pl.col("from_on")))


def back_in_a_year(year: Year) -> Counted:
    """Count those who ceased in the year before this one and started again within 12 months (IND-6 re-entry b).

    The year before, so that every child had the twelve months in which to come back.
    """
    left = year.ceased_between(add_months(year.starts_on, -12), year.starts_on - timedelta(days=1))
    starts = (
        year.headline_periods.filter(pl.col("start_seen"))
        .select("child", pl.col("from_on").alias("again_on"))
        .sort("again_on")
    )
    found = (
        left.select("child", "until_on")
        .sort("until_on")
        .join_asof(
            starts,
            left_on="until_on",
            right_on="again_on",
            by="child",
            strategy="forward",
            check_sortedness=False,
        )
    )
    return Counted(by_child(found, pl.col("again_on") <= pl.col("until_on").dt.offset_by("12mo")))


def months_in_care(year: Year) -> Counted:
    """Count the months that children looked after at the year's end have been so (IND-6 duration)."""
    return Counted(by_child(year.at_end, pl.col("days") * 12 / 365.25), _not_counted(year))


def months_of_leavers(year: Year) -> Counted:
    """Count the months that the last period of care of those who ceased in the year had lasted."""
    days = (pl.col("until_on") - pl.col("from_on")).dt.total_days()
    return Counted(by_child(year.ceased, days * 12 / 365.25))


def is_far() -> pl.Expr:
    """Return whether a child lives more than 20 miles from home and outside the authority's area (IND-8)."""
    known = pl.col("miles") < UNKNOWN_MILES
    return (known & (pl.col("miles") > FAR_MILES) & (pl.col("location") == "OUT")).fill_null(False)


def placed_away(year: Year) -> Counted:
    """Count children more than 20 miles from home and outside the area, of all looked after (IND-8)."""
    unknown = year.at_end.filter(
        pl.col("miles").is_null() | (pl.col("miles") >= UNKNOWN_MILES) | (pl.col("location") == "")
    ).height
    note = f"Distance or area is not known for {unknown:,} children: counted as not away." if unknown else ""
    if unknown and unknown == year.at_end.height:
        note = "These rows do not say how far from home or in whose area anybody lives."
    return Counted(by_child(year.at_end, is_far()), _not_counted(year), note)


def outside_area(year: Year) -> Counted:
    """Count children placed outside the authority's area, of those of whom it is known (IND-8)."""
    known = year.at_end.filter(pl.col("location") != "")
    left = year.at_end.height - known.height
    return Counted(
        by_child(known, pl.col("location") == "OUT"),
        (*_not_counted(year), Excluded("Not recorded in whose area they live", left)),
    )


def local(year: Year) -> Counted:
    """Count children placed inside the authority's area, of those of whom it is known (strategy outcome 3)."""
    counted = outside_area(year)
    return Counted(counted.frame.with_columns((1.0 - pl.col("n")).alias("n")), counted.excluded)


def unaccompanied(year: Year) -> Counted:
    """Count unaccompanied asylum-seeking children among those looked after at the year's end (IND-17)."""
    there = day_in(year.rows["unaccompanied"], year.ends_on).select("child").unique()
    found = year.at_end.select("child").with_columns(
        pl.col("child").is_in(there["child"].implode()).alias("is_one")
    )
    return Counted(by_child(found, pl.col("is_one")), _not_counted(year))


def many_workers(year: Year) -> Counted:
    """Count children with three or more different social workers in the year (IND-12)."""
    workers = (
        year.rows["workers"]
        .filter(year.touches())
        .group_by("child")
        .agg(pl.col("worker").n_unique().alias("k"))
    )
    found = year.at_end.select("child").join(workers, on="child", how="left", maintain_order="left")
    return Counted(by_child(found, pl.col("k").fill_null(0) >= MANY), _not_counted(year))


def school_moves(year: Year) -> Counted:
    """Count children who moved school in the year outside 1 August to 30 September (IND-19)."""
    of_child = in_order(year.rows["schools"])
    moved = of_child.filter(
        (pl.col("from_on").cum_count().over("child") > 1)
        & year.in_year("from_on")
        & ~pl.col("from_on").dt.month().is_in([8, 9])
    )
    found = year.at_end.select("child").with_columns(
        pl.col("child").is_in(moved["child"].implode()).alias("moved")
    )
    return Counted(by_child(found, pl.col("moved")), _not_counted(year))


def of_placements(types: Sequence[str]) -> Callable[[Year], Counted]:
    """Return the share of children looked after at the year's end who live in placements of some types."""
    return at_end_where(pl.col("type").is_in(types))


SECTION_20_AT_END = at_end_where(pl.col("legal") == codes.SECTION_20)
BY_ORDER = at_end_where(pl.col("legal") != codes.SECTION_20)


def section_20_starts(year: Year) -> Counted:
    """Count the children who started in the year under section 20, of all who started (strategy outcome 1)."""
    return Counted(by_child(year.started, pl.col("first_code") == codes.SECTION_20))
