"""What the pages of the return say: what was imported so far, what an import would do, and what it did."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.urls import reverse

from lodestar.exchange.ssda903.account import Account, FileAccount
from lodestar.exchange.ssda903.models import ReturnImport
from lodestar.exchange.ssda903.presenters.words import TABLE_WORDS, without_folder
from lodestar.exchange.ssda903.uploads import Upload
from lodestar.govuk.parts import Column, Link, Paging, Stat
from lodestar.govuk.words import capital_first, counted, date_and_time, listed

MOST_SHOWN = 100
TABLE_NAMES = {table.value: words for table, words in TABLE_WORDS.items()}
WHAT_BECAME = ("matched", "added", "ended", "corrected", "withdrawn")
REGISTER_COLUMNS: tuple[str | Column, ...] = (
    "Kind of row",
    *(Column(text, numeric=True) for text in ("As it was", "Added", "Ended", "Corrected", "Withdrawn")),
)
FILE_COLUMNS: tuple[str | Column, ...] = (
    "File",
    *(
        Column(text, numeric=True)
        for text in ("Rows", "Read", "Known already", "New", "No longer said", "Held back", "Refused")
    ),
)
KIND_WORDS = {
    "child": "Children",
    "period": "Periods of care",
    "legal_status": "Legal statuses",
    "placement": "Placements",
    "adoption_decision": "Decisions to place for adoption",
    "case_role": "Social workers",
    "unaccompanied": "Times as an unaccompanied child",
    "disability": "Disabilities",
    "missing": "Times missing",
    "deprivation": "Deprivations of liberty",
    "previous_permanence": "Previous permanence",
    "review": "Reviews",
}


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One earlier import in the list."""

    title: str
    href: str
    by: str
    words: str


@dataclass(frozen=True, slots=True)
class ReturnsPage:
    """What was imported so far."""

    rows: tuple[ImportRow, ...]
    paging: Paging


def returns_page(imports: Sequence[ReturnImport], paging: Paging) -> ReturnsPage:
    """Return the list of imports as its page shows it."""
    return ReturnsPage(tuple(import_row(run) for run in imports), paging)


def import_row(run: ReturnImport) -> ImportRow:
    """Return one import as a line of the list."""
    files = [FileAccount(**f) for f in run.counts.get("files", ())]
    told = [
        counted(sum(f.rows for f in files), "row"),
        f"{sum(f.added for f in files):,} new",
        f"{sum(f.held for f in files):,} held back",
        f"{sum(f.refused for f in files):,} refused",
    ]
    return ImportRow(
        title=date_and_time(run.started_at),
        href=reverse("return-import", args=[run.pk]),
        by=run.started_by.name,
        words=f"{run.years or 'No year'}: {', '.join(told)}.",
    )


@dataclass(frozen=True, slots=True)
class FileRow:
    """What became, or would become, of one file; the numbers in the order of the headings."""

    file: str
    words: str
    numbers: tuple[str, ...]


def file_row(f: FileAccount) -> FileRow:
    """Return the account of one file in words."""
    table = TABLE_NAMES.get(f.table, "Not recognised")
    counts = (f.rows, f.read, f.matched, f.added, f.replaced, f.held, f.refused)
    return FileRow(
        without_folder(f.file), f"{table}, {f.year or 'year not known'}", tuple(f"{n:,}" for n in counts)
    )


@dataclass(frozen=True, slots=True)
class Told:
    """A group of sentences: the first of them, and how many more there are."""

    title: str
    words: str
    sentences: tuple[str, ...]
    more: int
    count: int


def told(title: str, words: str, sentences: Iterable[str]) -> Told:
    """Return a group of sentences, cut where it grows too long to read."""
    every = [without_folder(sentence) for sentence in sentences]
    return Told(title, words, tuple(every[:MOST_SHOWN]), max(0, len(every) - MOST_SHOWN), len(every))


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """What becomes of one kind of row in the register."""

    kind: str
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AccountPage:
    """An import, or what one would do, told file by file and kind by kind."""

    title: str
    lead: str
    stats: tuple[Stat, ...]
    files: tuple[FileRow, ...]
    problems: tuple[str, ...]
    register: tuple[RegisterRow, ...]
    groups: tuple[Told, ...]
    refused_files: tuple[Link, ...]
    may_import: bool
    why_not: str
    kept_until: str
    held_href: str
    is_trial: bool
    register_columns: tuple[str | Column, ...] = REGISTER_COLUMNS
    file_columns: tuple[str | Column, ...] = FILE_COLUMNS


