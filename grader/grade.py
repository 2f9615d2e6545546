"""One submission from bytes to verdicts, against a lesson's reference that is run once (`prepare`) and is plain data from then on."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from grader import dependence, judge, mistakes
from grader.channel import KNOWN, Limits
from grader.conversation import HiddenTest, Run, TestRun
from grader.mistakes import Known
from grader.records import (
    OPEN_QUESTION,
    CanaryError,
    Exercise,
    ExerciseResult,
    Graded,
    KeptAnswer,
    Lesson,
    LessonError,
    RepairedCell,
    Result,
    Role,
    State,
    Submission,
    UnreadableError,
    Verdict,
)
from grader.runner import SUBMISSION_SECONDS, Runner
from grader.sandbox import Device
from grader.stages import Spent, Stage
from grader.submission import banned, statements
from grader.submission.advice import advice
from grader.submission.transplant import repair
from grader.values import word

SEEDS = 3
"""Runs of the reference: what is alike in all of them gates and earns nothing."""
MISTAKE_SHARE = 0.5
"""Of a student's limits, what a typical mistake may use: one that takes longer is left out, and costs the run no more than that."""
REHEARSAL_SECONDS = 120.0
"""By the clock, for all the kept answers of a lesson together."""


@dataclass(frozen=True)
class Prepared:
    """One exercise's reference: the inputs that students get, what must be seen, and the limits that follow from its own time."""

    test: HiddenTest
    expected: tuple[judge.Expectation, ...]
    settled: tuple[Mapping[str, Any], ...]
    """The same as plain data."""
    mistakes: tuple[Known, ...] = ()
    """The typical mistakes that can be recognised on these inputs."""


@dataclass(frozen=True)
class Reference:
    """All that a worker needs to grade one lesson."""

    lesson: Lesson
    exercises: Mapping[str, Prepared]
    limits: Mapping[str, Limits]
    """By cell id of our own cells."""


def prepare(runner: Runner, lesson: Lesson, seed: int) -> Reference:
    """Run the lesson's solutions under `SEEDS` seeds, grade the two canaries, and run the typical mistakes once.

    Raises LessonError where a hidden test breaks on the reference, CanaryError where the reference does not get full marks
    or an empty answer gets any.
    """
    solved = solved_cells(lesson)
    tests = [HiddenTest(exercise, seed + shift, None, _LAVISH) for exercise in lesson.exercises for shift in range(SEEDS)]
    run = runner.run(solved, tests, dict.fromkeys((cell.id for cell in solved), _LAVISH), _LAVISH.wall)
    _check_reference(lesson, run)
    exercises = {exercise.id: _prepared(lesson, exercise, seed, run) for exercise in lesson.exercises}
    limits = {cell: KNOWN.scaled(seconds, seconds) for cell, seconds in run.seconds.items()}
    reference = Reference(lesson, exercises, limits)
    check_canaries(runner, reference, solved)
    found = rehearse(runner, reference, lesson.mistakes, MISTAKE_SHARE)
    known = mistakes.all_known(lesson.mistakes, {name: one.expected for name, one in exercises.items()}, found)
    return replace(reference, exercises={name: replace(one, mistakes=known[name]) for name, one in exercises.items()})


_LAVISH = Limits(cpu=300.0, wall=600.0, memory=8 * 2**30)


def solved_cells(lesson: Lesson) -> tuple[RepairedCell, ...]:
    """The lesson with the reference's answer in every cell."""
    return tuple(replace(_as_repaired(cell), source=lesson.solutions.get(cell.id, cell.source)) for cell in lesson.cells)


def rehearse(
    runner: Runner, reference: Reference, answers: Sequence[KeptAnswer], share: float = 1.0, seconds: float = REHEARSAL_SECONDS
) -> dict[str, TestRun]:
    """What the hidden tests see of kept answers, by `KeptAnswer.key`: on the inputs that students get, within a share of their limits.

    All of them run in one child, as long as none kills it, and within `seconds` by the clock.
    """
    tests = []
    for answer in answers:
        own = reference.exercises[answer.exercise].test
        limits = replace(own.limits, cpu=share * own.limits.cpu, wall=share * own.limits.wall)
        tests.append(replace(own, exercise=replace(own.exercise, id=answer.key), limits=limits))
    cells = mistakes.rehearsal(reference.lesson, solved_cells(reference.lesson), answers)
    run = runner.run(cells, tests, reference.limits, seconds)
    return {test.exercise.id: found for test, found in run.tests}


def _check_reference(lesson: Lesson, run: Run) -> None:
    place = f"solutions/{lesson.name}.py"
    broken = {**run.errors, **run.dropped}
    for cell_id, cause in broken.items():
        raise LessonError(place, f"a célula {cell_id} da solução terminou em {cause}", "corrija a solução e rode de novo")
    for test, found in run.tests:
        if found.error or found.fate:
            cause = f"o teste oculto {test.exercise.id} terminou em {found.error or found.fate} na própria solução"
            lines = [line.strip() for line in "\n".join(run.log).splitlines() if line.strip(" ^~")]
            raise LessonError(place, cause, "corrija o teste; o registro do erro: " + " | ".join(lines[-3:])[-400:])


