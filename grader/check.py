"""The course's check of itself (`grader conferir`): what is kept under tests/cases must fare as its folder says.

Per lesson: the source keeps its rules, course/ is what publishing gives and gives nothing away, solutions get everything and stubs
nothing, right answers by other means get everything, each typical mistake is rejected with its own message, and what nobody thought
about (trivial answers, a recording of another run) gets nothing.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from grader import grade, judge, mistakes
from grader.channel import WarmLostError
from grader.conversation import HiddenTest, TestRun
from grader.grade import Reference
from grader.lesson import cases, glossary, publish, source, trivial
from grader.records import CanaryError, Exercise, ExerciseResult, KeptAnswer, Lesson, LessonError, SandboxError
from grader.runner import Runner
from grader.values import Raised

SEED, OTHER_SEED = 2024, 91_000
"""Fixed, so that a check that passes passes again: the grading runs of a class draw their own."""
SECONDS = 600.0
"""By the clock, for all the kept answers of one lesson."""
SLIPS = frozenset({"NameError", "UnboundLocalError"})
"""What a hidden test raises when its author slipped; what a solution may well raise on purpose (TypeError) is not here."""


@dataclass(frozen=True)
class Report:
    """What the check of one lesson found."""

    lesson: str
    failures: tuple[str, ...]
    """One line each, with the place and the cure; empty where all is well."""
    tried: Mapping[str, int]
    """Answers that were graded, by kind."""
    seconds: float

    def __str__(self) -> str:
        if self.failures:
            many = f"{len(self.failures)} problemas" if len(self.failures) > 1 else "um problema"
            return "\n  ".join([f"{self.lesson}: {many}", *self.failures])
        if not self.tried:
            return f"{self.lesson}: em ordem (não vale nota)"
        words = {"certo": "respostas certas", "errado": "erros típicos", "trivial": "respostas triviais"}
        counted = ", ".join(f"{self.tried.get(kind, 0)} {word}" for kind, word in words.items())
        return f"{self.lesson}: em ordem ({counted}; {self.seconds:.0f} s)"


def check(paths: Sequence[Path], course: Path, runner: Runner) -> Iterator[Report]:
    """Check these lessons, one report each, as it comes. Raises SandboxError where the warm process is lost."""
    for path in paths:
        started = time.monotonic()
        try:
            failures, tried = check_lesson(runner, path, course)
        except WarmLostError:
            raise SandboxError("isolamento", "o processo de correção se perdeu", "rode o comando de novo") from None
        yield Report(path.stem, tuple(failures), tried, time.monotonic() - started)


def course_failures(solutions: Path, course: Path) -> Iterator[str]:
    """What is wrong with course/ as a whole: the glossary is not what the lessons say, a notebook has no lesson any more."""
    target = course / glossary.FILE
    try:
        if publish.course_glossary(solutions) != (target.read_bytes() if target.is_file() else b""):
            yield f"{target}: não é o que `make publicar` gera das aulas; rode `make publicar`"
    except LessonError as error:
        yield str(error)
    known = {path.stem for path in source.find_lessons([], solutions)}
    for notebook in sorted(course.glob("[0-9][0-9]_*.ipynb")):
        if notebook.stem not in known:
            yield f"{notebook}: não há {solutions / notebook.stem}.py; apague o caderno, que nenhuma aula gera"


def check_lesson(runner: Runner, path: Path, course: Path) -> tuple[list[str], dict[str, int]]:
    """What fails in one lesson, and how many answers of each kind were graded."""
    failures = list(_course_failures(path, course))
    tried: dict[str, int] = {}
    if not source.is_graded(path):
        return failures, tried
    try:
        lesson = publish.load_lesson(path)
        reference = grade.prepare(runner, lesson, SEED)
        answers = kept_answers(path, lesson)
        found = grade.rehearse(runner, reference, answers, seconds=SECONDS)
        for answer in answers:
            tried[answer.kind] = tried.get(answer.kind, 0) + 1
            failures += _answer_failures(path, reference, answer, found[answer.key])
        failures += [*_dead_observations(path, reference), *_recording_failures(runner, reference)]
    except (LessonError, CanaryError) as error:
        if str(error) not in failures:  # a broken source is told once
            failures.append(str(error))
    return failures, tried


def kept_answers(path: Path, lesson: Lesson) -> tuple[KeptAnswer, ...]:
    """All the answers that a lesson is tried with: those in files, and the trivial ones made from its own."""
    made = (answer for one in lesson.exercises for answer in trivial.generated(one.id, lesson.solutions[one.answer]))
    right, thoughtless = cases.right_answers(path, lesson.exercises), cases.trivial_answers(path, lesson.exercises)
    return (*right, *lesson.mistakes, *thoughtless, *made)


def _course_failures(path: Path, course: Path) -> Iterator[str]:
    target = course / f"{path.stem}.ipynb"
    with suppress(LessonError):  # a lesson that cannot be read is told by whoever loads it
        notebook = source.read(path)
        public = publish.release(notebook)
        there = target.read_bytes() if target.is_file() else b""
        if there != publish.to_bytes(public):
            yield f"{target}: não é o que `make publicar` gera de {path}; rode `make publicar`"
        try:
            publish.prove_nothing_leaked({path: notebook}, {target: public}, course)
        except LessonError as error:
            yield str(error)


def _answer_failures(path: Path, reference: Reference, answer: KeptAnswer, found: TestRun) -> Iterator[str]:
    """What is wrong with how one kept answer fares: nothing, or one line."""
    exercise = next(one for one in reference.lesson.exercises if one.id == answer.exercise)
    expected = reference.exercises[exercise.id].expected
    result = judge.judge(exercise, expected, found.observations, found.fate, found.error)
    place = cases.folder(path) / exercise.id / answer.kind / f"{answer.name}.py"
    if answer.kind == "trivial" and result.score:
        yield f"{path}, {exercise.test}: a resposta trivial '{answer.name}' {_earned(result)}; falta observar o que ela erra, ou gate=True"
    elif answer.kind == "certo" and result.score != exercise.points:
        said = "; ".join(result.messages)[:200]
        yield f"{place}: uma resposta certa {_earned(result)} ({said}); corrija a resposta ou o teste oculto de {exercise.test}"
    elif answer.kind == "errado" and result.score == exercise.points:
        yield f"{place}: um erro típico {_earned(result)}; falta uma observação em {exercise.test} que o distinga da solução"
    elif answer.kind == "errado" and (why := _unrecognised(reference, answer, found)):
        yield f"{place}: quem comete este erro não lê a mensagem dele: {why}; corrija o arquivo ou o teste oculto de {exercise.test}"


def _unrecognised(reference: Reference, answer: KeptAnswer, found: TestRun) -> str | None:
    """Why a typical mistake would not be told its own message; None where it is."""
    prepared = reference.exercises[answer.exercise]
    fit = mistakes.known(answer, prepared.expected, found)
    if isinstance(fit, str):
        return fit
    alike = [one for one in prepared.mistakes if judge.same(one.expected, found.observations)]
    if not alike:
        return "demora demais para ser repetido a cada correção"
    others = [one.name for one in alike if one.message != answer.message]
    return f"dá as mesmas observações que {', '.join(others)}, que tem outra mensagem" if others else None


def _dead_observations(path: Path, reference: Reference) -> Iterator[str]:
    """Observations that fail by a slip in the solution itself: whoever answers what, they say the same."""
    for exercise in reference.lesson.exercises:
        for one in reference.exercises[exercise.id].expected:
            if isinstance(one.value, Raised) and one.value.type in SLIPS:
                cause = f"a observação '{one.name}' dá {one.value.type} na própria solução"
                yield f"{path}, {exercise.test}: {cause}; corrija o teste oculto, que só enxerga alguns nomes"


def _recording_failures(runner: Runner, reference: Reference) -> Iterator[str]:
    """What was right in another run, given as an answer in this one."""
    lesson = reference.lesson
    tests = [HiddenTest(exercise, OTHER_SEED, None, reference.exercises[exercise.id].test.limits) for exercise in lesson.exercises]
    for test, found in runner.run(grade.solved_cells(lesson), tests, reference.limits, SECONDS).tests:
        result = judge.judge(test.exercise, reference.exercises[test.exercise.id].expected, found.observations)
        if result.score:
            yield _recorded(lesson, test.exercise, result)


def _recorded(lesson: Lesson, exercise: Exercise, result: ExerciseResult) -> str:
    return f"solutions/{lesson.name}.py, {exercise.test}: o que era certo com outra semente {_earned(result)}; observe o que varia mais"


def _earned(result: ExerciseResult) -> str:
    return f"tirou {result.score:g} de {result.maximum:g}".replace(".", ",")
