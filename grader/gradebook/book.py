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
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from grader.files import stage, storage, write_atomic
from grader.gradebook import source as source_file
from grader.gradebook.database import CellRow, Database, Decision
from grader.gradebook.filing import ClassFolder, autograded_notebook, graded_cells, marker_content, read_cells, read_marker, to_json
from grader.lesson.cells import nbgrader_id
from grader.outputs import clean
from grader.records import (
    OPEN_QUESTION,
    Cell,
    ExerciseResult,
    Graded,
    Lesson,
    LessonError,
    RepairedCell,
    Result,
    Role,
    State,
    StorageError,
    Verdict,
)

NO_ANSWER = "Sem resposta."
COMMENT_LIMIT = 5_000
"""Characters of the automatic comment that formgrader shows under an answer."""


class Gradebook:
    """The gradebook of one class. A context manager; one writer at a time.

    `folder` must exist; `url` is SQLAlchemy's address of the database, None for SQLite in the folder. Raises `StorageError`.
    """

    def __init__(self, folder: Path, url: str | None = None) -> None:
        self.files = ClassFolder(folder.absolute())
        if not folder.is_dir():
            step = "crie-a, com as entregas em submitted/ALUNO/AULA/AULA.ipynb, ou rode `grader coletar`"
            raise StorageError(folder, "a pasta da turma não existe", step)
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

    def record(self, graded: Graded, fingerprint: str) -> Result:
        """Put one submission on record; see the module's docstring for the order. Returns the result with what a person gave, which stays.

        `fingerprint` is the caller's: what `recorded` answers with. Raises `UsageError` (lesson never registered), `StorageError`.
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
        scores, comments = _automatic(result, rows.graded), _remarks(result, rows.solutions)
        with stage(path, content) as notebook, stage(marker, marker_content(graded, fingerprint)) as done:
            try:
                decisions = self.database.save(result.student, result.lesson, scores, comments, touched, self._timestamp(result))
                with storage(marker):
                    marker.unlink(missing_ok=True)
                self.database.commit()
            except BaseException:
                self.database.rollback()
                raise
            notebook.commit()
            done.commit()
        return merged(result, decisions)

    def recorded(self, student: str, lesson: str) -> tuple[str, Result] | None:
        """Fingerprint and result (with what a person gave) of a submission that is on record; None where it has to be graded."""
        marked = self._marked(student, lesson)
        if marked is None:
            return None
        decisions = self.database.decisions(lesson, student).get(student)
        return None if decisions is None else (marked[0], merged(marked[1], decisions))

    def all_recorded(self, lesson: str) -> dict[str, tuple[str, Result]]:
        """As `recorded`, by student: all that is on record, with one question to the database."""
        decided = self.database.decisions(lesson)
        marked = {student: self._marked(student, lesson) for student in decided}
        return {student: (found[0], merged(found[1], decided[student])) for student, found in marked.items() if found is not None}

    def load(self, student: str, lesson: str) -> Graded:
        """A recorded submission as its files hold it, with what a person gave. Raises `StorageError`."""
        marked = self._marked(student, lesson)
        if marked is None:
            place = self.files.marker(student, lesson)
            raise StorageError(place, "esta entrega ainda não foi corrigida", "rode `grader corrigir` primeiro")
        result = merged(marked[1], self.database.decisions(lesson, student).get(student, {}))
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
                found.append(merged(marked[1], decisions[student]))
                continue
            arrived = student in decisions or self.files.arrived(student, lesson)
            state = State.NOT_JUDGED if arrived else State.NOT_RECEIVED
            found.append(Result(student, lesson, None, maximum, state))
        return found

    def missing(self, lesson: str) -> list[str]:
        """The students that the class knows and that handed in nothing for this lesson, by name."""
        known = self.files.students() | self.database.students()
        return sorted(student for student in known if not self.files.arrived(student, lesson))

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

    def _timestamp(self, result: Result) -> Any:
        """The time in nbgrader's timestamp.txt, where the submission has one: formgrader compares the two."""
        path = self.files.notebook("submitted", result.student, result.lesson).with_name("timestamp.txt")
        try:
            text = path.read_bytes()[:100].decode("utf-8", "replace").strip()
        except OSError:
            return None
        return self.database.parse_time(text) if text else None


