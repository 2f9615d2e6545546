"""The same class for stock nbgrader: a course directory whose hidden tests hold their inputs and reference values (grader/stock.py)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from grader import grade, stock
from grader.lesson.publish import instructor_notebook
from grader.lesson.source import read
from grader.runner import Runner
from tests.demonstracao import SOURCE, Student, lesson, write_class

BIN = Path(sys.executable).parent
ENVIRONMENT = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
"""nbgrader starts `alembic` by its bare name, so the environment's commands have to be on the path."""


def stock_notebook() -> NotebookNode:
    """The instructor's notebook whose hidden tests need no reference process."""
    with Runner() as runner:
        prepared = grade.prepare(runner, lesson(), seed=2).exercises.values()
    blocks = {one.test.exercise.test: stock.block(one.test.exercise, one.test.seed, one.test.inputs or {}, one.settled) for one in prepared}
    return stock.source_notebook(instructor_notebook(read(SOURCE)), blocks)


def build_stock_class(folder: Path, students: dict[str, Student]) -> None:
    """A course directory that `nbgrader autograde` accepts: source, release, the database's entry, and the submissions."""
    name = lesson().name
    source = folder / "source" / name
    source.mkdir(parents=True)
    nbformat.write(stock_notebook(), source / f"{name}.ipynb")
    command = [BIN / "nbgrader", "generate_assignment", name, "--course-dir", folder]
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder, env=ENVIRONMENT)
    if run.returncode:
        sys.exit(f"nbgrader generate_assignment: terminou com {run.returncode}.\n{run.stderr[-2000:]}")
    write_class(folder, students)
