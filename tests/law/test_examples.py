"""The law's examples hold, every rule has one, and every change of wording has one on each side."""

import importlib
import inspect
import pkgutil
import re
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

import lodestar.law
from lodestar.law import review_timing
from lodestar.law.appointment import Conflict
from lodestar.law.in_force import Dated, NotInForce, Version
from lodestar.law.review_timing import CannotJudge, timetable
from tests.law.reading_examples import (
    Example,
    arguments_of,
    examples,
    history_of,
    in_example_words,
    policy_of,
)

HISTORIES = examples(of_functions=False)
FUNCTIONS = examples(of_functions=True)
MODULES = [
    importlib.import_module(f"lodestar.law.{found.name}")
    for found in pkgutil.iter_modules(lodestar.law.__path__)
]


@pytest.mark.parametrize("example", HISTORIES, ids=str)
def test_history(example: Example) -> None:
    told = example.told
    if "cannot judge" in told:
        with pytest.raises(CannotJudge) as refusal:
            timetable(history_of(told), told["on"], policy_of(told))
        assert refusal.value.field == told["cannot judge"]
        assert refusal.value.words in str(refusal.value)
        return
    answer = timetable(history_of(told), told["on"], policy_of(told))
    said = in_example_words(answer)
    for part in ("held", "missed", "next"):
        if part in told:
            assert said[part] == told[part]
    if "missed" not in told:
        assert said["missed"] == []
    if answer.next is not None:
        if "because" in told:
            assert answer.next.because == told["because"]
        if "citation" in told:
            assert answer.next.citation.provision == told["citation"]
        if "force" in told:
            assert answer.next.citation.force == told["force"]


def _called(name: str) -> Any:
    module, _, function = name.partition(".")
    return getattr(importlib.import_module(f"lodestar.law.{module}"), function)


@pytest.mark.parametrize("example", FUNCTIONS, ids=str)
def test_function(example: Example) -> None:
    told = example.told
    function, given = _called(told["function"]), arguments_of(told["given"])
    if "raises" in told:
        with pytest.raises((LookupError, ValueError)) as raised:
            function(**given)
        assert type(raised.value).__name__ == told["raises"]
        return
    answer, gives = function(**given), told["gives"]
    if isinstance(gives, dict):
        for name, expected in gives.items():
            if name == "conflicts":
                assert isinstance(answer, Conflict)
                assert [ground.reason for ground in answer.reasons] == expected
                assert all(ground.citation.provision for ground in answer.reasons)
            elif name == "codes":
                assert sorted(answer.codes) == expected
            elif name == "citation":
                assert answer.citation.provision == expected
            elif name == "flags":
                assert list(answer.flags) == expected
            else:
                assert getattr(answer, name) == expected
    elif isinstance(gives, list):
        assert list(answer) == pytest.approx(gives)
    elif isinstance(gives, float):
        assert round(answer, 1) == gives
    else:
        assert answer == gives


def public_functions() -> Iterator[tuple[str, Any]]:
    """Every public function of the law room, by module and name."""
    for module in MODULES:
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_"):
                yield f"{module.__name__.rpartition('.')[2]}.{name}", function


def test_every_public_function_has_an_example() -> None:
    """A rule by an example of its own; the workings of the timetable by being used in the examples of
    histories.
    """
    used: set[str] = set()

    def notice(frame: Any, event: str, _: Any) -> None:
        if event == "call":
            used.add(f"{frame.f_globals.get('__name__', '').rpartition('.')[2]}.{frame.f_code.co_name}")

    before = sys.getprofile()
    sys.setprofile(notice)
    try:
        for example in HISTORIES:
            try:
                timetable(history_of(example.told), example.told["on"], policy_of(example.told))
            except CannotJudge:
                continue
    finally:
        sys.setprofile(before)
    workings = {"history_checks", "review_clock", "review_facts", "review_phases", "review_timing"}
    shown = {example.told["function"] for example in FUNCTIONS}
    shown |= {name for name in used if name.partition(".")[0] in workings}
    assert {name for name, _ in public_functions()} - shown == set()


def test_every_public_function_says_what_it_does_and_on_what_authority() -> None:
    source = re.compile(
        r"SI \d{4}/\d+|\bAct \d{4}|R\d+\.\d+|\b\d+\.\d+\b|section \d|\breg(ulation)? \d+|Handbook|\b15\.\d|DQ\d"
    )
    without = [name for name, function in public_functions() if not source.search(function.__doc__ or "")]
    assert without == ["review_rules.in_words"]
    assert all(function.__doc__.rstrip().endswith((".", ")")) for _, function in public_functions())


def dated_rules() -> list[Dated[Any]]:
    """Every rule with dates that a module of the law states."""
    rules = {}
    for module in MODULES:
        for value in vars(module).values():
            if isinstance(value, Dated):
                rules[id(value)] = value
    return list(rules.values())


def test_every_boundary_between_versions_has_examples_on_both_sides(monkeypatch: pytest.MonkeyPatch) -> None:
    """On the first day of the new wording, and on the last day of the old that the rule can give.

    That is one day earlier where six months cannot end on it: no month of 30 days has a 31st.
    """
    asked: set[tuple[int, date]] = set()
    holds_on = Version.holds_on

    def notice(version: Version[Any], day: date) -> bool:
        holds = holds_on(version, day)
        if holds:
            asked.add((id(version), day))
        return holds

    monkeypatch.setattr(Version, "holds_on", notice)
    review_timing._clock.cache_clear()
    for example in HISTORIES:
        try:
            timetable(history_of(example.told), example.told["on"], policy_of(example.told))
        except CannotJudge:
            continue
    for example in FUNCTIONS:
        if "raises" not in example.told:
            _called(example.told["function"])(**arguments_of(example.told["given"]))
    review_timing._clock.cache_clear()
    boundaries = 0
    for rule in dated_rules():
        for old, new in rule.boundaries():
            boundaries += 1
            last_days = {(id(old), new.since - timedelta(days=number)) for number in (1, 2)}
            assert last_days & asked, f"{rule.rule}: no example before {new.since}"
            assert (id(new), new.since) in asked, f"{rule.rule}: no example on {new.since}"
    assert boundaries >= 6


@pytest.mark.parametrize("rule", dated_rules(), ids=lambda rule: rule.rule)
def test_before_its_first_version_a_rule_is_not_known(rule: Dated[Any]) -> None:
    first = rule.versions[0].since
    assert rule.at(first) is rule.versions[0]
    with pytest.raises(NotInForce) as unknown:
        rule.at(first - timedelta(days=1))
    assert unknown.value.rule == rule.rule
    assert unknown.value.day == first - timedelta(days=1)
