"""Whoever missed an exercise is not failed for it twice: those that lean on it are graded with the reference's answer to it."""

from __future__ import annotations

import pytest

from grader import grade
from grader.grade import Reference
from grader.lesson import publish, source
from grader.records import ExerciseResult, Lesson, RepairedCell, Role, Submission, Verdict
from grader.runner import Runner

from .conftest import CASES

pytestmark = pytest.mark.sandbox

RIGHT = {
    "3.1": "def dobro(x):\n    return x + x",
    "3.2": "def quadruplo(x):\n    return dobro(dobro(x))",
    "3.3": "def repete(f, x):\n    return f(f(x))",
}
WRONG = {
    "3.1": "def dobro(x):\n    return x",
    "3.2": "def quadruplo(x):\n    return x",
    "3.3": "def repete(f, x):\n    return f(x)",
}


@pytest.fixture(scope="module")
def leaning() -> Lesson:
    """Three exercises, each of which builds on the one before."""
    return publish.load_lesson(CASES / "aulas" / "03_apoiada.py")


@pytest.fixture(scope="module")
def reference(runner: Runner, leaning: Lesson) -> Reference:
    return grade.prepare(runner, leaning, seed=5)


def submission(lesson: Lesson, sources: dict[str, str], unanswered: frozenset[str] = frozenset()) -> Submission:
    """A submission with these answers by exercise; the others are as published."""
    cells = []
    for cell in lesson.cells:
        source = sources.get(cell.exercise or "", cell.source) if cell.role is Role.ANSWER else cell.source
        cells.append(RepairedCell(cell.id, cell.kind, cell.role, source, cell.grade_id, cell.exercise))
    return Submission(tuple(cells), unanswered, ())


def judged(runner: Runner, reference: Reference, sources: dict[str, str], unanswered: frozenset[str] = frozenset()) -> list[ExerciseResult]:
    return list(grade._judged(runner, reference, submission(reference.lesson, sources, unanswered))[0])


def points(results: list[ExerciseResult]) -> list[float | None]:
    return [result.score for result in results]


def test_what_an_exercise_borrows_is_read_from_its_answer_and_its_hidden_test(leaning: Lesson) -> None:
    assert [exercise.borrowed for exercise in leaning.exercises] == [(), ("dobro",), ("quadruplo",)]


def test_a_right_answer_on_top_of_a_wrong_one_gets_its_points_and_says_how(runner: Runner, reference: Reference) -> None:
    results = judged(runner, reference, RIGHT | {"3.1": WRONG["3.1"]})
    assert points(results) == [0, 3, 3]
    assert results[1].messages == ("Corrigido com a resposta de referência do exercício 3.1, porque a sua ainda não está certa.",)
    assert results[1].verdict is Verdict.RIGHT


def test_what_is_missed_two_steps_back_is_supplied_too(runner: Runner, reference: Reference) -> None:
    results = judged(runner, reference, RIGHT | {"3.1": WRONG["3.1"], "3.2": WRONG["3.2"]})
    assert points(results) == [0, 0, 3]
    told = "Corrigido com as respostas de referência dos exercícios 3.1 e 3.2, porque as suas ainda não estão certas."
    assert results[2].messages[0] == told


def test_an_unanswered_exercise_is_supplied_to_the_next(runner: Runner, reference: Reference) -> None:
    results = judged(runner, reference, {"3.2": RIGHT["3.2"], "3.3": RIGHT["3.3"]}, unanswered=frozenset({"3.1"}))
    assert [result.verdict for result in results] == [Verdict.UNANSWERED, Verdict.RIGHT, Verdict.RIGHT]


def test_a_wrong_answer_stays_wrong_whatever_is_supplied(runner: Runner, reference: Reference) -> None:
    results = judged(runner, reference, WRONG)
    assert points(results) == [0, 0, 0]
    assert not any("referência" in message for result in results for message in result.messages)


def test_a_helper_written_beside_a_wrong_answer_is_still_there(runner: Runner, reference: Reference) -> None:
    beside = WRONG["3.1"] + "\n\ndef metade(x):\n    return x / 2"
    results = judged(runner, reference, RIGHT | {"3.1": beside, "3.2": "def quadruplo(x):\n    return metade(dobro(dobro(dobro(x))))"})
    assert points(results) == [0, 3, 3]


def test_an_earlier_answer_that_kills_the_process_costs_itself_alone(runner: Runner, reference: Reference) -> None:
    results = judged(runner, reference, RIGHT | {"3.1": "import os\n\ndef dobro(x):\n    os._exit(3)"})
    assert points(results) == [0, 3, 3]


def test_the_supplied_answer_leaves_nothing_in_the_students_outputs(runner: Runner, reference: Reference) -> None:
    spy = "import inspect\n\ndef quadruplo(x):\n    return dobro(dobro(x))\n\nprint(dobro.__code__.co_consts)"
    answers = submission(reference.lesson, RIGHT | {"3.1": WRONG["3.1"], "3.2": spy})
    results, run = grade._judged(runner, reference, answers)
    assert points(list(results)) == [0, 3, 3]
    texts = [output.get("text", "") for outputs in run.outputs.values() for output in outputs]
    assert texts == ["(None,)\n"]  # the student's own dobro: the reference's holds a 2


def test_a_forbidden_name_is_flagged_and_costs_nothing(runner: Runner, reference: Reference) -> None:
    notebook = publish.release(source.read(CASES / "aulas" / "03_apoiada.py"))
    assert "proibido" not in str(notebook)
    for cell in notebook.cells:
        if cell.id in {"ex-3-1", "ex-3-2"}:
            cell.source = RIGHT[cell.id[3:].replace("-", ".")]
        if cell.id == "ex-3-3":
            cell.source = "def repete(f, x):\n    return eval('f(f(x))')"
    result = grade.grade(runner, reference, "ana", publish.to_bytes(notebook)).result
    assert [(one.score, one.flags) for one in result.exercises[:3]] == [(3, ()), (3, ()), (3, ("eval",))]
