"""Which submissions a run grades: what is on record with the same bytes and the same lesson is left alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from grader import classroom
from grader.classroom import Options, fingerprint, fingerprint_form, plan
from grader.gradebook.book import Gradebook
from grader.lesson.publish import instructor_notebook, load_lesson
from grader.lesson.source import read
from grader.records import OPEN_QUESTION, ExerciseResult, Graded, Lesson, Result, State, Verdict

from .conftest import ROOT

SOURCES = {name: ROOT / "solutions" / f"{name}.py" for name in ("02_conexoes_residuais", "04_variancia")}
LESSONS = {name: load_lesson(path) for name, path in SOURCES.items()}
SECOND, FOURTH = LESSONS.values()
STUDENTS = ["ana", "rui"]


def record(book: Gradebook, student: str, lesson: Lesson, raw: bytes) -> None:
    exercises = [ExerciseResult(exercise.id, 0.0, exercise.points, Verdict.WRONG) for exercise in lesson.exercises]
    exercises.append(ExerciseResult(OPEN_QUESTION, None, lesson.open_points, Verdict.NOT_JUDGED))
    result = Result(student, lesson.name, 0.0, lesson.maximum, State.GRADED, tuple(exercises))
    book.record(Graded(result), fingerprint(fingerprint_form(lesson), raw))


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Gradebook]:
    """Two students with both lessons on record."""
    with Gradebook(tmp_path) as opened:
        for name, lesson in LESSONS.items():
            opened.register(lesson, instructor_notebook(read(SOURCES[name]), lesson))
            for student in STUDENTS:
                path = opened.files.notebook("submitted", student, name)
                path.parent.mkdir(parents=True)
                path.write_bytes(student.encode())
                record(opened, student, lesson, student.encode())
        yield opened


def waiting(book: Gradebook, lesson: Lesson, options: Options = Options()) -> list[str]:  # noqa: B008 - immutable
    return list(plan(book, lesson, options).waiting)


def test_what_is_on_record_waits_for_nobody_unless_told_to(book: Gradebook) -> None:
    assert waiting(book, SECOND) == waiting(book, FOURTH) == []
    assert [one.student for one in plan(book, SECOND, Options()).done] == STUDENTS
    assert waiting(book, SECOND, Options(again=True)) == STUDENTS


def test_a_changed_hidden_test_grades_its_own_lesson_again_and_no_other(book: Gradebook) -> None:
    first, *others = SECOND.exercises
    mended = replace(SECOND, exercises=(replace(first, hidden=f"{first.hidden}\n# mais claro"), *others))
    assert waiting(book, mended) == STUDENTS
    assert waiting(book, FOURTH) == []


def test_a_replaced_file_is_graded_alone(book: Gradebook) -> None:
    book.files.notebook("submitted", "rui", SECOND.name).write_bytes(b"outra")
    assert waiting(book, SECOND) == ["rui"]


def test_another_version_of_the_grader_grades_everything_again(book: Gradebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(classroom.grader, "__version__", "outra")
    assert waiting(book, SECOND) == STUDENTS
