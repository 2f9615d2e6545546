"""From what was observed and what the reference gives to a verdict. Pure: plain data in, `ExerciseResult` out; no torch, no processes.

Points hang on what varies: an observation that the reference reports alike for every seed could be a constant, so it only gates:
right, it adds nothing; wrong, at most half of the points is left.

Trust: an observation may be any JSON; it can make a verdict wrong or an error, never an exception.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grader.records import Exercise, ExerciseResult, LessonError, Verdict
from grader.values import Difference, MalformedError, Raised, compare, read, word

GATE_LEAVES = 0.5
"""Part of the points that is left when everything that earns is right and a gate is not."""


@dataclass(frozen=True)
class Expectation:
    """One observation of the reference's."""

    name: str
    value: Any
    hint: str
    weight: float
    gate: bool
    rtol: float | None
    atol: float | None
    varies: bool = True
    """Not the same for every seed, whether it gates or earns."""
    plain: Any = None
    """The tree that `value` was read from: what is equal to it need not be read. None where there is none to trust."""


def settle(place: str, runs: Sequence[Sequence[Mapping[str, Any]]]) -> list[dict[str, Any]]:
    """The reference's observations of the first run (one run per seed), each made a gate if it does not vary from seed to seed.

    Raises LessonError (at `place`) where names are doubled or differ between runs, or where nothing would earn points.
    """
    first, *others = runs
    names = [observation["name"] for observation in first]
    if len(set(names)) != len(names) or any([o["name"] for o in run] != names for run in others):
        raise LessonError(place, "os nomes das observações se repetem ou mudam com a semente", "dê a cada uma um nome fixo e único")
    settled = []
    for index, observation in enumerate(first):
        fixed = all(run[index]["value"] == observation["value"] for run in others)
        settled.append({**observation, "gate": bool(observation["gate"]) or fixed, "varies": not fixed})
    if not any(not one["gate"] and one["weight"] > 0 for one in settled):
        cause = "nenhuma observação varia com a semente, e só o que varia vale pontos"
        raise LessonError(place, cause, "observe valores que dependam de `observe.given`")
    return settled


def expectation(settled: Mapping[str, Any]) -> Expectation:
    """One settled observation, its value read once for all the comparisons to come."""
    hint, weight, gate, rtol, atol, varies = (settled[name] for name in ("hint", "weight", "gate", "rtol", "atol", "varies"))
    value = read(settled["value"])
    plain = None if compare(value, value) else settled["value"]
    return Expectation(settled["name"], value, hint, weight, gate, rtol, atol, varies, plain)


def judge(
    exercise: Exercise,
    expected: Sequence[Expectation],
    observed: Sequence[Mapping[str, Any]],
    fate: Verdict | None = None,
    error: str | None = None,
) -> ExerciseResult:
    """The verdict on one exercise.

    `observed`: the child's observation messages; `fate`: how its process died, if it did; `error`: what ended the test
    outside any observation.
    """
    maximum = exercise.points
    if fate is not None:
        return ExerciseResult(exercise.id, 0.0, maximum, fate, (FATE_MESSAGES[fate],))
    differences, raised = compare_all(expected, observed)
    earned = sum(one.weight for one in expected if not one.gate and one.name not in differences)
    fraction = earned / sum(one.weight for one in expected if not one.gate)
    if any(one.gate and one.name in differences for one in expected):
        fraction = min(fraction, GATE_LEAVES)
    if _has_extra(expected, observed):
        fraction = 0.0
    messages = tuple(_message(one, differences[one.name]) for one in expected if one.name in differences)
    if error is not None:
        messages += (f"O exercício levantou {word(error)} antes de poder ser testado.",)
    verdict = _verdict(fraction, raised == len(expected) or (error is not None and fraction == 0), observed)
    return ExerciseResult(exercise.id, round(maximum * fraction, 4), maximum, verdict, messages)


FATE_MESSAGES = {
    Verdict.TIME: "O tempo acabou antes da resposta: há um laço que não termina, ou um cálculo muito mais longo do que o necessário.",
    Verdict.MEMORY: "A memória acabou: a resposta guarda muito mais do que o necessário.",
    Verdict.ERROR: "O processo morreu no meio da resposta (por exemplo, por `os._exit` ou por um erro de baixo nível).",
}


def _verdict(fraction: float, error: bool, observed: Sequence[Mapping[str, Any]]) -> Verdict:
    if fraction == 1:
        return Verdict.RIGHT
    if fraction > 0:
        return Verdict.PARTIAL
    if any(observation.get("memory") is True for observation in observed):
        return Verdict.MEMORY
    return Verdict.ERROR if error else Verdict.WRONG


def _has_extra(expected: Sequence[Expectation], observed: Sequence[Mapping[str, Any]]) -> bool:
    names = {one.name for one in expected}
    return any(not isinstance(o.get("name"), str) or o["name"] not in names for o in observed)


def compare_all(expected: Sequence[Expectation], observed: Sequence[Mapping[str, Any]]) -> tuple[dict[str, Difference], int]:
    """Differences by observation name, and how many observations raised where the reference's did not."""
    by_name: dict[str, list[Any]] = {}
    for observation in observed:
        by_name.setdefault(str(observation.get("name")), []).append(observation.get("value"))
    differences: dict[str, Difference] = {}
    raised = 0
    for one in expected:
        trees = by_name.get(one.name, [])
        if len(trees) != 1:
            differences[one.name] = Difference("não chegou a ser observado" if not trees else "observado mais de uma vez")
            continue
        if one.plain is not None and trees[0] == one.plain:
            continue
        try:
            value = read(trees[0])
        except MalformedError:
            differences[one.name] = Difference("o valor devolvido não pôde ser lido")
            continue
        raised += isinstance(value, Raised) and not isinstance(one.value, Raised)
        if difference := compare(one.value, value, one.rtol, one.atol):
            differences[one.name] = difference
    return differences, raised


def raised(observed: Sequence[Mapping[str, Any]]) -> frozenset[str]:
    """The types of the exceptions among what was observed: names that Python or torch gave, or `values.UNKNOWN`."""
    trees = (one.get("value") for one in observed)
    return frozenset(word(tree[1]) for tree in trees if isinstance(tree, list) and len(tree) == 2 and tree[0] == "raised")


def same(expected: Sequence[Expectation], observed: Sequence[Mapping[str, Any]]) -> bool:
    """Whether what was observed agrees with all that is expected; stops at the first difference."""
    return all(not compare_all([one], observed)[0] for one in expected)


def _message(expectation: Expectation, difference: Difference) -> str:
    hint = f" Dica: {expectation.hint}" if expectation.hint else ""
    return f"{expectation.name}: {difference}.{hint}"
