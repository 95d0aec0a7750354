"""What carries a mail out of the house, and how it says that it could not."""

from typing import Protocol

from lodestar.exchange.notices.letters import Letter


class NotCarried(Exception):
    """The mail did not leave. The words say why and hold nothing of anybody; `again`: a later try may succeed."""

    def __init__(self, words: str, *, again: bool = True) -> None:
        """Keep the words and whether to try again."""
        super().__init__(words)
        self.words = words
        self.again = again


class Carrier(Protocol):
    """Email, or GOV.UK Notify."""

    def carry(self, letter: Letter, *, tried_before: bool) -> None:
        """Hand a mail over, or raise NotCarried.

        `tried_before`: an earlier try ended without our knowing how, so the provider may have it already.
        """
