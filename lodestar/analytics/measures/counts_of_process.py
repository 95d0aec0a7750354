"""Counts of the service's own process: ratings, what goes out when, appointments, caseloads (IND-10 to IND-12)."""

from collections.abc import Callable
from datetime import date

import polars as pl

from lodestar.analytics.measures.measure import Counted, Excluded, by_child
from lodestar.analytics.measures.rows import day_in, in_order
from lodestar.analytics.measures.year import Year
from lodestar.law import review_steps
from lodestar.law.calendar import add_working_days

IRO_WORKING_DAYS = 5
REPORT_WORKING_DAYS = 3


def _held(year: Year) -> pl.DataFrame:
    """Return the reviews of the year that ran through this service, in order."""
    return in_order(year.rows["steps"].filter(year.in_year("held_on")), "held_on")


def coloured(colour: str) -> Callable[[Year], Counted]:
    """Return the share of rated reviews of the year with a colour (IND-10)."""

    def count(year: Year) -> Counted:
        held = _held(year)
        rated = held.filter(pl.col("colour") != "")
        left = (Excluded("Reviews without a rating", held.height - rated.height),)
        return Counted(by_child(rated, pl.col("colour") == colour), left)

    return count


def days_to_clear(year: Year) -> Counted:
    """Count the days from an amber or red review to its clearing, of those cleared in the year (IND-10)."""
    cleared = (
        year.rows["steps"]
        .filter(pl.col("colour").is_in(["amber", "red"]) & year.in_year("cleared_on"))
        .sort("child", "held_on")
    )
    return Counted(by_child(cleared, (pl.col("cleared_on") - pl.col("held_on")).dt.total_days()))


def done_by(column: str, due: Callable[[date], date]) -> Callable[[Year], Counted]:
    """Return the share of reviews of the year of which something was done by its day; those still in time are left out.

    `due` gives the last day for a review held on a day.
    """

    def count(year: Year) -> Counted:
        held = _held(year)
        days = held["held_on"].unique().sort()
        limits = pl.DataFrame(
            {"held_on": days, "due_on": pl.Series([due(day) for day in days], dtype=pl.Date)},
            schema={"held_on": pl.Date, "due_on": pl.Date},
        )
        judged = held.join(limits, on="held_on", how="left", maintain_order="left")
        over = judged.filter(pl.col(column).is_not_null() | (pl.col("due_on") < year.ends_on))
        left = (Excluded("Reviews whose day has not come", held.height - over.height),)
        return Counted(by_child(over, (pl.col(column) <= pl.col("due_on")).fill_null(False)), left)

    return count


DECISIONS_OUT = done_by("decisions_sent_on", lambda day: review_steps.decisions_by(review_on=day).due_on)
RECORD_SIGNED = done_by("record_signed_on", lambda day: review_steps.record_by(review_on=day).due_on)
SENT_OUT = done_by("sent_out_on", lambda day: review_steps.distributed_by(review_on=day).due_on)


def report_ahead(year: Year) -> Counted:
    """Count the reviews whose social worker's report came three working days before or more (IND-11; seed 68%)."""
    held = _held(year)
    return Counted(by_child(held, pl.col("report_days_ahead").fill_null(-1) >= REPORT_WORKING_DAYS))


def told(column: str) -> Callable[[Year], Counted]:
    """Return the share of reviews of the year of which a yes-or-no is yes."""

    def count(year: Year) -> Counted:
        held = _held(year)
        known = held.filter(pl.col(column).is_not_null())
        left = (Excluded("Reviews of which it is not recorded", held.height - known.height),)
        return Counted(by_child(known, pl.col(column)), left)

    return count


def answered_yes(column: str) -> Callable[[Year], Counted]:
    """Return the share of reviews at which the IRO answered one of the five questions with yes (seed 9)."""

    def count(year: Year) -> Counted:
        held = _held(year)
        asked = held.filter(pl.col(column).is_in(["yes", "no"]))
        left = (Excluded("Not asked, or it does not apply to the child", held.height - asked.height),)
        return Counted(by_child(asked, pl.col(column) == "yes"), left)

    return count


def named_in_time(year: Year) -> Counted:
    """Count children who started in the year with an IRO named within five working days (IND-12; R2.1)."""
    starts = year.started.select("child", "from_on")
    days = starts["from_on"].unique().sort()
    limits = pl.DataFrame(
        {
            "from_on": days,
            "due_on": pl.Series([add_working_days(d, IRO_WORKING_DAYS) for d in days], dtype=pl.Date),
        },
        schema={"from_on": pl.Date, "due_on": pl.Date},
    )
    named = year.rows["officers"].select("child", pl.col("from_on").alias("named_on")).sort("named_on")
    found = (
        starts.join(limits, on="from_on", how="left")
        .sort("from_on")
        .join_asof(
            named,
            left_on="from_on",
            right_on="named_on",
            by="child",
            strategy="forward",
            check_sortedness=False,
        )
    )
    # One who was their IRO already on the first day (a child who came back) is named in time.
    there = day_in_each(year, starts)
    found = found.with_columns(pl.col("child").is_in(there.implode()).alias("was_there"))
    over = found.filter(
        pl.col("named_on").is_not_null() | (pl.col("due_on") < year.ends_on) | pl.col("was_there")
    )
    in_time = pl.col("was_there") | (pl.col("named_on") <= pl.col("due_on")).fill_null(False)
    left = (Excluded("Started within the last five working days", starts.height - over.height),)
    return Counted(by_child(over, in_time), left)


def day_in_each(year: Year, starts: pl.DataFrame) -> pl.Series:
    """Return the children who had an IRO on the very day they started."""
    joined = year.rows["officers"].rename({"from_on": "named_on"}).join(starts, on="child")
    holds = (pl.col("named_on") <= pl.col("from_on")) & (
        pl.col("until_on").is_null() | (pl.col("until_on") > pl.col("from_on"))
    )
    return joined.filter(holds)["child"].unique()


def caseload(year: Year) -> Counted:
    """Count children with an IRO at the year's end, for each full-time IRO at work then (R2.14)."""
    return caseload_on(year, year.ends_on)


def caseload_on(year: Year, day: date) -> Counted:
    """Count children with an IRO on a day, for each full-time IRO at work then."""
    held = day_in(year.rows["officers"], day)
    full_time = day_in(year.rows["working_time"], day)["fte"].sum()
    children = year.on(day).join(held.select("child").unique(), on="child", how="semi")
    frame = by_child(children, pl.lit(True), pl.lit(float(full_time) / max(children.height, 1)))
    return Counted(frame, (Excluded("No IRO on that day", year.on(day).height - children.height),))
