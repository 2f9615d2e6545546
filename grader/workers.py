"""What runs in a worker process, here or on another machine: each keeps one warm runner, grades what comes, and answers in JSON.

A lost runner is tried again; a fault of ours costs one submission its verdict, never the class its run.

Trust: nothing of a submission is run or parsed but by `grade`; it comes as bytes and leaves as JSON (`travel.py`).
"""

from __future__ import annotations

import atexit
import contextlib
import threading
import traceback
from collections.abc import Iterator
from typing import Any

from grader import travel
from grader.channel import WarmLostError
from grader.grade import Reference, grade, not_judged, prepare
from grader.records import GraderError, Lesson
from grader.runner import Runner
from grader.sandbox import Box

TRIES = 2
"""A submission whose worker or runner is lost is tried again this many times in all; then it is not judged, which is our fault."""


class _Mine(threading.local):
    """What one worker has; a cluster may give a process several threads, and a runner serves one at a time."""

    runner: Runner | None = None
    references: Any = None
    reference: Reference | None = None


_mine = _Mine()


def worker_runner(box: Box) -> Runner:
    """This worker's warm runner, started at first use; a cluster's worker may have kept one of another run's, in another box."""
    if _mine.runner is not None and _mine.runner.box != box:
        close_worker()
    if _mine.runner is None:
        runner = Runner(box)
        runner.start()
        atexit.register(runner.close)
        _mine.runner = runner
    return _mine.runner


@contextlib.contextmanager
def lent_runner(box: Box) -> Iterator[Runner]:
    """This worker's runner for one task. One that is lost meanwhile is given up: a cluster's worker outlives it, and serves other runs."""
    try:
        yield worker_runner(box)
    except WarmLostError:
        close_worker()
        raise


def close_worker() -> None:
    """Give up this worker's runner; the next use starts a fresh one."""
    if _mine.runner is not None:
        atexit.unregister(_mine.runner.close)
        _mine.runner.close()
        _mine.runner = None


def take_reference_from(references: Any) -> None:
    """Where this worker finds its copy of the reference, once it needs it: a queue of multiprocessing's with one for each."""
    _mine.references = references


def _own_reference(lesson: str) -> Reference:
    """This worker's copy; those of earlier lessons, which it had no use for, come before it."""
    while _mine.reference is None or _mine.reference.lesson.name != lesson:
        _mine.reference = _mine.references.get()
    return _mine.reference


def be_ready() -> None:
    """A task that has nothing to do: the worker that takes it is at work."""


def prepare_in_worker(lesson: Lesson, seed: int, box: Box) -> Reference:
    """`prepare`, as a task for an executor."""
    with lent_runner(box) as runner:
        return prepare(runner, lesson, seed)


def grade_in_worker(shared: Reference | str, student: str, raw: bytes, box: Box) -> bytes:
    """`grade`, as a task for an executor: tried again with a fresh runner when the first is lost. Gives what `travel.unpack` reads.

    `shared` a lesson's name: the worker finds a copy of its reference where `take_reference_from` said.
    Whatever else goes wrong on our side costs this submission alone a verdict, never the class its run.
    """
    reference = _own_reference(shared) if isinstance(shared, str) else shared
    log: tuple[str, ...] = ()
    for _ in range(TRIES):
        try:
            return travel.pack(grade(worker_runner(box), reference, student, raw))
        except GraderError:
            raise
        except WarmLostError as error:
            log += (f"processo de correção perdido: {error}",)
        except Exception:
            log += (traceback.format_exc(limit=-5)[-2000:],)
        close_worker()
    return travel.pack(not_judged(reference.lesson, student, log))
