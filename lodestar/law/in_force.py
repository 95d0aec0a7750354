"""Rules with dates: what was the law on a given day, and on whose authority."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from lodestar.law.citation import Citation

T = TypeVar("T")


class NotInForce(LookupError):
    """Nothing is known of this rule on that day, so nothing is assumed. Carries `rule` and `day`."""

    def __init__(self, rule: str, day: date) -> None:
        self.rule = rule
        self.day = day
        super().__init__(f"No rule is known for {rule} on {day.isoformat()}.")


@dataclass(frozen=True, slots=True)
class Version(Generic[T]):
    """What a rule said from `since` (first day) to `until` (first day it no longer said so; None: still
    does).

    A version that ends on or before the day it starts is refused with ValueError.
    """

    value: T
    since: date
    until: date | None
    citation: Citation

    def __post_init__(self) -> None:
        if self.until is not None and self.until <= self.since:
            raise ValueError(f"{self.citation.provision}: ends {self.until} but starts {self.since}.")

    def holds_on(self, day: date) -> bool:
        """Say whether this wording was the law on `day` (half-open: `since` is in, `until` is out)."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Dated(Generic[T]):
    """One rule through time: its versions in order, with no day between two of them and no day in two.

    A gap, an overlap, an empty list or an open version before the last is refused with ValueError, when the
    module that states the rule is loaded and not when a child's date falls into the hole.
    """

    rule: str
    versions: tuple[Version[T], ...]

    def __post_init__(self) -> None:
        if not self.versions:
            raise ValueError(f"{self.rule}: no version given.")
        for earlier, later in zip(self.versions, self.versions[1:], strict=False):
            if earlier.until is None or earlier.until > later.since:
                raise ValueError(f"{self.rule}: two versions hold on {later.since}.")
            if earlier.until < later.since:
                raise ValueError(f"{self.rule}: no version holds on {earlier.until}.")

    def at(self, day: date) -> Version[T]:
        """Return the version that held on `day`; raise NotInForce before the first and after the last."""
        for version in self.versions:
            if version.holds_on(day):
                return version
        raise NotInForce(self.rule, day)

    def boundaries(self) -> Iterator[tuple[Version[T], Version[T]]]:
        """Yield each pair of neighbours: the wording that ended and the one that took its place."""
        yield from zip(self.versions, self.versions[1:], strict=False)
