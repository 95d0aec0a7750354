"""What holds for every return: nothing is lost, order does not matter, and dirt changes nothing."""

import string
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from lodestar.exchange.ssda903 import codes
from lodestar.exchange.ssda903.histories import Outcome
from lodestar.exchange.ssda903.layouts import LAYOUTS, Kind, Table
from lodestar.exchange.ssda903.read import read_return
from lodestar.exchange.ssda903.rows import ReturnRow, RowSource
from lodestar.exchange.ssda903.stitch import stitch
from lodestar.exchange.ssda903.years import CollectionYear

# Few days, few children, few years: so that rows meet, repeat and contradict each other.
DAYS = st.integers(0, 40).map(lambda n: date(2016, 11, 1) + timedelta(days=n * 30))
BIRTHS = st.sampled_from([date(2010, 5, 1), date(1999, 6, 1), date(2015, 2, 28)])


def values_of(field):
    blank = st.none()
    if field.kind is Kind.CHILD:
        return st.sampled_from(["1", "2"])
    if field.name == "DOB":
        return BIRTHS if field.is_needed else st.one_of(blank, BIRTHS)
    if field.kind is Kind.DATE:
        return DAYS if field.is_needed else st.one_of(blank, DAYS)
    if field.kind is Kind.CODE:
        some = {"LS": ["V2", "C2", "J1", "V3"], "PLACE": ["U6", "K2", "A6", "T3"], "REC": ["X1", "E4A", "E2"]}
        known = st.sampled_from(some.get(field.name, [c.code for c in codes.CODES[field.name]]))
        return known if field.is_needed else st.one_of(blank, known)
    if field.kind is Kind.INTEGER:
        return st.one_of(blank, st.integers(0, 40))
    return st.sampled_from(["A", "B"]) if field.is_needed else st.one_of(blank, st.sampled_from(["A", "B"]))


@st.composite
def rows(draw, tables=tuple(Table)):
    table = draw(st.sampled_from(tables))
    year = draw(st.sampled_from([2018, 2019, 2020]))
    values = tuple(draw(values_of(f)) for f in LAYOUTS[table].fields)
    source = RowSource(CollectionYear(year), f"{table}.csv", draw(st.integers(2, 10_000)))
    return ReturnRow(table, source, 0, values)


EPISODES_AND_HEADERS = st.lists(rows((Table.EPISODES, Table.EPISODES, Table.HEADER)), max_size=14)
RETURNS = st.one_of(EPISODES_AND_HEADERS, st.lists(rows(), max_size=25))


def without_places(stitched):
    """What was stitched, but for the lines it came from."""

    def said(history):
        return (
            history.born_on,
            history.sex,
            [
                (p.from_on, p.until_on, p.end_reason, p.start_seen, p.end_seen, p.category_of_need)
                + tuple((s.code, s.from_on, s.until_on) for s in p.statuses)
                + tuple((x.type, x.from_on, x.until_on, x.is_planned, x.is_same_carer) for x in p.placements)
                for p in history.periods
            ],
            [(r.held_on, r.participation) for r in history.reviews],
            [
                [(s.from_on, s.until_on, s.code) for s in kind]
                for kind in (history.missing, history.deprivations)
            ],
            [(w.worker, w.from_on, w.until_on) for w in history.social_workers],
            [(y.table, y.year, sorted(y.values.items(), key=str)) for y in history.yearly],
        )

    return (
        {child: said(history) for child, history in stitched.histories.items()},
        Counter((h.row.key, h.rule_id) for h in stitched.held),
        Counter((c.child, c.rule_id, c.table) for c in stitched.contradictions),
        stitched.accounts,
    )


@given(RETURNS)
def test_every_row_ends_as_exactly_one_thing(given_rows):
    stitched = stitch(given_rows)
    assert sum(stitched.accounts.values()) == len(given_rows)
    assert Counter(outcome for _, outcome in stitched.outcomes) == +Counter(stitched.accounts)
    assert {id(h.row) for h in stitched.held} == {id(r) for r, o in stitched.outcomes if o is Outcome.HELD}
    assert {id(r) for r in given_rows} == {id(r) for r, _ in stitched.outcomes}


@given(RETURNS)
def test_every_overruled_row_is_told(given_rows):
    stitched = stitch(given_rows)
    told = {c.overruled for c in stitched.contradictions}
    assert all(row.source in told for row, outcome in stitched.outcomes if outcome is Outcome.OVERRULED)