def _prepared(lesson: Lesson, exercise: Exercise, seed: int, run: Run) -> Prepared:
    runs = [found for test, found in run.tests if test.exercise.id == exercise.id]
    settled = judge.settle(f"solutions/{lesson.name}.py, {exercise.test}", [found.observations for found in runs])
    limits = KNOWN.scaled(max(found.cpu for found in runs), max(found.wall for found in runs))
    return Prepared(HiddenTest(exercise, seed, runs[0].given, limits), tuple(map(judge.expectation, settled)), tuple(settled))


def _as_repaired(cell: Any) -> RepairedCell:
    return RepairedCell(cell.id, cell.kind, cell.role, cell.source, cell.grade_id, cell.exercise)


def check_canaries(runner: Runner, reference: Reference, solved: Sequence[RepairedCell]) -> None:
    """Grade the reference itself and the untouched notebook as if they were answers; no run whose canaries are wrong goes on."""
    empty = tuple(_as_repaired(cell) for cell in reference.lesson.cells)
    for cells, name, share in ((solved, "a própria solução", 1.0), (empty, "uma resposta vazia", 0.0)):
        results = _judged(runner, reference, Submission(tuple(cells), frozenset(), ()))[0]
        for result in results:
            if result.score != share * result.maximum:
                cause = f"na prova dos nove, {name} tirou {result.score:g} de {result.maximum:g} no exercício {result.id}"
                place = f"solutions/{reference.lesson.name}.py"
                detail = "; ".join(result.messages)[:300]
                raise CanaryError(place, cause, f"nenhuma nota desta rodada seria confiável: corrija o teste oculto ({detail})")


def _judged(runner: Runner, reference: Reference, answers: Submission) -> tuple[tuple[ExerciseResult, ...], Run]:
    end, cells = time.monotonic() + SUBMISSION_SECONDS, statements.with_definitions(answers.cells)
    asked = [reference.exercises[e.id].test for e in reference.lesson.exercises if e.id not in answers.unanswered]
    run = runner.run(cells, asked, reference.limits, device=runner.box.device)
    results = _results(reference, answers, run)
    if runner.box.device is not Device.CPU:
        run = _once_more_on_the_cpu(runner, reference, answers, cells, results, run)
    alive = [cell for cell in cells if cell.id not in run.dropped]
    missed = [test for test in asked if results[test.exercise.id].score != test.exercise.points]
    if missed and (apart := statements.apart(alive, run.errors)):
        again = runner.run(apart, missed, reference.limits, end - time.monotonic())
        run.log += [f"comando por comando: {line}" for line in again.log]
        found = _results(reference, answers, again)
        results = {name: _better_apart(result, found[name]) for name, result in results.items()}
        alive = [cell for cell in apart if cell.id not in again.dropped]
    for test in missed:
        if results[test.exercise.id].score != test.exercise.points:
            results[test.exercise.id] = _with_earlier_answers(runner, reference, answers, test.exercise, results, (alive, run, end))
    return tuple(results.values()), run


def _once_more_on_the_cpu(
    runner: Runner,
    reference: Reference,
    answers: Submission,
    cells: Sequence[RepairedCell],
    results: dict[str, ExerciseResult],
    run: Run,
) -> Run:
    """Judge by the CPU, in `results`, what was not right on the GPU: whose memory and time others share, and which rounds otherwise.

    Gives the run that the rest is to go on from.
    """
    missed = [test for test, _ in run.tests if results[test.exercise.id].score != test.exercise.points]
    if not missed:
        return run
    again = runner.run(cells, missed, reference.limits)
    found = _results(reference, answers, again)
    results |= {test.exercise.id: found[test.exercise.id] for test in missed}
    again.log[:0] = [f"na GPU: {line}" for line in run.log]
    return again


def _results(reference: Reference, answers: Submission, run: Run) -> dict[str, ExerciseResult]:
    found = {test.exercise.id: outcome for test, outcome in run.tests}
    return {one.id: _exercise_result(reference, one, found.get(one.id), answers, run) for one in reference.lesson.exercises}


def _better_apart(first: ExerciseResult, second: ExerciseResult) -> ExerciseResult:
    """The better of an exercise's results with the student's cells whole and taken apart."""
    if (second.score or 0.0) <= (first.score or 0.0):
        return first
    return replace(second, messages=(BROKE_OFF, *second.messages))


BROKE_OFF = "Uma célula sua parou no meio, com um erro (veja a saída dela); os comandos dela foram executados um a um."


