"""The files of the return: their fields, what each field holds, and how a file is told from the others
(2-law section 1.12).
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from dataclasses import field as field_of
from enum import StrEnum

from lodestar.exchange.ssda903.codes import CODES
from lodestar.exchange.ssda903.years import CollectionYear


class Table(StrEnum):
    """The twelve files of the return, by the names checks use."""

    HEADER = "Header"
    EPISODES = "Episodes"
    REVIEWS = "Reviews"
    UASC = "UASC"
    OC2 = "OC2"
    OC3 = "OC3"
    AD1 = "AD1"
    PLACED_ADOPTION = "PlacedAdoption"
    PREV_PERM = "PrevPerm"
    MISSING = "Missing"
    SW_EPISODES = "SWEpisodes"
    DOLO = "DoLo"


class Kind(StrEnum):
    """What a field holds."""

    CHILD = "child identifier"
    DATE = "date"
    CODE = "code"
    TEXT = "text"
    INTEGER = "whole number"
    POSTCODE = "postcode"


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its name, what it holds, and whether a row cannot be read without it."""

    name: str
    kind: Kind
    is_needed: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """A file's columns in the DfE's order, and the first collection year that has it (None: all)."""

    table: Table
    fields: tuple[Field, ...]
    first: int | None = None
    columns: tuple[str, ...] = field_of(init=False)
    position: Mapping[str, int] = field_of(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "columns", tuple(f.name for f in self.fields))
        object.__setattr__(self, "position", {f.name: i for i, f in enumerate(self.fields)})

    @property
    def telling(self) -> frozenset[str]:
        """Return the columns that tell this file from the others."""
        return frozenset(self.columns) - {"CHILD", "DOB", "SEX"}

    def exists_in(self, year: CollectionYear) -> bool:
        """Return whether the return of a year has this file."""
        return self.first is None or self.first <= year.ending


_DATES = frozenset(
    {
        *("DOB", "MC_DOB", "DECOM", "DEC", "REVIEW", "DUC", "DATE_INT", "DATE_MATCH"),
        *("DATE_PLACED", "DATE_PLACED_CEASED", "MIS_START", "MIS_END"),
        *("SW_DECOM", "SW_DEC", "DOLO_START", "DOLO_END"),
    }
)
_POSTCODES = frozenset({"HOME_POST", "PL_POST"})


def _kind(name: str) -> Kind:
    if name == "CHILD":
        return Kind.CHILD
    if name in _DATES:
        return Kind.DATE
    if name in CODES:
        return Kind.CODE
    if name == "SDQ_SCORE":
        return Kind.INTEGER
    return Kind.POSTCODE if name in _POSTCODES else Kind.TEXT


def _layout(table: Table, columns: str, needed: str, first: int | None = None) -> Layout:
    wanted = set(needed.split()) | {"CHILD"}
    return Layout(table, tuple(Field(n, _kind(n), n in wanted) for n in columns.split()), first)


LAYOUTS: Mapping[Table, Layout] = {
    layout.table: layout
    for layout in (
        _layout(Table.HEADER, "CHILD SEX DOB ETHNIC UPN MOTHER MC_DOB", "DOB"),
        _layout(
            Table.EPISODES,
            "CHILD DECOM RNE LS CIN PLACE PLACE_PROVIDER DEC REC REASON_PLACE_CHANGE HOME_POST PL_POST URN",
            "DECOM LS PLACE",
        ),
        _layout(Table.REVIEWS, "CHILD DOB REVIEW REVIEW_CODE", "REVIEW"),
        _layout(Table.UASC, "CHILD SEX DOB DUC", ""),
        _layout(
            Table.OC2,
            "CHILD DOB SDQ_SCORE SDQ_REASON CONVICTED HEALTH_CHECK IMMUNISATIONS TEETH_CHECK "
            "HEALTH_ASSESSMENT SUBSTANCE_MISUSE INTERVENTION_RECEIVED INTERVENTION_OFFERED",
            "",
        ),
        _layout(Table.OC3, "CHILD DOB IN_TOUCH ACTIV ACCOM", ""),
        _layout(Table.AD1, "CHILD DOB DATE_INT DATE_MATCH FOSTER_CARE NB_ADOPTR SEX_ADOPTR LS_ADOPTR", ""),
        _layout(
            Table.PLACED_ADOPTION,
            "CHILD DOB DATE_PLACED DATE_PLACED_CEASED REASON_PLACED_CEASED",
            "DATE_PLACED",
        ),
        _layout(Table.PREV_PERM, "CHILD DOB PREV_PERM LA_PERM DATE_PERM", "PREV_PERM"),
        _layout(Table.MISSING, "CHILD DOB MISSING MIS_START MIS_END", "MISSING MIS_START"),
        _layout(Table.SW_EPISODES, "CHILD DOB SW_ID SW_DECOM SW_DEC SW_REASON", "SW_ID SW_DECOM", first=2024),
        _layout(Table.DOLO, "CHILD DOB DOLO_START DOLO_END", "DOLO_START", first=2027),
    )
}

