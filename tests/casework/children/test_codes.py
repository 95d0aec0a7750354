"""Each rule about codes, once allowed and once refused, with the check it rests on and the field at fault."""

from datetime import date

import pytest

from lodestar.access.answers import Refused
from lodestar.casework.children.policies import codes, dates
from lodestar.casework.children.policies.steps import LONGEST
from tests.casework.children.histories import BEGAN, TODAY, a_period, a_record

BORN = date(2014, 5, 1)
F = "somewhere"


def status_use(code, day):
    return lambda: codes.legal_status_in_use(code, day, field=F)


def place_use(code, day):
    return lambda: codes.placement_type_in_use(code, day, field=F)


def status_age(code, years, extra=0):
    return lambda: codes.legal_status_fits_age(
        code, TODAY, born_on=date(TODAY.year - years, TODAY.month, TODAY.day + extra), field=F
    )


def place_age(code, years, extra=0):
    return lambda: codes.placement_fits_age(
        code, TODAY, born_on=date(TODAY.year - years, TODAY.month, TODAY.day + extra), field=F
    )


def adult(status, place, extra=0):
    return lambda: codes.fits_adulthood(
        status, place, TODAY, born_on=date(TODAY.year - 18, TODAY.month, TODAY.day + extra), field=F
    )


def provider(code, place):
    return lambda: codes.provider_fits_type(code, place, field=F)


def together(status, place):
    return lambda: codes.status_fits_placement(status, place, field=F)


def change(reason, left, entered, years=12):
    return lambda: codes.change_reason_fits(
        reason, left, entered, TODAY, born_on=date(TODAY.year - years, TODAY.month, TODAY.day), field=F
    )


def ending(reason, years=12, placements=((BEGAN, "U6"),), extra=0):
    record = a_record(date(TODAY.year - years, TODAY.month, TODAY.day + extra))
    return lambda: codes.end_reason_fits(reason, a_period(*placements), record, TODAY, field=F)


ADOPTIVE = ((BEGAN, "U6"), (date(2025, 6, 1), "A4"))

# What it is about, allowed, refused, the check.
TABLE = [
    (
        "freeing order ended",
        status_use("D1", date(2005, 12, 29)),
        status_use("D1", date(2005, 12, 30)),
        "445",
    ),
    (
        "placement order began",
        status_use("E1", date(2005, 12, 30)),
        status_use("E1", date(2005, 12, 29)),
        "446",
    ),
    ("P2 ended", place_use("P2", date(2023, 10, 27)), place_use("P2", date(2023, 10, 28)), "217t"),
    ("H5 ended", place_use("H5", date(2024, 3, 31)), place_use("H5", date(2024, 4, 1)), "2024/25"),
    ("K3 began", place_use("K3", date(2024, 4, 1)), place_use("K3", date(2024, 3, 31)), "2024/25"),
    ("Z1 ended", place_use("Z1", date(2025, 3, 31)), place_use("Z1", date(2025, 4, 1)), "146"),
    ("Z12 began", place_use("Z12", date(2025, 4, 1)), place_use("Z12", date(2025, 3, 31)), "146"),
    ("remand at 10", status_age("J1", 10), status_age("J1", 10, 1), "358"),
    ("PACE at 10", status_age("J2", 10), status_age("J2", 10, 1), "358"),
    ("youth rehabilitation at 10", status_age("J3", 10), status_age("J3", 10, 1), "358"),
    ("supported accommodation at 16", place_age("K3", 16), place_age("K3", 16, 1), "371"),
    ("semi-independent at 16", place_age("H5", 16), place_age("H5", 16, 1), "371"),
    ("young offender institution at 10", place_age("R5", 10), place_age("R5", 10, 1), "372"),
    ("residential school at 4", place_age("S1", 4), place_age("S1", 4, 1), "373"),
    ("residential employment at 14", place_age("P3", 14), place_age("P3", 14, 1), "374"),
    ("18 in a children's home under s.20", adult("V2", "K2"), adult("C2", "K2"), "359"),
    ("the day before 18", adult("C2", "U6", 1), adult("V2", "U6"), "359"),
    ("no provider needed", provider("", "P1"), provider("PR1", "T1"), "213"),
    ("no provider for other places", provider("", "Z1"), provider("PR4", "Z1"), "213"),
    ("parents provide for their own", provider("PR0", "P1"), provider("PR0", "U6"), "550"),
    ("own provision", provider("PR1", "U6"), provider("PR1", "R5"), "527"),
    ("another authority", provider("PR2", "K2"), provider("PR2", "R2"), "528"),
    ("other public provision", provider("PR3", "R2"), provider("PR3", "U1"), "529"),
    ("private provision", provider("PR4", "K2"), provider("PR4", "P1"), "530"),
    ("voluntary provision", provider("PR5", "R1"), provider("PR5", "P1"), "531"),
    ("with parents not under s.20", together("C2", "P1"), together("V2", "P1"), "378"),
    ("short break in a temporary stay", together("V3", "U6"), together("V3", "T4"), "382"),
    ("short break in long-term foster care", together("V4", "K2"), together("V4", "U1"), "384"),
    ("placed with a placement order", together("E1", "A5"), together("C2", "A5"), "408"),
    ("a reason is given", change("CARPL", "U6", "K2"), change("", "U6", "K2"), "225"),
    ("no reason to a temporary stay", change("", "U6", "T1"), change("CARPL", "U6", "T1"), "226"),
    ("no reason back from one", change("", "T1", "U6"), change("CARPL", "T1", "U6"), "226"),
    ("custody at 10", change("CUSTOD", "U6", "R5", 10), change("CUSTOD", "U6", "R5", 9), "234"),
    ("adopted after being placed", ending("E11", 3, ADOPTIVE), ending("E11", 3), "390"),
    ("adopted before 18", ending("E12", 17, ADOPTIVE), ending("E12", 18, ADOPTIVE), "386"),
    ("guardianship before 18", ending("E47", 17), ending("E47", 18), "407"),
    ("guardianship to the foster carer", ending("E45"), ending("E46", 12, ((BEGAN, "K2"),)), "516"),
    ("independent living at 14", ending("E5", 14), ending("E6", 14, extra=1), "387"),
    ("adult residential care at 16", ending("E7", 16), ending("E7", 16, extra=1), "389"),
    ("stayed put at 18", ending("E17", 18), ending("E17", 18, extra=1), "460"),
]