def _with_earlier_answers(
    runner: Runner,
    reference: Reference,
    answers: Submission,
    exercise: Exercise,
    results: Mapping[str, ExerciseResult],
    ran: tuple[Sequence[RepairedCell], Run, float],
) -> ExerciseResult:
    """The exercise's result, or a better one that it gets in a fresh child with the reference's answers to those it leans on.

    That child's outputs are thrown away: nothing but this exercise's observations leaves it. `ran`: the cells that
    survived, their run, and when the submission's time is over.
    """
    first, (alive, run, end) = results[exercise.id], ran
    missing = dependence.missed(reference.lesson, answers.cells, results, exercise.id)
    if not missing or not any(cell.role is Role.ANSWER and cell.exercise == exercise.id for cell in alive):
        return first
    cells = dependence.supplied(reference.lesson, alive, exercise.id, missing)
    again = runner.run(cells, [reference.exercises[exercise.id].test], reference.limits, end - time.monotonic())
    run.log += [f"com as respostas de referência de {', '.join(missing)}: {line}" for line in again.log]
    second = _exercise_result(reference, exercise, again.tests[0][1], answers, again)
    return dependence.better(first, second, missing)


def _exercise_result(reference: Reference, exercise: Exercise, found: TestRun | None, answers: Submission, run: Run) -> ExerciseResult:
    if found is None:
        return ExerciseResult(exercise.id, 0.0, exercise.points, Verdict.UNANSWERED, ("Ainda não respondido.",))
    own = next((cell for cell in answers.cells if cell.exercise == exercise.id and cell.role == Role.ANSWER), None)
    result = judge.judge(exercise, reference.exercises[exercise.id].expected, found.observations, found.fate, found.error)
    if own and own.id in run.dropped and result.score == 0:
        return judge.judge(exercise, (), (), run.dropped[own.id])
    slips = advice(reference.lesson, exercise, answers.cells, judge.raised(found.observations)) if result.score != result.maximum else ()
    if own and result.score == 0 and (name := run.errors.get(own.id)):
        told = f"A célula da resposta terminou em {word(name)}: veja a saída dela abaixo."
        return replace(result, verdict=Verdict.ERROR, messages=(*slips, told))
    # Where nothing but exceptions was seen, the slip explains them all.
    result = replace(result, messages=slips if slips and result.verdict is Verdict.ERROR else (*slips, *result.messages))
    return mistakes.told(result, reference.exercises[exercise.id].mistakes, found.observations)


def grade(runner: Runner, reference: Reference, student: str, raw: bytes) -> Graded:
    """Grade one submission. Raises `WarmLostError` when the runner is gone; everything else becomes a result."""
    started = time.monotonic()
    lesson = reference.lesson
    spent = runner.spent = Spent()
    try:
        with spent.on(Stage.REPAIR):
            answers = repair(raw, lesson)
    except UnreadableError as error:
        return unreadable(lesson, student, error)
    with spent.on(Stage.JUDGE):
        judged, run = _judged(runner, reference, answers)
        flags = banned.used(lesson.exercises, answers.cells)
    judged = tuple(replace(result, flags=flags.get(result.id, ())) for result in judged)
    waiting = Verdict.UNANSWERED if lesson.open_id in answers.unanswered else Verdict.NOT_JUDGED
    exercises = (*judged, ExerciseResult(OPEN_QUESTION, None, lesson.open_points, waiting))
    score = round(sum(result.score or 0.0 for result in judged), 4)
    repairs = (*answers.repairs, *_dropped_sentences(answers, run))
    result = Result(student, lesson.name, score, lesson.maximum, State.GRADED, exercises, repairs, time.monotonic() - started)
    return Graded(result, answers.cells, run.outputs, tuple(run.log), spent)


def _dropped_sentences(answers: Submission, run: Run) -> Iterator[str]:
    reasons = {Verdict.TIME: "não terminou a tempo", Verdict.MEMORY: "esgotou a memória", Verdict.ERROR: "derrubou o processo"}
    for cell in answers.cells:
        if cell.id in run.dropped and cell.role == Role.ADDED:
            yield f"Uma célula acrescentada {reasons[run.dropped[cell.id]]} e foi deixada de fora da correção."


def _without_score(student: str, lesson: Lesson, state: State) -> Result:
    """A result that no points hang on: what could not be read, was not received, or was not judged."""
    exercises = [ExerciseResult(exercise.id, None, exercise.points, Verdict.NOT_JUDGED) for exercise in lesson.exercises]
    exercises.append(ExerciseResult(OPEN_QUESTION, None, lesson.open_points, Verdict.NOT_JUDGED))
    return Result(student, lesson.name, None, lesson.maximum, state, tuple(exercises))


def unreadable(lesson: Lesson, student: str, error: UnreadableError) -> Graded:
    """A submission that nobody could read: the reason stands where repairs are told."""
    reason = f"{error.cause}; {error.next_step}"
    return Graded(replace(_without_score(student, lesson, State.UNREADABLE), repairs=(reason[:1].upper() + reason[1:] + ".",)))


def not_received(student: str, lesson: Lesson) -> Result:
    """The result of a student who handed nothing in."""
    return _without_score(student, lesson, State.NOT_RECEIVED)


def not_judged(lesson: Lesson, student: str, log: tuple[str, ...] = (), reason: str = "") -> Graded:
    """Our fault: flagged for a person and graded by the next run, never a silent zero. `reason`: a sentence for the student, too."""
    repairs = (reason,) if reason else ()
    return Graded(replace(_without_score(student, lesson, State.NOT_JUDGED), repairs=repairs), log=log)
