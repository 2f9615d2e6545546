"""One submission end to end: the reference gets everything, tricks get nothing, and every end has its own name."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from grader import grade, judge, stock, workers
from grader.channel import WarmLostError
from grader.grade import Reference
from grader.records import (
    CanaryError,
    Exercise,
    Lesson,
    LessonError,
    RepairedCell,
    Role,
    State,
    Submission,
    Verdict,
)
from grader.runner import Runner
from grader.sandbox import ORDINARY
from grader.travel import unpack

from .conftest import CASES
from .demonstracao import IDS, STUDENTS, answer_source, submission_of

pytestmark = pytest.mark.sandbox


@pytest.fixture(scope="module")
def reference(runner: Runner, lesson: Lesson) -> Reference:
    return grade.prepare(runner, lesson, seed=11)


def with_answers(lesson: Lesson, source: dict[str, str]) -> Submission:
    """A submission with these answers by exercise; the others have the reference's."""
    cells = []
    for cell in lesson.cells:
        repaired = RepairedCell(cell.id, cell.kind, cell.role, lesson.solutions.get(cell.id, cell.source), cell.grade_id, cell.exercise)
        if cell.role is Role.ANSWER and cell.exercise in source:
            repaired = replace(repaired, source=source[cell.exercise])
        cells.append(repaired)
    return Submission(tuple(cells), frozenset(), ())


@pytest.mark.parametrize("trivial", sorted(path.stem for path in (CASES / "02" / "triviais").glob("*.py")))
def test_trivial_answers_score_zero_in_every_exercise(runner: Runner, reference: Reference, lesson: Lesson, trivial: str) -> None:
    answers = with_answers(lesson, {exercise: answer_source(exercise, f"triviais/{trivial}") for exercise in IDS})
    results, _ = grade._judged(runner, reference, answers)
    assert {result.id: result.score for result in results} == dict.fromkeys(IDS, 0.0)


def test_a_recording_of_another_run_scores_zero_in_every_exercise(runner: Runner, reference: Reference, lesson: Lesson) -> None:
    other = grade.prepare(runner, lesson, seed=2011)
    for exercise in lesson.exercises:
        recorded = other.exercises[exercise.id].settled
        assert judge.judge(exercise, reference.exercises[exercise.id].expected, recorded).score == 0.0


def test_the_same_seed_gives_the_same_reference(runner: Runner, reference: Reference, lesson: Lesson) -> None:
    again = grade.prepare(runner, lesson, seed=11)
    assert {name: one.test.inputs for name, one in again.exercises.items()} == {
        name: one.test.inputs for name, one in reference.exercises.items()
    }


def test_points_and_outcome_of_each_kind_of_end(runner: Runner, reference: Reference) -> None:
    expected = {
        "tudo-certo": {Verdict.RIGHT},
        "intocado": {Verdict.UNANSWERED},
        "os-exit": {Verdict.ERROR, Verdict.RIGHT},
        "tres-gigabytes": {Verdict.MEMORY, Verdict.RIGHT},
    }
    for student, verdicts in expected.items():
        graded = grade.grade(runner, reference, student, submission_of(STUDENTS[student]))
        assert {one.verdict for one in graded.result.exercises if one.id in IDS} == verdicts


def test_an_unreadable_submission_has_no_score_and_a_reason(runner: Runner, reference: Reference) -> None:
    result = grade.grade(runner, reference, "ana", b"{").result
    assert (result.state, result.score) == (State.UNREADABLE, None)
    assert result.repairs


def test_an_answer_that_does_not_parse_is_an_error_that_names_the_exception(runner: Runner, reference: Reference, lesson: Lesson) -> None:
    results, _ = grade._judged(runner, reference, with_answers(lesson, {"2.1": "def residual(x, funcoes:\n    return x"}))
    assert results[0].verdict is Verdict.ERROR
    assert "SyntaxError" in results[0].messages[0]
    assert {one.verdict for one in results[1:]} == {Verdict.RIGHT}


def test_result_and_cells_travel_as_json_can_hold_them(runner: Runner, reference: Reference) -> None:
    result = grade.grade(runner, reference, "ana", submission_of(STUDENTS["os-exit"])).result
    assert type(result).from_json(json.loads(json.dumps(result.as_json()))) == replace(result, seconds=round(result.seconds, 3))


def broken(lesson: Lesson, exercise: str, hidden: str) -> Lesson:
    """The lesson with another hidden test for one exercise."""
    exercises = tuple(replace(one, hidden=hidden) if one.id == exercise else one for one in lesson.exercises)
    return replace(lesson, exercises=exercises)


def test_a_hidden_test_that_pays_an_empty_answer_stops_the_run(runner: Runner, lesson: Lesson) -> None:
    free = 'x = observe.given("x", lambda: torch.randn(3))\nobserve("x", lambda: x)'
    with pytest.raises(CanaryError, match=r"uma resposta vazia tirou 1\.5 de 1\.5 no exercício 2\.1"):
        grade.prepare(runner, broken(lesson, "2.1", free), seed=1)