# Part of a file's name, letters and digits alone: the longest that fits wins ("swepisodes" over "episodes").
_NAMES: Mapping[str, Table] = {
    "header": Table.HEADER,
    "episode": Table.EPISODES,
    "review": Table.REVIEWS,
    "uasc": Table.UASC,
    "oc2": Table.OC2,
    "oc3": Table.OC3,
    "ad1": Table.AD1,
    "placedadoption": Table.PLACED_ADOPTION,
    "adplaced": Table.PLACED_ADOPTION,
    "placedforadoption": Table.PLACED_ADOPTION,
    "shouldbeplaced": Table.PLACED_ADOPTION,
    "prevperm": Table.PREV_PERM,
    "previousperm": Table.PREV_PERM,
    "missing": Table.MISSING,
    "swepisode": Table.SW_EPISODES,
    "socialworker": Table.SW_EPISODES,
    "swepi": Table.SW_EPISODES,
    "dolo": Table.DOLO,
    "deprivationofliberty": Table.DOLO,
}

COLUMN_ALSO_WRITTEN: Mapping[str, str] = {
    "CHILDID": "CHILD",
    "CHILD_ID": "CHILD",
    "PL": "PLACE",
    "PLACEMENT": "PLACE",
    "PLACEMENT_TYPE": "PLACE",
    "GENDER": "SEX",
    "DATE_OF_BIRTH": "DOB",
    "ETHNICITY": "ETHNIC",
    "NB_ADOPTER": "NB_ADOPTR",
    "SEX_ADOPTER": "SEX_ADOPTR",
    "LS_ADOPTER": "LS_ADOPTR",
    "PROVIDER": "PLACE_PROVIDER",
    "REVIEW_DATE": "REVIEW",
}
ALL_COLUMNS = frozenset(name for layout in LAYOUTS.values() for name in layout.columns)
REASON_COLUMN = "REASON"
"""The column added to a file of refused rows; told as extra, but no dirt, when such a file is read again."""


def column_named(text: str) -> str:
    """Return a column's name as the layouts write it: capitals, underscores, known other spellings."""
    name = re.sub(r"[^A-Z0-9]+", "_", text.strip().strip("\"'").upper()).strip("_")
    return name if name in ALL_COLUMNS else COLUMN_ALSO_WRITTEN.get(name, name)


def table_named(file_name: str) -> Table | None:
    """Return the table a file or sheet is named after, or None."""
    plain = re.sub(r"[^a-z0-9]", "", file_name.lower())
    found = [part for part in _NAMES if part in plain]
    return _NAMES[max(found, key=len)] if found else None


def table_of_columns(columns: Collection[str]) -> Table | None:
    """Return the table whose telling columns these are, or None where none has at least half of its own."""
    present = set(columns)
    if "CHILD" not in present:
        return None
    share = {table: len(layout.telling & present) / len(layout.telling) for table, layout in LAYOUTS.items()}
    best = max(share, key=lambda table: share[table])
    return best if share[best] >= 0.5 else None


def recognise(file_name: str, columns: Collection[str]) -> Table | None:
    """Return which table a file holds: by its columns where they are clear, else by its name.

    A name alone is believed only where at least one telling column, or the child's identifier, is there.
    """
    present = set(columns)
    named = table_named(file_name)
    if named is not None and LAYOUTS[named].telling & present:
        by_columns = table_of_columns(present)
        if by_columns is None or len(LAYOUTS[named].telling & present) >= len(
            LAYOUTS[by_columns].telling & present
        ):
            return named
    return table_of_columns(present) or (named if named is not None and "CHILD" in present else None)
