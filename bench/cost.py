"""What a right submission of a lesson costs: CPU from bytes to gradebook, CPU of its answers and hidden tests alone, memory of its process.

`python -m bench.cost AULA…` prints one JSON object per lesson, in seconds and bytes. The warm process is read from /proc, because
bubblewrap leaves before the system adds up what ran behind it.
"""

from __future__ import annotations

import contextlib
import gc
import io
import itertools
import json
import math
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import matplotlib as mpl
import torch
import torchvision  # noqa: F401 - the grader's warm process has it too; torch.func is slow to start without it
from torch import nn
from torch.nn import functional as F  # noqa: N812 - the name that everybody gives it

from grader import grade
from grader.grade import Reference
from grader.gradebook.book import Gradebook
from grader.inside.observe import Observe
from grader.inside.pages import SETTLE_AFTER
from grader.lesson.publish import instructor_notebook, load_lesson
from grader.lesson.source import find_lessons, read
from grader.records import Lesson, Role
from grader.runner import Runner

TICKS = os.sysconf("SC_CLK_TCK")
TURNS, EACH = 5, 6
"""Submissions of each lesson that count, together and at a time: the system counts CPU in hundredths of a second."""
BEFORE = SETTLE_AFTER
"""Submissions that do not count: they fill caches, and the warm process settles after so many children."""
SEED = 2


def solved_notebook(lesson: Lesson) -> bytes:
    """The lesson as a student hands it in who answers as the reference does."""
    cells = [
        {"cell_type": cell.kind, "id": cell.id, "metadata": {}, "source": cell.source, "outputs": []} for cell in grade.solved_cells(lesson)
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def below(pid: int) -> dict[int, list[str]]:
    """The fields of /proc/PID/stat, from the state on, of a process and of all below it."""
    found = {}
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            if entry.name.isdigit():
                found[int(entry.name)] = (entry / "stat").read_text().rpartition(")")[2].split()
    family = [pid]
    for one in family:
        family += [other for other, fields in found.items() if int(fields[1]) == one]
    return {one: found[one] for one in family}


def cpu_below(pid: int) -> float:
    """Seconds of CPU of a process, of all below it, and of those of theirs that have ended."""
    return sum(int(field) for fields in below(pid).values() for field in fields[11:15]) / TICKS


def costs(runner: Runner, path: Path, reference: Reference) -> tuple[float, float]:
    """CPU per submission from bytes to gradebook (repair, fork, cells, observations, judge, database and files), and of its code alone.

    Alone: the answers and hidden tests by `exec` in this process, warm, with no isolation, no outputs kept, nothing compared. In turns,
    because the machine's speed changes meanwhile.
    """
    lesson, numbers = reference.lesson, itertools.count()
    raw = solved_notebook(lesson)
    torch.set_num_threads(1)
    mpl.use("agg")
    inside = alone = 0.0
    with tempfile.TemporaryDirectory() as folder, Gradebook(Path(folder)) as book:
        book.register(lesson, instructor_notebook(read(path), lesson))
        for turn in range(1 + TURNS):
            start = cpu_below(os.getpid())
            for place in itertools.islice(numbers, EACH if turn else BEFORE):
                graded = grade.grade(runner, reference, f"aluno-{place}", raw)
                assert graded.result.score == lesson.maximum - lesson.open_points, graded.result
                book.record(graded, str(place))
            inside, start = inside + cpu_below(os.getpid()) - start, time.process_time()
            for _ in range(EACH if turn else 1):
                run(reference)
            alone += time.process_time() - start
            if not turn:
                gc.freeze()
                inside = alone = 0.0
    return inside / (TURNS * EACH), alone / (TURNS * EACH)


def run(reference: Reference) -> None:
    """One submission: its cells in order, and each exercise's hidden test at its place."""
    student: dict[str, Any] = {}
    for cell in grade.solved_cells(reference.lesson):
        if cell.role in (Role.SETUP, Role.ANSWER):
            exec(cell.source, student)  # noqa: S102 - answers of ours, measured without isolation on purpose
        elif cell.role is Role.TEST:
            test = reference.exercises[str(cell.exercise)].test
            observe = Observe(lambda _: None, test.seed, "cpu", test.inputs)
            clean = {"torch": torch, "nn": nn, "F": F, "math": math, "observe": observe}
            names = {*test.exercise.names, *test.exercise.borrowed}
            torch.manual_seed(test.seed)
            exec(test.exercise.hidden, clean | {name: student[name] for name in names})  # noqa: S102


def private_memory(runner: Runner) -> int:
    """Bytes that a child behind its walls shares with nobody before it has run a line, page tables included."""
    before = set(below(os.getpid()))
    with runner._child():
        time.sleep(1.0)  # the walls go up
        (child,) = set(below(os.getpid())) - before
        lines = Path(f"/proc/{child}/smaps_rollup").read_text() + Path(f"/proc/{child}/status").read_text()
    wanted = ("Private_Clean:", "Private_Dirty:", "VmPTE:")
    return sum(1024 * int(line.split()[1]) for line in lines.splitlines() if line.startswith(wanted))


def main(names: list[str]) -> None:
    with Runner() as runner:
        memory = private_memory(runner)
        for path in find_lessons(names, Path("solutions"), graded=True):
            reference = grade.prepare(runner, load_lesson(path), SEED)
            with contextlib.redirect_stdout(io.StringIO()):
                inside, alone = costs(runner, path, reference)
            found = {"aula": path.stem, "inteira": inside, "celulas": alone, "memoria": memory}
            print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
