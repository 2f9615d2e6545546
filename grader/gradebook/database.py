"""nbgrader's database: the one door to its tables, always through nbgrader's own classes.

nbgrader (and with it half of Jupyter) takes a second to import, so that happens when a database is opened and not before.
No query here walks a relationship list: nbgrader's tables have no index on the parent's side, and a class may have 5,000 submissions.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.gradebook.connection import database_errors, nbgrader_api, prepare, sqlite_url, without_password
from grader.gradebook.filing import COURSE_ID, DATABASE
from grader.records import StorageError, UsageError

_PATH = re.compile(r"(?:^|\s):?/|\.\.")
"""What leads dateutil, which looks a zone up as a file, out of the machine's zones."""

Scores = Mapping[str, float | None]
"""Automatic scores by grade_id; None waits for a person."""
Comments = Mapping[str, str | None]
"""Automatic comments by grade_id."""


@dataclass(frozen=True)
class CellRow:
    """One cell that nbgrader keeps in its database, as SaveCells would store it."""

    grade_id: str
    cell_type: str
    source: str
    checksum: str | None
    locked: bool
    graded: bool
    solution: bool
    points: float = 0.0


@dataclass(frozen=True)
class LessonRows:
    """The ids that nbgrader's rows of one lesson have."""

    assignment: str
    notebook: str
    graded: Mapping[str, str]
    """By grade_id: the id of the row of a cell with points."""
    solutions: Mapping[str, str]
    metadata: Mapping[str, dict[str, Any]]
    """By grade_id: the nbgrader metadata of the cell in an autograded notebook."""


@dataclass(frozen=True)
class Decision:
    """What a person gave for one graded cell in formgrader."""

    score: float | None
    extra: float | None


