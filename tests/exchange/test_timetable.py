"""`lodestar timetable`: the promised shape, every kind of bad line answered in words, and the same bytes as
json.dumps.
"""

import json
import os
import subprocess
import sys
from datetime import date
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lodestar.exchange import timetable_lines
from lodestar.exchange.timetable import read_policy, run
from lodestar.exchange.timetable_lines import OUR_FAULT, answer, answer_all
from lodestar.exchange.timetable_reading import parse_line, read_history
from lodestar.exchange.timetable_writing import error_of, line_of
from lodestar.law.review_timing import CannotJudge, Policy, Timetable, timetable
from tests.law.test_timetable_properties import histories

TODAY = date(2026, 11, 23)
CHILD: dict[str, Any] = {
    "id": "C1",
    "born": "2010-05-01",
    "periods": [
        {
            "from": "2026-03-02",
            "until": None,
            "legal": [{"from": "2026-03-02", "status": "V2"}],
            "placements": [
                {"from": "2026-03-02", "type": "U6"},
                {"from": "2026-08-14", "type": "K2", "unplanned": True},
            ],
            "adoption": {"authorised_on": None, "placed_on": None},
        }
    ],
    "reviews": [{"held_on": "2026-03-26"}, {"held_on": "2026-06-18"}],
}


def command(text: str | bytes, *argv: str) -> tuple[int, list[dict[str, Any]], str]:
    """Run the command on some input; return its status, the lines it wrote and what it said."""
    raw = text if isinstance(text, bytes) else text.encode()
    out, said = BytesIO(), StringIO()
    stdin, stdout = TextIOWrapper(BytesIO(raw)), TextIOWrapper(out)
    status = run(["--as-of", "2026-09-01", *argv], TODAY, stdin, stdout, said)
    stdout.detach()
    return status, [json.loads(line) for line in out.getvalue().decode("ascii").splitlines()], said.getvalue()


def child(**changes: Any) -> dict[str, Any]:
    """The child of the promise, changed."""
    return {**json.loads(json.dumps(CHILD)), **changes}


def period(**changes: Any) -> dict[str, Any]:
    """The child of the promise with a changed period of care."""
    return child(periods=[{**json.loads(json.dumps(CHILD["periods"][0])), **changes}])


def test_the_promised_example() -> None:
    status, lines, said = command(json.dumps(CHILD) + "\n")
    assert (status, said) == (0, "")
    assert lines == [
        {
            "id": "C1",
            "as_of": "2026-09-01",
            "reviews": [
                {
                    "held_on": "2026-03-26",
                    "ordinal": 1,
                    "rule": "first",
                    "due_on": "2026-03-30",
                    "in_time": True,
                    "days_late": 0,
                    "citation": "SI 2010/959 reg 33(1)",
                    "because": "20 working days from 2 March 2026, the day the child became looked after",
                },
                {
                    "held_on": "2026-06-18",
                    "ordinal": 2,
                    "rule": "second",
                    "due_on": "2026-06-26",
                    "in_time": True,
                    "days_late": 0,
                    "citation": "SI 2010/959 reg 33(2)",
                    "because": "3 months from 26 March 2026, the day of the first review",
                },
            ],
            "missed": [],
            "next": {
                "rule": "unplanned_move",
                "due_on": "2026-09-14",
                "overdue": False,
                "citation": "Local policy: review after an unplanned move",
                "because": "20 working days from 14 August 2026, the day of an unplanned move",
            },
        }
    ]
    assert list(lines[0]) == ["id", "as_of", "reviews", "missed", "next"]
    assert list(lines[0]["reviews"][0]) == [
        *("held_on", "ordinal", "rule", "due_on", "in_time", "days_late", "citation", "because")
    ]
    assert list(lines[0]["next"]) == ["rule", "due_on", "overdue", "citation", "because"]


def test_late_and_missed_reviews_and_no_next() -> None:
    late = period(until="2026-08-20", placements=[])
    late["reviews"] = [{"held_on": "2026-04-07"}]
    _, (line,), _ = command(json.dumps(late))
    assert line["reviews"][0]["in_time"] is False
    assert line["reviews"][0]["days_late"] == 8
    assert line["missed"] == [
        {
            "rule": "second",
            "due_on": "2026-07-07",
            "citation": "SI 2010/959 reg 33(2)",
            "because": "3 months from 7 April 2026, the day of the first review",
        }
    ]
    assert line["next"] is None


