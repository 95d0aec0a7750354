"""How many reviews are brought in at once: compared in memory, written in few round trips. Held only by
actions.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from lodestar.access.chain import plain
from lodestar.access.door import facts_of, note, nothing_changed
from lodestar.access.models import User
from lodestar.casework.children import pen
from lodestar.casework.children.models import Child, Correction, LegalStatus, PeriodOfCare, Placement
from lodestar.casework.children.queries import BroughtIn, Counts, Disagreement, NotHeld
from lodestar.casework.children.states import (
    ADOPTIVE_PLACEMENTS,
    SHORT_BREAK_STATUSES,
    TEMPORARY_PLACEMENTS,
    Source,
)
from lodestar.casework.children.words import in_words
from lodestar.casework.reviews.incoming import IncomingReview
from lodestar.casework.reviews.models import Review
from lodestar.casework.reviews.states import PARTICIPATION_WORDS, ReviewKind

CHILDREN_AT_ONCE = 500
ROWS_AT_ONCE = 1000
SAID = ("held_on", "kind", "participation", "implausible_because")


@dataclass(slots=True)
class _Period:
    """A period of care, with what tells the kind of a review: days of statuses and settled placements, in
    order.
    """

    id: int
    from_on: date
    until_on: date | None
    statuses: list[tuple[date, str]]
    placements: list[tuple[date, str]]

    def holds(self, day: date) -> bool:
        return self.from_on <= day and (self.until_on is None or day < self.until_on)

    def distance(self, day: date) -> timedelta:
        """Return how far a day lies from the period."""
        if self.holds(day):
            return timedelta(0)
        return self.from_on - day if day < self.from_on else day - (self.until_on or day)

    def kind_on(self, day: date) -> ReviewKind:
        """Return the kind of review that the child would have on a day."""
        if in_force(self.statuses, day) in SHORT_BREAK_STATUSES:
            return ReviewKind.SHORT_BREAKS
        return (
            ReviewKind.ADOPTION
            if in_force(self.placements, day) in ADOPTIVE_PLACEMENTS
            else ReviewKind.LOOKED_AFTER
        )


def in_force(days: list[tuple[date, str]], day: date) -> str:
    """Return the code in force on a day, of codes in order of the days they began; blank before the first."""
    place = bisect_right(days, day, key=lambda d: d[0])
    return days[place - 1][1] if place else ""


class BringingReviewsIn:
    """One run of bringing reviews in."""

    def __init__(
        self,
        *,
        source: Source,
        because: str,
        by: User,
        at: datetime,
        speaks_from: date | None,
        speaks_until: date | None,
    ) -> None:
        """Keep whose word it is, and of which days it speaks."""
        self.source, self.because, self.by, self.at = source, because, by, at
        self.speaks_from, self.speaks_until = speaks_from, speaks_until
        self.counts = Counts()
        self.answer = BroughtIn({"review": self.counts}, [], [], {})

    def run(
        self,
        reviews: Sequence[IncomingReview],
        *,
        speaks_for: Collection[str] | None,
        progress: Callable[[int, int], None] | None,
    ) -> BroughtIn:
        """Bring the reviews in, some children at a time."""
        of_child: dict[str, list[IncomingReview]] = {name: [] for name in speaks_for or ()}
        for review in reviews:
            of_child.setdefault(review.child, []).append(review)
        names = sorted(of_child)
        for start in range(0, len(names), CHILDREN_AT_ONCE):
            piece = names[start : start + CHILDREN_AT_ONCE]
            self.piece({name: of_child[name] for name in piece})
            if progress is not None:
                progress(start + len(piece), len(names))
        if not self.answer.children_changed:
            nothing_changed()
        return self.answer

    def piece(self, stated: dict[str, list[IncomingReview]]) -> None:
        """Compare and write the reviews of some children."""
        children = {
            c.identifier: c
            for c in Child.objects.select_for_update().filter(identifier__in=stated).order_by("pk")
        }
        self.answer.child_ids.update({name: c.pk for name, c in children.items()})
        ids = [c.pk for c in children.values()]
        periods = self.periods(ids)
        held: dict[int, dict[date, Review]] = defaultdict(dict)
        for review in Review.objects.believed().filter(child__in=ids):
            held[review.child_id][review.held_on] = review
        write = _Writing(self)
        for name, reviews in stated.items():
            child = children.get(name)
            if child is None:
                for review in reviews:
                    self.not_held(review, "The child is not in the register.")
                continue
            self.child(child, reviews, periods[child.pk], held[child.pk], write)
        write.all()

    def periods(self, ids: list[int]) -> dict[int, list[_Period]]:
        """Return believed periods by child id, in order."""
        codes: list[dict[int, list[tuple[date, str]]]] = []
        for model, column, left_out in (
            (LegalStatus, "code", frozenset()),
            (Placement, "type", TEMPORARY_PLACEMENTS),
        ):
            found: dict[int, list[tuple[date, str]]] = defaultdict(list)
            rows = (
                model.objects.believed().filter(period__child__in=ids).exclude(**{f"{column}__in": left_out})
            )
            for period_id, from_on, code in rows.order_by("from_on").values_list(
                "period_id", "from_on", column
            ):
                found[period_id].append((from_on, code))
            codes.append(found)
        by_child: dict[int, list[_Period]] = defaultdict(list)
        rows = PeriodOfCare.objects.believed().filter(child__in=ids).order_by("from_on")
        for child_id, pk, from_on, until_on in rows.values_list("child_id", "pk", "from_on", "until_on"):
            by_child[child_id].append(_Period(pk, from_on, until_on, codes[0][pk], codes[1][pk]))
        return by_child

    def child(
        self,
        child: Child,
        stated: list[IncomingReview],
        periods: list[_Period],
        held: dict[date, Review],
        write: "_Writing",
    ) -> None:
        """Compare one child's reviews with those held."""
        seen: set[date] = set()
        for review in stated:
            period, why = self.placed(review, periods, seen)
            if period is None:
                self.not_held(review, why)
                continue
            seen.add(review.held_on)
            facts = {
                "kind": review.kind or period.kind_on(review.held_on).value,
                "participation": review.participation,
                "implausible_because": review.implausible_because,
            }
            self.one(child, review, period, {n: v for n, v in facts.items() if v is not None}, held, write)
        for day, row in held.items():
            if day in seen:
                continue
            home = next((p for p in periods if p.holds(day)), None)
            if row.source == self.source and self.speaks_of(day):
                write.withdraw(child, row)
            elif home is not None and home.id != row.period_id:
                write.move(row, home.id)

    def placed(
        self, review: IncomingReview, periods: list[_Period], seen: set[date]
    ) -> tuple[_Period | None, str]:
        """Return the period a review belongs to, or why it cannot be held, in words."""
        day = review.held_on
        if not isinstance(day, date):
            return None, "It has no day."
        if day in seen:
            return None, f"A review on {in_words(day)} is stated twice; the first was taken."
        if review.participation and review.participation not in PARTICIPATION_WORDS:
            return None, f"{review.participation!r} is not a code of participation."
        if review.kind is not None and review.kind not in {k.value for k in ReviewKind}:
            return None, f"{review.kind!r} is not a kind of review."
        home = next((p for p in periods if p.holds(day)), None)
        if home is not None:
            return home, ""
        if review.implausible_because and periods:
            return min(periods, key=lambda p: p.distance(day)), ""
        return None, f"The child was not looked after on {in_words(day)}."

    def one(
        self,
        child: Child,
        review: IncomingReview,
        period: _Period,
        facts: dict[str, Any],
        held: dict[date, Review],
        write: "_Writing",
    ) -> None:
        """Put one stated review where it belongs."""
        row = held.get(review.held_on)
        if row is None:
            write.add(child, review, period, facts)
            return
        if row.period_id != period.id:
            write.move(row, period.id)
        changes = {name: value for name, value in facts.items() if getattr(row, name) != value}
        if not changes:
            self.counts.matched += 1
        elif row.source != self.source:
            self.answer.disagreements.append(
                Disagreement(
                    child=child.identifier,
                    kind="review",
                    row=row.pk,
                    held=facts_of(row, SAID),
                    stated={"held_on": review.held_on, **facts},
                    words="The register says otherwise, on another's word.",
                    source_line=review.source_line,
                )
            )
        else:
            write.correct(child, row, review, changes)

    def speaks_of(self, day: date) -> bool:
        """Return whether the place speaks of a day."""
        return (self.speaks_from is None or self.speaks_from <= day) and (
            self.speaks_until is None or day < self.speaks_until
        )

    def not_held(self, review: IncomingReview, why: str) -> None:
        """Tell of a review that cannot be held."""
        facts: dict[str, object] = {
            "held_on": review.held_on,
            "participation": review.participation,
            "kind": review.kind,
        }
        self.answer.not_held.append(NotHeld(review.child, "review", facts, why, review.source_line))


