"""Moodle's grading worksheet, filled: the teacher's own file with grades in it, and nothing else of it changed.

Rows are matched by the participant's number, as `moodle.load` knows it from collecting, and never against the name that the row has;
where a class was not collected from Moodle, by the ids that its columns give. Moodle leaves out a grade above the row's maximum, so none
is written.

Trust: the teacher's own file, in which names are students'. Only numbers are written into it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass, replace
from pathlib import Path

from grader.files import write_atomic
from grader.lms.moodle import Participant, is_blind
from grader.lms.names import name_key, student_id, without_group
from grader.lms.roster import EMAIL, NUMBER, PARTICIPANT, full_name, participant_number
from grader.lms.sheet import Field, Row, Sheet, read_sheet
from grader.lms.table import points
from grader.records import Result, State, UsageError

GRADE, MAXIMUM = {"nota", "grade"}, {"nota maxima", "maximum grade"}
CHANGEABLE = {"nota pode ser alterada", "a nota pode ser alterada", "grade can be changed"}
GROUP = {"grupo", "group"}
NO = {"nao", "no"}
SUFFIX = "-com-notas"
_NUMBER = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,9})?")


@dataclass(frozen=True)
class Filled:
    """What came of a worksheet; the lists hold names for a person to read."""

    path: Path
    grades: int
    unmatched: tuple[str, ...]
    """Students with a grade that no row takes, and why."""
    waiting: tuple[str, ...]
    """Students whose grade lacks something that a person still has to grade."""
    ungraded: tuple[str, ...]
    """Students in the worksheet whose submission has no grade (unreadable, not judged)."""
    absent: tuple[str, ...]
    """Names of rows whose student handed nothing in, or is not in the class."""


def read_worksheet(path: Path, needed: Mapping[str, Collection[str]]) -> Sheet:
    """The teacher's file, which has these columns (a title for people → the headings that will do) and the participant's.

    Raises `UsageError` where one is missing or it is no CSV, `StorageError`.
    """
    sheet = read_sheet(path)
    for title, headings in {"Identificador": PARTICIPANT, **needed}.items():
        if sheet.column(headings) is None:
            raise UsageError(path, f"não tem a coluna {title}", "dê a planilha de notas que o Moodle gerou para esta tarefa")
    return sheet


def fill(path: Path, results: Iterable[Result], participants: Mapping[str, Participant]) -> Filled:
    """Write `NAME-com-notas.csv` beside the worksheet. A grade is the score in parts of the lesson's maximum, times the row's maximum.

    Raises `UsageError` (not a worksheet), `StorageError`.
    """
    sheet = read_worksheet(path, {"Nota": GRADE, "Nota máxima": MAXIMUM})
    by_student = {result.student: result for result in results}
    claims = students_of_rows(sheet, by_student.keys(), participants)
    taken: dict[str, str] = {}
    rows = []
    for row, student in zip(sheet.rows, claims, strict=True):
        result = by_student.get(student) if student else None
        filled, problem = _filled(sheet, row, result) if result and result.score is not None else (row, "")
        rows.append(filled)
        if student:
            taken[student] = problem
    target = path.with_name(f"{path.stem}{SUFFIX}{path.suffix}")
    write_atomic(target, sheet.to_bytes(rows))
    return _told(target, sheet, by_student, claims, taken)


def _told(target: Path, sheet: Sheet, by_student: Mapping[str, Result], claims: list[str | None], taken: Mapping[str, str]) -> Filled:
    scored = [name for name, result in by_student.items() if result.score is not None]
    missing = [f"{name} (nenhuma linha)" for name in scored if name not in taken]
    refused = [f"{name} ({taken[name]})" for name in scored if taken.get(name)]
    in_rows = [name for name in scored if name in taken and not taken[name]]
    waiting = [name for name in in_rows if any(points(one) is None for one in by_student[name].exercises)]
    received = {name for name, result in by_student.items() if result.state is not State.NOT_RECEIVED}
    ungraded = [name for name in taken if name in received and by_student[name].score is None]
    absent = [_shown(sheet, row) for row, student in zip(sheet.rows, claims, strict=True) if student not in received and _shown(sheet, row)]
    grades = sum(1 for student in claims if student in set(in_rows))
    return Filled(target, grades, (*missing, *refused), tuple(waiting), tuple(ungraded), tuple(absent))


def _shown(sheet: Sheet, row: Row) -> str:
    return full_name(sheet, row) or row.text(sheet.column(PARTICIPANT))


def students_of_rows(sheet: Sheet, students: Set[str], participants: Mapping[str, Participant]) -> list[str | None]:
    """Which of `students` each row is about; None where it is nobody, or where it cannot be told. A group's has many rows."""
    groups = {key: one.student for one in participants.values() if (key := name_key(one.name))}  # most rows have no group
    met = {one.student for one in participants.values()}
    found: list[str | None] = []
    guessed: list[str | None] = []
    for row in sheet.rows:
        one = participants.get(participant_number(row.text(sheet.column(PARTICIPANT))))
        group = groups.get(name_key(row.text(sheet.column(GROUP))))
        sure = one.student if one and _agrees(sheet, row, one) else group
        found.append(sure if sure in students else None)
        guessed.append(_by_own_id(sheet, row, students - met) if sure is None else None)
    often = Counter(guessed)
    return [sure or (guess if often[guess] == 1 else None) for sure, guess in zip(found, guessed, strict=True)]


def _agrees(sheet: Sheet, row: Row, one: Participant) -> bool:
    """Whether a row is this participant's: a group's number may be some participant's too, and a worksheet another assignment's."""
    name = full_name(sheet, row)
    return not name or is_blind(one.name) or is_blind(name) or without_group(one.name, name)


def _by_own_id(sheet: Sheet, row: Row, students: Set[str]) -> str | None:
    """For a class that was not collected from Moodle: the student whose id is what `coletar` would have made of this row."""
    texts = (row.text(sheet.column(NUMBER)), row.text(sheet.column(EMAIL)), full_name(sheet, row))
    ids = {student_id(text) for text in texts if text} & students
    return ids.pop() if len(ids) == 1 else None


def _filled(sheet: Sheet, row: Row, result: Result) -> tuple[Row, str]:
    """The row with its grade, or as it was and why."""
    column = sheet.column(GRADE)
    most = _NUMBER.fullmatch(row.text(sheet.column(MAXIMUM)))
    if most is None or column is None or column >= len(row.fields):
        return row, f"linha {row.line}: a nota máxima não é um número"
    if name_key(row.text(sheet.column(CHANGEABLE))) in NO:
        return row, f"linha {row.line}: o Moodle diz que a nota não pode ser alterada"
    value = (result.score or 0.0) / result.maximum * float(most[0].replace(",", "."))
    if round(value, 2) > float(most[0].replace(",", ".")):
        return row, f"linha {row.line}: {value:.2f} passa da nota máxima, e o Moodle não a aceitaria"
    text = f"{value:.2f}".replace(".", _decimal_sign(sheet))
    old = row.fields[column]
    raw = f'"{text}"' if old.raw.startswith('"') or sheet.delimiter in text else text
    return replace(row, fields=(*row.fields[:column], Field(raw, old.end), *row.fields[column + 1 :])), ""


def _decimal_sign(sheet: Sheet) -> str:
    """The sign of the file's own numbers; where none has one, that of the headings' language."""
    for row in sheet.rows:
        for names in (MAXIMUM, GRADE):
            text = row.text(sheet.column(names))
            if _NUMBER.fullmatch(text) and not text.isdecimal():
                return "," if "," in text else "."
    return "," if sheet.column({"nota maxima"}) is not None else "."
