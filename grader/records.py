"""The plain records that the grader's modules hand to each other, and the errors they raise.

Everything here is immutable data without behaviour beyond its own conversion to and from JSON; no module below this one exists.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

OPEN_QUESTION = "aberta"
"""The id under which reports show the question that a person grades."""


class Verdict(StrEnum):
    """What was found about one exercise. The values are what scripts and people read."""

    RIGHT = "certo"
    PARTIAL = "parcial"
    WRONG = "errado"
    ERROR = "erro"
    TIME = "tempo"
    MEMORY = "memoria"
    UNANSWERED = "sem_resposta"
    NOT_JUDGED = "nao_julgado"


class State(StrEnum):
    """What became of one submission as a whole."""

    GRADED = "corrigida"
    UNREADABLE = "ilegivel"
    NOT_RECEIVED = "nao_entregue"
    NOT_JUDGED = "nao_julgada"


class Role(StrEnum):
    """What a cell of a lesson is for; it decides whether grading runs it and whose text counts."""

    TEXT = "texto"
    """Markdown of ours."""
    SETUP = "preparo"
    """Code of ours that grading runs (imports, data)."""
    SHOW = "mostra"
    """Code of ours tagged skip-execution (labs, figures, widgets): grading never runs it."""
    ANSWER = "resposta"
    """Code that the student writes; the student's text counts."""
    TEST = "teste"
    """Visible check and, in the source, hidden test; our text always counts."""
    OPEN = "aberta"
    """Markdown that the student writes and a person grades."""
    ADDED = "acrescentada"
    """A cell that the student added; it rides along behind its neighbour."""


@dataclass(frozen=True)
class Cell:
    """One cell of a lesson as the student receives it (no solution, no hidden test)."""

    id: str
    """nbformat cell id, unique in the lesson and stable from one publication to the next."""
    kind: str
    """`code` or `markdown`."""
    role: Role
    source: str
    grade_id: str | None = None
    """nbgrader's grade_id, where the cell has one: `ex-2.1`, `teste-2.1`, `aberta-2`."""
    exercise: str | None = None
    """`2.1` for the answer and test cells of an exercise."""


@dataclass(frozen=True)
class Exercise:
    """One automatically graded exercise."""

    id: str
    points: float
    answer: str
    """grade_id of its answer cell."""
    test: str
    """grade_id of its test cell."""
    names: tuple[str, ...]
    """The names that the reference answer defines at top level."""
    hidden: str
    """Source of the hidden test, without its BEGIN/END lines."""
    borrowed: tuple[str, ...] = ()
    """The names of earlier exercises that the reference answer or the hidden test uses. The test sees `names` and these, and no others."""
    forbidden: tuple[str, ...] = ()
    """Names of a library's ready answers, which the statement rules out."""


@dataclass(frozen=True)
class KeptAnswer:
    """One answer to an exercise that the course keeps: right by other means, a typical mistake, or trivial."""

    exercise: str
    kind: str
    """`certo`, `errado` or `trivial`."""
    name: str
    """The stem of its file, by which reports count a mistake: `soma_no_lugar`."""
    source: str
    message: str = ""
    """What is said to whoever makes this mistake; empty where nobody has written it yet."""

    @property
    def key(self) -> str:
        """Unique in its lesson: `2.1 errado soma_no_lugar`."""
        return f"{self.exercise} {self.kind} {self.name}"


@dataclass(frozen=True)
class Lesson:
    """One lesson, as grading needs it; it travels whole to every worker, so it holds data only."""

    name: str
    """The stem of its file: `02_conexoes_residuais`."""
    cells: tuple[Cell, ...]
    """The published notebook, in order: the skeleton that answers are transplanted into."""
    solutions: Mapping[str, str]
    """Reference source by cell id, for every cell whose source differs from the published one."""
    exercises: tuple[Exercise, ...]
    open_id: str
    """grade_id of the open question."""
    open_points: float
    mistakes: tuple[KeptAnswer, ...] = ()
    """The typical mistakes that grading recognises."""

    @property
    def maximum(self) -> float:
        """All the points of the lesson, the open question included."""
        return sum(exercise.points for exercise in self.exercises) + self.open_points


@dataclass(frozen=True)
class RepairedCell:
    """One cell of a submission after the student's answers were transplanted into the lesson's skeleton."""

    id: str
    kind: str
    role: Role
    source: str
    grade_id: str | None = None
    exercise: str | None = None


@dataclass(frozen=True)
class Submission:
    """What arrived, made safe to run: source text only, in the skeleton's order."""

    cells: tuple[RepairedCell, ...]
    unanswered: frozenset[str]
    """Exercise ids (and the open question's grade_id) whose answer is missing or still the published stub."""
    repairs: tuple[str, ...]
    """One Portuguese sentence per repair, for the student to read."""