def _answers(cells: Iterable[RepairedCell]) -> dict[str, str]:
    return {exercise_id(cell.grade_id): cell.source for cell in cells if cell.grade_id and cell.role in {Role.ANSWER, Role.OPEN}}


def exercise_id(grade_id: str) -> str:
    """`2.1` for `ex-2.1` and `teste-2-1` (authors write the first form, notebooks carry the second), `aberta` for `aberta-2`."""
    kind, _, rest = grade_id.partition("-")
    return OPEN_QUESTION if kind == OPEN_QUESTION else rest.replace("-", ".")


def merged(result: Result, decisions: Mapping[str, Decision]) -> Result:
    """A result with the scores that people gave (by grade_id) in the place of the automatic ones, extra credit added.

    A person's score on something that the grader did not judge brings its verdict along; elsewhere the grader's verdict stands.
    """
    given = {exercise_id(grade_id): decision for grade_id, decision in decisions.items()}
    exercises = tuple(_merged(exercise, given.get(exercise.id, Decision(None, None))) for exercise in result.exercises)
    listed = {exercise.id for exercise in exercises}
    others = [
        decision for exercise_id, decision in given.items() if exercise_id not in listed
    ]  # all of them where the file could not be read
    scores = [exercise.score for exercise in exercises if exercise.score is not None]
    scores += [decision.score + (decision.extra or 0.0) for decision in others if decision.score is not None]
    unjudged = any(exercise.verdict is Verdict.NOT_JUDGED for exercise in exercises if exercise.id != OPEN_QUESTION)
    state = State.GRADED if result.state is State.NOT_JUDGED and exercises and not unjudged else result.state
    return replace(result, score=round(sum(scores), 4) if scores else None, state=state, exercises=exercises)


def _merged(exercise: ExerciseResult, decision: Decision) -> ExerciseResult:
    score = exercise.score if decision.score is None else decision.score
    if score is None:
        return exercise
    verdict = exercise.verdict
    if decision.score is not None and verdict is Verdict.NOT_JUDGED:
        verdict = Verdict.RIGHT if score >= exercise.maximum else Verdict.PARTIAL if score > 0 else Verdict.WRONG
    return replace(exercise, score=score + (decision.extra or 0.0), verdict=verdict)


def _automatic(result: Result, graded: Mapping[str, str]) -> dict[str, float | None]:
    """The automatic score by grade_id: None, and so a person's turn, for all that was not judged; 0 for an unanswered question."""
    by_id = {exercise.id: exercise for exercise in result.exercises}
    scores: dict[str, float | None] = {}
    for grade_id in graded:
        exercise = by_id.get(exercise_id(grade_id))
        if exercise is None or exercise.verdict is Verdict.NOT_JUDGED:
            scores[grade_id] = None
        else:
            scores[grade_id] = 0.0 if exercise.verdict is Verdict.UNANSWERED else exercise.score
    return scores


def _remarks(result: Result, solutions: Mapping[str, str]) -> dict[str, str | None]:
    """nbgrader's automatic comment under each answer: the messages of the verdict."""
    by_id = {exercise.id: exercise for exercise in result.exercises}
    remarks: dict[str, str | None] = {}
    for grade_id in solutions:
        exercise = by_id.get(exercise_id(grade_id))
        lines = list(exercise.messages) if exercise else []
        if exercise and exercise.verdict is Verdict.UNANSWERED and not lines:
            lines = [NO_ANSWER]
        remarks[grade_id] = clean("\n".join(lines), COMMENT_LIMIT) or None
    return remarks
