"""Fixtures that several test modules share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.lesson import publish
from grader.records import Lesson
from grader.runner import Runner

from .readings import Lookup, read_once, student_machine

ROOT = Path(__file__).parent.parent
CASES = Path(__file__).parent / "cases"


@pytest.fixture(scope="session")
def runner() -> Iterator[Runner]:
    """A warm runner behind its walls; a machine without bubblewrap fails here, with the cure, rather than skipping."""
    with Runner() as started:
        yield started


@pytest.fixture(scope="session")
def lesson() -> Lesson:
    """Lesson 02, from its source."""
    return publish.load_lesson(ROOT / "solutions" / "02_conexoes_residuais.py")


@pytest.fixture(scope="session")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Lookup:
    """What comes of a published lesson run from top to bottom as its reader does: `reading("02_conexoes_residuais", solved=True)`."""
    python = student_machine(tmp_path_factory.mktemp("pacote"))
    base = tmp_path_factory.getbasetemp()
    cache = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    return lambda lesson, solved: read_once(python, cache, lesson, solved)
