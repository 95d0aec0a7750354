"""Who a child is, from the Header rows of several years."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lodestar.exchange.ssda903.codes import SEX_TODAY
from lodestar.exchange.ssda903.rows import ReturnRow, RowSource
from lodestar.exchange.ssda903.stitch_account import StitchAccount, said
from lodestar.exchange.ssda903.stitch_merge import Values, merge_years

NOT_YET_OBTAINED = "NOBT"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a child is: the later year believed, what only an earlier year says kept."""

    born_on: date
    sex: str
    ethnicity: str
    unique_pupil_number: str
    is_mother: bool
    own_child_born_on: date | None
    source: RowSource


def _comparable(row: ReturnRow) -> Values:
    """Return what a Header row says: that something is not known yet is no statement."""
    sex = SEX_TODAY[row.text("SEX")]
    ethnicity, number = row.text("ETHNIC"), row.text("UPN")
    return {
        "DOB": row["DOB"],
        "SEX": None if sex == "U" else sex,
        "ETHNIC": None if ethnicity in ("", NOT_YET_OBTAINED) else ethnicity,
        "UPN": None if number.upper().startswith("UN") else number or None,
        "MOTHER": None if row["MOTHER"] == "0" else row["MOTHER"],
        "MC_DOB": row["MC_DOB"],
    }


def identity_of(rows: Sequence[ReturnRow], account: StitchAccount) -> Identity | None:
    """Return who a child is, or None without a Header row that can be true."""
    born = []
    for row in rows:
        born_on = row.day("DOB")
        if born_on is not None and born_on > row.year.ends_on:
            words = f"DOB is {said(born_on)}, after the collection year ended on {said(row.year.ends_on)}. Correct DOB."
            account.hold(row, "301", words)
        else:
            born.append(row)
    believed = merge_years(born, account, twice="INT32", what="the child in Header", comparable=_comparable)
    if believed is None:
        return None
    account.use(believed.row)
    born_on = believed.day("DOB")
    assert born_on is not None
    own_child = believed.day("MC_DOB")
    if own_child is not None and own_child <= born_on:
        words = (
            f"MC_DOB is {said(own_child)}, not after the mother's own birth: it was left out. Correct MC_DOB."
        )
        account.note(believed.row, "621", words)
        own_child = None
    return Identity(
        born_on=born_on,
        sex=believed.text("SEX") or "U",
        ethnicity=believed.text("ETHNIC") or NOT_YET_OBTAINED,
        unique_pupil_number=believed.text("UPN") or believed.row.text("UPN"),
        is_mother=believed.text("MOTHER") == "1",
        own_child_born_on=own_child,
        source=believed.row.source,
    )
