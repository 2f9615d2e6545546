"""The grade sheet of our own, as Brazilian Excel opens it.

Trust: names come from students; a spreadsheet must read none of them as a formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from grader.files import write_atomic
from grader.lms.names import natural
from grader.records import OPEN_QUESTION, ExerciseResult, Result, Verdict

FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
"""First characters that make a spreadsheet read a field as a formula."""


def export_csv(results: Sequence[Result], path: Path | None) -> str:
    """The grade sheet as Brazilian Excel opens it: UTF-8 with a byte order mark, ";", decimal comma; also written to `path`, if given.

    One row per student and lesson; what nobody judged is an empty field, never 0. With deadlines, two more columns: when it came, and the
    points that lateness took from the score. A name that a spreadsheet would take for a formula is written with an apostrophe before it.
    Raises `StorageError`.
    """
    ids = sorted({exercise.id for result in results for exercise in result.exercises} - {OPEN_QUESTION}, key=natural)
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, delimiter=";")
    late = ["entregue", "desconto"] if any(result.late for result in results) else []
    writer.writerow(["aluno", "aula", "estado", "nota", "maximo", *ids, OPEN_QUESTION, *late])
    for result in results:
        scores = {exercise.id: points(exercise) for exercise in result.exercises}
        fields = [_text(result.student), _text(result.lesson), result.state.value, _number(result.score), _number(result.maximum)]
        fields += [_number(scores.get(name)) for name in [*ids, OPEN_QUESTION]]
        lateness = [(result.late["entregue"] or "")[:16].replace("T", " "), _number(result.late["desconto"])] if result.late else ["", ""]
        writer.writerow([*fields, *lateness[: len(late)]])
    text = "\ufeff" + sheet.getvalue()
    if path is not None:
        write_atomic(path, text.encode("utf-8", "replace"))
    return text


def points(exercise: ExerciseResult) -> float | None:
    """What an exercise adds to the score; None while it waits for a person, as an open question left blank does not."""
    return 0.0 if exercise.score is None and exercise.verdict is Verdict.UNANSWERED else exercise.score


def _text(text: str) -> str:
    """A field that no spreadsheet takes for a formula."""
    return "'" + text if text[:1] in FORMULA else text


def _number(score: float | None) -> str:
    return "" if score is None else f"{score:.4f}".rstrip("0").rstrip(".").replace(".", ",")
