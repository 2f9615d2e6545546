"""The numbers that lesson 03 quotes, and how to get each from the names that its solved cells leave.

Run inside the bare Python that has just run the lesson (grader/topdown.py), so it imports nothing of ours; `test_numeros.py` compares.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

Namespace = dict[str, Any]

NEAR = 7.0
"""Points of error by which another machine's rounding may move a mean of three seeds."""
CHAOTIC = 20.0
"""The same where some seed may or may not leave the plateau."""

POST, PRE = "pós-ativação", "pré-ativação"
POST_ZERO, PRE_ZERO = "pós-ativação em zero", "pré-ativação em zero"


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def order(family: str, blocks: int) -> Callable[[Namespace], float]:
    """The mean training error of a family over the seeds."""
    return lambda space: mean(space["erros_ordem"][family, blocks])


def shortcut(kind: str) -> Callable[[Namespace], float]:
    return lambda space: mean([training for training, _ in space["erros_atalho"][kind]])


def ink(sign: str, first_linear: bool) -> Callable[[Namespace], float]:
    return lambda space: mean(space["erros_tinta"][sign, first_linear])


def arrival(how: str) -> Callable[[Namespace], float]:
    """The mean training error at the moment in which the new blocks come in."""
    return lambda space: mean([errors[0] for errors in space["crescimento"][how]])


def factor(curve: str) -> Callable[[Namespace], float]:
    """By how much a block multiplies E[h²]: the geometric mean over the last 20 of 40."""
    return lambda space: float((space["curvas"][curve][40] / space["curvas"][curve][20]) ** (1 / 20))


def highest(branch: str) -> Callable[[Namespace], float]:
    return lambda space: float(space["percurso"](space[branch])[-1].max())


# The sentence, with {} where the number stands; what the cells give; the tolerance.
QUOTED: tuple[tuple[str, Callable[[Namespace], float], float], ...] = (
    ("Agora {} % dos passos desceram", lambda space: space["fracao"], 1),
    ("o maior valor é {};", highest("pre_ativacao"), 0.1),
    ("na outra ordem era {}.", highest("pos_ativacao"), 1),
    ("as três sementes pararam em {} %", ink("tinta negativa", False), NEAR),
    ("o erro médio é {} %", ink("tinta negativa", True), NEAR),
    ("erro médio de treino de {} % e", shortcut("projeção"), NEAR),
    ("% e {} %; uma semente muda", shortcut("zeros"), NEAR),
    ("deixou de servir: erro médio de {} %", shortcut("cortado"), CHAOTIC),
    ("doze convoluções empilhadas ({} %)", shortcut("sem atalho"), CHAOTIC),
    ("Todos partem do mesmo erro, {},", lambda space: next(iter(space["treinos"].values()))[0][0], 0.002),
    ("a rede rasa errava {} %", arrival("ramo em zero"), NEAR),
    ("levaram o erro a {} %; com He", arrival("sorteio do PyTorch"), NEAR),
    ("com He, a {} %", arrival("He"), CHAOTIC),
    ("treinou melhor: {} % contra", order(POST, 5), NEAR),
    ("treinou melhor: 28,3 % contra {} %", order(PRE, 5), NEAR),
    ("Com 20 ela foi a {} %", order(POST, 20), CHAOTIC),
    ("a pré-ativação ficou em {} %", order(PRE, 20), NEAR),
    ("não sente a profundidade: {} % com 5", order(PRE_ZERO, 5), NEAR),
    ("37,9 % com 5 blocos, {} % com 20", order(PRE_ZERO, 20), NEAR),
    ("que parte de zero errou {} %", order(POST_ZERO, 5), NEAR),
    ("sem bloco nenhum ({} %)", order(PRE, 0), NEAR),
    ("se multiplica por cerca de {} a cada bloco", factor(POST), 0.02),
    ("com pré-ativação, por {}.", factor(PRE), 0.02),
)

SAID = (
    "Nenhum dos 1.280 passos",
    "Com os ramos em zero a rede funda errou exatamente o mesmo",
    "passa de 3.000 depois de 20",
    "(c) só move o último viés",
)
"""Sentences that a claim below is about, so that neither is changed alone."""


