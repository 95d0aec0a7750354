"""What a policy answers: allowed, or refused with a reason fit for the screen."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Allowed:
    """It may be done now."""

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Refused:
    """It may not be done now.

    `reason` says in plain words what to mend; `field` names the form's field at fault, where one is;
    `citation` the provision behind it, where one is.
    """

    reason: str
    field: str | None = None
    citation: str | None = None

    def __bool__(self) -> bool:
        return False


Answer = Allowed | Refused


class NotAllowed(Exception):
    """An action was refused; carries every reason, so that a form can show them all at once."""

    def __init__(self, *refusals: Refused) -> None:
        """Keep the refusals; the message is their reasons."""
        self.refusals = refusals
        super().__init__(" ".join(r.reason for r in refusals))


def require(*answers: Answer) -> None:
    """Raise NotAllowed with every refusal among the answers; return when all are allowed."""
    refusals = tuple(a for a in answers if isinstance(a, Refused))
    if refusals:
        raise NotAllowed(*refusals)
