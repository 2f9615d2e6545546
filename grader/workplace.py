"""Where a class is graded: in processes of this machine, or on a cluster of many (`--cluster`).

Both are a `concurrent.futures.Executor` and what only its owner knows: how many tasks to have under way, how the lesson's reference
reaches the workers once, and what a task's failure means.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, ProcessPoolExecutor, wait
from multiprocessing.context import SpawnContext, SpawnProcess
from multiprocessing.process import BaseProcess
from typing import Any, Protocol

from grader import travel, undisturbed, workers
from grader.channel import WarmLostError
from grader.grade import Reference, not_judged
from grader.inside import walls
from grader.records import Graded, GraderError
from grader.sandbox import Box
from grader.workers import TRIES

LOST = f"O processo que corrigia esta entrega morreu {TRIES} vezes, sempre com ela; o professor precisa olhá-la."


class Workplace(Protocol):
    """What grading a class asks of its workers."""

    shared_fate: bool
    """Whether one lost worker takes with it what the others are at."""

    @property
    def at_once(self) -> int:
        """How many submissions to have under way."""

    def begin(self) -> None:
        """Let a worker get ready, because a task is about to come."""

    def submit(self, task: Any, *arguments: Any) -> Future[Any]:
        """Run a task in some worker."""

    def share(self, reference: Reference) -> Any:
        """Send the reference to the workers. Gives what stands for it among the arguments of `workers.grade_in_worker`."""

    def is_lost(self, error: BaseException | None) -> bool:
        """Whether a task failed because its worker is gone."""

    def renew(self) -> None:
        """Make it fit to work again after a worker was lost."""

    def close(self) -> None:
        """Give the workers up; what is under way is let go."""


class Local:
    """Worker processes on this machine, each with a warm runner of its own; started fresh, so that they hold nothing of this one's."""

    shared_fate = True

    def __init__(self, processes: int, box: Box) -> None:
        self._processes, self._box = processes, box
        self._begun: Future[None] | None = None
        self._open()

    @property
    def at_once(self) -> int:
        """As `Workplace`: one more for each, so that no worker waits for us."""
        return 2 * self._processes

    def _open(self) -> None:
        context = self._own = _Own()
        # A queue, and not an argument of each task: a reference has up to seven megabytes, which every worker needs once.
        self._references = context.Queue()
        given = (self._references, self._box)
        self._executor: Executor = _Pool(self._processes, mp_context=context, initializer=_begin_work, initargs=given)

    def begin(self) -> None:
        """As `Workplace`: the first worker alone. The others start with the submissions; while several import, each takes longer."""
        self._begun = self._executor.submit(workers.be_ready)

    def submit(self, task: Any, *arguments: Any) -> Future[Any]:
        """As `Workplace`. The first task waits for the worker that has begun, or the pool would start another for it.

        Where a worker is lost already, that is the future's exception.
        """
        begun, self._begun = self._begun, None
        if begun is not None:
            begun.exception()
        try:
            return self._executor.submit(task, *arguments)
        except BrokenExecutor as error:  # a worker died since the last task
            failed = Future[Any]()
            failed.set_exception(error)
            return failed

    def share(self, reference: Reference) -> str:
        """As `Workplace`; each worker takes its copy when it first needs one."""
        for _ in range(self._processes):
            self._references.put(reference)
        return reference.lesson.name

    def is_lost(self, error: BaseException | None) -> bool:
        """As `Workplace`."""
        return isinstance(error, BrokenExecutor)

    def renew(self) -> None:
        """As `Workplace`: a pool that lost one process is of no use."""
        self.close()
        self._open()

    def close(self) -> None:
        """As `Workplace`."""
        self._references.cancel_join_thread()
        self._references.close()
        self._executor.shutdown(wait=False, cancel_futures=True)
        for child in multiprocessing.active_children():  # one that is still importing torch would be waited for
            if child in self._own.made:
                child.terminate()
        self._executor.shutdown(wait=True)


class _Own(SpawnContext):
    """Starts fresh processes and knows which they are: a pool does not say, and others in this process may have children too."""

    def __init__(self) -> None:
        self.made: list[BaseProcess] = []

    def Process(self, *given: Any, **named: Any) -> SpawnProcess:  # type: ignore[override] # noqa: N802 - the name that a pool calls
        process = SpawnProcess(*given, **named)
        self.made.append(process)
        return process


class _Pool(ProcessPoolExecutor):
    """Starts its workers deaf to Ctrl+C, until they can end at it without a word: a terminal sends it to all of them."""

    def submit(self, *task: Any, **named: Any) -> Future[Any]:
        with undisturbed.interrupts_held():
            return super().submit(*task, **named)


def _begin_work(references: Any, box: Box) -> None:
    walls.die_with_parent()
    workers.take_reference_from(references)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    with contextlib.suppress(GraderError, WarmLostError):  # what is missing is told by the first task
        workers.worker_runner(box)


Job = tuple[str, bytes]


def grade_many(place: Workplace, reference: Reference, jobs: Iterable[Job], box: Box) -> Iterator[Graded]:
    """Grade `jobs` (student, bytes), yielding each result as it comes; what was with a worker that died is tried `TRIES` times in all."""
    shared = place.share(reference)
    source, retries = iter(jobs), list[tuple[Job, int]]()
    under_way = dict[Future[bytes], tuple[Job, int]]()
    while True:
        # One that may have killed its worker is tried again with nobody beside it.
        limit = 1 if retries or any(tries for _, tries in under_way.values()) else place.at_once
        while len(under_way) < limit and (taken := _next_job(source, retries)) is not None:
            (student, raw), _ = taken
            under_way[place.submit(workers.grade_in_worker, shared, student, raw, box)] = taken
        if not under_way:
            return
        done, _ = wait(under_way, return_when=FIRST_COMPLETED)
        lost = []
        for future in done:
            taken = under_way.pop(future)
            error = CancelledError() if future.cancelled() else future.exception()
            if place.is_lost(error):
                lost.append(taken)
            elif error is None or isinstance(error, GraderError):
                yield travel.unpack(future.result())
            else:
                yield not_judged(reference.lesson, taken[0][0], (repr(error)[:2000],))
        if not lost:
            continue
        if place.shared_fate:
            lost += under_way.values()
            under_way.clear()
        place.renew()
        shared = place.share(reference)
        retries += [(job, tries + 1) for job, tries in lost if tries + 1 < TRIES]
        for student in [job[0] for job, tries in lost if tries + 1 >= TRIES]:
            yield not_judged(reference.lesson, student, reason=LOST)


def _next_job(source: Iterator[Job], retries: list[tuple[Job, int]]) -> tuple[Job, int] | None:
    if retries:
        return retries.pop()
    job = next(source, None)
    return None if job is None else (job, 0)