class _Writing:
    """The reviews of some children to be written, and what is told of each child."""

    def __init__(self, run: BringingReviewsIn) -> None:
        self.run = run
        self.gone: list[Review] = []
        self.moved: list[Review] = []
        self.new: list[tuple[Child, Review, Review | None]] = []
        self.corrections: list[Correction] = []
        self.told: dict[Child, dict[str, dict[str, list[dict[str, Any]]]]] = {}

    def put(self, child: Child, side: str, what: str, facts: dict[str, Any]) -> None:
        """Keep one review's facts for the child's event."""
        sides = self.told.setdefault(child, {"before": {}, "after": {}})
        sides[side].setdefault(what, []).append(facts)

    def add(self, child: Child, review: IncomingReview, period: _Period, facts: dict[str, Any]) -> None:
        """Take a new review."""
        self.run.counts.added += 1
        row = self.made(
            child, {"held_on": review.held_on, "period_id": period.id, **facts}, review.source_line
        )
        self.new.append((child, row, None))

    def made(self, child: Child, facts: dict[str, Any], source_line: str) -> Review:
        """Return a review, not saved."""
        run = self.run
        return Review(
            child_id=child.pk,
            source=run.source,
            source_line=source_line[:120],
            recorded_at=run.at,
            recorded_by_id=run.by.pk,
            **facts,
        )

    def correct(self, child: Child, row: Review, review: IncomingReview, changes: dict[str, Any]) -> None:
        """Take a review that is stated otherwise now."""
        self.run.counts.corrected += 1
        facts = {"period_id": row.period_id, **facts_of(row, SAID), **changes}
        self.gone.append(row)
        self.new.append((child, self.made(child, facts, review.source_line), row))

    def withdraw(self, child: Child, row: Review) -> None:
        """Take a review that is no longer stated."""
        self.run.counts.withdrawn += 1
        self.gone.append(row)
        before = facts_of(row, SAID)
        self.put(child, "before", "withdrawn", {"id": row.pk, **before})
        self.corrections.append(self.correction(child, row, None, before, None))

    def move(self, row: Review, period_id: int) -> None:
        """Give a review to the period it lies in now; what it says stays, so no event tells of it."""
        row.period_id = period_id
        self.moved.append(row)

    def correction(
        self, child: Child, row: Review, new: int | None, before: dict[str, Any], after: dict[str, Any] | None
    ) -> Correction:
        """Return the line that keeps what was said before."""
        return Correction(
            child_id=child.pk,
            row_kind="review",
            old_row=row.pk,
            new_row=new,
            said_before=plain(before),
            said_now=plain(after),
            corrected_at=self.run.at,
            corrected_by_id=self.run.by.pk,
            because=self.run.because,
        )

    def all(self) -> None:
        """Write what was taken, and leave one event for each child changed."""
        run = self.run
        pen.write_columns(self.moved, ["period"])
        Review.objects.filter(pk__in=[r.pk for r in self.gone]).update(
            corrected_at=run.at, corrected_by_id=run.by.pk
        )
        Review.objects.bulk_create([row for _, row, _ in self.new], batch_size=ROWS_AT_ONCE)
        for child, row, old in self.new:
            facts = facts_of(row, SAID)
            if old is None:
                self.put(child, "after", "added", {"id": row.pk, **{n: v for n, v in facts.items() if v}})
                continue
            before = facts_of(old, SAID)
            self.put(child, "before", "corrected", {"id": old.pk, **before})
            self.put(child, "after", "corrected", {"id": row.pk, **facts})
            self.corrections.append(self.correction(child, old, row.pk, before, facts))
        Correction.objects.bulk_create(self.corrections, batch_size=ROWS_AT_ONCE)
        for child, sides in self.told.items():
            after = {
                "source": run.source.value,
                "because": run.because,
                **{what: {"review": rows} for what, rows in sides["after"].items()},
            }
            before = {what: {"review": rows} for what, rows in sides["before"].items()}
            note(child=child, subject=child, before=before or None, after=after)
        run.answer.children_changed += len(self.told)
