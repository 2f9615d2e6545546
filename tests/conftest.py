"""Fixtures that several test modules share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.lesson import publish
from grader.records import Lesson
from grader.runner import Runner

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
