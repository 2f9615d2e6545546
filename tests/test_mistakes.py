"""Typical mistakes: told by their own message when the observations are theirs, and never guessed."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from grader import grade, judge, mistakes
from grader import runner as running
from grader.gradebook.filing import marker_content, read_marker
from grader.mistakes import Known, known, recognise, told
from grader.records import Exercise, ExerciseResult, Graded, KeptAnswer, Lesson, Result, State, Verdict
from grader.runner import Runner

from .demonstracao import STUDENTS, reference_answer, submission_of

EXERCISE = Exercise("9.1", 2.0, "ex-9.1", "teste-9.1", ("f",), "")
KEPT = KeptAnswer("9.1", "errado", "soma_um", "def f(x): return x + 1", "Somou 1. De onde veio esse 1?")


def seen(name: str, tree: list[Any], **details: Any) -> dict[str, Any]:
    return {"name": name, "value": tree, "hint": "", "weight": 1.0, "gate": False, "rtol": None, "atol": None} | details


def observations(value: float, after: int, kind: str = "ok") -> list[dict[str, Any]]:
    """What a test with a value that earns, one that varies and gates, and one that never varies would see."""
    return [seen("valor", ["float", value.hex()]), seen("depois", ["int", str(after)], gate=True), seen("tipo", ["str", kind])]


EXPECTED = [judge.expectation(one) for one in judge.settle("aqui", [observations(float(seed), seed) for seed in (1, 2, 3)])]


def made(*observed: dict[str, Any], mistake: KeptAnswer = KEPT, **ended: Any) -> Known | str:
    return known(mistake, EXPECTED, running.TestRun(list(observed), **ended))


def ready(value: float, after: int, name: str = "soma_um", message: str = KEPT.message) -> Known:
    found = made(*observations(value, after), mistake=replace(KEPT, name=name, message=message))
    assert isinstance(found, Known)
    return found


def test_the_same_observations_are_recognised_within_the_judges_tolerance() -> None:
    mistake = ready(2.0, 1)
    assert recognise([mistake], observations(2.0 * (1 + 1e-9), 1)) is mistake
    assert recognise([mistake], observations(2.001, 1)) is None


def test_a_mistake_that_only_a_varying_gate_shows_is_recognised() -> None:
    in_place = ready(1.0, 7)
    assert recognise([in_place], observations(1.0, 7)) is in_place
    assert recognise([in_place], observations(1.0, 1)) is None


def test_what_never_varies_says_nothing_of_the_mistake() -> None:
    mistake = ready(2.0, 1)
    assert recognise([mistake], observations(2.0, 1, kind="outro")) is mistake


def test_between_two_messages_nothing_is_guessed() -> None:
    first, second = ready(2.0, 1), ready(2.0, 1, "outro_nome", "Outra mensagem?")
    assert recognise([first, second], observations(2.0, 1)) is None
    assert recognise([first, replace(second, message=first.message)], observations(2.0, 1)) is first


@pytest.mark.parametrize(
    "observed",
    [
        [],
        observations(2.0, 1)[1:],
        [*observations(2.0, 1), observations(2.0, 1)[0]],
        [seen("valor", ["lixo", 1]), *observations(2.0, 1)[1:]],
        [{"say": "observation"}],
    ],
    ids=["none", "one missing", "one doubled", "garbage", "nameless"],
)
def test_bent_observations_are_nobodys_mistake(observed: list[dict[str, Any]]) -> None:
    assert recognise([ready(2.0, 1)], observed) is None


@pytest.mark.parametrize(
    ("observed", "details", "why"),
    [
        (observations(2.0, 1), {"mistake": replace(KEPT, message="")}, "falta a mensagem"),
        (observations(1.0, 1, kind="outro"), {}, "igual à solução"),
        ([seen("valor", ["raised", "TypeError"]), seen("depois", ["raised", "TypeError"])], {}, "só levanta exceções"),
        (observations(2.0, 1)[:1], {}, "não fez todas"),
        ([seen("valor", ["lixo"]), *observations(2.0, 1)[1:]], {}, "não pôde ser lida"),
        (observations(2.0, 1), {"fate": Verdict.TIME}, "não chegou ao fim (tempo)"),
        (observations(2.0, 1), {"error": "NameError"}, "não chegou ao fim (NameError)"),
    ],
)
def test_a_mistake_that_could_be_mixed_up_is_left_out(observed: list[dict[str, Any]], details: dict[str, Any], why: str) -> None:
    found = made(*observed, **details)
    assert isinstance(found, str)
    assert why in found


def test_the_message_comes_first_and_changes_no_score() -> None:
    observed = observations(2.0, 1)
    judged = judge.judge(EXERCISE, EXPECTED, observed)
    result = told(judged, [ready(2.0, 1)], observed)
    assert result.messages == (KEPT.message, *judged.messages)
    assert replace(result, messages=(), mistake=None) == replace(judged, messages=())
    assert result.mistake == "soma_um"


def test_a_right_answer_hears_of_no_mistake() -> None:
    right = ExerciseResult("9.1", 2.0, 2.0, Verdict.RIGHT)
    assert told(right, [ready(2.0, 1)], observations(2.0, 1)) is right


def test_the_mistakes_name_and_the_flags_are_kept_on_record_and_out_of_what_scripts_read(tmp_path: Any) -> None:
    named = ExerciseResult("2.1", 0.0, 1.0, Verdict.WRONG, ("Fato. Pergunta?",), "soma_no_lugar", ("jacobian",))
    result = Result("ana", "02_conexoes_residuais", 0.0, 1.0, State.GRADED, (named,))
    assert not any(word in json.dumps(result.as_json()) for word in ("soma_no_lugar", "jacobian"))
    marker = tmp_path / "resultado.json"
    marker.write_bytes(marker_content(Graded(result), "impressao"))
    read = read_marker(marker)
    assert read is not None
    assert read[1] == result


def test_kept_answers_lean_on_nobody_elses_names() -> None:
    space: dict[str, Any] = {"f": "referência", "torch": "torch"}
    exec(mistakes.MARK, space)
    exec("_volta(('f',))\ntorch = 'trocado'\ndef g(): pass", space)
    exec("_volta(('f',))", space)
    assert ("f" in space, "g" in space, space["torch"]) == (False, False, "torch")
    exec("_volta()", space)
    assert space["f"] == "referência"


def with_mistakes(lesson: Lesson, *sources: str) -> Lesson:
    """Lesson 02 with these mistakes in 2.1, called a, b, c…"""
    kept = (KeptAnswer("2.1", "errado", "abc"[place], source, f"Fato {place}?") for place, source in enumerate(sources))
    return replace(lesson, mistakes=tuple(kept))


@pytest.mark.sandbox
def test_a_student_who_makes_a_typical_mistake_reads_its_message_first(runner: Runner, lesson: Lesson) -> None:
    reference = grade.prepare(runner, lesson, seed=4)
    graded = grade.grade(runner, reference, "ana", submission_of(STUDENTS["soma-x-em-vez-de-h"]))
    first, *others = graded.result.exercises
    kept = next(one for one in lesson.mistakes if one.name == "soma_x_em_vez_de_h")
    assert first.messages[0] == kept.message
    assert (first.mistake, {one.mistake for one in others}) == (kept.name, {None})
    assert kept.source not in json.dumps(graded.result.as_json()) + json.dumps(graded.log)


@pytest.mark.sandbox
def test_a_mistake_that_hangs_or_dies_is_left_out_and_spoils_no_other(
    runner: Runner, lesson: Lesson, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grade, "MISTAKE_SHARE", 0.1)
    sources = "def residual(x, funcoes):\n    {}", "    while True: pass", "    import os; os._exit(0)", "    return 2 * x"
    hangs, dies, doubles = (sources[0].format(body.strip()) for body in sources[1:])
    reference = grade.prepare(runner, with_mistakes(lesson, hangs, dies, doubles), seed=4)
    assert [one.name for one in reference.exercises["2.1"].mistakes] == ["c"]


@pytest.mark.sandbox
def test_a_mistake_sees_the_earlier_answers_of_the_reference_and_its_own_names_alone(runner: Runner, lesson: Lesson) -> None:
    uses_reference = "def numero_de_caminhos(n):\n    return float(residual(torch.zeros(1), []))\n"
    halves = uses_reference + "def caminhos_a_partir_de(i, n):\n    return 1\n"  # and no caminhos_por: the reference's must not fill in
    first = KeptAnswer("2.2", "errado", "um", halves, "Um?")
    reference = grade.prepare(runner, replace(lesson, mistakes=(first,)), seed=4)
    found = grade.rehearse(runner, reference, (first,))[first.key]
    values = {one["name"]: one["value"] for one in found.observations}
    assert values["da entrada até a saída"][1][0] == ["float", "0x0.0p+0"]
    assert values["pelo bloco"] == ["raised", "NameError"]


@pytest.mark.sandbox
def test_the_right_answers_of_a_lesson_are_told_nothing(runner: Runner, lesson: Lesson) -> None:
    reference = grade.prepare(runner, lesson, seed=4)
    right = [KeptAnswer(one.id, "certo", "solucao", reference_answer(one.id)) for one in lesson.exercises]
    for answer in right:
        found = grade.rehearse(runner, reference, (answer,))[answer.key]
        assert recognise(reference.exercises[answer.exercise].mistakes, found.observations) is None
