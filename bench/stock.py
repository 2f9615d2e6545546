"""The same class for stock nbgrader: what `grader corrigir` registers (grader/stock.py), and the submissions."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from grader import stock
from grader.gradebook.book import Gradebook
from grader.lesson.publish import instructor_notebook
from grader.lesson.source import read
from grader.runner import Runner
from tests.demonstracao import SOURCE, Student, lesson, write_class

BIN = Path(sys.executable).parent
ENVIRONMENT = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
"""nbgrader starts `alembic` by its bare name, so the environment's commands have to be on the path."""


def build_stock_class(folder: Path, students: dict[str, Student]) -> None:
    """A course directory that `nbgrader autograde` accepts: source, release, the database's entries, and the submissions."""
    folder.mkdir(parents=True, exist_ok=True)
    with Runner() as runner, Gradebook(folder) as book:
        book.register(lesson(), instructor_notebook(read(SOURCE), lesson()))
        book.complete(lesson(), stock.blocks(runner, lesson()))
    write_class(folder, students)
