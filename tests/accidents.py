"""The corpus of accidents: what each file under `tests/cases/acidentes` does to a perfect submission, and what the student gets.

A file says in its first lines what happened and what comes of it:

    # Acidente: a célula de resposta do 2.3 foi apagada.
    # Recebe: zero no 2.3, porque a resposta não chegou; o resto vale.
    # Reparo: A célula de resposta 2.3 tinha sido apagada     (a part of a sentence that the student reads; any number of such lines)
    # Pontos: 2.3=0                                           (the exercises that honestly lose points; all others keep theirs)
    # Estado: ilegivel                                        (where it is not `corrigida`)
    # Coleta: há 2 cadernos                                   (a part of what `grader coletar` tells the instructor)

and defines one of

    acontece(caderno)         the bytes that arrive, from the notebook of a student who solved everything;
    entrega(pasta, caderno)   puts files into the student's folder, which is then collected;
    na_turma(pasta, caderno)  puts files straight into turma/submitted/ALUNO/AULA.

`python -m tests.accidents` (make acidentes) grades them all and prints accident × points × what the student reads.
"""

from __future__ import annotations

import contextlib
import copy
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from grader import classroom, grade
from grader.grade import Reference
from grader.gradebook.book import Gradebook
from grader.lesson.source import read
from grader.lms.collect import Collected, collect
from grader.records import OPEN_QUESTION, Result, State
from grader.runner import Runner
from grader.stages import Spent

from .demonstracao import IDS, SOURCE, lesson, notebook_of, to_bytes

__all__ = ["IDS", "added", "cell", "pasted", "place", "to_bytes"]  # for the files of the corpus, beside what follows

CASES = Path(__file__).parent / "cases" / "acidentes"
SEED = 7_013
_HEADER = re.compile(r"^# (Acidente|Recebe|Reparo|Pontos|Estado|Coleta): (.+)$", re.MULTILINE)

POINTS: Mapping[str, float] = {exercise.id: exercise.points for exercise in lesson().exercises}


@dataclass(frozen=True)
class Accident:
    """One file of the corpus."""

    path: Path
    happened: str
    receives: str
    repairs: tuple[str, ...]
    """Fragments, each of some sentence that the student reads; none: nothing needs saying."""
    points: Mapping[str, float | None]
    """By exercise, what the student gets."""
    state: State
    told_when_collected: str
    source: str

    @property
    def name(self) -> str:
        """As a person writes it."""
        return self.path.stem

    @property
    def score(self) -> float | None:
        """Of all the exercises together; None where nothing could be graded."""
        return None if self.state is not State.GRADED else sum(value or 0.0 for value in self.points.values())

    @property
    def of_files(self) -> bool:
        """Whether it happens to files and folders rather than to the notebook."""
        return "acontece" not in self._module()

    def arrives(self) -> bytes:
        """The bytes that arrive, of an accident to the notebook."""
        raw: bytes = self._module()["acontece"](solved())
        return raw

    def happens(self, inbox: Path, course: Path) -> list[Collected]:
        """Does to a class folder what an accident of files does, collecting included; gives what the instructor is told."""
        module, name = self._module(), lesson().name
        if "na_turma" in module:
            folder = course / "submitted" / self.name / name
            folder.mkdir(parents=True)
            module["na_turma"](folder, solved())
            return []
        folder = inbox / self.name
        folder.mkdir(parents=True)
        module["entrega"](folder, solved())
        (course / "submitted" / self.name).mkdir(parents=True, exist_ok=True)  # on the class list, whatever arrived
        return collect([inbox], name, course)

    def _module(self) -> dict[str, Any]:
        module: dict[str, Any] = {}
        exec(compile(self.source, str(self.path), "exec"), module)
        return module


def corpus() -> list[Accident]:
    """Every accident, by name. Raises ValueError for a file that does not say what it is."""
    return [_read(path) for path in sorted(CASES.glob("*.py"))]


def _read(path: Path) -> Accident:
    source = path.read_text(encoding="utf-8")
    lines = _HEADER.findall(source)
    said = dict(lines)
    if not {"Acidente", "Recebe"} <= set(said):
        raise ValueError(f"{path}: the lines '# Acidente:' and '# Recebe:' are missing")
    state = State(said.get("Estado", State.GRADED))
    lost = {name: float(value) for name, value in re.findall(r"(\d+\.\d+)=([\d.]+)", said.get("Pontos", ""))}
    points = {**POINTS, **lost} if state is State.GRADED else dict.fromkeys(POINTS)
    repairs = tuple(text for key, text in lines if key == "Reparo")
    return Accident(path, said["Acidente"], said["Recebe"], repairs, points, state, said.get("Coleta", ""), source)