@pytest.mark.parametrize(("about", "allowed", "refused", "check"), TABLE, ids=[row[0] for row in TABLE])
def test_each_rule_once_kept_and_once_broken(about, allowed, refused, check):
    assert allowed(), allowed()
    answer = refused()
    assert isinstance(answer, Refused)
    assert answer.field == F
    assert check in (answer.citation or "")
    assert len(answer.reason) > 30 and answer.reason.endswith(".")


@pytest.mark.parametrize("reason", ["", "X1", "E99"])
def test_a_reason_for_ceasing_is_one_of_the_list(reason):
    assert not ending(reason)()


def test_a_reason_for_change_is_one_of_the_list():
    assert not change("WHIM", "U6", "K2")()


def test_days():
    assert dates.not_after_today(TODAY, today=TODAY, field=F)
    tomorrow = dates.not_after_today(date(2026, 3, 17), today=TODAY, field=F)
    assert isinstance(tomorrow, Refused) and "17 March 2026 has not come yet" in tomorrow.reason
    assert dates.not_before_birth(BORN, born_on=BORN, field=F)
    assert not dates.not_before_birth(date(2014, 4, 30), born_on=BORN, field=F)
    assert dates.not_before_the_act(date(1991, 10, 14), field=F)
    assert not dates.not_before_the_act(date(1991, 10, 13), field=F)


def test_a_row_ends_after_it_starts():
    assert dates.ends_after_it_starts(a_period(until=date(2025, 3, 4)), field=F, what="It")
    assert dates.ends_after_it_starts(a_period(), field=F, what="It")
    same = dates.ends_after_it_starts(a_period(until=BEGAN), field=F, what="It")
    assert isinstance(same, Refused) and "355" in (same.citation or "")
    earlier = dates.ends_after_it_starts(a_period(until=date(2025, 3, 2)), field=F, what="It")
    assert isinstance(earlier, Refused) and "356" in (earlier.citation or "")


def test_by_a_birthday():
    kept = {"born_on": BORN, "years": 18, "field": F, "what": "It would end", "citation": "304"}
    assert dates.by_the_birthday(date(2032, 5, 1), **kept)
    assert not dates.by_the_birthday(date(2032, 5, 2), **kept)


def test_the_longest_statuses_are_the_three_of_child_protection():
    assert {code: days for code, (days, _, _) in LONGEST.items()} == {"L1": 3, "L2": 21, "L3": 7}