@dataclass(frozen=True)
class ExerciseResult:
    """The verdict on one exercise. `score` is None where nobody has judged it yet."""

    id: str
    score: float | None
    maximum: float
    verdict: Verdict
    messages: tuple[str, ...] = ()
    mistake: str | None = None
    """The name of the typical mistake that it was recognised as: for counting, kept beside the contract of `as_json`, not in it."""
    flags: tuple[str, ...] = ()
    """The forbidden names that the answer uses: for a person to look at, no verdict. Not in `as_json` either."""

    def as_json(self) -> dict[str, Any]:
        """The form that `--json` prints (design, "Commands")."""
        return {"id": self.id, "nota": self.score, "maximo": self.maximum, "veredito": self.verdict.value, "mensagens": list(self.messages)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> ExerciseResult:
        """The inverse of `as_json`; the mistake's name and the flags are not in there."""
        return cls(data["id"], data["nota"], data["maximo"], Verdict(data["veredito"]), tuple(data["mensagens"]))


@dataclass(frozen=True)
class Result:
    """One submission's grades. `score` is the sum of what has been judged, less what lateness costs; None where nothing could be."""

    student: str
    lesson: str
    score: float | None
    maximum: float
    state: State
    exercises: tuple[ExerciseResult, ...] = ()
    repairs: tuple[str, ...] = ()
    seconds: float = 0.0
    late: Mapping[str, Any] | None = None
    """Beside its deadline, as `deadlines.Deadlines.late` says it; None where there is none. A person may change it, so no file keeps it."""

    def as_json(self) -> dict[str, Any]:
        """The object that `grader corrigir --json` prints for this submission."""
        return {
            "aluno": self.student,
            "aula": self.lesson,
            "nota": self.score,
            "maximo": self.maximum,
            "estado": self.state.value,
            "exercicios": [exercise.as_json() for exercise in self.exercises],
            "reparos": list(self.repairs),
            "segundos": round(self.seconds, 3),
            "atraso": self.late,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Result:
        """The inverse of `as_json`, but for the lateness."""
        exercises = tuple(ExerciseResult.from_json(exercise) for exercise in data["exercicios"])
        state = State(data["estado"])
        return cls(data["aluno"], data["aula"], data["nota"], data["maximo"], state, exercises, tuple(data["reparos"]), data["segundos"])


@dataclass(frozen=True)
class Graded:
    """A result together with what a person needs to understand it."""

    result: Result
    cells: tuple[RepairedCell, ...] = ()
    """The repaired notebook that was run; empty where the submission could not be read."""
    outputs: Mapping[str, list[dict[str, Any]]] = field(default_factory=dict)
    """By cell id: the student's own outputs, sealed before any hidden test ran, in nbformat's form."""
    log: tuple[str, ...] = ()
    """For the instructor alone: what hidden tests printed or raised. Never shown to a student."""
    spent: Mapping[str, float] = field(default_factory=dict)
    """Seconds by the clock in each stage of grading (`stages.Stage`)."""


class GraderError(Exception):
    """Base of every error that a user of the command line can meet.

    GraderError
    ├── UsageError            wrong lesson name, missing folder, wrong option
    ├── LessonError           a lesson's source breaks a rule of authoring
    │   └── LeakError         something that students must not see reached course/
    ├── UnreadableError       a submission that cannot be read at all
    ├── StorageError          a folder or database that cannot be read or written
    ├── SandboxError          bubblewrap or one of its walls is missing
    └── CanaryError           the reference did not get full marks, or an empty answer got some

    `str(error)` is one Portuguese line: the place, the cause, and the next step.
    """

    exit_code = 2

    def __init__(self, place: str | Path, cause: str, next_step: str) -> None:
        super().__init__(f"{place}: {cause}; {next_step}")
        self.place, self.cause, self.next_step = str(place), cause, next_step

    def __reduce__(self) -> tuple[Any, ...]:
        """Errors travel from a worker process to the one that started it."""
        return type(self), (self.place, self.cause, self.next_step)


class UsageError(GraderError):
    """The command was asked for something that does not exist."""


class LessonError(GraderError):
    """A lesson's source breaks a rule of authoring."""


class LeakError(LessonError):
    """A solution, a hidden test or an output would reach the students."""


class UnreadableError(GraderError):
    """A submission that no repair can read."""


class StorageError(GraderError):
    """A folder or a database that cannot be read or written."""


class SandboxError(GraderError):
    """The isolation that grading needs is not there."""


class CanaryError(GraderError):
    """The grader's own check of itself failed: no grade of this run can be trusted."""

    exit_code = 1


def dump_json(data: Any) -> str:
    """One line of JSON, readable as text (accents kept)."""
    return json.dumps(data, ensure_ascii=False, allow_nan=False)
