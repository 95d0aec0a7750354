"""One year's rows as measures look at them: who is looked after at its end, who came and went, and who lives where.

Everything is worked out once and kept; nothing here knows what a measure is.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import polars as pl

from lodestar.analytics.measures.codes import ADOPTIVE, SHORT_BREAKS, TEMPORARY
from lodestar.analytics.measures.rows import Rows, as_after, as_before, day_in, in_order
from lodestar.law.calendar import NO_DAYS, add_months
from lodestar.law.care_history import CareHistory

# The 31st of a month that has 30 days is its last day, so a year ends a day before the date a year later.
MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Settings:
    """The authority's choices where the definitions leave one (2-law 7 and 15).

    `population` is the number of children aged 0 to 17 of the preceding mid-year estimate (IND-5).
    """

    count_same_carer_moves: bool = False
    restart_on_unplanned_move: bool = True
    count_attending_in_silence: bool = False
    population: int | None = None
    extra_non_working_days: frozenset[date] = NO_DAYS


class Year:
    """The twelve months that end on a day, over frozen rows."""

    def __init__(self, rows: Rows, ends_on: date, settings: Settings = Settings()) -> None:
        self.rows = rows
        self.ends_on = ends_on
        self.settings = settings
        self.starts_on = add_months(ends_on + timedelta(days=1), -MONTHS_OF_A_YEAR)
        self._in_period: dict[str, pl.DataFrame] = {}
        self.histories: dict[str | int, CareHistory] = {}
        self.kept: dict[str, object] = {}

    def months_before(self, months: int) -> date:
        """Return the day so many months before the year's end (31 March less 30 months is 30 September)."""
        return add_months(self.ends_on, -months)

    def in_year(self, column: str) -> pl.Expr:
        """Return whether a day lies in the year."""
        return pl.col(column).is_between(self.starts_on, self.ends_on)

    def touches(self) -> pl.Expr:
        """Return whether a span holds on any day of the year."""
        return (pl.col("from_on") <= self.ends_on) & (
            pl.col("until_on").is_null() | (pl.col("until_on") > self.starts_on)
        )

    # --- periods, and what lies in them ------------------------------------------------------------------

    @cached_property
    def periods(self) -> pl.DataFrame:
        """Every period of care with its first and last legal status as `first_code` and `last_code`."""
        legal = self.in_period("legal")
        of_period = ("child", "period_from")
        first = legal.filter(~as_before(*of_period)).select(*of_period, pl.col("code").alias("first_code"))
        last = legal.filter(~as_after(*of_period)).select(*of_period, pl.col("code").alias("last_code"))
        found = self.rows["periods"]
        for codes in (first, last):
            found = found.join(
                codes, left_on=["child", "from_on"], right_on=of_period, how="left", maintain_order="left"
            )
        return in_order(found.with_columns(pl.col("first_code", "last_code").fill_null("")))

    def in_period(self, table: str) -> pl.DataFrame:
        """Return the spans of a table with the period each began in (`period_from`, `period_until`), in order."""
        if table not in self._in_period:
            self._in_period[table] = self._joined_to_periods(table)
        return self._in_period[table]

    def _joined_to_periods(self, table: str) -> pl.DataFrame:
        return within_periods(self.rows[table], "from_on", self.rows["periods"])

    @cached_property
    def headline_periods(self) -> pl.DataFrame:
        """The periods that are not wholly short breaks (V3, V4), which no headline counts."""
        return self.periods.filter(
            ~(pl.col("first_code").is_in(SHORT_BREAKS) & pl.col("last_code").is_in(SHORT_BREAKS))
        )

    # --- who is looked after -----------------------------------------------------------------------------

    @cached_property
    def at_end(self) -> pl.DataFrame:
        """The children looked after at the end of the last day, a row each, as they stood (not V3, V4)."""
        return self.on(self.ends_on)

    @cached_property
    def short_breaks_at_end(self) -> int:
        """How many children had only short breaks on the last day."""
        return day_in(self.legal, self.ends_on).filter(pl.col("code").is_in(SHORT_BREAKS))["child"].n_unique()

    @cached_property
    def legal(self) -> pl.DataFrame:
        """Every legal status with its period."""
        return self.in_period("legal")

    def on(self, day: date) -> pl.DataFrame:
        """Return the children looked after at the end of a day, as they stood then (2-law 15.1, 15.9)."""
        legal = day_in(self.legal, day).filter(~pl.col("code").is_in(SHORT_BREAKS))
        return self._as_they_stood(legal, day_in(self.rows["periods"], day), day)

    @cached_property
    def last_standing(self) -> pl.DataFrame:
        """Every child looked after in the year as they stood at its end, or when they left."""
        in_year = self.rows["periods"].filter(self.touches())
        periods = in_order(in_year).filter(~as_after("child"))
        legal = self.legal.filter(self.touches()).filter(~as_after("child", "period_from"))
        return self._as_they_stood(legal, periods, self.ends_on)

    def _as_they_stood(self, legal: pl.DataFrame, periods: pl.DataFrame, day: date) -> pl.DataFrame:
        """Return the children of some periods with the legal status and the home they had then, ages as on a day."""
        legal = legal.unique("child", keep="last", maintain_order=True).select(
            "child",
            "period_from",
            pl.col("code").alias("legal"),
            pl.col("from_on").alias("legal_from"),
        )
        home = (
            self.homes.filter(pl.col("from_on") <= day)
            .filter(~as_after("child", "period_from"))
            .select(
                "child", "period_from", "type", "provider", "postcode", "miles", "location",
                pl.col("from_on").alias("home_from"), pl.col("stay_from"), pl.col("stay_is_adoptive"),
                pl.col("earlier_stay_from"),
            )
        )  # fmt: skip
        standing = (
            periods.select("child", pl.col("from_on").alias("period_from"), "need")
            .join(legal, on=["child", "period_from"], maintain_order="left")
            .join(home, on=["child", "period_from"], how="left", maintain_order="left")
            .join(self.rows["children"], on="child", maintain_order="left")
        )
        return standing.with_columns(
            age_on(pl.col("born_on"), pl.lit(day)).alias("age"),
            age_on(pl.col("born_on"), pl.col("period_from")).alias("entry_age"),
            months_between(pl.col("period_from"), day).alias("months"),
            (pl.lit(day) - pl.col("period_from")).dt.total_days().alias("days"),
            pl.col("type", "provider", "postcode", "location").fill_null(""),
        )

    @cached_property
    def during(self) -> pl.DataFrame:
        """The children looked after on any day of the year, once each (not only in short breaks)."""
        legal = self.legal.filter(self.touches() & ~pl.col("code").is_in(SHORT_BREAKS))
        return legal.select("child").unique(maintain_order=True)

    # --- where they live ---------------------------------------------------------------------------------

    @cached_property
    def homes(self) -> pl.DataFrame:
        """Every placement that is none of T0 to T4, with the stay it belongs to (2-law 15.7).

        A temporary placement does not interrupt the one it leaves; a move with the same carer begins no new stay
        (unless the settings say so). `stay` numbers all stays from 1; `stay_is_adoptive` says that the
        stay began as an adoptive placement; `earlier_stay_from` is the first day of the stay before it.
        """
        of_period = ("child", "period_from")
        same_before = as_before(*of_period)
        placed = self.in_period("placements").with_columns(
            pl.col("type").is_in(TEMPORARY).alias("is_temporary")
        )
        placed = placed.with_columns(
            (same_before & pl.col("is_temporary").shift()).fill_null(False).alias("after_temporary")
        )
        unchanged = as_before("type", "postcode", "urn")
        moves = pl.col("is_new_carer") | pl.lit(self.settings.count_same_carer_moves)
        homes = placed.filter(~pl.col("is_temporary")).with_columns(
            (~same_before | (moves & ~(pl.col("after_temporary") & unchanged))).alias("begins"),
            pl.when(as_after(*of_period))
            .then(pl.col("from_on").shift(-1))
            .otherwise(pl.col("period_until"))
            .alias("leaves_on"),
        )
        homes = homes.with_columns(pl.col("begins").cum_sum().alias("stay"))
        firsts = homes.filter(pl.col("begins")).select(
            pl.col("from_on").alias("stay_from"),
            pl.col("type").is_in(ADOPTIVE).alias("stay_is_adoptive"),
            pl.when(same_before).then(pl.col("from_on").shift()).alias("earlier_stay_from"),
        )
        return pl.concat([homes, firsts[homes["stay"] - 1]], how="horizontal")

    @cached_property
    def stays(self) -> pl.DataFrame:
        """A row a stay: from its first day until the day the next begins or the period ends."""
        return self.homes.filter(~as_after("stay")).select(
            "child",
            "period_from",
            pl.col("stay_from").alias("from_on"),
            pl.col("leaves_on").alias("until_on"),
            "type",
        )

    # --- who came and went -------------------------------------------------------------------------------

    @cached_property
    def started(self) -> pl.DataFrame:
        """The children who started to be looked after in the year, once each: the first start (2-law 15.8)."""
        starts = self.periods.filter(
            self.in_year("from_on") & pl.col("start_seen") & ~pl.col("first_code").is_in(SHORT_BREAKS)
        )
        return starts.unique("child", keep="first", maintain_order=True)

    @cached_property
    def ceased(self) -> pl.DataFrame:
        """The children who ceased to be looked after in the year, once each: the last cease, with its reason."""
        return self.ceased_between(self.starts_on, self.ends_on)

    def ceased_between(self, first: date, last: date) -> pl.DataFrame:
        """Return the children who ceased between two days, both inclusive: the last cease of each."""
        ends = self.periods.filter(
            pl.col("until_on").is_between(first, last)
            & (pl.col("end_reason") != "")
            & ~pl.col("last_code").is_in(SHORT_BREAKS)
        )
        return ends.unique("child", keep="last", maintain_order=True)

    @cached_property
    def reviews_in_care(self) -> pl.DataFrame:
        """Every review known by the end of the year, in order, with the period it was held in; two on a day are one."""
        known = self.rows["reviews"].filter(pl.col("held_on") <= self.ends_on)
        held = within_periods(known, "held_on", self.rows["periods"])
        return held.filter(~as_after("child", "held_on"))

    @cached_property
    def reviews(self) -> pl.DataFrame:
        """The reviews held in the year of children who were looked after, and not in short breaks, that day."""
        held = self.reviews_in_care.filter(pl.col("held_on") >= self.starts_on)
        breaks = self.legal.filter(pl.col("code").is_in(SHORT_BREAKS)).select("child", "from_on", "until_on")
        if breaks.height:
            theirs = held.join(breaks.select("child").unique(), on="child", how="semi")
            spans = breaks.filter(self.touches())
            in_breaks = within_periods(theirs.select("child", "held_on"), "held_on", spans)
            held = held.join(in_breaks, on=["child", "held_on"], how="anti", maintain_order="left")
        return (
            held.select("child", "held_on", "participation")
            .join(self.rows["children"], on="child", maintain_order="left")
            .with_columns(age_on(pl.col("born_on"), pl.col("held_on")).alias("age"))
        )