@cache
def _solved() -> NotebookNode:
    return notebook_of({})


def solved() -> NotebookNode:
    """The notebook of a student who answered everything right, as Jupyter holds it."""
    return copy.deepcopy(_solved())


def place(notebook: NotebookNode, identifier: str) -> int:
    """Where in the notebook the cell with this id stands: `ex-2-1`, `teste-2-1`, `aberta-2`."""
    return next(index for index, one in enumerate(notebook.cells) if one.get("id") == identifier)


def cell(notebook: NotebookNode, identifier: str) -> NotebookNode:
    """The cell with this id."""
    return notebook.cells[place(notebook, identifier)]


def added(source: str, kind: str = "code") -> NotebookNode:
    """A cell as Jupyter inserts it."""
    return new_code_cell(source) if kind == "code" else new_markdown_cell(source)


def pasted(notebook: NotebookNode, identifier: str) -> NotebookNode:
    """A copy of a cell as Jupyter pastes it: a new id, the same metadata."""
    copied = copy.deepcopy(cell(notebook, identifier))
    copied["id"] = "a1b2c3d4"
    return copied


def prepare(runner: Runner) -> Reference:
    """The reference that accidents are graded against."""
    return grade.prepare(runner, lesson(), SEED)


def told(result: Result) -> list[str]:
    """All that the student reads beside the scores: the repairs, then the messages of the exercises."""
    return [*result.repairs, *(message for one in result.exercises for message in one.messages)]


def scores(result: Result) -> dict[str, float | None]:
    """By exercise, the open question left out: a person grades it."""
    return {one.id: one.score for one in result.exercises if one.id != OPEN_QUESTION}


def graded_class(accidents: Sequence[Accident], folder: Path) -> dict[str, tuple[Result, str]]:
    """Accidents of files, each one student of a class that is collected and graded as an instructor does it.

    By name: the result, and what `grader coletar` said of that student.
    """
    course, notes = folder / "turma", {}
    for accident in accidents:
        records = accident.happens(folder / "entregas" / accident.name, course)
        notes[accident.name] = "; ".join(f"{record.outcome}: {record.note}" if record.note else str(record.outcome) for record in records)
    options = classroom.Options(seed=SEED)
    with contextlib.closing(classroom.open_workplace(course, [lesson().name], options)) as place, Gradebook(course) as book:
        book.register(lesson(), read(SOURCE))
        plan = classroom.plan(book, lesson(), options)
        results = {result.student: result for result in (*plan.done, *classroom.grade_lesson(book, plan, options, place, Spent()))}
    return {accident.name: (results[accident.name], notes[accident.name]) for accident in accidents}


def graded_all(accidents: Sequence[Accident]) -> Iterator[tuple[Accident, Result, str]]:
    """Every accident with its result, and with what was said when it was collected."""
    with tempfile.TemporaryDirectory() as folder:
        of_files = graded_class([one for one in accidents if one.of_files], Path(folder))
    with Runner() as runner:
        reference = prepare(runner)
        for accident in accidents:
            if accident.of_files:
                yield accident, *of_files[accident.name]
            else:
                yield accident, grade.grade(runner, reference, accident.name, accident.arrives()).result, ""


def table(rows: Iterator[tuple[Accident, Result, str]], write: Callable[[str], object]) -> int:
    """Writes the table, and how many accidents did not come out as their files say; gives that number."""
    total, count, wrong = sum(POINTS.values()), 0, 0
    for accident, result, collected in rows:
        count, right = count + 1, scores(result) == accident.points and result.state is accident.state
        wrong += not right
        points = "—" if result.score is None else f"{result.score:g} de {total:g}".replace(".", ",")
        write(f"{count}. {_begun(accident.happened)}")
        write(f"   {points} ({result.state.value}){'' if right else ', DIFERENTE DO QUE O ARQUIVO DIZ'}. {_begun(accident.receives)}")
        for sentence in told(result):
            write(f"   lê: {sentence}")
        if collected:
            write(f"   o professor lê, na coleta: {collected}")
    write(f"{count} acidentes; {wrong} saíram diferentes do que o arquivo deles diz.")
    return wrong


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]


def main() -> int:
    """Grade the whole corpus and print the table."""
    return min(1, table(graded_all(corpus()), print))


if __name__ == "__main__":
    sys.exit(main())