@given(RETURNS, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(given_rows, chance):
    shuffled = list(given_rows)
    chance.shuffle(shuffled)
    one, other = stitch(given_rows), stitch(shuffled)
    assert one.histories == other.histories
    assert (one.contradictions, one.notes, one.accounts) == (
        other.contradictions,
        other.notes,
        other.accounts,
    )
    assert Counter(h.row.key for h in one.held) == Counter(h.row.key for h in other.held)


@given(RETURNS, st.randoms(use_true_random=False))
def test_the_lines_on_which_rows_stand_do_not_matter(given_rows, chance):
    lines = list(range(2, len(given_rows) + 2))
    chance.shuffle(lines)
    moved = [
        ReturnRow(r.table, RowSource(r.year, f"other {r.source.file}", line), 0, r.values)
        for r, line in zip(given_rows, lines, strict=True)
    ]
    assert without_places(stitch(given_rows)) == without_places(stitch(moved))


@given(RETURNS)
def test_saying_everything_twice_changes_no_history(given_rows):
    again = [
        ReturnRow(r.table, RowSource(r.year, "again.csv", r.source.line), 0, r.values) for r in given_rows
    ]
    once, twice = stitch(given_rows), stitch([*given_rows, *again])
    assert without_places(once)[0] == without_places(twice)[0]


@given(EPISODES_AND_HEADERS)
def test_periods_do_not_overlap_and_are_filled_from_their_first_day_to_their_last(given_rows):
    for history in stitch(given_rows).histories.values():
        for one, other in pairwise(history.periods):
            assert one.until_on is not None and one.until_on < other.from_on
        for period in history.periods:
            assert period.until_on is None or period.from_on < period.until_on
            for spells in (period.statuses, period.placements, period.episodes):
                assert spells[0].from_on == period.from_on
                assert spells[-1].until_on == period.until_on
                assert all(a.until_on == b.from_on for a, b in pairwise(spells))


@given(st.lists(rows(), max_size=25))
def test_reviews_lie_in_periods_of_care_and_other_times_do_not_overlap(given_rows):
    for history in stitch(given_rows).histories.values():
        assert all(history.period_on(r.held_on) for r in history.reviews)
        for spells in (
            history.missing,
            history.deprivations,
            history.social_workers,
            history.adoption_decisions,
        ):
            assert all(a.until_on is not None and a.until_on <= b.from_on for a, b in pairwise(spells))


@given(RETURNS)
def test_what_is_accepted_is_no_longer_held(given_rows):
    acceptable = {h.row.key for h in stitch(given_rows).held if h.can_be_accepted}
    left = stitch(given_rows, accepted=acceptable).held
    assert not acceptable & {h.row.key for h in left if h.can_be_accepted}


# --- reading ---------------------------------------------------------------------------------------------

BLANKS = st.sampled_from(["", "NULL", "null", "N/A", "-", "  "])
DATES = st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%Y-%m-%d 00:00:00", "%d-%m-%Y", "%d %B %Y", "%d/%m/%y"])


@st.composite
def dirtied(draw, table, clean):
    """The rows of a table as a text with dirt, and how it was encoded."""
    layout = LAYOUTS[table]
    order = draw(st.permutations(range(len(layout.fields))))
    separator = draw(st.sampled_from(",;\t|"))
    spelled = draw(st.sampled_from([str.lower, str.upper, str.title, lambda n: f" {n} "]))
    lines = [separator.join(spelled(layout.columns[i]) for i in order)]
    for row in clean:
        cells = []
        for i in order:
            value = row.values[i]
            text = (
                draw(BLANKS)
                if value is None
                else value.strftime(draw(DATES))
                if isinstance(value, date)
                else str(value)
            )
            if value is not None and layout.fields[i].kind is Kind.CODE:
                text = draw(st.sampled_from([text, text.lower(), f"{text} "]))
            cells.append(f'"{text}"' if draw(st.booleans()) else text)
        lines.append(separator.join(cells))
        lines += [""] * draw(st.integers(0, 1))
    text = draw(st.sampled_from(["\n", "\r\n"])).join(lines)
    return text.encode(draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"])))


@given(st.data())
def test_dirt_changes_nothing_that_is_read(data):
    table = data.draw(st.sampled_from(list(Table)))
    clean = data.draw(st.lists(rows((table,)), min_size=1, max_size=5))
    content = data.draw(dirtied(table, clean))
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{table}.csv"
        path.write_bytes(content)
        read = read_return([path], CollectionYear(2018))
    assert not read.refused, read.refused
    assert [r.values for r in read.rows] == [r.values for r in clean]


@given(st.lists(st.text(string.printable, max_size=60), max_size=8), st.sampled_from(list(Table)))
def test_every_line_of_nonsense_is_refused_and_none_is_lost(lines, table):
    layout = LAYOUTS[table]
    kept = [line.replace("\n", " ").replace("\r", " ") for line in lines]
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{table}.csv"
        path.write_text("\n".join([",".join(layout.columns), *kept]), newline="")
        read = read_return([path], CollectionYear(2018))
    [file] = read.files
    assert file.rows == len(read.rows) + len(read.refused) == file.read + file.refused
