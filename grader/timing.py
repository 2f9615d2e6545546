"""What a lesson costs on this machine (`grader conferir --tempos`): solved, to its reader; one solved submission, to the grader."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader import grade
from grader.channel import Child
from grader.lesson import publish, source
from grader.reading import Reader, Reading, answered
from grader.records import LessonError
from grader.runner import Runner
from grader.sandbox import Device

CORES = 2
"""What the budgets are stated for."""
SEED = 2024


@dataclass(frozen=True)
class Budget:
    """Seconds: what a lesson aims at, and what it may not pass."""

    aim: float
    limit: float


READING, GRADING = Budget(45, 90), Budget(3, 10)


@dataclass(frozen=True)
class Cost:
    """Seconds by the clock and of CPU, against a budget."""

    wall: float
    cpu: float
    budget: Budget

    @property
    def fair(self) -> float:
        """The lesser of the two: on a busy machine the clock counts the time of others, with two threads the CPU counts double."""
        return min(self.wall, self.cpu)

    def __str__(self) -> str:
        return f"{_number(self.wall):>6} s {_number(self.cpu):>6} s"

    def remark(self, what: str) -> str:
        """What to say of it; nothing where it keeps to its aim."""
        if self.fair > self.budget.limit:
            return f"{what} PASSA do limite de {self.budget.limit:g} s"
        return f"{what} acima da meta de {self.budget.aim:g} s" if self.fair > self.budget.aim else ""


@dataclass(frozen=True)
class Times:
    """The two times of one lesson, and the memory that it takes."""

    lesson: str
    reading: Cost
    grading: Cost
    peak: float
    """MiB, of the solved lesson."""

    @property
    def over(self) -> bool:
        """Whether a limit is passed."""
        return any(cost.fair > cost.budget.limit for cost in (self.reading, self.grading))

    def __str__(self) -> str:
        remarks = filter(None, (self.reading.remark("resolvida"), self.grading.remark("correção")))
        return f"{self.lesson:<26}{self.reading}   {self.grading}   {self.peak:>5.0f} MiB   {'; '.join(remarks) or 'dentro das metas'}"


HEADING = (
    f"{'':<26}{'resolvida':<17}   {'correção':<17}   resolvida\n"
    f"{'aula':<26}{'relógio':>8}{'CPU':>9}   {'relógio':>8}{'CPU':>9}   {'memória':>9}   "
    f"metas: {READING.aim:g} s e {GRADING.aim:g} s; limites: {READING.limit:g} s e {GRADING.limit:g} s; conta o menor dos dois tempos"
)


class Metered(Runner):
    """A runner that adds up the CPU that its children used."""

    cpu = 0.0

    @contextlib.contextmanager
    def _child(self, device: Device = Device.CPU) -> Iterator[Child]:
        with super()._child(device) as child:
            yield child
        self.cpu += child.end()[2]


def measure(paths: Sequence[Path]) -> Iterator[Times]:
    """The times of these lessons, as they come. Raises LessonError where a solved lesson has a cell that fails, and what grading raises."""
    runner = Metered()
    with runner:
        for path in paths:
            lesson = publish.load_lesson(path)
            solved = answered(publish.to_bytes(publish.release(source.read(path))), lesson.solutions)
            reading = _reading(path, solved)
            cost = Cost(reading.wall, reading.cpu, READING)
            yield Times(path.stem, cost, _grading(runner, grade.prepare(runner, lesson, SEED), solved), reading.peak)


def _reading(path: Path, solved: bytes) -> Reading:
    read = Reader(cores=CORES).read(solved, f"{path.stem}.ipynb")
    for cell in read.cells:
        if cell.error:
            raise LessonError(path, f"a célula {cell.id} da aula resolvida terminou em {cell.error}", "corrija-a e meça de novo")
    return read


def _grading(runner: Metered, reference: grade.Reference, solved: bytes) -> Cost:
    before = runner.cpu
    result = grade.grade(runner, reference, "", solved).result
    return Cost(result.seconds, runner.cpu - before, GRADING)


def _number(seconds: float) -> str:
    return (f"{seconds:.1f}" if seconds >= 1 else f"{seconds:.2f}").replace(".", ",")
