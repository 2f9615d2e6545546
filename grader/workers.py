"""Worker processes: each keeps one warm runner, and a class goes through any `concurrent.futures.Executor`.

A submission travels as bytes and comes back as a `Graded`; a lost runner or worker is tried again, and a fault of ours costs one
submission its verdict, never the class its run.

Trust: nothing of a submission is run or parsed but by `grade`, in a worker; what comes back is a `Graded` that our own code made.
"""

from __future__ import annotations

import atexit
import traceback
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait

from grader.channel import WarmLostError
from grader.grade import Reference, grade, not_judged, prepare
from grader.records import Graded, GraderError, Lesson
from grader.runner import Runner

TRIES = 2
"""A submission whose worker is lost is tried again this many times in all; then it is not judged, which is our fault."""

_runner: Runner | None = None


def worker_runner(isolated: bool) -> Runner:
    """This process's warm runner, started at first use."""
    global _runner
    if _runner is None:
        _runner = Runner(isolated)
        _runner.start()
        atexit.register(close_worker)
    return _runner


def close_worker() -> None:
    """Give up this process's runner; the next use starts a fresh one."""
    global _runner
    if _runner is not None:
        _runner.close()
        _runner = None


def prepare_in_worker(lesson: Lesson, seed: int, isolated: bool) -> Reference:
    """`prepare`, as a task for an executor."""
    return prepare(worker_runner(isolated), lesson, seed)


def grade_in_worker(reference: Reference, student: str, raw: bytes, isolated: bool) -> Graded:
    """`grade`, as a task for an executor: tried again with a fresh runner when the first is lost.

    Whatever else goes wrong on our side costs this submission alone a verdict, never the class its run.
    """
    log: tuple[str, ...] = ()
    for _ in range(TRIES):
        try:
            return grade(worker_runner(isolated), reference, student, raw)
        except GraderError:
            raise
        except WarmLostError as error:
            log += (f"processo de correção perdido: {error}",)
        except Exception:
            log += (traceback.format_exc(limit=-5)[-2000:],)
        close_worker()
    return not_judged(reference.lesson, student, log)


Job = tuple[str, bytes]


def grade_many(
    reference: Reference, jobs: Iterable[Job], executor: Executor, open_executor: Callable[[], Executor], at_once: int, isolated: bool
) -> Iterator[Graded]:
    """Grade `jobs` (student, bytes) with at most `at_once` under way, yielding each result as it comes.

    An executor that breaks (a worker process was killed) is replaced by a new one, and what was under way is tried again,
    `TRIES` times in all.
    """
    source, retries = iter(jobs), list[tuple[Job, int]]()
    under_way = dict[Future[Graded], tuple[Job, int]]()
    try:
        while True:
            # One that may have killed its worker is tried again with nobody beside it.
            limit = 1 if retries or any(tries for _, tries in under_way.values()) else at_once
            while len(under_way) < limit and (taken := _next_job(source, retries)) is not None:
                (student, raw), _ = taken
                under_way[executor.submit(grade_in_worker, reference, student, raw, isolated)] = taken
            if not under_way:
                return
            done, _ = wait(under_way, return_when=FIRST_COMPLETED)
            lost = []
            for future in done:
                taken = under_way.pop(future)
                error = future.exception()
                if isinstance(error, BrokenExecutor):
                    lost.append(taken)
                elif error is None or isinstance(error, GraderError):
                    yield future.result()
                else:
                    yield not_judged(reference.lesson, taken[0][0], (repr(error)[:2000],))
            if lost:
                lost += under_way.values()
                under_way.clear()
                executor.shutdown(wait=False, cancel_futures=True)
                executor = open_executor()
                for job, tries in lost:
                    if tries + 1 < TRIES:
                        retries.append((job, tries + 1))
                    else:
                        yield not_judged(reference.lesson, job[0])
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _next_job(source: Iterator[Job], retries: list[tuple[Job, int]]) -> tuple[Job, int] | None:
    if retries:
        return retries.pop()
    job = next(source, None)
    return None if job is None else (job, 0)
