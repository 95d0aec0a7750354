"""What the page of record quality says, and the list of children that one check finds."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from lodestar.casework.children.models import Child
from lodestar.exchange.ssda903.models import ReturnImport
from lodestar.exchange.ssda903.presenters.words import CheckWords, rule_number, rule_words
from lodestar.exchange.ssda903.register_checks import CHECKS, RegisterCheck
from lodestar.govuk.parts import Paging, Stat
from lodestar.govuk.words import date_and_time

MASKED = "Restricted record"


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One check of rows with how many wait for it, and what can be done."""

    title: str
    number: str
    href: str
    count: int
    mend: str


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check of the register with how many children it finds."""

    title: str
    number: str
    source: str
    mend: str
    href: str
    count: int


@dataclass(frozen=True, slots=True)
class QualityPage:
    """The page of record quality: rows held back, checks of the register, and when it was worked out."""

    held: tuple[Stat, ...]
    rules: tuple[RuleRow, ...]
    checks: tuple[CheckRow, ...]
    as_at: str
    last_import: str
    import_href: str


def quality_page(
    *,
    held: Mapping[str, int],
    rules: Sequence[tuple[str, str, int, bool]],
    found: Mapping[str, int],
    words: Mapping[str, CheckWords],
    last_import: ReturnImport | None,
    may_import: bool,
    at: datetime,
) -> QualityPage:
    """Return the page from its counts."""
    listed = reverse("held-rows")
    return QualityPage(
        held=(
            Stat(
                f"{held['waiting']:,}",
                "waiting: held back and counted nowhere",
                listed,
                "soon" if held["waiting"] else "done",
            ),
            Stat(f"{held['accepted']:,}", "accepted by a person, with a reason", f"{listed}?state=accepted"),
            Stat(f"{held['corrected']:,}", "corrected at the source since", f"{listed}?state=corrected"),
        ),
        rules=tuple(rule_row(*rule) for rule in rules),
        checks=tuple(check_row(check, words[check.key], found[check.key]) for check in CHECKS),
        as_at=date_and_time(at),
        last_import=last_import_words(last_import),
        import_href=reverse("return") if may_import else "",
    )


def last_import_words(run: ReturnImport | None) -> str:
    """Return when the last return came in, and who imported it."""
    if run is None:
        return "No return has been imported yet."
    return f"The last return was imported on {date_and_time(run.started_at)} by {run.started_by.name}."


def rule_row(rule_id: str, reason: str, count: int, can_be_accepted: bool) -> RuleRow:
    """Return the line of one check of rows."""
    return RuleRow(
        title=rule_words(rule_id, reason),
        number=rule_number(rule_id),
        href=f"{reverse('held-rows')}?rule={rule_id}",
        count=count,
        mend="Correct at the source, or accept with a reason" if can_be_accepted else "Correct at the source",
    )


def check_row(check: RegisterCheck, words: CheckWords, count: int) -> CheckRow:
    """Return the line of one check of the register."""
    href = reverse("register-check", args=[check.key])
    return CheckRow(words.title, check.number, words.source, words.mend, href, count)


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A child that a check finds: `href` leads to the record, or to asking for it, and may be empty."""

    identifier: str
    name: str
    href: str
    words: str
    is_masked: bool = False


@dataclass(frozen=True, slots=True)
class CheckPage:
    """The list of children that one check finds."""

    title: str
    number: str
    source: str
    mend: str
    rows: tuple[FoundRow, ...]
    paging: Paging
    names_shown: bool
    as_at: str


def check_page(
    check: RegisterCheck,
    words: CheckWords,
    rows: Sequence[FoundRow],
    paging: Paging,
    *,
    names: bool,
    at: datetime,
) -> CheckPage:
    """Return the page of one check."""
    return CheckPage(
        words.title, check.number, words.source, words.mend, tuple(rows), paging, names, date_and_time(at)
    )


def found_rows(
    children: Sequence[Child], said: Mapping[int, str], *, masked: Collection[int], names: bool
) -> list[FoundRow]:
    """Return the rows of a check: identifiers alone for who sees no names; masked where a record is restricted."""
    rows = []
    for child in children:
        is_masked = child.pk in masked
        if not names:
            rows.append(FoundRow(child.identifier, "", "", MASKED if is_masked else said.get(child.pk, "")))
        elif is_masked:
            rows.append(FoundRow("", MASKED, reverse("open-with-reason", args=[child.pk]), "Not shown", True))
        else:
            rows.append(
                FoundRow(
                    "" if child.identifier in child.name else child.identifier,
                    child.name,
                    reverse("child", args=[child.pk]),
                    said.get(child.pk, ""),
                )
            )
    return rows
