"""The law of reviews over columns says of every child what the law room says of them one by one."""

from datetime import date, timedelta

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from lodestar.analytics.measures import review_law
from lodestar.analytics.measures.review_law import all_in_time, judged_reviews
from lodestar.analytics.measures.year import Settings, Year
from tests.analytics.rows_made import Made

END = date(2026, 3, 31)
DAY = st.integers(0, 900)


@st.composite
def lives(draw):
    """A child's periods of care with moves, orders, adoption and reviews, valid and otherwise arbitrary."""
    start = END - timedelta(days=draw(st.integers(5, 900)))
    periods = []
    length = draw(st.one_of(st.none(), st.integers(10, 500)))
    end = None if length is None else start + timedelta(days=length)
    periods.append((start, end))
    if end is not None and draw(st.booleans()):
        again = end + timedelta(days=draw(st.integers(1, 200)))
        if again <= END:
            periods.append((again, None))
    return [(*period, draw(inside(*period))) for period in periods]


@st.composite
def inside(draw, start, end):
    """What happens in a period: legal statuses, homes, days of review, and a decision to place for adoption."""
    last = ((end or END + timedelta(days=20)) - start).days - 1

    def days(most):
        if last < 1:
            return []
        chosen = draw(st.sets(st.integers(1, last), max_size=most))
        return [start + timedelta(days=n) for n in sorted(chosen)]

    first = draw(st.sampled_from(["C2", "V2", "C2", "V4"]))
    legal = [(start, first), *((day, draw(st.sampled_from(["C2", "E1", "V2"]))) for day in days(2))]
    homes = [
        (start, "U6"),
        *(
            (day, draw(st.sampled_from(["U6", "K2", "A6", "T4", "P1"])), True, draw(st.booleans()))
            for day in days(4)
        ),
    ]
    decided = draw(st.sampled_from([None, *days(1)]))
    return legal, homes, days(7), decided


def made_of(children) -> Made:
    made = Made()
    for number, periods in enumerate(children):
        name = f"C{number}"
        made.child(name, date(2015, 6, 1))
        for start, end, (legal, homes, reviews, decided) in periods:
            made.care(name, start, end, "" if end is None else "E4A", legal=legal, homes=homes)
            made.reviewed(name, *reviews)
            if decided is not None:
                made.add("adoption", (name, decided, end))
    return made


@settings(max_examples=60, deadline=None)
@given(st.lists(lives(), min_size=1, max_size=6), st.booleans())
def test_columns_and_law_room_agree(children, restart):
    rows = made_of(children).rows()
    chosen = Settings(restart_on_unplanned_move=restart)
    fast, slow = Year(rows, END, chosen), Year(rows, END, chosen)
    quick_years = review_law.RELAXED_YEARS
    try:
        review_law.RELAXED_YEARS = range(END.year, END.year + 1)  # everything to the law room, one by one
        in_time, due = as_dict(all_in_time(slow)), reviews_of(judged_reviews(slow))
    finally:
        review_law.RELAXED_YEARS = quick_years
    assert as_dict(all_in_time(fast)) == in_time
    assert reviews_of(judged_reviews(fast)) == due


def as_dict(frame: pl.DataFrame):
    return dict(frame.select(pl.col("child").cast(pl.String), "in_time").iter_rows())


def reviews_of(frame: pl.DataFrame):
    rows = frame.select(pl.col("child").cast(pl.String), "held_on", "due_on").iter_rows()
    return {(child, held_on): due_on for child, held_on, due_on in rows}