def account_groups(account: Account) -> tuple[Told, ...]:
    """Return everything that is told in sentences, group by group; empty groups are left out."""
    groups = (
        told(
            "Years that contradict each other",
            "The later year is believed. Nothing is dropped silently.",
            account.contradictions,
        ),
        told(
            "What people recorded otherwise",
            "A row that a person entered or corrected stands as they said it.",
            account.disagreements,
        ),
        told(
            "Read in spite of",
            "The files did not keep to the guide here, and were read all the same.",
            account.tolerated,
        ),
        told("Also worth knowing", "", account.notes),
    )
    return tuple(group for group in groups if group.count)


def register_rows(register: Mapping[str, Mapping[str, int]]) -> tuple[RegisterRow, ...]:
    """Return what becomes of each kind of row in the register."""
    return tuple(
        RegisterRow(
            KIND_WORDS.get(kind) or capital_first(kind.replace("_", " ")),
            tuple(f"{counts.get(c, 0):,}" for c in WHAT_BECAME),
        )
        for kind, counts in register.items()
    )


def account_stats(account: Account) -> tuple[Stat, ...]:
    """Return the account at a glance."""
    files = account.files
    held = sum(f.held for f in files)
    return (
        Stat(f"{sum(f.rows for f in files):,}", f"rows in {counted(len(files), 'file')}"),
        Stat(f"{sum(f.matched for f in files):,}", "known already"),
        Stat(f"{sum(f.added for f in files):,}", "new"),
        Stat(f"{sum(f.replaced for f in files):,}", "no longer said"),
        Stat(f"{held:,}", "held back: can be read, cannot be true", tone="soon" if held else ""),
        Stat(f"{account.refused:,}", "refused: cannot be read", tone="late" if account.refused else ""),
        Stat(f"{account.children_changed:,}", "children whose care or description changes"),
    )


def problems_of(account: Account) -> tuple[str, ...]:
    """Return what is wrong with whole files, one sentence each."""
    return tuple(f"{without_folder(f.file)}: {f.problem}" for f in account.files if f.problem)


def why_not_importable(account: Account) -> str:
    """Return why there is nothing to bring in; empty where there is something."""
    if not any(f.read for f in account.files):
        return "No row of these files could be read, so there is nothing to import. Correct them and upload them again."
    if account.unchanged:
        return "Every row is known already, so there is nothing to import."
    return ""


def trial_page(upload: Upload, account: Account) -> AccountPage:
    """Return the page of a trial: what would happen, and whether it can be done."""
    why_not = why_not_importable(account)
    years = listed(account.years) or "no year"
    return AccountPage(
        title="Check what would happen",
        lead=f"Nothing has been changed yet. These files speak of {years}.",
        stats=account_stats(account),
        files=tuple(file_row(f) for f in account.files),
        problems=problems_of(account),
        register=register_rows(account.register),
        groups=account_groups(account),
        refused_files=refused_links(upload),
        may_import=not why_not,
        why_not=why_not,
        kept_until=date_and_time(upload.kept_until),
        held_href="",
        is_trial=True,
    )


def import_page(run: ReturnImport, upload: Upload | None) -> AccountPage:
    """Return the page of an import that took place."""
    account = Account.from_json(run.told)
    return AccountPage(
        title=f"Import of {run.years or 'no year'}",
        lead=f"Imported on {date_and_time(run.started_at)} by {run.started_by.name}.",
        stats=account_stats(account),
        files=tuple(file_row(f) for f in account.files),
        problems=problems_of(account),
        register=register_rows(account.register),
        groups=account_groups(account),
        refused_files=refused_links(upload) if upload else (),
        may_import=False,
        why_not="",
        kept_until=date_and_time(upload.kept_until) if upload else "",
        held_href=reverse("held-rows") if any(f.held for f in account.files) else "",
        is_trial=False,
    )


def refused_links(upload: Upload) -> tuple[Link, ...]:
    """Return the files of refused rows that can be downloaded, by year and name."""
    return tuple(
        Link(refused_name(path), reverse("return-refused", args=[upload.token, number]))
        for number, path in enumerate(upload.refused, start=1)
    )


def refused_name(path: Path) -> str:
    """Return the name under which refused rows are downloaded: it says the year and the table."""
    return f"{path.parent.name}_{path.stem}_refused.csv"
