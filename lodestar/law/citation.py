"""Where a rule comes from, and how strongly it binds."""

from dataclasses import dataclass
from enum import StrEnum


class Force(StrEnum):
    """How strongly a source binds the authority, strongest first.

    A statute and regulations bind; statutory guidance is followed unless there is good reason not to
    (Local Authority Social Services Act 1970 s.7); local policy binds only those who adopted it.
    """

    STATUTE = "statute"
    REGULATIONS = "regulations"
    STATUTORY_GUIDANCE = "statutory guidance"
    LOCAL_POLICY = "local policy"


@dataclass(frozen=True, slots=True)
class Citation:
    """One provision, quoted with every answer that rests on it.

    `provision` is what a person reads, down to the paragraph ("SI 2010/959 reg 33(1)"); `url` is the
    wording of its own time where legislation.gov.uk keeps one, empty for a local policy; `force` is how
    strongly it binds. A citation without a provision, or law without an address, is refused with
    ValueError.
    """

    provision: str
    url: str
    force: Force

    def __post_init__(self) -> None:
        if not self.provision.strip():
            raise ValueError("A citation names a provision.")
        if self.force in (Force.STATUTE, Force.REGULATIONS) and not self.url.startswith("https://"):
            raise ValueError(f"{self.provision}: law is cited with the address of its wording.")
