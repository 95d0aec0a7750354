"""Bringing the national return in, through the same doors as people use; and accepting what was held back.

An import is one transaction: killed half-way, it leaves the register as it was. It tells nobody anything: no message
leaves because a return came in.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from lodestar.access.actions import know_of_person
from lodestar.access.answers import require
from lodestar.access.door import note, records, saw
from lodestar.access.event_kinds import EventKind
from lodestar.access.models import User
from lodestar.access.roles import Role
from lodestar.casework.children.actions import bring_in
from lodestar.casework.children.queries import BroughtIn, Counts
from lodestar.casework.children.states import Source
from lodestar.casework.reviews.actions import bring_in_reviews
from lodestar.exchange.ssda903 import keeping
from lodestar.exchange.ssda903.account import Account, FileAccount
from lodestar.exchange.ssda903.incoming import children_of, people_named_in, reviews_of
from lodestar.exchange.ssda903.models import HeldRow, KeptRow, ReturnImport
from lodestar.exchange.ssda903.policies import may_be_accepted
from lodestar.exchange.ssda903.queries import accepted_rows, spoken_of, standing_rows
from lodestar.exchange.ssda903.rows import RefusedRow, ReturnRead, RowSource
from lodestar.exchange.ssda903.stitch import Stitched, stitch
from lodestar.exchange.ssda903.years import CollectionYear

Progress = Callable[[str, int, int], None]
MOST_TOLD = 2000
WORKER = "return:"


class _OnlyTried(Exception):
    """Ends a trial: everything it wrote is rolled back."""


@records(EventKind.RETURN_IMPORTED)
def import_return(*, read: ReturnRead, by: User, at: datetime, progress: Progress | None = None) -> Account:
    """Bring returns, as read, into the register, and return the account of it.

    The rows are kept as they came. The children about whom they say anything new are stitched again from every year
    kept, so that years imported apart and together give the same. What cannot be true is held back. Where nothing is
    new, nothing is written but that the import took place.
    """
    told = progress or (lambda what, done, of: None)
    found = keeping.difference(read)
    run = ReturnImport.objects.create(
        started_at=at, started_by=by, years=", ".join(str(y) for y in read.years)[:200], counts={}, told={}
    )
    keeping.keep(found, by_import=run)
    told("rows kept", len(read.rows), len(read.rows))
    brought, stitched = stitch_again(
        found.children, run=run, unread=read.refused, by=by, at=at, progress=told
    )
    account = replace(account_of(read, found, brought, stitched), import_id=run.pk)
    run.counts = {k: v for k, v in account.as_json().items() if k in {"files", "register", "years"}}
    run.told = account.as_json()
    run.save(update_fields=["counts", "told"])
    note(
        subject=run,
        after={"years": run.years, "rows": len(read.rows), "children_changed": account.children_changed},
    )
    return account


def try_return(*, read: ReturnRead, by: User, at: datetime, progress: Progress | None = None) -> Account:
    """Return the account that `import_return` would give, having changed nothing; that it was tried is an event."""
    tried: list[Account] = []
    try:
        with transaction.atomic():
            tried.append(import_return(read=read, by=by, at=at, progress=progress))
            raise _OnlyTried
    except _OnlyTried:
        pass
    account = replace(tried[0], import_id=None)
    saw(EventKind.RETURN_TRIED, by=by, at=at, what={"years": list(account.years), "rows": len(read.rows)})
    return account


def stitch_again(
    children: Collection[str],
    *,
    run: ReturnImport,
    unread: Iterable[RefusedRow],
    by: User,
    at: datetime,
    progress: Progress,
) -> tuple[list[BroughtIn], Stitched | None]:
    """Stitch these children's histories from every row kept, and bring them into the register."""
    if not children:
        return [], None
    accepted = accepted_rows(children)
    stitched = stitch(
        keeping.rows_about(children),
        accepted={held.row.key for held in accepted},
        unread=unread,
        spoken=spoken_of(),
    )
    histories = list(stitched.histories.values())
    progress("histories stitched", len(histories), len(children))
    because = f"The national return says otherwise ({run.years})."[:500]
    brought = bring_in(
        children=children_of(histories, people_known(people_named_in(histories), by=by, at=at)),
        source=Source.SSDA903,
        because=because,
        by=by,
        at=at,
        progress=lambda done, of: progress("children", done, of),
    )
    reviews = bring_in_reviews(
        reviews=reviews_of(
            histories, {(h.row.child_key, source_of(h.row)): h.accepted_because for h in accepted}
        ),
        source=Source.SSDA903,
        because=because,
        by=by,
        at=at,
        speaks_for=frozenset(stitched.histories),
        progress=lambda done, of: progress("reviews", done, of),
    )
    hold_back(stitched, children, run=run)
    return [brought, reviews], stitched


def source_of(row: KeptRow) -> str:
    """Return where a kept row stood, as the histories say it."""
    return str(RowSource(year=CollectionYear(row.year_ending), file=row.file, line=row.line))


