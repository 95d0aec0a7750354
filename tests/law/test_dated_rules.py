"""Versions of a rule: no gap, no overlap, no law without an address."""

from datetime import date

import pytest

from lodestar.law.citation import Citation, Force
from lodestar.law.in_force import Dated, NotInForce, Version

CITED = Citation("SI 2010/959 reg 33(1)", "https://www.legislation.gov.uk/uksi/2010/959", Force.REGULATIONS)
EARLY, MIDDLE, LATE = date(2000, 1, 1), date(2010, 1, 1), date(2020, 1, 1)


def test_the_version_of_a_day() -> None:
    rule = Dated("a rule", (Version(28, EARLY, MIDDLE, CITED), Version(20, MIDDLE, None, CITED)))
    assert rule.at(date(2009, 12, 31)).value == 28
    assert rule.at(MIDDLE).value == 20
    assert [(old.value, new.value) for old, new in rule.boundaries()] == [(28, 20)]


@pytest.mark.parametrize(
    "versions",
    [
        (),
        (Version(1, EARLY, MIDDLE, CITED), Version(2, date(2010, 1, 2), None, CITED)),
        (Version(1, EARLY, MIDDLE, CITED), Version(2, date(2009, 12, 31), None, CITED)),
        (Version(1, EARLY, None, CITED), Version(2, MIDDLE, None, CITED)),
    ],
    ids=["none", "a gap", "an overlap", "open before the last"],
)
def test_what_does_not_join_up_refuses_to_load(versions: tuple[Version[int], ...]) -> None:
    with pytest.raises(ValueError, match="a rule"):
        Dated("a rule", versions)


def test_a_rule_that_ended_is_not_known_after() -> None:
    rule = Dated("a rule", (Version(1, EARLY, MIDDLE, CITED),))
    with pytest.raises(NotInForce, match="No rule is known for a rule on 2020-01-01"):
        rule.at(LATE)


def test_a_version_ends_after_it_starts() -> None:
    with pytest.raises(ValueError, match="ends 2000-01-01 but starts 2000-01-01"):
        Version(1, EARLY, EARLY, CITED)


def test_a_citation_names_a_provision_and_law_has_an_address() -> None:
    with pytest.raises(ValueError, match="names a provision"):
        Citation(" ", "", Force.LOCAL_POLICY)
    with pytest.raises(ValueError, match="address of its wording"):
        Citation("SI 2010/959", "", Force.REGULATIONS)
    assert Citation("Local policy", "", Force.LOCAL_POLICY).url == ""
