"""Counts of reviews in time and of how children took part (IND-1, IND-2, IND-9)."""

from datetime import date, timedelta

import polars as pl

from lodestar.analytics.measures.measure import Counted, Excluded, by_child
from lodestar.analytics.measures.review_law import all_in_time, judged_reviews
from lodestar.analytics.measures.year import Year
from lodestar.law.review_rules import in_words

MORE_THAN_FOUR_WEEKS = timedelta(days=29)
CONVEYED = ("PN1", "PN2", "PN3", "PN5", "PN6")
ATTENDED = ("PN1", "PN2", "PN3", "PN4")
OVER_FOUR = (*CONVEYED, "PN4", "PN7")


def reviewed_in_time(year: Year) -> Counted:
    """Count children looked after more than four weeks at the end of the year (NI66; 2-law IND-1, 15.6)."""
    long_enough = year.at_end.filter(pl.col("period_from") <= year.ends_on - MORE_THAN_FOUR_WEEKS)
    judged = long_enough.select("child").join(
        all_in_time(year), on="child", how="left", maintain_order="left"
    )
    unknown = judged.filter(pl.col("in_time").is_null())
    known = judged.filter(pl.col("in_time").is_not_null())
    return Counted(
        by_child(known, pl.col("in_time")),
        (
            Excluded("Looked after for four weeks or less", year.at_end.height - long_enough.height),
            Excluded("Only short breaks", year.short_breaks_at_end),
            Excluded("A history that the law of reviews cannot judge", unknown.height),
        ),
        _unknown_beginnings(year, known),
    )


def _unknown_beginnings(year: Year, children: pl.DataFrame) -> str:
    """Say how many of the children came into care before the first review that these rows hold."""
    first = year.rows["reviews"]["held_on"].sort().first()
    if not isinstance(first, date):
        return "These rows hold no reviews."
    early = year.at_end.join(children, on="child", how="semi").filter(
        pl.col("period_from").dt.offset_by("3mo") < first
    )
    if early.is_empty():
        return ""
    return (
        f"{early.height:,} of these children were looked after before the first review given ({in_words(first)}): "
        "reviews held before then are not in these rows, and the law is applied to those that are. Give earlier years."
    )


def reviews_in_time(year: Year) -> Counted:
    """Count the reviews held in the year against the day each was due (IND-2; 2-law 15.10)."""
    judged = judged_reviews(year)
    known = judged.filter(pl.col("due_on").is_not_null())
    left = judged.height - known.height
    return Counted(
        by_child(known, pl.col("held_on") <= pl.col("due_on")),
        (Excluded("Reviews in a history that the law of reviews cannot judge", left),) if left else (),
    )


def _took_part(year: Year) -> pl.DataFrame:
    return year.reviews.filter(pl.col("participation").is_in(OVER_FOUR))


def _of_reviews(year: Year, codes: tuple[str, ...]) -> Counted:
    coded = _took_part(year)
    under = year.reviews.filter(pl.col("participation") == "PN0").height
    blank = year.reviews.height - under - coded.height
    return Counted(
        by_child(coded, pl.col("participation").is_in(codes)),
        (Excluded("Reviews of children under 4", under), Excluded("Reviews without a code", blank)),
    )


def participation(year: Year) -> Counted:
    """Count the reviews at which the child's views were conveyed (IND-9; 2-law 15.10)."""
    codes = (*CONVEYED, "PN4") if year.settings.count_attending_in_silence else CONVEYED
    return _of_reviews(year, codes)


def attendance(year: Year) -> Counted:
    """Count the reviews that the child attended (IND-9)."""
    return _of_reviews(year, ATTENDED)


def at_every_review(year: Year) -> Counted:
    """Count children of 4 and over, looked after more than four weeks, who were heard at every review (IND-9)."""
    children = year.at_end.filter(
        (pl.col("age") >= 4) & (pl.col("period_from") <= year.ends_on - MORE_THAN_FOUR_WEEKS)
    )
    heard = (
        _took_part(year)
        .group_by("child", maintain_order=True)
        .agg(pl.col("participation").is_in(CONVEYED).all().alias("heard"))
    )
    found = children.select("child").join(heard, on="child")
    return Counted(
        by_child(found, pl.col("heard")),
        (Excluded("No review with a code in the year", children.height - found.height),),
    )
