"""CPU of one submission from bytes to gradebook, all processes together, and of its cells alone.

`python -m bench.cost NOTEBOOK…` prints both, in seconds per notebook. The warm process is read from /proc, because bubblewrap leaves before
the system adds up what ran behind it. Only ever given notebooks that the benchmark itself wrote.
"""

from __future__ import annotations

import contextlib
import io
import math
import os
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

import nbformat
import torch
import torchvision  # noqa: F401 - the grader's warm process has it too; torch.func is slow to start without it
from torch import nn
from torch.nn import functional as F  # noqa: N812 - the name that everybody gives it

from grader import grade
from grader.gradebook.book import Gradebook
from grader.inside.observe import Observe
from grader.lesson.publish import instructor_notebook, load_lesson
from grader.lesson.source import read
from grader.records import Exercise
from grader.runner import Runner
from tests.demonstracao import SOURCE

TICKS = os.sysconf("SC_CLK_TCK")


def cpu_below(pid: int) -> float:
    """Seconds of CPU of a process, of all below it, and of those of theirs that have ended."""
    spent = 0.0
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
            if int(entry.name) == pid:
                spent += sum(int(field) for field in fields[11:15]) / TICKS
            elif int(fields[1]) == pid:
                spent += cpu_below(int(entry.name))
    return spent


def whole(notebooks: list[Path]) -> float:
    """From bytes to gradebook: repair, fork, cells, observations, judge, database and files."""
    lesson = load_lesson(SOURCE)
    raw = {f"aluno-{place}": path.read_bytes() for place, path in enumerate(notebooks)}
    with Runner() as runner, tempfile.TemporaryDirectory() as folder, Gradebook(Path(folder)) as book:
        book.register(lesson, instructor_notebook(read(SOURCE)))
        reference = grade.prepare(runner, lesson, seed=2)
        start = cpu_below(os.getpid())
        for student, content in raw.items():
            book.record(grade.grade(runner, reference, student, content), student)
        return (cpu_below(os.getpid()) - start) / len(raw)


def bare(notebooks: list[Path]) -> float:
    """The answers, visible checks and hidden tests by `exec` in this process: no isolation, no outputs kept, nothing compared."""
    hidden = {exercise.test: exercise for exercise in load_lesson(SOURCE).exercises}
    read_notebooks = [nbformat.read(path, as_version=4) for path in notebooks]
    torch.set_num_threads(1)
    with contextlib.redirect_stdout(io.StringIO()):
        run(read_notebooks[0], hidden)
        start = time.process_time()
        for notebook in read_notebooks:
            run(notebook, hidden)
        return (time.process_time() - start) / len(notebooks)


def run(notebook: nbformat.NotebookNode, hidden: Mapping[str, Exercise]) -> None:
    """One submission: its cells in order, and each exercise's hidden test right after the visible one."""
    student: dict[str, object] = {}
    for cell in notebook.cells:
        if cell.cell_type != "code" or "skip-execution" in cell.metadata.get("tags", []):
            continue
        exec(cell.source, student)  # noqa: S102 - answers of ours, measured without isolation on purpose
        test = hidden.get(cell.metadata.get("nbgrader", {}).get("grade_id"))
        if test:
            clean = {"torch": torch, "nn": nn, "F": F, "math": math, "observe": Observe(lambda _: None, 2, "cpu", None)}
            exec(test.hidden, clean | {name: student[name] for name in test.names})  # noqa: S102


if __name__ == "__main__":
    paths = [Path(argument) for argument in sys.argv[1:]]
    print(whole(paths), bare(paths))
