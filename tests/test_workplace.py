"""The worker processes of this machine: ours alone end with us."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import time

from grader import workers
from grader.sandbox import Box
from grader.workplace import Local


def test_a_task_for_a_pool_whose_worker_has_just_died_is_lost_and_not_an_error_of_ours() -> None:
    with contextlib.closing(Local(1, Box())) as place:
        died = place.submit(os._exit, 1)
        assert place.is_lost(died.exception(60))
        late = place.submit(workers.be_ready)
        assert place.is_lost(late.exception(60))
        place.renew()
        assert place.submit(os.getpid).result(60) != os.getpid()


def test_giving_the_workers_up_ends_them_and_no_other_child_of_this_process() -> None:
    other = multiprocessing.get_context("spawn").Process(target=time.sleep, args=(600,))
    other.start()
    before = set(multiprocessing.active_children())
    try:
        with contextlib.closing(Local(1, Box())) as place:
            place.begin()
            own = set(multiprocessing.active_children()) - before
            assert own
        for worker in own:
            worker.join(60)
        assert [worker for worker in own if worker.is_alive()] == []
        assert other.is_alive()
    finally:
        other.kill()
        other.join()
