"""Stretches that nothing should cut in two: starting a process, importing half of Jupyter."""

from __future__ import annotations

import contextlib
import gc
import signal
from collections.abc import Iterator


@contextlib.contextmanager
def interrupts_held() -> Iterator[None]:
    """Hold SIGINT back while the block runs; it arrives at the end. What is started inside is deaf to it until it says otherwise."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextlib.contextmanager
def imports() -> Iterator[None]:
    """For large imports. One of them may swallow the KeyboardInterrupt that it meets (an optional part, left out), and the run would go on.

    The collector rests: it would walk again and again through what is there to stay, a fifth of the time.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        with interrupts_held():
            yield
    finally:
        if collecting:
            gc.enable()
