"""The law of reviews over columns: which reviews of a year were due by when, and which children's were all in time.

Most children have one ordinary clock: their due dates are looked up, each day's answer asked of the law room once.
The few whose clock the law room must work out (adoption, short breaks, an early review asked for, a year in which
the wording changed) are put to it whole. Both ways give what `law.review_timing.timetable` gives; a property proves it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from lodestar.analytics.measures.codes import ADOPTIVE, SHORT_BREAKS
from lodestar.analytics.measures.rows import as_after, as_before, in_order
from lodestar.analytics.measures.year import Year, within_periods
from lodestar.law import review_rules as rules
from lodestar.law import review_timing as law
from lodestar.law.calendar import BeyondKnownCalendar
from lodestar.law.in_force import NotInForce
from lodestar.law.review_sources import REG_33_3

# The relaxation of 2020 (2-law 3.9) moved due dates that fell in these years: they are left to the law room.
RELAXED_YEARS = range(2020, 2022)
ADULT = 18
# Reviews of short breaks are never in NI66 (R3.31).
OF_SHORT_BREAKS = (law.Rule.SHORT_BREAKS_FIRST, law.Rule.SHORT_BREAKS_LATER)


def _days(rule: Callable[[date], date], days: pl.Series) -> pl.DataFrame:
    """Return the answer of a rule for each of some days, asked once a day; null where no rule is known."""

    def answer(day: date) -> date | None:
        try:
            return rule(day)
        except (NotInForce, BeyondKnownCalendar):
            return None

    given = days.drop_nulls().unique().sort()
    return pl.DataFrame(
        {"day": given, "due_on": pl.Series([answer(day) for day in given], dtype=pl.Date)},
        schema={"day": pl.Date, "due_on": pl.Date},
    )


def _looked_up(frame: pl.DataFrame, column: str, name: str, rule: Callable[[date], date]) -> pl.DataFrame:
    """Return the frame with a column more: what a rule says of the day in another."""
    answers = _days(rule, frame[column]).rename({"day": column, "due_on": name})
    return frame.join(answers, on=column, how="left", maintain_order="left")


def clock_of_its_own(year: Year) -> pl.DataFrame:
    """Return the children (known by the year's end) whose reviews the law room has to judge one by one."""
    ends_on = year.ends_on
    found = [
        year.rows["placements"].filter(pl.col("type").is_in(ADOPTIVE) & (pl.col("from_on") <= ends_on)),
        year.rows["legal"].filter(pl.col("code").is_in(SHORT_BREAKS) & (pl.col("from_on") <= ends_on)),
        year.rows["requests"].filter(pl.col("asked_on") <= ends_on),
        year.rows["children"].filter(pl.col("born_on") <= year.months_before(12 * ADULT)),
    ]
    return pl.concat([frame.select("child") for frame in found]).unique()


def judged_reviews(year: Year) -> pl.DataFrame:
    """Return the reviews held in the year: child, held_on, due_on (null where the law room cannot judge).

    Judged with the authority's own settings, as the timetable judges them (2-law 15.10).
    """
    mine = year.reviews.select("child", "held_on")
    if year.ends_on.year in RELAXED_YEARS:
        return _by_law_room(year, mine)
    plain = _ordinary(year)
    held = _hurried_by_moves(year, plain.held) if year.settings.restart_on_unplanned_move else plain.held
    fast = mine.join(held.select("child", "held_on", "due_on"), on=["child", "held_on"])
    rest = mine.join(plain.own, on="child", how="semi")
    return pl.concat([fast, _by_law_room(year, rest)])


@dataclass(frozen=True, slots=True)
class Ordinary:
    """The children with an ordinary clock: `own` are all the others.

    `held` are their reviews of the year with the day each was due by statute, `last` the latest of each period, and
    `authority` the day from which they might be placed for adoption.
    """

    own: pl.DataFrame
    held: pl.DataFrame
    last: pl.DataFrame
    authority: pl.DataFrame


def _ordinary(year: Year) -> Ordinary:
    """Return the children with an ordinary clock and their reviews; worked out once for a year."""
    found = year.kept.get("ordinary")
    if not isinstance(found, Ordinary):
        own, authority = clock_of_its_own(year), _authority(year)
        reviews = _reviews_in_order(year, own)
        held = _with_due(year, reviews.filter(year.in_year("held_on")))
        held = held.join(authority, on=["child", "period_from"], how="left")
        held = _hurried_by_authority(held, pl.col("held_on"))
        last = reviews.filter(~as_after("child", "period_from")).select(
            "child", "period_from", pl.col("before").alias("before_that"), pl.col("held_on").alias("before")
        )
        found = year.kept["ordinary"] = Ordinary(own, held, last, authority)
    return found


def _reviews_in_order(year: Year, own: pl.DataFrame) -> pl.DataFrame:
    """Return every review known by the year's end of children with an ordinary clock.

    `before` and `before_that` are the two reviews before it in its period.
    """
    found = year.reviews_in_care.select("child", "held_on", "period_from", "period_until")
    found = found.join(own, on="child", how="anti", maintain_order="left")
    same = as_before("child", "period_from")
    found = found.with_columns(pl.when(same).then(pl.col("held_on").shift()).alias("before"))
    return found.with_columns(pl.when(same).then(pl.col("before").shift()).alias("before_that"))


def _authority(year: Year) -> pl.DataFrame:
    """Return the day of each period on which the authority might first place for adoption: `authorised_on`.

    A placement order (E1), or the decision that the return tells of (DATE_PLACED).
    """
    of_period = ["child", "period_from"]
    ordered = year.legal.filter(pl.col("code") == "E1").select(*of_period, "from_on")
    decided = within_periods(
        year.rows["adoption"].select("child", "from_on"), "from_on", year.rows["periods"]
    ).select(*of_period, "from_on")
    days = pl.concat([ordered, decided]).filter(pl.col("from_on") <= year.ends_on)
    return days.group_by(of_period).agg(pl.col("from_on").min().alias("authorised_on"))


def _hurried_by_authority(frame: pl.DataFrame, on: pl.Expr) -> pl.DataFrame:
    """Bring due dates forward to three months after the authority to place, until a review was held since (15.4)."""
    since = pl.col("before").is_null() | (pl.col("before") < pl.col("authorised_on"))
    waits = (pl.col("authorised_on") <= on) & since
    frame = frame.with_columns(pl.when(waits).then(pl.col("authorised_on")).alias("waiting_since"))
    frame = _looked_up(
        frame,
        "waiting_since",
        "authority_due",
        lambda day: rules.adoption_authorised_review_due(authorised_on=day).due_on,
    )
    return frame.with_columns(pl.min_horizontal("due_on", "authority_due").alias("due_on"))


def _with_due(year: Year, frame: pl.DataFrame) -> pl.DataFrame:
    """Return rows with the day by which the review after `before` was due by reg 33(1) and (2): `due_on`."""
    first, second = pl.col("before").is_null(), pl.col("before_that").is_null()
    frame = frame.with_columns(
        pl.when(first).then(pl.col("period_from")).alias("first_of"),
        pl.when(~first & second).then(pl.col("before")).alias("second_of"),
        pl.when(~first & ~second).then(pl.col("before")).alias("later_of"),
    )
    extra = year.settings.extra_non_working_days
    frame = _looked_up(
        frame,
        "first_of",
        "first_due",
        lambda day: rules.first_review_due(became_looked_after_on=day, extra_non_working_days=extra).due_on,
    )
    frame = _looked_up(
        frame, "second_of", "second_due", lambda day: rules.second_review_due(first_review_on=day).due_on
    )
    frame = _looked_up(
        frame, "later_of", "later_due", lambda day: rules.six_month_date(previous_review_on=day).due_on
    )
    return frame.with_columns(pl.coalesce("first_due", "second_due", "later_due").alias("due_on"))


def _hurried_by_moves(year: Year, held: pl.DataFrame) -> pl.DataFrame:
    """Bring due dates forward for unplanned moves (R3.16; 2-law 15.3): the first unanswered, and the restart."""
    of_period = ["child", "period_from"]
    moves = (
        year.in_period("placements")
        .filter(
            ~pl.col("is_planned")
            & (pl.col("from_on") > pl.col("period_from"))
            & (pl.col("from_on") <= year.ends_on)
        )
        .select(*of_period, pl.col("from_on").alias("moved_on"))
        .sort("moved_on")
    )
    untouched = held.join(moves.select(of_period).unique(), on=of_period, how="anti")
    held = held.join(moves.select(of_period).unique(), on=of_period, how="semi")
    since = pl.coalesce("before", "period_from")
    held = held.with_columns(since.alias("since"), since.dt.offset_by("1d").alias("after")).sort("after")
    held = held.join_asof(
        moves,
        left_on="after",
        right_on="moved_on",
        by=of_period,
        strategy="forward",
        check_sortedness=False,
    ).join_asof(
        moves.rename({"moved_on": "answered_move"}),
        left_on="since",
        right_on="answered_move",
        by=of_period,
        check_sortedness=False,
    )
    restarts = pl.col("before").is_not_null() & (
        pl.col("answered_move") > pl.coalesce("before_that", "period_from")
    )
    held = held.with_columns(
        pl.when(pl.col("moved_on") <= pl.col("held_on")).then(pl.col("moved_on")).alias("moved_on"),
        pl.when(restarts).then(pl.col("before")).alias("restarted_on"),
    )
    extra = year.settings.extra_non_working_days
    held = _looked_up(
        held,
        "moved_on",
        "move_due",
        lambda day: rules.unplanned_move_review_due(moved_on=day, extra_non_working_days=extra).due_on,
    )
    held = _looked_up(
        held,
        "restarted_on",
        "restart_due",
        lambda day: rules.review_after_restart_due(restart_review_on=day).due_on,
    )
    held = held.with_columns(pl.min_horizontal("due_on", "move_due", "restart_due").alias("due_on"))
    kept = ["child", "held_on", "due_on"]
    return pl.concat([untouched.select(kept), held.select(kept)])


def all_in_time(year: Year) -> pl.DataFrame:
    """Return, of children looked after at the year's end, whether every review due in the year was held in time.

    By statute alone (2-law 15.6): `child`, `in_time` (null where the law room cannot judge the history).
    """
    children = year.at_end.select("child", "period_from")
    if year.ends_on.year in RELAXED_YEARS:
        return _judged_whole(year, children["child"])
    plain = _ordinary(year)
    touching = year.rows["periods"].filter(year.touches())
    twice = touching.filter(pl.col("child").is_duplicated()).select("child")
    own = pl.concat([plain.own, twice]).unique()
    late = (
        plain.held.filter(year.in_year("due_on") & (pl.col("held_on") > pl.col("due_on")))
        .select("child", pl.lit(True).alias("late"))
        .unique()
    )
    following = children.join(own, on="child", how="anti").join(
        plain.last, on=["child", "period_from"], how="left", maintain_order="left"
    )
    following = _with_due(year, following).join(plain.authority, on=["child", "period_from"], how="left")
    following = _hurried_by_authority(following, pl.lit(year.ends_on))
    fast = following.join(late, on="child", how="left").select(
        "child",
        pl.when(pl.col("due_on").is_not_null())
        .then((pl.col("due_on") > year.ends_on) & pl.col("late").is_null())
        .alias("in_time"),
    )
    return pl.concat([fast, _judged_whole(year, children.join(own, on="child", how="semi")["child"])])


def _judged_whole(year: Year, children: pl.Series) -> pl.DataFrame:
    """Return whether all was in time of some children, by the whole law one by one."""
    answers = [(history.id, _all_in_time(history, year)) for history in histories(year, children)]
    return pl.DataFrame(answers, schema={"child": pl.Categorical, "in_time": pl.Boolean}, orient="row")


def _all_in_time(history: law.CareHistory, year: Year) -> bool | None:
    """Judge one child's year by the whole law; None where the history cannot be judged."""
    policy = law.Policy(
        restart_on_unplanned_move=False, extra_non_working_days=year.settings.extra_non_working_days
    )
    try:
        found = law.timetable(history, year.ends_on, policy)
    except law.CannotJudge:
        return None

    def counts(one: law.ReviewTiming | law.Missed, due_on: date) -> bool:
        rule = one.limit.rule if isinstance(one, law.ReviewTiming) else one.rule
        return year.starts_on <= due_on <= year.ends_on and rule not in OF_SHORT_BREAKS

    if any(counts(one, one.due_on) and not one.in_time for one in found.reviews):
        return False
    if any(counts(one, one.due_on) for one in found.missed):
        return False
    return found.next is None or found.next.due_on > year.ends_on


def _by_law_room(year: Year, held: pl.DataFrame) -> pl.DataFrame:
    """Return the due dates of some children's reviews as the law room gives them."""
    policy = law.Policy(
        restart_on_unplanned_move=year.settings.restart_on_unplanned_move,
        extra_non_working_days=year.settings.extra_non_working_days,
    )
    answers: list[tuple[Any, date, date]] = []
    for history in histories(year, held["child"].unique()):
        try:
            found = law.timetable(history, year.ends_on, policy)
        except law.CannotJudge:
            continue
        answers += [(history.id, one.held_on, one.due_on) for one in found.reviews]
    due = pl.DataFrame(
        answers, schema={"child": pl.Categorical, "held_on": pl.Date, "due_on": pl.Date}, orient="row"
    )
    return held.join(due, on=["child", "held_on"], how="left").select("child", "held_on", "due_on")


def _grouped(frame: pl.DataFrame, keys: int, columns: Iterable[str]) -> dict[Any, list[Any]]:
    """Return rows by their first column or columns."""
    found: dict[Any, list[Any]] = defaultdict(list)
    for row in frame.select(*columns).iter_rows():
        found[row[0] if keys == 1 else row[:keys]].append(row[keys:])
    return found


def histories(year: Year, children: pl.Series) -> list[law.CareHistory]:
    """Return whole histories of some children as the law room takes them; each is made once for a year."""
    known = year.histories
    wanted = pl.DataFrame({"child": children}, schema={"child": pl.Categorical}).unique()
    new = wanted.filter(~pl.col("child").cast(pl.String).is_in(list(known)))
    if new.height:
        known.update((one.id, one) for one in _made(year, new))
    return [known[name] for name in sorted(wanted["child"].cast(pl.String))]


def _made(year: Year, wanted: pl.DataFrame) -> list[law.CareHistory]:
    def of(name: str) -> pl.DataFrame:
        return year.rows[name].join(wanted, on="child", how="semi")

    spans = ["child", "period_from", "from_on"]
    legal = _grouped(_of_period(year, "legal", wanted), 2, [*spans, "code"])
    placements = _grouped(_of_period(year, "placements", wanted), 2, [*spans, "type", "is_planned"])
    periods = _grouped(in_order(of("periods")), 1, ["child", "from_on", "until_on"])
    reviews = _grouped(in_order(of("reviews"), "held_on"), 1, ["child", "held_on"])
    adoption = _grouped(in_order(of("adoption")), 1, ["child", "from_on"])
    requests = _grouped(in_order(of("requests"), "asked_on"), 1, ["child", "asked_on", "due_on"])
    return [
        law.CareHistory(
            id=child,
            born_on=born_on,
            periods=tuple(
                _period(from_on, until_on, legal[child, from_on], placements[child, from_on], adoption[child])
                for from_on, until_on in periods[child]
            ),
            reviews=tuple(law.HeldReview(held_on=day) for (day,) in reviews[child]),
            requests=tuple(
                law.RequestedReview(asked_on=asked, due_on=due, because="asked for", citation=REG_33_3)
                for asked, due in requests[child]
            ),
        )
        for child, born_on in of("children").select("child", "born_on").iter_rows()
    ]


def _of_period(year: Year, table: str, wanted: pl.DataFrame) -> pl.DataFrame:
    return year.in_period(table).join(wanted, on="child", how="semi", maintain_order="left")


def _period(
    from_on: date, until_on: date | None, legal: list[Any], placements: list[Any], adoption: list[Any]
) -> law.PeriodOfCare:
    """Return a period of care: authority to place is a placement order or the decision the return tells of."""
    authorised = [day for day, code in legal if code == "E1"]
    authorised += [day for (day,) in adoption if from_on <= day and (until_on is None or day < until_on)]
    return law.PeriodOfCare(
        from_on=from_on,
        until_on=until_on,
        legal=tuple(law.LegalStatusSpell(from_on=day, status=code) for day, code in legal),
        placements=tuple(
            law.PlacementSpell(from_on=day, type=kind, unplanned=not planned)
            for day, kind, planned in placements
        ),
        adoption_authorised_on=min(authorised, default=None),
        adoption_placed_on=next((day for day, kind, _ in placements if kind in ADOPTIVE), None),
    )