class Database:
    """An open nbgrader gradebook. `flush` and `commit` are the caller's: nothing here commits a submission by itself."""

    def __init__(self, folder: Path, url: str | None) -> None:
        self.place = str(folder / DATABASE) if url is None else without_password(url)
        with database_errors(self.place):
            self.api = api = nbgrader_api()
            target = sqlite_url(folder / DATABASE) if url is None else url
            prepare(target, api)
            self.gradebook = api.Gradebook(target, COURSE_ID)
        self.session = self.gradebook.db
        self._lessons: dict[str, LessonRows] = {}

    def checksum(self, cell: Any) -> str:
        """nbgrader's checksum of a cell of a notebook."""
        return str(self.api.utils.compute_checksum(cell))

    def parse_time(self, text: str) -> Any:
        """A submission's time as nbgrader stores it; None for a text that is no time, or whose zone is no zone's name but a path."""
        if _PATH.search(text):
            return None
        try:
            return self.api.utils.parse_utc(text)
        except Exception:  # dateutil raises whatever a text leads it to
            return None

    def close(self) -> None:
        """Give the connection back; what was not committed is gone."""
        self.gradebook.close()

    def errors(self) -> contextlib.AbstractContextManager[None]:
        """`database_errors` about this database and session."""
        return database_errors(self.place, self.session)

    def register(self, lesson: str, kernelspec: str, cells: Sequence[CellRow]) -> None:
        """Make the rows of a lesson what `cells` says. Grades of cells that stay are not touched. Commits once, if anything changed.

        Raises `StorageError` where a cell that is gone has points or a comment given by a person.
        """
        api, session = self.api, self.session
        with self.errors():
            assignment = self._one(api.Assignment, name=lesson) or self._add(api.Assignment(name=lesson, course_id=COURSE_ID))
            notebook = self._one(api.Notebook, name=lesson, assignment_id=assignment.id)
            notebook = notebook or self._add(api.Notebook(name=lesson, assignment_id=assignment.id))
            notebook.kernelspec = kernelspec
            graded = {cell.grade_id: {"max_score": cell.points, "cell_type": cell.cell_type} for cell in cells if cell.graded}
            solutions: dict[str, dict[str, Any]] = {cell.grade_id: {} for cell in cells if cell.solution}
            sources = {
                cell.grade_id: {"cell_type": cell.cell_type, "locked": cell.locked, "source": cell.source, "checksum": cell.checksum}
                for cell in cells
            }
            for kind, wanted in ((api.GradeCell, graded), (api.SolutionCell, solutions), (api.SourceCell, sources)):
                self._match(kind, notebook.id, wanted)
            session.commit()
        self._lessons.pop(lesson, None)

    def lesson(self, name: str) -> LessonRows:
        """The rows of a registered lesson. Raises `UsageError` for one that never was."""
        if name not in self._lessons:
            with self.errors():
                self._lessons[name] = self._read_lesson(name)
        return self._lessons[name]

    def save(self, student: str, lesson: str, scores: Scores, comments: Comments, changed: set[str], stamp: Any) -> dict[str, Decision]:
        """Make the rows of one submission: automatic scores and comments by grade_id. What a person gave stays, and is returned.

        A score of None waits for a person. A person's own score does too when the answer (`changed`) or the automatic score is a new one.
        Flushes; the caller commits.
        """
        api, rows = self.api, self.lesson(lesson)
        with self.errors(), self.session.no_autoflush:  # no question below is about a row that is new here
            self._one(api.Student, id=student) or self._add(api.Student(id=student))
            key = {"assignment_id": rows.assignment, "student_id": student}
            submission = self._one(api.SubmittedAssignment, **key) or self._add(api.SubmittedAssignment(**key))
            submission.timestamp = stamp
            key = {"notebook_id": rows.notebook, "assignment_id": submission.id}
            known = self._one(api.SubmittedNotebook, **key)
            notebook = known or self._add(api.SubmittedNotebook(**key))
            grades = self._by_cell(api.Grade, notebook.id, rows.graded, known is not None)
            for grade_id in rows.graded:
                _set_score(grades[grade_id], scores.get(grade_id), grade_id in changed)
            remarks = self._by_cell(api.Comment, notebook.id, rows.solutions, known is not None)
            for grade_id in rows.solutions:
                remarks[grade_id].auto_comment = comments.get(grade_id)
            self.session.flush()
            return {grade_id: Decision(grade.manual_score, grade.extra_credit) for grade_id, grade in grades.items()}

    def rollback(self) -> None:
        """Take back what was flushed and not committed."""
        with self.errors():
            self.session.rollback()

    def commit(self) -> None:
        """Make what was flushed last. The session forgets its objects, so that a long run does not grow."""
        with self.errors():
            self.session.commit()
            self.session.expunge_all()

    def add_student(self, student: str) -> None:
        """Make a student known to the class. Commits."""
        with self.errors():
            if self._one(self.api.Student, id=student) is None:
                self._add(self.api.Student(id=student))
                self.session.commit()

    def students(self) -> set[str]:
        """The ids of all students that the gradebook knows."""
        with self.errors():
            return {student for (student,) in self.session.query(self.api.Student.id)}

    def decisions(self, lesson: str, student: str | None = None) -> dict[str, dict[str, Decision]]:
        """By student and grade_id: what a person gave. A student without a submission in the gradebook is not a key."""
        api, rows = self.api, self.lesson(lesson)
        names = {cell: grade_id for grade_id, cell in rows.graded.items()}
        found: dict[str, dict[str, Decision]] = {}
        with self.errors():
            query = self._of_lesson(
                rows, student, api.SubmittedAssignment.student_id, api.Grade.cell_id, api.Grade.manual_score, api.Grade.extra_credit
            )
            query = query.join(api.Grade, (api.Grade.notebook_id == api.SubmittedNotebook.id) & api.Grade.cell_id.in_(list(names)))
            for who, cell, manual, extra in query:
                found.setdefault(who, {})[names[cell]] = Decision(manual, extra)
        return found

    def comments(self, lesson: str, student: str) -> dict[str, str]:
        """By grade_id: the comments that a person wrote for one student."""
        api, rows = self.api, self.lesson(lesson)
        names = {cell: grade_id for grade_id, cell in rows.solutions.items()}
        with self.errors():
            query = self._of_lesson(rows, student, api.Comment.cell_id, api.Comment.manual_comment)
            query = query.join(api.Comment, (api.Comment.notebook_id == api.SubmittedNotebook.id) & api.Comment.cell_id.in_(list(names)))
            return {names[cell]: text for cell, text in query if text}

    def _of_lesson(self, rows: LessonRows, student: str | None, *columns: Any) -> Any:
        api = self.api
        query = self.session.query(*columns).select_from(api.SubmittedAssignment)
        query = query.join(
            api.SubmittedNotebook,
            (api.SubmittedNotebook.assignment_id == api.SubmittedAssignment.id) & (api.SubmittedNotebook.notebook_id == rows.notebook),
        ).filter(api.SubmittedAssignment.assignment_id == rows.assignment)
        return query if student is None else query.filter(api.SubmittedAssignment.student_id == student)

    def _one(self, kind: Any, **key: Any) -> Any:
        return self.session.query(kind).filter_by(**key).one_or_none()

    def _add(self, row: Any) -> Any:
        """Add a row and give it its id now: ids, unlike relationships, cost no loading of lists."""
        if row.id is None:
            row.id = self.api.new_uuid()
        self.session.add(row)
        return row

    def _by_cell(self, kind: Any, notebook: str, cells: Mapping[str, str], known: bool) -> dict[str, Any]:
        """The rows of a submitted notebook by grade_id, made where they are missing: all of them, where the notebook was not `known`."""
        query = self.session.query(kind).filter(kind.notebook_id == notebook, kind.cell_id.in_(list(cells.values())))
        there = {row.cell_id: row for row in query} if known else {}
        return {name: there.get(cell) or self._add(kind(notebook_id=notebook, cell_id=cell)) for name, cell in cells.items()}

    def _match(self, kind: Any, notebook: str, wanted: Mapping[str, Mapping[str, Any]]) -> None:
        there = {row.name: row for row in self.session.query(kind).filter_by(notebook_id=notebook)}
        for name, values in wanted.items():
            row = there.pop(name, None) or self._add(kind(name=name, notebook_id=notebook))
            for column, value in values.items():
                setattr(row, column, value)
        for gone in there.values():
            self._drop(gone)

    def _drop(self, cell: Any) -> None:
        """Remove a cell that the lesson no longer has, with the automatic grades and comments that hang on it."""
        api = self.api
        for kind, given in (
            (api.Grade, api.Grade.manual_score),
            (api.Grade, api.Grade.extra_credit),
            (api.Comment, api.Comment.manual_comment),
        ):
            if self.session.query(kind.id).filter(kind.cell_id == cell.id, given.is_not(None)).first() is not None:
                self.session.rollback()
                cause = f"a célula {cell.name!r} saiu da aula, mas tem nota ou comentário dado à mão"
                raise StorageError(self.place, cause, "devolva a célula à aula ou apague no formgrader o que foi dado a ela")
        for kind in (api.Grade, api.Comment):
            self.session.query(kind).filter(kind.cell_id == cell.id).delete(synchronize_session=False)
        self.session.delete(cell)

    def _read_lesson(self, name: str) -> LessonRows:
        api = self.api
        assignment = self._one(api.Assignment, name=name)
        notebook = assignment and self._one(api.Notebook, name=name, assignment_id=assignment.id)
        if notebook is None:
            raise UsageError(name, "esta aula ainda não foi corrigida nesta turma", "rode `grader corrigir` primeiro")
        of_notebook = {
            kind: self.session.query(kind).filter_by(notebook_id=notebook.id).all()
            for kind in (api.GradeCell, api.SolutionCell, api.SourceCell)
        }
        graded = {row.name: row for row in of_notebook[api.GradeCell]}
        solutions = {row.name: row.id for row in of_notebook[api.SolutionCell]}
        metadata = {row.name: _metadata(row, graded.get(row.name), row.name in solutions) for row in of_notebook[api.SourceCell]}
        return LessonRows(assignment.id, notebook.id, {grade_id: row.id for grade_id, row in graded.items()}, solutions, metadata)


def _metadata(source: Any, graded: Any, solution: bool) -> dict[str, Any]:
    data = {
        "grade": graded is not None,
        "grade_id": source.name,
        "locked": source.locked,
        "schema_version": 3,
        "solution": solution,
        "task": False,
        "checksum": source.checksum,
        "cell_type": source.cell_type,
    }
    return data if graded is None else data | {"points": graded.max_score}


def _set_score(grade: Any, auto: float | None, changed: bool) -> None:
    """One automatic score. A flag for review on a person's score is only ever taken away by a person, in formgrader."""
    if grade.manual_score is None:
        grade.needs_manual_grade = auto is None
    else:
        grade.needs_manual_grade = bool(grade.needs_manual_grade or changed or grade.auto_score != auto)
    grade.auto_score = auto
