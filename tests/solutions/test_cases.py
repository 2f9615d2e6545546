"""The kept answers are what their folders say: `certo` equals the reference, `errado` and `triviais` differ from it somewhere.

They run here without the grader, next to the reference, so that a wrong case is found in milliseconds and not through a grade.
Files under `hostil` are only compiled: they run inside the sandbox alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812 - the name that everybody gives it

from grader.lesson.publish import load_lesson
from grader.records import Lesson, Role

CASES = Path(__file__).parents[1] / "cases" / "02"
SOURCE = Path(__file__).parents[2] / "solutions" / "02_conexoes_residuais.py"
IDS = ("2.1", "2.2", "2.3", "2.4", "2.5", "2.6")

Namespace = dict[str, Any]


def cases(kind: str) -> list[Any]:
    """One pytest parameter for each (exercise, file) of a kind of case."""
    found = [(exercise, path) for exercise in IDS for path in sorted((CASES / exercise / kind).glob("*.py"))]
    return [pytest.param(exercise, path, id=f"{exercise}-{path.stem}") for exercise, path in found]


@cache
def lesson() -> Lesson:
    return load_lesson(SOURCE)


def names(exercise: str) -> set[str]:
    """The names that an answer to this exercise must define."""
    return set(next(found.names for found in lesson().exercises if found.id == exercise))


def reference(exercise: str) -> Namespace:
    """The namespace that the lesson's own answer makes."""
    cell = next(cell for cell in lesson().cells if cell.role is Role.ANSWER and cell.exercise == exercise)
    return run(lesson().solutions[cell.id], {"torch": torch, "nn": nn, "F": F, "math": math})


def run(source: str, namespace: Namespace | None = None) -> Namespace:
    """Executes the source of one answer cell; an answer imports what it uses, so nothing else is there."""
    namespace = {} if namespace is None else namespace
    exec(compile(source, "<resposta>", "exec"), namespace)
    return namespace


def attempt(action: Callable[[], Any]) -> Any:
    """The value, or the type of the exception raised in its place."""
    try:
        return action()
    except Exception as error:
        return type(error)


def value_and_gradient(f: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor) -> tuple[torch.Tensor, ...]:
    x = x.clone().requires_grad_()
    y = f(x)
    return y, *torch.autograd.grad(y.square().sum(), x)


def see_residual(answer: Namespace) -> list[Any]:
    residual = answer["residual"]
    weight = torch.randn(5, 5)
    steps = [torch.tanh, lambda h: h @ weight, torch.sin]
    seen = []
    for functions in ([], steps[:1], steps[:2], steps):
        x = torch.randn(3, 5)
        given = x.clone()
        seen += [attempt(lambda f=functions, x=given: residual(x, list(f))), given]
        seen.append(attempt(lambda f=functions, x=x: value_and_gradient(lambda h: residual(h, list(f)), x)))
    return seen


def see_counts(answer: Namespace) -> list[Any]:
    total, after, through = (answer[name] for name in ("numero_de_caminhos", "caminhos_a_partir_de", "caminhos_por"))
    seen = []
    for n in (1, 4, 37, 60):
        i = int(torch.randint(1, n + 1, ()))
        calls = [lambda n=n: total(n), lambda i=i, n=n: after(i, n), lambda i=i, n=n: through(i, n), lambda n=n: after(n, n)]
        seen += [attempt(call) for call in calls]
    return seen


def see_lengths(answer: Namespace) -> list[Any]:
    return [attempt(lambda n=n: answer["comprimentos"](n)) for n in (1, 4, 23, 60)]


def see_terms(answer: Namespace) -> list[Any]:
    return [attempt(lambda i=i, n=n: answer["termos_do_gradiente"](i, n)) for i, n in ((1, 4), (4, 4), (2, 5), (7, 13))]