def test_reviews_asked_for_and_reviews_of_several_meetings() -> None:
    told = child(
        requested=[{"asked_on": "2026-08-20", "due_on": "2026-09-03", "reason": "iro_asked"}],
        reviews=[
            {"held_on": "2026-03-26", "meetings": ["2026-03-20"], "opened_on": "2026-03-20"},
            {"held_on": None, "opened_on": "2026-06-10"},
            {"held_on": "2026-06-12", "cancelled": True},
            {"held_on": "2026-06-18"},
        ],
    )
    status, (line,), _ = command(json.dumps(told))
    assert status == 0
    assert [review["held_on"] for review in line["reviews"]] == ["2026-03-26", "2026-06-18"]
    assert line["next"]["rule"] == "requested"
    assert line["next"]["due_on"] == "2026-09-03"
    told["requested"][0].pop("reason")
    _, (line,), _ = command(json.dumps(told))
    assert line["next"]["because"] == "an early review was asked for on 20 August 2026"


BAD_LINES: list[tuple[str, str, str]] = [
    ("not JSON", '{"id":"C1"', "line"),
    ("NaN", '{"id":"C1","born":NaN}', "line"),
    ("a list", "[1]", "line"),
    ("deeply nested", "[" * 100_000, "line"),
    (
        "deep where it does not matter",
        json.dumps(child())[:-1] + ',"x":' + '{"y":' * 5000 + "1" + "}" * 5001,
        "line",
    ),
    ("a huge number", '{"id":' + "9" * 5000 + "}", "line"),
    ("a key twice", '{"id":"C1","born":"2010-05-01","born":"2010-05-02","periods":[],"reviews":[]}', "born"),
    ("no id", json.dumps({key: value for key, value in CHILD.items() if key != "id"}), "id"),
    ("an empty id", json.dumps(child(id=" ")), "id"),
    ("a true id", json.dumps(child(id=True)), "id"),
    ("no birth", json.dumps({key: value for key, value in CHILD.items() if key != "born"}), "born"),
    ("an impossible birth", json.dumps(child(born="2010-02-30")), "born"),
    ("a UK date", json.dumps(child(born="01/05/2010")), "born"),
    ("a short date", json.dumps(child(born="20100501")), "born"),
    ("a numeric date", json.dumps(child(born=20100501)), "born"),
    ("a null birth", json.dumps(child(born=None)), "born"),
    ("Arabic digits", json.dumps(child(born="٢٠١٠-05-01")), "born"),
    ("no periods", json.dumps({"id": "C1", "born": "2010-05-01", "reviews": []}), "periods"),
    ("periods no list", json.dumps(child(periods={})), "periods"),
    ("a period no object", json.dumps(child(periods=["2026-03-02"])), "periods[0]"),
    ("no reviews", json.dumps({key: value for key, value in CHILD.items() if key != "reviews"}), "reviews"),
    ("reviews null", json.dumps(child(reviews=None)), "reviews"),
    ("a review a date", json.dumps(child(reviews=["2026-03-26"])), "reviews[0]"),
    ("a review a number", json.dumps(child(reviews=[5])), "reviews[0]"),
    ("a review without a day", json.dumps(child(reviews=[{}])), "reviews[0].held_on"),
    ("a review's day a list", json.dumps(child(reviews=[{"held_on": ["2026-03-26"]}])), "reviews[0].held_on"),
    (
        "meetings no list",
        json.dumps(child(reviews=[{"held_on": None, "meetings": 1}])),
        "reviews[0].meetings",
    ),
    (
        "a meeting no date",
        json.dumps(child(reviews=[{"held_on": None, "meetings": ["x"]}])),
        "reviews[0].meetings[0]",
    ),
    (
        "cancelled no flag",
        json.dumps(child(reviews=[{"held_on": None, "cancelled": "no"}])),
        "reviews[0].cancelled",
    ),
    ("born too late", json.dumps(child(born="2026-03-03")), "periods[0].from"),
    ("no from", json.dumps(child(periods=[{"legal": []}])), "periods[0].from"),
    ("until first", json.dumps(period(until="2026-03-01")), "periods[0].until"),
    ("no legal", json.dumps(child(periods=[{"from": "2026-03-02"}])), "periods[0].legal"),
    ("legal empty", json.dumps(period(legal=[])), "periods[0].legal"),
    ("legal late", json.dumps(period(legal=[{"from": "2026-03-03", "status": "V2"}])), "periods[0].legal"),
    (
        "legal early",
        json.dumps(period(legal=[{"from": "2026-03-01", "status": "V2"}])),
        "periods[0].legal[0].from",
    ),
    (
        "unknown status",
        json.dumps(period(legal=[{"from": "2026-03-02", "status": "S20"}])),
        "periods[0].legal[0].status",
    ),
    (
        "status missing",
        json.dumps(period(legal=[{"from": "2026-03-02"}])),
        "periods[0].legal[0].status",
    ),
    ("legal a text", json.dumps(period(legal=["V2"])), "periods[0].legal[0]"),
    (
        "two statuses on a day",
        json.dumps(
            period(legal=[{"from": "2026-03-02", "status": "V2"}, {"from": "2026-03-02", "status": "C2"}])
        ),
        "periods[0].legal[1].from",
    ),
    (
        "unknown placement",
        json.dumps(period(placements=[{"from": "2026-03-02", "type": "Q7"}])),
        "periods[0].placements[0].type",
    ),
    (
        "placement before",
        json.dumps(period(placements=[{"from": "2026-02-02", "type": "U6"}])),
        "periods[0].placements[0].from",
    ),
    (
        "placement after",
        json.dumps(period(until="2026-08-01", placements=[{"from": "2026-08-01", "type": "U6"}])),
        "periods[0].placements[0].from",
    ),
    (
        "unplanned a number",
        json.dumps(period(placements=[{"from": "2026-03-02", "type": "U6", "unplanned": 1}])),
        "periods[0].placements[0].unplanned",
    ),
    (
        "two placements on a day",
        json.dumps(
            period(placements=[{"from": "2026-03-02", "type": "U6"}, {"from": "2026-03-02", "type": "K2"}])
        ),
        "periods[0].placements[1].from",
    ),
    ("a placement a number", json.dumps(period(placements=[7])), "periods[0].placements[0]"),
    ("placements no list", json.dumps(period(placements="U6")), "periods[0].placements"),
    ("adoption no object", json.dumps(period(adoption=[])), "periods[0].adoption"),
    (
        "placed before the period",
        json.dumps(period(adoption={"placed_on": "2026-03-01"})),
        "periods[0].adoption.placed_on",
    ),
    (
        "authorised no date",
        json.dumps(period(adoption={"authorised_on": "soon"})),
        "periods[0].adoption.authorised_on",
    ),
    (
        "limit broken outside",
        json.dumps(period(short_breaks={"limit_broken_on": "2026-03-01"})),
        "periods[0].short_breaks.limit_broken_on",
    ),
    ("review before", json.dumps(child(reviews=[{"held_on": "2026-03-01"}])), "reviews[0].held_on"),
    ("review before birth", json.dumps(child(reviews=[{"held_on": "2009-03-01"}])), "reviews[0].held_on"),
    (
        "review after the end",
        json.dumps({**period(until="2026-08-20"), "reviews": [{"held_on": "2026-08-20"}]}),
        "reviews[0].held_on",
    ),
    ("a review and no care", json.dumps(child(periods=[])), "reviews[0].held_on"),
    ("too early for any rule", json.dumps({**period(), "born": "1980-01-01"}), "periods[0].from"),
    (
        "overlap",
        json.dumps(child(periods=[*CHILD["periods"], {**CHILD["periods"][0], "until": "2026-08-20"}])),
        "periods[1].from",
    ),
    ("requested no list", json.dumps(child(requested={})), "requested"),
    ("requested no object", json.dumps(child(requested=[1])), "requested[0]"),
    (
        "requested backwards",
        json.dumps(child(requested=[{"asked_on": "2026-05-01", "due_on": "2026-04-01"}])),
        "requested[0].due_on",
    ),
    (
        "requested for no known reason",
        json.dumps(child(requested=[{"asked_on": "2026-05-01", "due_on": "2026-05-09", "reason": "whim"}])),
        "requested[0].reason",
    ),
    (
        "a reason that is no text",
        json.dumps(child(requested=[{"asked_on": "2026-05-01", "due_on": "2026-05-09", "reason": 3}])),
        "requested[0].reason",
    ),
    (
        "asked when not looked after",
        json.dumps(child(requested=[{"asked_on": "2026-02-01", "due_on": "2026-05-09"}])),
        "requested[0].asked_on",
    ),
]


