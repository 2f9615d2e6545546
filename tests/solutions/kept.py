"""What the tests of the lessons share: every lesson in solutions/, its kept answers, and how one runs in this process."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pytest
import torch

from grader.lesson import cases
from grader.lesson.publish import load_lesson
from grader.records import Exercise, Lesson, Role

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "course"))  # where notebooks find trilha

Namespace = dict[str, Any]

torch.set_num_threads(1)  # as in grading; with small matrices two threads cost more than they give

_ANSWER = re.compile(r'"grade_id": "ex-(\d+)[.-](\d+)"')


@dataclass(frozen=True)
class Place:
    """One exercise of one lesson; the lesson is read when somebody asks, so that a broken one turns its own tests red and no others."""

    source: Path
    id: str

    def __str__(self) -> str:
        return self.id

    @property
    def lesson(self) -> Lesson:
        return _lesson(self.source)

    @cached_property
    def exercise(self) -> Exercise:
        return next(found for found in self.lesson.exercises if found.id == self.id)

    @property
    def reference(self) -> str:
        """The source of the lesson's own answer."""
        return self.lesson.solutions[self.exercise.answer]

    def published(self, grade_id: str) -> str:
        """The cell of this grade_id as students get it."""
        return next(cell.source for cell in self.lesson.cells if cell.grade_id == grade_id)

    def files(self, kind: str) -> list[Path]:
        """The kept answers of this kind."""
        return sorted((cases.folder(self.source) / self.id / kind).glob("*.py"))

    def run(self, answer: str) -> Namespace:
        """The namespace after this answer: the lesson's own cells and the reference's earlier answers came first, as in grading."""
        namespace = dict(_before(self.source)[self.id])
        exec(compile(answer, "<resposta>", "exec"), namespace)
        return namespace


@cache
def _lesson(source: Path) -> Lesson:
    return load_lesson(source)


@cache
def _before(source: Path) -> dict[str, Namespace]:
    """By exercise: the names in force just before its answer."""
    lesson = _lesson(source)
    namespace: Namespace = {"__name__": "__main__"}
    found = {}
    for cell in lesson.cells:
        if cell.role is Role.ANSWER:
            found[str(cell.exercise)] = dict(namespace)
        if cell.role in {Role.ANSWER, Role.SETUP}:
            exec(compile(lesson.solutions.get(cell.id, cell.source), f"<{cell.id}>", "exec"), namespace)
    return found


SOURCES = sorted((ROOT / "solutions").glob("*.py"))
PLACES = [Place(source, ".".join(found)) for source in SOURCES for found in _ANSWER.findall(source.read_text(encoding="utf-8"))]


def each(kind: str) -> list[Any]:
    """One pytest parameter for each exercise and kept answer of this kind, over all lessons."""
    return [pytest.param(place, path, id=f"{place}-{path.stem}") for place in PLACES for path in place.files(kind)]
