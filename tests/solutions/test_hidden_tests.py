"""Lesson 02's hidden tests, run in this process on every kept answer.

Full marks for what is right, nothing for what is trivial, half at most for a mistake.
"""

from __future__ import annotations

import contextlib
import io
import math
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812 - the name that hidden tests give it

from grader.inside.observe import Observe
from grader.judge import Expectation, expectation, judge, settle
from grader.lesson.publish import load_lesson
from grader.records import Exercise, ExerciseResult, Lesson

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases" / "02"
SEEDS = (11, 12, 13)
EXPLODES = {"blocos_antes_de_i"}
"""Wrong answers that only the sandbox may run: with dozens of blocks before i they ask for more memory than there is."""

Messages = list[dict[str, Any]]


@cache
def lesson() -> Lesson:
    return load_lesson(ROOT / "solutions" / "02_conexoes_residuais.py")


def run(exercise: Exercise, answer: str, seed: int, inputs: dict[str, Any] | None) -> tuple[Messages, dict[str, Any]]:
    """What a hidden test observes of an answer, and the inputs it drew (inputs None: as the reference)."""
    tools = {"torch": torch, "nn": nn, "F": F, "math": math}
    theirs = dict(tools)
    exec(compile(answer, "<resposta>", "exec"), theirs)
    told: Messages = []
    observe = Observe(told.append, seed, "cpu", inputs)
    with contextlib.redirect_stderr(io.StringIO()):  # where an answer's tracebacks go: the instructor's log
        hidden = tools | {"observe": observe} | {name: theirs[name] for name in exercise.names if name in theirs}
        exec(compile(exercise.hidden, "<oculto>", "exec"), hidden)
    drawn = {message["name"]: message["value"] for message in told if message["say"] == "given"}
    return [message for message in told if message["say"] == "observation"], drawn


@cache
def expected(exercise: Exercise) -> tuple[tuple[Expectation, ...], dict[str, Any]]:
    """What the reference observes, and the inputs of its first run."""
    reference = lesson().solutions[exercise.answer]
    runs = [run(exercise, reference, seed, None) for seed in SEEDS]
    settled = settle(exercise.id, [observed for observed, _ in runs])
    return tuple(map(expectation, settled)), runs[0][1]


def result(exercise: Exercise, answer: str) -> ExerciseResult:
    known, inputs = expected(exercise)
    return judge(exercise, known, run(exercise, answer, SEEDS[0], inputs)[0])


def answers(kind: str) -> list[Any]:
    """One parameter for each exercise and kept answer of a kind."""
    found = []
    for exercise in lesson().exercises:
        folder = CASES / kind if kind == "triviais" else CASES / exercise.id / kind
        paths = [path for path in sorted(folder.glob("*.py")) if path.stem not in EXPLODES]
        found += [pytest.param(exercise, path, id=f"{exercise.id}-{path.stem}") for path in paths]
    return found


@pytest.mark.parametrize(("exercise", "path"), answers("certo"))
def test_an_answer_that_is_right_by_other_means_is_worth_everything(exercise: Exercise, path: Path) -> None:
    judged = result(exercise, path.read_text(encoding="utf-8"))
    assert judged.score == exercise.points, judged.messages


@pytest.mark.parametrize(("exercise", "path"), answers("detalhe"))
def test_an_answer_that_is_wrong_by_a_detail_never_gets_full_marks(exercise: Exercise, path: Path) -> None:
    judged = result(exercise, path.read_text(encoding="utf-8"))
    assert judged.score is not None
    assert judged.score < exercise.points


@pytest.mark.parametrize(("exercise", "path"), answers("errado"))
def test_a_typical_mistake_is_worth_half_at_most_and_is_told_why(exercise: Exercise, path: Path) -> None:
    judged = result(exercise, path.read_text(encoding="utf-8"))
    assert judged.score is not None
    assert judged.score <= exercise.points / 2
    assert judged.messages


@pytest.mark.parametrize(("exercise", "path"), answers("triviais"))
def test_a_trivial_answer_is_worth_nothing(exercise: Exercise, path: Path) -> None:
    assert result(exercise, path.read_text(encoding="utf-8")).score == 0


@pytest.mark.parametrize("exercise", lesson().exercises, ids=lambda exercise: exercise.id)
def test_the_published_stub_is_worth_nothing(exercise: Exercise) -> None:
    stub = next(cell.source for cell in lesson().cells if cell.grade_id == exercise.answer)
    assert result(exercise, stub).score == 0


@pytest.mark.parametrize("exercise", lesson().exercises, ids=lambda exercise: exercise.id)
def test_what_was_right_for_other_inputs_is_worth_nothing(exercise: Exercise) -> None:
    known, _ = expected(exercise)
    replayed, _ = run(exercise, lesson().solutions[exercise.answer], 99, None)
    assert judge(exercise, known, replayed).score == 0


SORTED_LIST = """
right = termos_do_gradiente
def termos_do_gradiente(i, n):
    return sorted(right(i, n))
"""
DETAILS = {
    "2.1 muda o dtype": ("2.1", "    return h\n", "    return h.float()\n"),
    "2.1 esvazia a lista": ("2.1", "    return h\n", "    funcoes.clear()\n    return h\n"),
    "2.1 não aceita a lista vazia": ("2.1", "    h = x.clone()\n", "    h = x.clone()\n    funcoes[0]\n"),
    "2.2 float": ("2.2", "    return 2**n\n", "    return 2.0**n\n"),
    "2.2 arredonda": ("2.2", "    return 2 ** (n - i)\n", "    return 2 ** (n - i) + (n == i)\n"),
    "2.3 chaves float": ("2.3", "{k: math", "{float(k): math"),
    "2.3 contagem aproximada": ("2.3", "math.comb(n, k) for", "int(float(math.comb(n, k))) for"),
    "2.4 lista em ordem": ("2.4", "combinations(seguintes, k)}\n", "combinations(seguintes, k)}\n" + SORTED_LIST),
    "2.4 falha no último bloco": ("2.4", "    return {", "    assert seguintes\n    return {"),
    "2.5 sempre float32": ("2.5", "    return jacobiano", "    return jacobiano.float()"),
    "2.5 sem gradiente": ("2.5", "    return jacobiano", "    return jacobiano.detach()"),
    "2.5 inverte a lista recebida": ("2.5", "    return jacobiano", "    pesos.reverse()\n    return jacobiano"),
    "2.6 um parâmetro a mais": ("2.6", "        self.saida =", "        self.extra = nn.Parameter(torch.zeros(1))\n        self.saida ="),
    "2.6 um bloco por padrão": ("2.6", "n_blocos: int = 2", "n_blocos: int = 1"),
    "2.6 congela a entrada": ("2.6", "        self.saida =", "        self.entrada.requires_grad_(False)\n        self.saida ="),
}


@pytest.mark.parametrize("name", DETAILS)
def test_an_answer_wrong_by_a_detail_is_not_worth_everything(name: str) -> None:
    wanted, right, wrong = DETAILS[name]
    exercise = next(one for one in lesson().exercises if one.id == wanted)
    reference = lesson().solutions[exercise.answer] + "\n"
    assert right in reference, "a solução mudou: acerte o detalhe"
    judged = result(exercise, reference.replace(right, wrong))
    assert judged.score is not None
    assert judged.score < exercise.points