@pytest.mark.parametrize(
    ("line", "field"), [(line, field) for _, line, field in BAD_LINES], ids=[n for n, *_ in BAD_LINES]
)
def test_a_bad_line_is_answered_in_words_and_the_rest_go_on(line: str, field: str) -> None:
    good = json.dumps(CHILD)
    status, lines, said = command(f"{good}\n{line}\n{good}\n")
    assert status == 1
    assert "1 of 3 line could not be judged" in said
    assert [set(answered) for answered in (lines[0], lines[2])] == [
        {"id", "as_of", "reviews", "missed", "next"}
    ] * 2
    assert list(lines[1]) == ["id", "error"]
    assert lines[1]["error"].startswith(f"{field}: ")
    assert "Traceback" not in said


def test_a_line_that_is_not_utf8_is_answered_too() -> None:
    good = json.dumps(CHILD).encode()
    status, lines, _ = command(good + b"\n\xff\xfe\n" + good)
    assert status == 1
    assert [line["id"] for line in lines] == ["C1", None, "C1"]
    assert lines[1]["error"] == "line: is not text in UTF-8"


def test_blank_lines_a_byte_order_mark_and_windows_line_ends_are_passed_over() -> None:
    good = json.dumps(CHILD).encode()
    status, lines, _ = command(b"\xef\xbb\xbf" + good + b"\r\n\r\n  \n" + good + b"\r\n")
    assert status == 0
    assert len(lines) == 2