def grown_from_zero_is_the_shallow_net(space: Namespace) -> bool:
    runs = space["crescimento"]
    return [errors[0] for errors in runs["ramo em zero"]] == [errors[-1] for errors in runs["antes de crescer"]]


def every_kept_shortcut_beats_every_cut_one(space: Namespace) -> bool:
    errors = {kind: [training for training, _ in pairs] for kind, pairs in space["erros_atalho"].items()}
    return max(errors["projeção"] + errors["zeros"]) < 30 < 50 < min(errors["cortado"] + errors["sem atalho"])


def recorded_is_measured(space: Namespace) -> bool:
    """What is drawn for who has not answered is what the answers give: the mean of each list, within CHAOTIC points."""
    measured = {"tinta": "erros_tinta", "atalho": "erros_atalho", "crescimento": "crescimento", "ordem": "erros_ordem"}

    def average(values: Any) -> float:
        return mean([average(value) for value in values]) if isinstance(values, list | tuple) else float(values)

    pairs = [(space["gravados"][lab], space[name]) for lab, name in measured.items()]
    return all(old.keys() == new.keys() and all(abs(average(old[k]) - average(new[k])) < CHAOTIC for k in new) for old, new in pairs)


def gradients(space: Namespace) -> dict[str, float]:
    """The first gradient in the last W of each of the four blocks, by its letter."""
    return {name[1]: before[2] for name, (before, _) in space["treinos"].items()}


def losses(space: Namespace) -> dict[str, tuple[float, float]]:
    return {name[1]: (before[0], after[0]) for name, (before, after) in space["treinos"].items()}


CLAIMS: dict[str, Callable[[Namespace], bool]] = {
    "the recorded numbers are those that the answers give": recorded_is_measured,
    "with post-activation no step goes down": lambda space: space["passos"].numel() == 1280 and bool((space["passos"] >= 0).all()),
    "the branch is the same for all negative inputs, and W alone gets no gradient": lambda space: (
        bool((space["saidas_do_ramo"] == space["saidas_do_ramo"][0]).all())
        and space["gradientes_mortos"][0] == 0 < space["gradientes_mortos"][1]
    ),
    "positive ink hides the missing layer": lambda space: ink("tinta positiva", False)(space) < 10,
    "without a linear layer no seed learns from negative ink": lambda space: min(space["erros_tinta"]["tinta negativa", False]) > 70,
    "a path that reaches the end trains, a cut one does not": every_kept_shortcut_beats_every_cut_one,
    "(a) and (c) have no gradient in the last W, (b) and (d) have": lambda space: (
        gradients(space)["a"] == gradients(space)["c"] == 0 < min(gradients(space)["b"], gradients(space)["d"])
    ),
    "(a) stays, (b) learns, (d) learns more, (c) moves a little": lambda space: (
        losses(space)["a"][0] == losses(space)["a"][1]
        and losses(space)["d"][1] < losses(space)["b"][1] < losses(space)["c"][1] < losses(space)["c"][0]
    ),
    "a net grown from zero errs as the shallow one, seed by seed": grown_from_zero_is_the_shallow_net,
    "He's new blocks hurt more than the default's": lambda space: arrival("He")(space) > 2 * arrival("sorteio do PyTorch")(space),
    "post-activation wins with 5 blocks and loses with 20": lambda space: (
        order(POST, 5)(space) < order(PRE, 5)(space) and order(POST, 20)(space) > order(PRE, 20)(space)
    ),
    "post-activation from zero is the net without blocks": lambda space: abs(order(POST_ZERO, 5)(space) - order(PRE, 0)(space)) < 5,
    "E[h²] passes 3000 with post-activation": lambda space: space["curvas"][POST][20] > 3000,
    "E[h²] stays with zero branches": lambda space: len(set(space["curvas"]["ramo em zero"])) == 1,
}

MEASURES: dict[str, Callable[[Namespace], float]] = {**{sentence: value for sentence, value, _ in QUOTED}, **CLAIMS}
"""What the bare Python is asked for."""