def within_periods(rows: pl.DataFrame, day: str, spans: pl.DataFrame) -> pl.DataFrame:
    """Return the rows whose day lies in a span of their child, in order, with the span they lie in.

    The span's first day and its end come as `period_from` and `period_until`, its other columns as they are. Spans of
    one child do not overlap. Most children have one span: they are joined, the others are searched.
    """
    spans = spans.rename({"from_on": "period_from", "until_on": "period_until"})
    kept = [name for name in ("period_from", "period_until", "code") if name in spans.columns]
    spans = spans.select("child", *kept)
    once = ~pl.col("child").is_duplicated()
    single = spans.filter(once)
    several = spans.filter(~once)
    found = rows.join(single, on="child", maintain_order="left")
    if several.height:
        theirs = rows.join(several.select("child").unique(), on="child", how="semi")
        searched = theirs.sort(day).join_asof(
            several.sort("period_from"),
            left_on=day,
            right_on="period_from",
            by="child",
            check_sortedness=False,
        )
        found = pl.concat([found, searched.filter(pl.col("period_from").is_not_null())])
    inside = (pl.col("period_from") <= pl.col(day)) & (
        pl.col("period_until").is_null() | (pl.col("period_until") > pl.col(day))
    )
    return in_order(found.filter(inside), day)