def test_a_hidden_test_that_the_reference_fails_by_itself_stops_the_run(runner: Runner, lesson: Lesson) -> None:
    unstable = 'x = observe.given("x", lambda: torch.randn(3))\nobserve("x", lambda: __import__("os").urandom(8).hex())'
    with pytest.raises(CanaryError, match="a própria solução tirou 0 de"):
        grade.prepare(runner, broken(lesson, "2.1", unstable), seed=1)


@pytest.mark.parametrize(
    ("hidden", "cause"),
    [
        ('observe("um", lambda: residual(torch.ones(2), []))', "nenhuma observação varia"),
        ("residual(nada)", "terminou em NameError"),
        ("while True: pass", "terminou em"),
    ],
)
def test_a_broken_hidden_test_is_the_lessons_error(
    runner: Runner, lesson: Lesson, hidden: str, cause: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grade, "_LAVISH", replace(grade._LAVISH, cpu=0.5))
    with pytest.raises(LessonError, match=cause):
        grade.prepare(runner, broken(lesson, "2.1", hidden), seed=1)


def test_a_lost_warm_process_is_tried_again_and_then_not_judged(monkeypatch: pytest.MonkeyPatch, reference: Reference) -> None:
    tries = []

    def lost(*_: Any) -> None:
        tries.append(1)
        raise WarmLostError("gone")

    monkeypatch.setattr(workers, "worker_runner", lambda box: None)
    monkeypatch.setattr(workers, "grade", lost)
    result = unpack(workers.grade_in_worker(reference, "ana", b"", ORDINARY)).result
    assert (result.state, result.score, len(tries)) == (State.NOT_JUDGED, None, workers.TRIES)


def test_a_fault_of_ours_costs_one_submission_its_verdict_and_never_the_class(
    monkeypatch: pytest.MonkeyPatch, reference: Reference
) -> None:
    def broken(*_: Any) -> None:
        raise RecursionError("nosso")

    monkeypatch.setattr(workers, "worker_runner", lambda box: None)
    monkeypatch.setattr(workers, "grade", broken)
    graded = unpack(workers.grade_in_worker(reference, "ana", b"", ORDINARY))
    assert graded.result.state is State.NOT_JUDGED
    assert "RecursionError" in graded.log[0]


def test_an_answer_cell_that_never_ends_is_out_of_time(runner: Runner, reference: Reference, lesson: Lesson) -> None:
    results, _ = grade._judged(runner, reference, with_answers(lesson, {"2.1": "while True:\n    pass"}))
    assert [one.verdict for one in results] == [Verdict.TIME] + 5 * [Verdict.RIGHT]


def test_a_warm_process_killed_between_submissions_is_replaced(reference: Reference) -> None:
    raw = submission_of(STUDENTS["tudo-certo"])
    try:
        workers.worker_runner(ORDINARY)._process.kill()  # type: ignore[union-attr]
        result = unpack(workers.grade_in_worker(reference, "ana", raw, ORDINARY)).result
    finally:
        workers.close_worker()
    assert (result.state, result.score) == (State.GRADED, 8.5)


def test_a_warm_process_lost_while_a_lesson_is_prepared_is_given_up_before_the_next_task(lesson: Lesson) -> None:
    try:
        workers.worker_runner(ORDINARY)._process.kill()  # type: ignore[union-attr]
        with pytest.raises(WarmLostError):
            workers.prepare_in_worker(lesson, 1, ORDINARY)
        assert workers.prepare_in_worker(lesson, 1, ORDINARY).lesson == lesson
    finally:
        workers.close_worker()


@pytest.mark.parametrize("student", ["tudo-certo", "outro-caminho", "esquece-o-atalho-vazio", "ordem-trocada", "soma-x-em-vez-de-h"])
def test_stock_blocks_give_honest_answers_the_same_score(runner: Runner, reference: Reference, student: str) -> None:
    graded = grade.grade(runner, reference, student, submission_of(STUDENTS[student]))
    space: dict[str, Any] = {}
    for cell in graded.cells:
        if cell.kind == "code" and cell.role in {Role.SETUP, Role.ANSWER}:
            exec(cell.source, space)
    scores = {one.id: one.score for one in graded.result.exercises}
    for exercise in reference.lesson.exercises:
        assert stock_score(reference, exercise, dict(space)) == scores[exercise.id]


def stock_score(reference: Reference, exercise: Exercise, space: dict[str, Any]) -> float:
    *lines, last = stock.block(reference.exercises[exercise.id]).rsplit("\n", 2)[:2]
    exec("\n".join(lines), space)
    score: float = eval(last, space)
    return score
