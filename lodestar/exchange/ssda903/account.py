"""What an import did, or a trial of one would do: told file by file and kind by kind, and kept with the import."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class FileAccount:
    """What became of one file: data rows, how many could be read, and what was done with those.

    `matched` rows were kept already; `added` are new; `replaced` rows stood in an earlier version of the same year's
    return and stand there no more; `held` could be read but cannot be true; `refused` could not be read. `problem`
    says in words why a file could not be read, or not to its end.
    """

    file: str
    table: str
    year: str
    rows: int
    read: int
    matched: int
    added: int
    replaced: int
    held: int
    refused: int
    problem: str = ""

    @property
    def changed(self) -> int:
        """Return how many rows the file says otherwise than before."""
        return self.added + self.replaced


@dataclass(frozen=True, slots=True)
class Account:
    """The whole account of an import or of a trial."""

    years: tuple[str, ...]
    files: tuple[FileAccount, ...]
    register: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    contradictions: tuple[str, ...] = ()
    tolerated: tuple[str, ...] = ()
    disagreements: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    held_now: int = 0
    children_changed: int = 0
    import_id: int | None = None

    @property
    def unchanged(self) -> bool:
        """Return whether the files say nothing that was not kept already."""
        return not any(f.added or f.replaced for f in self.files)

    @property
    def refused(self) -> int:
        """Return how many rows could not be read."""
        return sum(f.refused for f in self.files)

    @property
    def has_faults(self) -> bool:
        """Return whether something of the input could not be used as it came."""
        return any(f.refused or f.held or f.problem for f in self.files)

    def as_json(self) -> dict[str, Any]:
        """Return the account as plain values."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Account":
        """Return the account that `as_json` wrote."""
        plain = dict(kept)
        plain["files"] = tuple(FileAccount(**f) for f in plain["files"])
        for name in ("years", "contradictions", "tolerated", "disagreements", "notes"):
            plain[name] = tuple(plain[name])
        return cls(**plain)
