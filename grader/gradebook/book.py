"""Verdicts into nbgrader's own database and folders, one submission at a time, so that a run killed anywhere can go on.

Order of `Gradebook.record`: both files are written and synced beside their places; the rows are flushed; the old marker goes; commit; the
notebook and, last, the marker take their places. Killed before the commit, nothing has changed but the marker; killed after it, the
marker is missing; either way the submission counts as not done and recording it again sets everything right.

An unreadable submission has its rows, all without points and waiting for a person: formgrader lists it as "needs manual grade" and its
page says why. `nbgrader export` prints 0.0 there, as for who handed nothing in (its sums know no other word); our export leaves it empty.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from grader import deadline_file
from grader.deadlines import from_utc
from grader.files import stage, storage, write_atomic
from grader.gradebook import lateness
from grader.gradebook import source as source_file
from grader.gradebook.database import CellRow, Database, Decision
from grader.gradebook.filing import (
    NOTHING,
    ClassFolder,
    autograded_notebook,
    graded_cells,
    marker_content,
    read_cells,
    read_marker,
    read_origin,
    to_json,
)
from grader.gradebook.merging import automatic, exercise_id, merged, remarks
from grader.lesson.cells import nbgrader_id
from grader.records import Cell, Graded, Lesson, LessonError, RepairedCell, Result, Role, State, StorageError


class Gradebook:
    """The gradebook of one class. A context manager; one writer at a time.

    `folder` must exist; `url` is SQLAlchemy's address of the database, None for SQLite in the folder. Raises `StorageError`, and
    `UsageError` for a `prazos.toml` that cannot be understood, before anything is written.
    """

    def __init__(self, folder: Path, url: str | None = None) -> None:
        self.files = ClassFolder(folder.absolute())
        if not folder.is_dir():
            step = "crie-a, com as entregas em submitted/ALUNO/AULA/AULA.ipynb, ou rode `grader coletar`"
            raise StorageError(folder, "a pasta da turma não existe", step)
        self.deadlines = deadline_file.load(folder)
        self.files.write_config()
        self.database = Database(self.files.root, url)
        self._incomplete: dict[str, Any] = {}
        """Registered lessons whose source has no reference values yet, by name: the instructor's notebook."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Give the database back."""
        self.database.close()

    def register(self, lesson: Lesson, source: Any) -> None:
        """Make a lesson known: its notebooks in source/ and release/, and nbgrader's rows. Nothing is written where nothing changed.

        `source` is the instructor's notebook (solutions, hidden tests, nbgrader metadata), cell by cell beside `lesson.cells`.
        Points that people gave stay. Raises `LessonError`, `StorageError`.
        """
        if len(source.cells) != len(lesson.cells):
            raise LessonError(lesson.name, "o caderno do professor não tem as células do publicado", "gere os dois da mesma fonte")
        plain = copy.deepcopy(source)
        for cell in plain.cells:
            if "nbgrader" in cell.metadata:
                cell.metadata.nbgrader.grade_id = nbgrader_id(cell.metadata.nbgrader.grade_id)
        kept = source_file.kept(self.files.assignment("source", lesson.name), plain)
        self._put(lesson, plain, kept or plain)
        if kept is None:
            self._incomplete[lesson.name] = plain
        else:
            self._incomplete.pop(lesson.name, None)

    def is_complete(self, lesson: Lesson) -> bool:
        """Whether the registered source holds what stock `nbgrader autograde` needs, reference values included."""
        return lesson.name not in self._incomplete

    def complete(self, lesson: Lesson, blocks: Mapping[str, str]) -> None:
        """Put hidden tests that stock nbgrader can run, by the grade_id of their cell, into a registered source. Raises `StorageError`."""
        plain = self._incomplete[lesson.name]
        self._put(lesson, plain, source_file.completed(plain, blocks))
        del self._incomplete[lesson.name]

    def _put(self, lesson: Lesson, plain: Any, source: Any) -> None:
        """`source` is `plain` or what `complete` makes of it. Killed between file and rows, the next run's `register` ends it."""
        released = self._released(lesson, plain)
        pairs = list(zip(source.cells, released.cells, strict=True))
        rows = [self._row(full, public) for full, public in pairs if "nbgrader" in full.metadata]
        write_atomic(self.files.assignment("source", lesson.name), to_json(source))
        write_atomic(self.files.assignment("release", lesson.name), to_json(released))
        self.database.register(lesson.name, json.dumps(source.metadata.get("kernelspec", {}), sort_keys=True), rows)

    def record(self, graded: Graded, fingerprint: str, origin: Mapping[str, Any] = NOTHING) -> Result:
        """Put one submission on record; see the module's docstring for the order. Returns the result as it then stands, as `recorded` does.

        `fingerprint` and `origin` are the caller's: what `recorded` and `origin` answer with. Raises `UsageError` (lesson never
        registered), `StorageError`.
        """
        result = graded.result
        if result.state is State.NOT_RECEIVED:
            self.database.add_student(result.student)
            return result
        rows = self.database.lesson(result.lesson)
        path, marker = self.files.notebook("autograded", result.student, result.lesson), self.files.marker(result.student, result.lesson)
        changed = self._changed_answers(graded, path)
        touched = {grade_id for grade_id in rows.graded if exercise_id(grade_id) in changed}
        fallback = [] if graded.cells else graded_cells(self.files.assignment("release", result.lesson))
        content = autograded_notebook(graded, rows.metadata, fallback)
        scores, comments = automatic(result, rows.graded), remarks(result, rows.solutions)
        with stage(path, content) as notebook, stage(marker, marker_content(graded, fingerprint, origin)) as done:
            try:
                stamp = self._stamp(result)
                result = self._whole(result, self.database.save(result.student, result.lesson, scores, comments, touched, stamp))
                if result.late is not None:
                    row = lateness.row(self.deadlines, result, stamp)
                    lateness.write(self.database, result.lesson, self.deadlines, {result.student: row})
                with storage(marker):
                    marker.unlink(missing_ok=True)
                self.database.commit()
            except BaseException:
                self.database.rollback()
                raise
            notebook.commit()
            done.commit()
        return result

    def settle(self, lesson: str, results: Iterable[Result]) -> None:
        """Make nbgrader's rows of these recorded submissions say what `prazos.toml` says now. Commits. Raises `StorageError`."""
        rows = {one.student: lateness.row(self.deadlines, one, self._stamp(one)) for one in results}
        lateness.write(self.database, lesson, self.deadlines, rows)
        self.database.commit()

    def recorded(self, student: str, lesson: str) -> tuple[str, Result] | None:
        """Fingerprint and result of a submission that is on record; None where it has to be graded.

        The result is what the grader found, with what a person gave, less what lateness costs by the rule of `prazos.toml` today.
        """
        marked = self._marked(student, lesson)
        if marked is None:
            return None
        decisions = self.database.decisions(lesson, student).get(student)
        return None if decisions is None else (marked[0], self._whole(marked[1], decisions))

    def all_recorded(self, lesson: str) -> dict[str, tuple[str, Result]]:
        """As `recorded`, by student: all that is on record, with one question to the database."""
        decided = self.database.decisions(lesson)
        marked = {student: self._marked(student, lesson) for student in decided}
        return {student: (found[0], self._whole(found[1], decided[student])) for student, found in marked.items() if found is not None}

    def origin(self, student: str, lesson: str) -> dict[str, Any]:
        """What a submission was recorded with (`filing.read_origin`); empty where it is not on record."""
        return read_origin(self.files.marker(student, lesson))

    def load(self, student: str, lesson: str) -> Graded:
        """A recorded submission as its files hold it, with what a person gave. Raises `StorageError`."""
        marked = self._marked(student, lesson)
        if marked is None:
            place = self.files.marker(student, lesson)
            raise StorageError(place, "esta entrega ainda não foi corrigida", "rode `grader corrigir` primeiro")
        result = self._whole(marked[1], self.database.decisions(lesson, student).get(student, {}))
        cells, outputs = read_cells(self.files.notebook("autograded", student, lesson))
        return Graded(result, cells if result.state is not State.UNREADABLE else (), outputs, marked[2])

    def results(self, lesson: str) -> list[Result]:
        """One result per student of the class, by student, with what people gave.

        A student without a file is `NOT_RECEIVED`; a file that is not on record (yet) is `NOT_JUDGED`, without a score.
        """
        decisions = self.database.decisions(lesson)
        maximum = sum(data.get("points", 0.0) for data in self.database.lesson(lesson).metadata.values())
        found = []
        for student in sorted(self.files.students() | self.files.students("autograded") | self.database.students()):
            marked = self._marked(student, lesson) if student in decisions else None
            if marked is not None:
                found.append(self._whole(marked[1], decisions[student]))
                continue
            arrived = student in decisions or self.files.arrived(student, lesson)
            state = State.NOT_JUDGED if arrived else State.NOT_RECEIVED
            found.append(Result(student, lesson, None, maximum, state))
        return found

    def arrivals(self, lesson: str) -> tuple[list[str], list[str]]:
        """Who handed in something for this lesson, and who, of those that the class knows, handed in nothing; by name."""
        students = self.files.students()
        arrived = sorted(student for student in students if self.files.arrived(student, lesson))
        return arrived, sorted((students | self.database.students()).difference(arrived))

    def comments(self, student: str, lesson: str) -> dict[str, str]:
        """By exercise id (`aberta` for the open question): the comments that a person wrote in formgrader."""
        return {exercise_id(grade_id): text for grade_id, text in self.database.comments(lesson, student).items()}

    def _marked(self, student: str, lesson: str) -> tuple[str, Result, tuple[str, ...]] | None:
        path = self.files.marker(student, lesson)
        with storage(path):
            return read_marker(path)

    def _released(self, lesson: Lesson, source: Any) -> Any:
        """The published notebook with nbgrader's metadata and checksums: what its generate_assignment would put in release/."""
        released = copy.deepcopy(source)
        for cell, public in zip(released.cells, lesson.cells, strict=True):
            self._publish(cell, public)
        return released

    def _publish(self, cell: Any, public: Cell) -> None:
        cell.source = public.source
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader.update(checksum=self.database.checksum(cell), cell_type=cell.cell_type)

    def _row(self, full: Any, public: Any) -> CellRow:
        """As SaveCells: a locked cell is kept with its hidden test, one that students write in as its stub."""
        meta = full.metadata.nbgrader
        graded, solution = bool(meta.get("grade")), bool(meta.get("solution"))
        locked = not solution and (graded or bool(meta.get("locked")))
        kept = full if locked else public
        points = float(meta.get("points", 0)) if graded else 0.0
        return CellRow(meta.grade_id, full.cell_type, kept.source, self.database.checksum(kept), locked, graded, solution, points)

    def _changed_answers(self, graded: Graded, path: Path) -> set[str]:
        """The exercises (ids, `aberta`) whose answer is not the one on file; none where there is no file."""
        if not path.exists():
            return set()
        try:
            old, _ = read_cells(path)
        except StorageError:  # damaged on disk: it is about to be replaced
            return set()
        before, after = _answers(old), _answers(graded.cells)
        return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}

    def _stamp(self, result: Result) -> datetime | None:
        return lateness.stamp(self.database, self.files.notebook("submitted", result.student, result.lesson).parent)

    def _whole(self, result: Result, decisions: Mapping[str, Decision]) -> Result:
        """A result with what people gave and less what lateness costs."""
        whole = merged(result, decisions)
        if self.deadlines is None or self.deadlines.due(whole.lesson) is None:
            return whole
        late = self.deadlines.late(whole.lesson, whole.student, from_utc(self._stamp(whole)), whole.score)
        score = None if whole.score is None or late is None else round(whole.score - late["desconto"], 4)
        return replace(whole, score=score, late=late)


def _answers(cells: Iterable[RepairedCell]) -> dict[str, str]:
    return {exercise_id(cell.grade_id): cell.source for cell in cells if cell.grade_id and cell.role in {Role.ANSWER, Role.OPEN}}
