"""`grader relatorio`: reads what is on record, and writes one page per lesson into the class folder."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from grader import screen
from grader.bars import bar
from grader.classreport import copies, page, statistics
from grader.files import write_atomic
from grader.gradebook.book import Gradebook
from grader.records import Lesson, Result, Role, State, StorageError, UsageError

FOLDER = "relatorio"
"""In the class folder: one page per lesson."""


def report(options: argparse.Namespace, solutions: Path) -> int:
    """`grader relatorio`: 0 when every lesson asked for has its page. Raises UsageError, StorageError."""
    paths, written = screen.chosen_lessons(options, solutions), 0
    with Gradebook(options.turma, options.banco) as book:
        for path in paths:
            lesson = screen.registered(book, path)
            results = book.results(lesson.name)
            if not any(one.exercises or one.state is State.UNREADABLE for one in results):
                print(f"{lesson.name}: ainda não há entrega corrigida.", file=sys.stderr)
                continue
            print(_write(book, lesson, results))
            written += 1
    if not written:
        raise UsageError(options.turma, "ainda não há entrega corrigida", "rode `grader corrigir` primeiro")
    return 0


def _write(book: Gradebook, lesson: Lesson, results: Sequence[Result]) -> Path:
    answers, unread = _answers(book, lesson, results)
    groups = copies.find(answers, published(lesson))
    html = page.class_html(lesson, statistics.summarise(lesson, results), groups, answers, unread)
    target = book.files.root / FOLDER / f"{lesson.name}.html"
    write_atomic(target, html.encode("utf-8", "replace"))
    return target


def published(lesson: Lesson) -> Iterator[str]:
    """What is nobody's own: the notebook that everybody received, the solutions, and the mistakes that many are known to make."""
    yield from (cell.source for cell in lesson.cells)
    yield from lesson.solutions.values()
    yield from (one.source for one in lesson.mistakes)


def _answers(book: Gradebook, lesson: Lesson, results: Sequence[Result]) -> tuple[dict[str, dict[str, str]], list[str]]:
    """The text of the answer cells by student and exercise, and the students whose notebook cannot be read."""
    found: dict[str, dict[str, str]] = {}
    unread = []
    graded = [result.student for result in results if result.state is State.GRADED]
    with bar(lesson.name, len(graded)) as step:
        for student in graded:
            step()
            try:
                cells = book.load(student, lesson.name).cells
            except StorageError:
                unread.append(student)
                continue
            found[student] = {
                cell.exercise: cell.source[: copies.TEXT_LIMIT] for cell in cells if cell.role is Role.ANSWER and cell.exercise
            }
    return found, unread
