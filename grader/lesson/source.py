"""Reads a lesson's source (jupytext percent format, nbgrader's metadata) and finds the lessons that a command names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import jupytext
from nbformat import NotebookNode

from grader.lesson import colab, folded
from grader.lesson.cells import BEGIN_HIDDEN, END_HIDDEN, defined_names, exercise_of, grade_id, nbgrader_id, regions, role, used_names
from grader.lesson.rules import RULES, UNGRADED_RULES, Draft
from grader.records import Exercise, LessonError, Role, UsageError

_LESSON_FILES = "[0-9][0-9]_*.py"
_UNGRADED = "00_"
_FORMATTERS = re.compile(r"[ \t]*# fmt: (?:skip|off|on)$", re.MULTILINE)
"""What an author says to the code formatter is no reading for a student."""
FORBIDDEN = "proibido"
"""The metadata of an answer cell that lists the names which the statement rules out: `proibido=["BatchNorm1d"]`."""


def is_graded(path: Path) -> bool:
    """Whether the lesson in this file has exercises that count; 00, the welcome, has none."""
    return not path.stem.startswith(_UNGRADED)


def find_lessons(names: Sequence[str], folder: Path = Path("solutions"), graded: bool = False) -> list[Path]:
    """The source files of the lessons called `names` (stem or number; none means all), in the course's order.

    `graded`: those with exercises that count, alone. Raises UsageError.
    """
    if not folder.is_dir():
        raise UsageError(folder, "a pasta com as aulas não existe", "rode o comando na raiz do repositório")
    lessons = [path for path in sorted(folder.glob(_LESSON_FILES)) if is_graded(path) or not graded]
    if not lessons:
        raise UsageError(folder, "não há nenhuma aula nesta pasta", "confira se ela guarda arquivos como 02_conexoes_residuais.py")
    if not names:
        return lessons
    chosen = set()
    for name in names:
        matches = [path for path in lessons if path.stem == name or (name.isdecimal() and int(path.stem[:2]) == int(name))]
        if not matches:
            known = ", ".join(path.stem for path in lessons)
            raise UsageError(f"aula '{name}'", f"não existe em {folder}", f"escolha entre {known}, pelo nome ou pelo número")
        chosen.update(matches)
    return sorted(chosen)


def read(path: Path) -> NotebookNode:
    """The lesson as a notebook, solutions and hidden tests included, its ids as nbgrader wants them (`ex-2-1`).

    Raises LessonError where a rule of authoring is broken.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        cause = "não está em UTF-8" if isinstance(error, UnicodeDecodeError) else f"não pode ser lido ({error.strerror})"
        raise LessonError(path, cause, "confira o arquivo e as permissões dele") from error
    # The format is stated and the text handed over, so that no jupytext configuration of the user's is looked up.
    notebook = jupytext.reads(text, fmt="py:percent", as_version=4)
    draft = Draft(path, notebook.cells, text)
    for rule in RULES if is_graded(path) else UNGRADED_RULES:
        rule(draft)
    for cell in notebook.cells:
        cell.source = _FORMATTERS.sub("", cell.source)
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader.grade_id = nbgrader_id(cell.metadata.nbgrader.grade_id)
    folded.fold(notebook)
    colab.fill(notebook, path)
    return notebook


def exercises(notebook: NotebookNode) -> tuple[Exercise, ...]:
    """The automatically graded exercises of a lesson that `read` returned, in order."""
    tests = {exercise_of(grade_id(cell)): cell for cell in notebook.cells if role(cell) is Role.TEST}
    found: list[Exercise] = []
    for cell in notebook.cells:
        if role(cell) is Role.ANSWER:
            earlier = {name for exercise in found for name in exercise.names}
            found.append(_exercise(cell, tests[exercise_of(grade_id(cell))], earlier))
    return tuple(found)


def _exercise(answer: NotebookNode, test: NotebookNode, earlier: set[str]) -> Exercise:
    answer_id, test_id = grade_id(answer), grade_id(test)
    exercise = exercise_of(answer_id)
    assert answer_id is not None and test_id is not None and exercise is not None  # noqa: PT018 - one fact: `ids_are_known` held
    hidden = regions(test.source, BEGIN_HIDDEN, END_HIDDEN)[0]
    names = defined_names(answer.source)
    borrowed = sorted((used_names(answer.source) | used_names(hidden)) & (earlier - set(names)))
    points, forbidden = float(test.metadata.nbgrader.points), tuple(answer.metadata.get(FORBIDDEN, ()))
    return Exercise(exercise, points, answer_id, test_id, names, hidden, tuple(borrowed), forbidden)
