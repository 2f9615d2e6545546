"""The numbers that lesson 02 quotes, and how to get each from the names that its solved cells leave.

Run inside the bare Python that has just run the lesson (grader/topdown.py), so it imports nothing of ours; `test_numeros.py` compares.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch

Namespace = dict[str, Any]

RESIDUAL, IDENTITY = "residual", "residual, blocos em zero"
NEAR = 7.0
"""Points of error by which another machine's rounding may move a mean of three seeds."""
CHAOTIC = 25.0
"""The same for 40 plain layers, where one seed in three may learn nothing."""


def mean(family: str, depth: int, split: int = 0) -> Callable[[Namespace], float]:
    """The mean error over the seeds; split 0 is training, 1 is testing."""
    return lambda space: float(space["medidas"][family, depth][:, split].mean())


def whole(family: str) -> Callable[[Namespace], float]:
    return lambda space: space["erros"](space["redes"][family, 20][0])[1]


def one_block_less(family: str) -> Callable[[Namespace], float]:
    """The median test error when one of the 20 blocks is taken out."""

    def median(space: Namespace) -> float:
        net = space["redes"][family, 20][0]
        return float(torch.tensor([space["erros"](space["sem_bloco"](net, j))[1] for j in range(20)]).median())

    return median


def part(k: int) -> Callable[[Namespace], float]:
    """The norm of the gradient that paths of length k carry, with 20 blocks."""
    return lambda space: float(space["parcelas"][k].norm())


def term(*blocks: int) -> Callable[[Namespace], float]:
    return lambda space: float(space["produto"](blocks).norm())


# The sentence, with {} where the number stands; what the cells give; the tolerance.
QUOTED: tuple[tuple[str, Callable[[Namespace], float], float], ...] = (
    ("A de 2 camadas errou {} % do treino", mean("sequencial", 2), NEAR),
    ("a de 20, {} %; a de 40", mean("sequencial", 20), NEAR),
    ("a de 40, {} % (médias", mean("sequencial", 40), CHAOTIC),
    ("na camada 50 está a {} vezes", lambda space: space["distancias"](1.0, True)[-1], 1),
    ("com 16, {} % atravessam de 5 a 11", lambda space: 100 * space["no_meio"], 0.5),
    ("um fator ficam perto de {},", term(2), 0.2),
    ("o de três fatores em {}.", term(2, 3, 4), 0.05),
    ("dos caminhos de comprimento {};", lambda space: float(space["parcelas"].norm(dim=1).argmax()), 0),
    ("o mais comum, tem norma {},", part(10), 0.01),
    ("contra {} do caminho só de atalhos", part(0), 0.001),
    ("a soma levou o erro de treino de {} % para", mean("sequencial", 20), NEAR),
    ("o erro de treino de 50,7 % para {} %", mean(RESIDUAL, 20), NEAR),
    ("o de teste de {} % para", mean("sequencial", 20, 1), NEAR),
    ("o de teste de 56,8 % para {} %", mean(RESIDUAL, 20, 1), NEAR),
    ("a rede residual errou {} % do treino", mean(RESIDUAL, 40), NEAR),
    ("partindo da identidade, {} %, quase", mean(IDENTITY, 40), NEAR),
    ("que com 20 blocos ({} %)", mean(IDENTITY, 20), NEAR),
    ("treinou melhor: {} % contra", mean("sequencial", 2), NEAR),
    ("treinou melhor: 32,9 % contra {} %", mean(RESIDUAL, 2), NEAR),
    ("levou o erro de teste de {} % para", whole("sequencial"), NEAR),
    ("o erro de teste de 54,6 % para {} %", one_block_less("sequencial"), 10),
    ("Na residual, de {} % para", whole(RESIDUAL), NEAR),
    ("Na residual, de 44,3 % para {} %", one_block_less(RESIDUAL), NEAR),
    ("identidade, de {} % para", whole(IDENTITY), NEAR),
    ("identidade, de 43,7 % para {} %", one_block_less(IDENTITY), NEAR),
)

SAID = (r"apenas a última barra: $2\cdot 10^{-8}$",)
"""Sentences that a claim below is about, so that neither is changed alone."""


def plain_gets_worse(space: Namespace) -> bool:
    errors = [mean("sequencial", depth)(space) for depth in (2, 20, 40)]
    return errors == sorted(errors)


def depth_costs_nothing_from_the_identity(space: Namespace) -> bool:
    two, twenty, forty = (mean(IDENTITY, depth)(space) for depth in (2, 20, 40))
    return forty < two and abs(forty - twenty) < 4


def every_residual_seed_beats_every_plain_one(space: Namespace) -> bool:
    worst = max(space["medidas"][family, 20].max(0).values[0] for family in (RESIDUAL, IDENTITY))
    return bool(worst < space["medidas"]["sequencial", 20][:, 0].min())


def recorded_errors_are_those_measured(space: Namespace) -> bool:
    """What the unanswered lesson draws in place of its lab."""
    pairs = ((torch.tensor(recorded), space["medidas"][case]) for case, recorded in space["GRAVADAS"].items())
    return all(bool(((recorded - measured).mean(0).abs() < NEAR).all()) for recorded, measured in pairs)


def recorded_errors_without_a_block_are_those_measured(space: Namespace) -> bool:
    for family, (recorded, without) in space["SEM_UM_GRAVADAS"].items():
        measured, now = space["erros_sem_um_bloco"](family)
        if abs(recorded - measured) > NEAR or abs(torch.tensor(without).median() - torch.tensor(now).median()) > NEAR:
            return False
    return True


CLAIMS: dict[str, Callable[[Namespace], bool]] = {
    "more plain layers train worse": plain_gets_worse,
    "more residual blocks from the identity do not": depth_costs_nothing_from_the_identity,
    "at 20 layers every residual seed beats every plain one": every_residual_seed_beats_every_plain_one,
    "the last bar of the gradient is near 2e-8": lambda space: 1e-8 < part(20)(space) < 3e-8,
    "the sum of the terms is what autograd gives": lambda space: torch.allclose(space["soma"], space["autograd"], atol=1e-5),
    "the recorded errors are those measured": recorded_errors_are_those_measured,
    "the recorded errors without a block are those measured": recorded_errors_without_a_block_are_those_measured,
    "the parts by length sum to the gradient": lambda space: torch.allclose(
        space["parcelas"].sum(0), space["inteiro"], rtol=1e-4, atol=1e-5
    ),
}

MEASURES: dict[str, Callable[[Namespace], float]] = {**{sentence: value for sentence, value, _ in QUOTED}, **CLAIMS}
"""What the bare Python is asked for."""