def people_known(codes: Collection[str], *, by: User, at: datetime) -> dict[str, int]:
    """Return people's ids by social worker's code; a code not met before becomes a person who may not sign in."""
    known = dict(
        User.objects.filter(username__in=[f"{WORKER}{code}" for code in codes]).values_list("username", "pk")
    )
    for code in codes:
        if f"{WORKER}{code}" not in known:
            person = know_of_person(
                username=f"{WORKER}{code}",
                name=f"Social worker {code}",
                role=Role.SOCIAL_WORKER,
                by=by,
                at=at,
            )
            known[person.username] = person.pk
    return {code: known[f"{WORKER}{code}"] for code in codes}


def hold_back(stitched: Stitched, children: Collection[str], *, run: ReturnImport) -> None:
    """Write down what cannot be true of these children; what no longer stands in the return is resolved."""
    rows = {
        (row.year_ending, row.table, row.key): row
        for row in standing_rows().filter(child_key__in=children).only("year_ending", "table", "key")
    }
    wanted = {
        (rows[(h.row.year.ending, h.row.table.value, h.row.key)].pk, h.rule_id): h for h in stitched.held
    }
    standing = HeldRow.objects.filter(resolved_in__isnull=True, row__child_key__in=children)
    for held in standing:
        key = (held.row_id, held.rule_id)
        if key in wanted:
            del wanted[key]
        elif held.accepted_at is None or held.row.replaced_in_id is not None:
            held.resolved_in = run
    HeldRow.objects.bulk_update([h for h in standing if h.resolved_in_id], ["resolved_in"], batch_size=500)
    HeldRow.objects.bulk_create(
        (
            HeldRow(
                row_id=pk,
                rule_id=rule_id,
                reason=held.reason[:500],
                can_be_accepted=held.can_be_accepted,
                held_in=run,
            )
            for (pk, rule_id), held in wanted.items()
        ),
        batch_size=1000,
    )


def account_of(
    read: ReturnRead, found: keeping.Difference, brought: Iterable[BroughtIn], stitched: Stitched | None
) -> Account:
    """Return the account of an import, in words and numbers."""
    held = Counter(h.row.source.file for h in stitched.held) if stitched else Counter[str]()
    files = tuple(
        FileAccount(
            file=f.file,
            table=f.table.value if f.table else "",
            year=str(f.year) if f.year else "",
            rows=f.rows,
            read=f.read,
            matched=found.matched[f.file],
            added=found.added[f.file],
            replaced=found.replaced[f.file],
            held=held[f.file],
            refused=f.refused,
            problem=f.problem,
        )
        for f in read.files
    )
    brought = list(brought)
    notes = [f"Child {n.child}: {n.words} ({n.source})" for n in stitched.notes] if stitched else []
    notes += [
        f"Child {n.child}: {n.kind} could not be held. {n.why} ({n.source_line})"
        for b in brought
        for n in b.not_held
    ]
    if found.not_mentioned:
        notes.append(
            f"{found.not_mentioned} children of earlier versions of these files are not in them now: left as they were."
        )
    return Account(
        years=tuple(str(y) for y in read.years),
        files=files,
        register={
            name: counts_of(c) for b in brought for name, c in b.counts.items() if any(counts_of(c).values())
        },
        contradictions=first_of(
            f"Child {c.child}: {c.words} Believed: {c.kept}. Not: {c.overruled}."
            for c in (stitched.contradictions if stitched else ())
        ),
        tolerated=tuple(t.words for t in read.tolerated),
        disagreements=first_of(
            f"Child {d.child}: {d.words} ({d.source_line})" for b in brought for d in b.disagreements
        ),
        notes=first_of(notes),
        held_now=len(stitched.held) if stitched else 0,
        children_changed=sum(b.children_changed for b in brought[:1]),
    )


def counts_of(counts: Counts) -> dict[str, int]:
    """Return what became of one kind of row."""
    return {
        "matched": counts.matched,
        "added": counts.added,
        "ended": counts.ended,
        "corrected": counts.corrected,
        "withdrawn": counts.withdrawn,
    }


def first_of(words: Iterable[str]) -> tuple[str, ...]:
    """Return what is told, up to a length a page can hold, saying how many more there are."""
    told = list(words)
    if len(told) <= MOST_TOLD:
        return tuple(told)
    return (*told[:MOST_TOLD], f"And {len(told) - MOST_TOLD:,} more of the kind.")


@records(EventKind.HELD_ROW_ACCEPTED)
def accept_held(*, held: HeldRow, because: str, by: User, at: datetime) -> HeldRow:
    """Accept a row that was held back, as a named person with a reason, and bring it into the register.

    Raises NotAllowed where the register cannot hold it, where somebody accepted it first, or without a reason.
    """
    held = HeldRow.objects.select_for_update(of=("self",)).select_related("row").get(pk=held.pk)
    require(*may_be_accepted(held, because))
    held.accepted_at, held.accepted_by, held.accepted_because = at, by, because.strip()[:500]
    held.save(update_fields=["accepted_at", "accepted_by", "accepted_because"])
    note(
        subject=held,
        after={
            "child": held.row.child_key,
            "row": source_of(held.row),
            "rule": held.rule_id,
            "because": held.accepted_because,
        },
    )
    stitch_again(
        {held.row.child_key}, run=held.held_in, unread=(), by=by, at=at, progress=lambda what, done, of: None
    )
    return held
