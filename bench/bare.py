"""Prints the CPU seconds that the cells of a submission cost by themselves, per notebook, in one process that is already warm.

`python bench/bare.py NOTEBOOK…`: the lower bound that grading is measured against. No isolation, no outputs kept, nothing compared.
Only ever given notebooks that the benchmark itself wrote.
"""

from __future__ import annotations

import contextlib
import io
import math
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import nbformat
import torch
import torchvision  # noqa: F401 - the grader's warm process has it too; torch.func is slow to start without it
from torch import nn
from torch.nn import functional as F  # noqa: N812 - the name that everybody gives it

from grader.inside.observe import Observe
from grader.publish import load_lesson
from grader.records import Exercise

SOURCE = Path(__file__).resolve().parent.parent / "solutions" / "02_conexoes_residuais.py"


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


def main() -> None:
    torch.set_num_threads(1)
    hidden = {exercise.test: exercise for exercise in load_lesson(SOURCE).exercises}
    notebooks = [nbformat.read(path, as_version=4) for path in sys.argv[1:]]
    with contextlib.redirect_stdout(io.StringIO()):
        run(notebooks[0], hidden)
        start = time.process_time()
        for notebook in notebooks:
            run(notebook, hidden)
        spent = time.process_time() - start
    print(spent / len(notebooks))


if __name__ == "__main__":
    main()
