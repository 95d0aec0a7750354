"""May a row that was held back be accepted now, and if not why."""

from lodestar.access.answers import Allowed, Answer, Refused
from lodestar.exchange.ssda903.models import HeldRow

SHORTEST_REASON = 10


def may_be_accepted(held: HeldRow, because: str) -> tuple[Answer, ...]:
    """Answer whether a held row may be accepted by a named person with this reason."""
    answers: list[Answer] = []
    if held.resolved_in_id is not None:
        answers.append(Refused("A later return no longer says this: there is nothing left to accept."))
    if held.accepted_at is not None:
        answers.append(Refused("Somebody has accepted this row already."))
    if not held.can_be_accepted:
        answers.append(
            Refused(
                "The register cannot hold this row as it is. Correct it at the source and import the return again."
            )
        )
    if len(because.strip()) < SHORTEST_REASON:
        answers.append(
            Refused("Say in a sentence why this row is true although it looks wrong.", field="because")
        )
    return tuple(answers) or (Allowed(),)