def test_keys_not_known_are_passed_over_and_identifiers_come_back_as_they_went_in() -> None:
    told = period(note={"a": {"b": 1}, "c": "x:y"})
    told["team"] = "North: 2"
    told["id"] = 'Zoë "Z" \U0001f600'
    status, (line,), _ = command(json.dumps(told))
    assert status == 0
    assert line["id"] == told["id"]
    assert command(json.dumps(child(id=17)))[1][0]["id"] == 17


def test_a_child_never_looked_after_has_nothing_due() -> None:
    _, (line,), _ = command(json.dumps({"id": "C1", "born": "2010-05-01", "periods": [], "reviews": []}))
    assert line == {"id": "C1", "as_of": "2026-09-01", "reviews": [], "missed": [], "next": None}


def test_settings_from_a_file(tmp_path: Path) -> None:
    settings = tmp_path / "policy.json"
    settings.write_text('{"restart_on_unplanned_move": false}')
    _, (line,), _ = command(json.dumps(CHILD), "--policy", str(settings))
    assert line["next"]["rule"] == "later"
    settings.write_text('{"review_date_basis":"first_meeting","extra_non_working_days":["2026-03-16"]}')
    told = child(reviews=[{"held_on": "2026-04-02", "meetings": ["2026-03-31"]}])
    _, (line,), _ = command(json.dumps(told), "--policy", str(settings))
    assert line["reviews"][0] | {"because": ""} == {
        "held_on": "2026-03-31",
        "ordinal": 1,
        "rule": "first",
        "due_on": "2026-03-31",
        "in_time": True,
        "days_late": 0,
        "citation": "SI 2010/959 reg 33(1)",
        "because": "",
    }


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ('{"restart": true}', "restart"),
        ('{"restart_on_unplanned_move": 1}', "restart_on_unplanned_move"),
        ('{"review_date_basis": "last_meeting"}', "review_date_basis"),
        ('{"review_date_basis": ["completed"]}', "review_date_basis"),
        ('{"extra_non_working_days": "2026-03-16"}', "extra_non_working_days"),
        ('{"extra_non_working_days": ["16/03/2026"]}', "extra_non_working_days[0]"),
        ('{"review_date_basis": "completed", "review_date_basis": "completed"}', "policy"),
        ("[]", "policy"),
        ("{", "policy"),
    ],
)
def test_a_setting_that_cannot_be_used_is_a_wrong_call(tmp_path: Path, text: str, field: str) -> None:
    with pytest.raises(CannotJudge) as refusal:
        read_policy(text)
    assert refusal.value.field == field
    settings = tmp_path / "policy.json"
    settings.write_text(text)
    status, lines, said = command(json.dumps(CHILD), "--policy", str(settings))
    assert (status, lines) == (2, [])
    assert field in said


