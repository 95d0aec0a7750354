"""What stands in a cell of a published table: a number, or a sign that says why there is none (2-law R7.2)."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from lodestar.analytics.comparators.states import Status

SIGNS = {
    "c": Status.SUPPRESSED,
    "*": Status.SUPPRESSED,
    "z": Status.NOT_APPLICABLE,
    ".": Status.NOT_APPLICABLE,
    "x": Status.NOT_AVAILABLE,
    "..": Status.NOT_AVAILABLE,
    "-": Status.NOT_AVAILABLE,
    ":": Status.NOT_AVAILABLE,
    "": Status.NOT_AVAILABLE,
    "k": Status.ROUNDS_TO_ZERO,
}
NUMBER = re.compile(r"^-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?%?$", re.ASCII)
YEAR = re.compile(r"^(19|20)\d\d$", re.ASCII)
YEAR_ACROSS = re.compile(r"^((?:19|20)\d\d)[/-]?(\d\d)$", re.ASCII)
DECIMALS = Decimal("0.0001")
"""To how much values are kept: spreadsheets leave 14.100000000000001 for 14.1, and nothing is published finer."""
MOST = Decimal(1_000_000_000)


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with its status (no value unless published), or what is wrong with what stands there."""

    value: Decimal | None
    status: Status
    fault: str = ""


def read_cell(text: str) -> Cell:
    """Return what a cell says; its `fault` is words for a value that is neither number nor sign."""
    given = text.strip()
    sign = SIGNS.get(given.lower())
    if sign is not None:
        return Cell(None, sign)
    if not NUMBER.match(given) or len(given) > 40:
        return Cell(None, Status.NOT_AVAILABLE, f"'{shown(given)}' is no number and no sign such as c or z")
    number = Decimal(given.replace(",", "").rstrip("%"))
    if abs(number) > MOST:
        return Cell(None, Status.NOT_AVAILABLE, f"'{shown(given)}' is larger than any published figure")
    # Adding nothing turns -0 into 0.
    return Cell(number.quantize(DECIMALS, ROUND_HALF_UP) + 0, Status.PUBLISHED)


def read_year(text: str) -> int | None:
    """Return the year a period ends in: 2025 of `2025`, `202425`, `2024/25` and `2024-25`; None for anything else."""
    given = text.strip()
    if YEAR.match(given):
        return int(given)
    across = YEAR_ACROSS.match(given)
    if across is None:
        return None
    ends = int(across[1]) + 1
    return ends if ends % 100 == int(across[2]) else None


def shown(text: str) -> str:
    """Return what was given, cut to what a line can show."""
    return text if len(text) <= 40 else text[:37] + "…"