def age_on(born: pl.Expr, day: pl.Expr) -> pl.Expr:
    """Return completed years on a day; one born on 29 February has a birthday on 28 February in other years.

    (2-law 1.10: the way the return's own checks count.)
    """
    month_and_day = _month_and_day(day)
    birthday = _month_and_day(born)
    is_leap = day.dt.is_leap_year()
    birthday = pl.when((birthday == 229) & ~is_leap).then(228).otherwise(birthday)
    years = day.dt.year().cast(pl.Int32) - born.dt.year().cast(pl.Int32)
    return years - (month_and_day < birthday).cast(pl.Int32)


def _month_and_day(day: pl.Expr) -> pl.Expr:
    """Return 331 for 31 March: in whole numbers wide enough (polars keeps months in eight bits)."""
    return day.dt.month().cast(pl.Int32) * 100 + day.dt.day().cast(pl.Int32)


def months_between(start: pl.Expr, day: date) -> pl.Expr:
    """Return completed months from a start to a day; the last day of a shorter month completes it."""
    last_of_month = (day + timedelta(days=1)).day == 1
    months = (day.year - start.dt.year().cast(pl.Int32)) * 12 + day.month - start.dt.month().cast(pl.Int32)
    not_yet = (start.dt.day().cast(pl.Int32) > day.day) & pl.lit(not last_of_month)
    return months - not_yet.cast(pl.Int32)
