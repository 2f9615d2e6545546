"""How long something took, and at what rate."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass
class Timed:
    """So many submissions in so many seconds by the clock."""

    submissions: int
    seconds: float = 0.0

    @property
    def per_minute(self) -> float:
        return 60 * self.submissions / self.seconds


@contextlib.contextmanager
def stopwatch(submissions: int) -> Iterator[Timed]:
    """Fills in the seconds when the block ends."""
    timed, start = Timed(submissions), time.perf_counter()
    yield timed
    timed.seconds = time.perf_counter() - start