@pytest.mark.parametrize(
    "argv",
    [
        ["--as-of", "1/9/2026"],
        ["--as-of", "2026-02-30"],
        ["--in", "no such file"],
        ["--policy", "no such file"],
        ["--out", "no/such/folder/out.jsonl"],
        ["--processes", "0"],
        ["--processes", "two"],
        ["--unknown"],
        ["extra"],
    ],
    ids=str,
)
def test_a_wrong_call_is_told_in_words(argv: list[str]) -> None:
    status, lines, said = command("", *argv)
    assert (status, lines) == (2, [])
    assert said.startswith("lodestar timetable: ")


def test_help_is_given_on_standard_output() -> None:
    out = StringIO()
    assert run(["--help"], TODAY, StringIO(), out, StringIO()) == 0
    assert "--as-of DATE" in out.getvalue()


def test_files_in_and_out_and_today(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(json.dumps(CHILD))
    status = run(["--in", str(source), "--out", str(target)], TODAY, StringIO(), StringIO(), StringIO())
    assert status == 0
    assert json.loads(target.read_text())["as_of"] == "2026-11-23"
    said = StringIO()
    status = run(["--in", str(source), "--out", str(source)], TODAY, StringIO(), StringIO(), said)
    assert status == 2
    assert "is the file to read" in said.getvalue()
    assert json.loads(source.read_text())["id"] == "C1"


def test_streams_of_text_do_as_well() -> None:
    out = StringIO()
    assert run([], TODAY, StringIO(json.dumps(CHILD)), out, StringIO()) == 0
    assert json.loads(out.getvalue())["id"] == "C1"


def _same_as_dumps(told: str | int, as_of: date, answered: Timetable) -> str:
    """The line as the standard library writes it."""

    def words(limit: Any) -> dict[str, Any]:
        return {"citation": limit.citation.provision, "because": limit.because}

    def dated(limit: Any) -> dict[str, Any]:
        return {"rule": str(limit.rule), "due_on": limit.due_on.isoformat()}

    due = answered.next
    return json.dumps(
        {
            "id": told,
            "as_of": as_of.isoformat(),
            "reviews": [
                {
                    "held_on": review.held_on.isoformat(),
                    "ordinal": review.ordinal,
                    **dated(review),
                    "in_time": review.in_time,
                    "days_late": review.days_late,
                    **words(review),
                }
                for review in answered.reviews
            ],
            "missed": [{**dated(missed), **words(missed)} for missed in answered.missed],
            "next": None if due is None else {**dated(due), "overdue": due.overdue, **words(due)},
        },
        separators=(",", ":"),
    )


@given(histories(), st.text(min_size=1) | st.integers())
def test_lines_are_what_json_dumps_writes(case: Any, told: str | int) -> None:
    history, as_of = case
    answered = timetable(history, as_of)
    assert line_of(told, as_of, answered) == _same_as_dumps(told, as_of, answered)


@given(st.none() | st.text() | st.integers(), st.text())
def test_errors_are_what_json_dumps_writes(told: str | int | None, words: str) -> None:
    assert error_of(told, words) == json.dumps({"id": told, "error": words}, separators=(",", ":"))


def _as_json(history: Any) -> dict[str, Any]:
    """A history as it would come in."""

    def day(when: date | None) -> str | None:
        return when.isoformat() if when else None

    return {
        "id": history.id,
        "born": day(history.born_on),
        "periods": [
            {
                "from": day(care.from_on),
                "until": day(care.until_on),
                "legal": [{"from": day(spell.from_on), "status": spell.status} for spell in care.legal],
                "placements": [
                    {"from": day(spell.from_on), "type": spell.type, "unplanned": spell.unplanned}
                    for spell in care.placements
                ],
                "adoption": {
                    "authorised_on": day(care.adoption_authorised_on),
                    "placed_on": day(care.adoption_placed_on),
                },
            }
            for care in history.periods
        ],
        "reviews": [{"held_on": day(review.held_on)} for review in history.reviews],
    }


@given(histories())
def test_what_is_read_is_what_was_said(case: Any) -> None:
    history, _ = case
    told = _as_json(history)
    line = json.dumps(told)
    read, keys = read_history(parse_line(line), history.id)
    assert (read.periods, read.reviews, read.born_on) == (history.periods, history.reviews, history.born_on)
    assert keys == line.count(":")


JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["2026-03-02", "V2"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["from", "until", "status", "type", "held_on", "legal", "adoption", "x"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@given(st.sampled_from(["id", "born", "periods", "reviews", "requested"]), JSON_VALUES, st.booleans())
def test_whatever_comes_in_is_answered(key: str, value: Any, in_period: bool) -> None:
    told = period(**{"legal": value, "placements": value, "adoption": value}) if in_period else child()
    told[key] = value
    text, judged = answer(json.dumps(told), date(2026, 9, 1), Policy())
    answered = json.loads(text)
    assert ("error" in answered) == (not judged)
    assert OUR_FAULT not in answered.get("error", "")


@given(st.text())
def test_any_text_is_answered(line: str) -> None:
    text, judged = answer(line, date(2026, 9, 1), Policy())
    assert OUR_FAULT not in json.loads(text)["error"]
    assert not judged


def test_a_fault_of_ours_on_one_line_is_told_and_the_rest_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(*_: Any) -> Timetable:
        raise ZeroDivisionError

    monkeypatch.setattr(timetable_lines, "timetable", faulty)
    text, judged = answer(json.dumps(CHILD), TODAY, Policy())
    assert json.loads(text) == {"id": "C1", "error": f"{OUR_FAULT} (ZeroDivisionError)"}
    assert not judged


def test_several_processes_answer_in_order_and_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timetable_lines, "_CHUNK_BYTES", 2000)
    lines = [json.dumps(child(id=number)) for number in range(60)]
    lines[17] = "nonsense"
    text = ("\n".join(lines) + "\n").encode()
    alone = b"".join(piece for piece, *_ in answer_all(BytesIO(text), TODAY, Policy(), 1))
    shared = list(answer_all(BytesIO(text), TODAY, Policy(), 2))
    assert b"".join(piece for piece, *_ in shared) == alone
    assert sum(answered for _, answered, _ in shared) == 60
    assert sum(failed for *_, failed in shared) == 1
    assert [json.loads(line)["id"] for line in alone.splitlines()] == [*range(17), None, *range(18, 60)]


def test_a_process_that_dies_loses_no_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timetable_lines, "_CHUNK_BYTES", 2000)
    here = os.getpid()
    ordinary = timetable_lines.answer_piece

    def dies_elsewhere(piece: bytes, as_of: date, policy: Policy) -> tuple[bytes, int, int]:
        if os.getpid() != here:
            os._exit(9)
        return ordinary(piece, as_of, policy)

    monkeypatch.setattr(timetable_lines, "answer_piece", dies_elsewhere)
    dies_elsewhere.__module__, dies_elsewhere.__qualname__ = ordinary.__module__, ordinary.__qualname__
    text = "".join(json.dumps(child(id=number)) + "\n" for number in range(60)).encode()
    out = b"".join(piece for piece, *_ in answer_all(BytesIO(text), TODAY, Policy(), 2))
    assert [json.loads(line)["id"] for line in out.splitlines()] == list(range(60))


def test_a_line_longer_than_a_piece_is_still_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timetable_lines, "_CHUNK_BYTES", 50)
    text = (json.dumps(CHILD) + "\n" + json.dumps(CHILD)).encode()
    out = b"".join(piece for piece, *_ in answer_all(BytesIO(text), TODAY, Policy(), 1))
    assert len(out.splitlines()) == 2


_ASK = (
    "import sys; from datetime import date; from lodestar.exchange.timetable import run;"
    "status = run(sys.argv[1:], date(2026, 11, 23), sys.stdin, sys.stdout, sys.stderr);"
    "assert 'django' not in sys.modules; sys.exit(status)"
)


def test_a_reader_that_goes_away_is_no_error_and_django_is_never_loaded(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text("".join(json.dumps(child(id=number)) + "\n" for number in range(6000)))
    asked = subprocess.Popen(
        [sys.executable, "-c", _ASK, "--in", str(source)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert asked.stdout is not None
    assert asked.stderr is not None
    assert asked.stdout.readline().startswith(b'{"id":0')
    asked.stdout.close()
    assert asked.stderr.read() == b""
    asked.stderr.close()
    assert asked.wait(60) == 0
