"""Saying how far a piece of work is, and that its worker lives.

The work often runs in one long transaction, and what it wrote itself would not be seen before its end. So a thread
beside it writes, through a connection of its own, what was said last. (On SQLite it waits while the work holds the
database: nothing can be written by two at once there, and nobody could take the job from it either.)
"""

import threading
import time
from types import TracebackType

from django.db import DatabaseError, connection

from lodestar.exchange.jobs import claims
from lodestar.exchange.jobs.pieces import Clock

EVERY_SECONDS = 1.0
ALIVE_EVERY_SECONDS = 30.0
Said = tuple[int, int, str]


class Teller:
    """Writes down what the work says while it is in hand. Use it as a context; `say` is what the work calls."""

    def __init__(self, held: claims.Held, clock: Clock) -> None:
        """Keep whose work it is and what tells the moment."""
        self._held, self._clock = held, clock
        self._said: Said = (0, 0, "")
        self._told: Said | None = None
        self._told_at = time.monotonic()
        self._over = threading.Event()
        # Within somebody's transaction nobody sees the row, so nobody could take it: no thread is needed.
        self._thread = (
            None if connection.in_atomic_block else threading.Thread(target=self._beside, daemon=True)
        )

    def say(self, done: int, of: int, words: str) -> None:
        """Say how far the work is: so many done of so many, and what is being done now."""
        self._said = (done, of, words)
        if self._thread is None and (done >= of or self._is_time(EVERY_SECONDS)):
            self._tell()

    def __enter__(self) -> "Teller":
        if self._thread is not None:
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        if self._thread is not None:
            self._thread.join()
        if kind is None and self._said != self._told:
            self._tell()

    def _is_time(self, seconds: float) -> bool:
        return time.monotonic() - self._told_at >= seconds

    def _tell(self) -> None:
        said = self._said
        done, of, words = said
        claims.tell(self._held, self._clock(), done=done, of=of, words=words)
        self._told, self._told_at = said, time.monotonic()

    def _beside(self) -> None:
        """Write what is new once a second, and that the worker lives now and then, until the work is over."""
        try:
            while not self._over.wait(EVERY_SECONDS):
                if self._said != (self._told or (0, 0, "")) or self._is_time(ALIVE_EVERY_SECONDS):
                    try:
                        self._tell()
                    except DatabaseError:  # busy, or away for a moment: said again a second later
                        connection.close()
        finally:
            connection.close()
