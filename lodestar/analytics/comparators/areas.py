"""The areas that figures are published for, found by whichever code or name a file has for them.

The DfE numbers authorities (893), the ONS codes them (E06000051, and another when a boundary changes), and some files
give only a name. One code stands for an area here: the latest ONS code.
"""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lodestar.analytics.comparators.states import Level

AREAS_FILE = Path(__file__).with_name("areas.csv")
ENGLAND = "E92000001"
ONS_CODE = re.compile(r"^E\d{8}$", re.ASCII)
DFE_NUMBER = re.compile(r"^\d{3}$", re.ASCII)
LEFT_OUT_OF_NAMES = re.compile(
    r"\b(the|of|city|county|and|on|sea|upon|borough|council|metropolitan)\b|[^a-z ]"
)


@dataclass(frozen=True, slots=True)
class Area:
    """England, a region or an authority; `region_code` is an authority's region, where it is known."""

    code: str
    name: str
    level: Level
    dfe_number: str = ""
    region_code: str = ""
    former_codes: tuple[str, ...] = ()
    is_former: bool = False


class Areas:
    """A list of areas, asked by code, number or name."""

    def __init__(self, areas: Iterable[Area]) -> None:
        """Remember the areas; an authority that was abolished gives its name up to one that bears it now."""
        self.all = tuple(areas)
        self._by_code = {code: area for area in self.all for code in area.former_codes}
        self._by_code |= {area.code: area for area in self.all}
        self._by_number = {area.dfe_number: area for area in self.all if area.dfe_number}
        # The present bearer of a name comes last, and stays.
        latest = sorted(self.all, key=lambda area: not area.is_former)
        self._by_name = {area.name.lower(): area for area in latest}
        self._by_plain_name: dict[str, Area | None] = {}
        for area in latest:
            before = self._by_plain_name.get(plain(area.name), area)
            # Two present areas of one plain name (London, City of London) are told apart by the whole name alone.
            is_plain = before is area or (before is not None and before.is_former)
            self._by_plain_name[plain(area.name)] = area if is_plain else None

    def called(self, code_or_name: str) -> Area | None:
        """Return the area of an ONS code, a DfE number or a name; None where none is known."""
        given = code_or_name.strip()
        return self.numbered(given) or self.coded(given) or self.named(given)

    def numbered(self, number: str) -> Area | None:
        """Return the authority of a DfE number."""
        return self._by_number.get(number)

    def coded(self, code: str) -> Area | None:
        """Return the area of an ONS code, present or former."""
        return self._by_code.get(code.upper())

    def named(self, name: str) -> Area | None:
        """Return the area of a name, with or without "City of" and the like."""
        return self._by_name.get(name.strip().lower()) or self._by_plain_name.get(plain(name))

    def and_also(self, others: Iterable[Area]) -> "Areas":
        """Return this list with areas that it lacks, such as authorities made since it was shipped."""
        return Areas([*self.all, *(area for area in others if area.code not in self._by_code)])


def plain(name: str) -> str:
    """Return a name without what publishers write differently: small words, punctuation, order of "City of"."""
    small = name.lower().replace("&", " ")
    return " ".join(LEFT_OUT_OF_NAMES.sub(" ", small).split()) or small.strip()


@cache
def shipped_areas() -> Areas:
    """Return the areas that come with the program: England, its regions and 158 authorities, 5 of them abolished."""
    with AREAS_FILE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return Areas(
            Area(
                code=row["code"],
                name=row["name"],
                level=Level(row["level"]),
                dfe_number=row["dfe_number"],
                region_code=row["region_code"],
                former_codes=tuple(row["former_codes"].split()),
                is_former=row["is_former"] == "yes",
            )
            for row in rows
        )