def see_jacobian(answer: Namespace) -> list[Any]:
    seen = []
    for blocks, dtype in ((1, torch.float32), (2, torch.float64), (4, torch.float32)):
        weights = list(torch.randn(blocks, 4, 4, dtype=dtype))
        seen.append(attempt(lambda weights=weights: answer["jacobiano_residual"](weights)))
        first, rest = weights[0], weights[1:]
        seen.append(attempt(lambda first=first, rest=rest: value_and_gradient(lambda w: answer["jacobiano_residual"]([w, *rest]), first)))
    return seen


def see_network(answer: Namespace) -> list[Any]:
    seen: list[Any] = []
    for sizes in ((40, 100, 10), (6, 9, 3, 4)):
        network = answer["RedeResidual"](*sizes)
        with torch.no_grad():
            for _, parameter in sorted(network.named_parameters()):
                parameter.copy_(torch.randn(parameter.shape) / 4)
        seen.append({name: tuple(parameter.shape) for name, parameter in network.named_parameters()})
        x = torch.randn(5, sizes[0])
        seen.append(attempt(lambda network=network, x=x: value_and_gradient(network, x)))
    return seen


SEE: dict[str, Callable[[Namespace], list[Any]]] = {
    "2.1": see_residual,
    "2.2": see_counts,
    "2.3": see_lengths,
    "2.4": see_terms,
    "2.5": see_jacobian,
    "2.6": see_network,
}


def same(found: Any, expected: Any) -> bool:
    """Equality as a person grading by hand would see it: values, shapes and types, floats within rounding."""
    if isinstance(expected, torch.Tensor):
        alike = isinstance(found, torch.Tensor) and found.shape == expected.shape and found.dtype == expected.dtype
        return alike and torch.allclose(found, expected, rtol=1e-4, atol=1e-5)
    if isinstance(expected, Mapping):
        return isinstance(found, Mapping) and dict(found) == dict(expected)
    if isinstance(expected, list | tuple):
        return isinstance(found, type(expected)) and len(found) == len(expected) and all(map(same, found, expected))
    return not isinstance(found, torch.Tensor) and bool(found == expected)


def agrees(exercise: str, answer: Namespace) -> bool:
    """Whether an answer and the reference give the same on the same random inputs."""
    torch.manual_seed(2)
    expected = SEE[exercise](reference(exercise))
    torch.manual_seed(2)
    return same(SEE[exercise](answer), expected)


@pytest.mark.parametrize(("exercise", "path"), cases("certo"))
def test_a_right_answer_by_other_means_equals_the_reference(exercise: str, path: Path) -> None:
    assert agrees(exercise, run(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(("exercise", "path"), cases("errado"))
def test_a_typical_mistake_differs_from_the_reference(exercise: str, path: Path) -> None:
    assert not agrees(exercise, run(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("exercise", IDS)
@pytest.mark.parametrize("path", sorted((CASES / "triviais").glob("*.py")), ids=lambda path: path.stem)
def test_a_trivial_answer_differs_from_the_reference_in_every_exercise(exercise: str, path: Path) -> None:
    assert not agrees(exercise, run(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("exercise", IDS)
def test_every_exercise_keeps_several_right_and_wrong_answers(exercise: str) -> None:
    assert len(list((CASES / exercise / "certo").glob("*.py"))) >= 3
    assert len(list((CASES / exercise / "errado").glob("*.py"))) >= 5


@pytest.mark.parametrize(("exercise", "path"), cases("certo") + cases("errado"))
def test_every_case_defines_the_names_of_its_exercise(exercise: str, path: Path) -> None:
    assert names(exercise) <= set(run(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(("exercise", "path"), cases("errado"))
def test_a_typical_mistake_is_named_in_its_first_line(exercise: str, path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# ")
    assert first.endswith(".")


@pytest.mark.parametrize("path", sorted((CASES / "hostil").glob("*.py")), ids=lambda path: path.stem)
def test_a_hostile_answer_is_valid_python(path: Path) -> None:
    compile(path.read_text(encoding="utf-8"), path.name, "exec")
