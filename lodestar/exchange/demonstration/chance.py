"""Chance that comes out the same each time: shares of a whole, draws with weights, and every so many."""

import random
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


def luck(seed: int, *purpose: object) -> random.Random:
    """Return a source of chance of its own for a purpose, so that one part's draws never shift another's."""
    return random.Random("/".join(map(str, (seed, *purpose))))


def apportioned(total: int, shares: Mapping[T, float]) -> list[T]:
    """Return `total` things in the proportions of the shares, by largest remainders, in the order of the shares."""
    whole = sum(shares.values())
    exact = {thing: total * share / whole for thing, share in shares.items()}
    counts = {thing: int(amount) for thing, amount in exact.items()}
    by_remainder = sorted(exact, key=lambda thing: counts[thing] - exact[thing])
    for thing in by_remainder[: total - sum(counts.values())]:
        counts[thing] += 1
    return [thing for thing, count in counts.items() for _ in range(count)]


def shuffled(rng: random.Random, things: Sequence[T]) -> list[T]:
    """Return the things in an order of chance."""
    return rng.sample(list(things), len(things))


def in_order_of_weight(rng: random.Random, things: Sequence[T], weights: Sequence[float]) -> list[T]:
    """Return the things of positive weight in an order of chance in which heavier ones tend to come first."""
    keyed = [(rng.random() ** (1 / weight), place) for place, weight in enumerate(weights) if weight > 0]
    return [things[place] for _, place in sorted(keyed, reverse=True)]


def pick(rng: random.Random, shares: Mapping[T, float]) -> T:
    """Return one thing, drawn by its share."""
    return rng.choices(list(shares), weights=list(shares.values()))[0]


class EverySoMany:
    """Says yes to a share of the questions asked, evenly within each group of them.

    `first` is where in a group counting starts, so that rare things do not all wait for the group's end.
    """

    def __init__(self, first: float = 0.5) -> None:
        self.first = first
        self.owed: dict[Hashable, float] = {}

    def ask(self, group: Hashable, share: float) -> bool:
        """Return whether this one is one of the share."""
        owed = self.owed.get(group, self.first) + share
        self.owed[group] = owed - 1 if owed >= 1 else owed
        return owed >= 1

    def count(self, group: Hashable, share: float, *, answered: bool) -> None:
        """Count a question that was answered elsewhere."""
        self.owed[group] = self.owed.get(group, self.first) + share - (1 if answered else 0)
