"""The numbers that lesson 05 quotes, and how to get each from the names that its solved cells leave.

Run inside the bare Python that has just run the lesson (grader/topdown.py), so it imports nothing of ours; `test_numeros.py` compares.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

Namespace = dict[str, Any]

PLAIN, PLAIN_BN, RESIDUAL, RESIDUAL_BN = "sequencial", "sequencial + BN", "residual", "residual + BN"
NEAR = 5.0
"""Points of error by which another machine's rounding may move a mean of three seeds."""
CHAOTIC = 20.0
"""The same for 40 plain layers without normalisation, where a seed may learn next to nothing."""


def mean(family: str) -> Callable[[Namespace], float]:
    """The mean training error of 40 layers over the seeds."""
    return lambda space: float(space["medidas"][family][:, 0].mean())


def worst(family: str) -> Callable[[Namespace], float]:
    return lambda space: float(space["medidas"][family][:, 0].max())


def best(family: str) -> Callable[[Namespace], float]:
    return lambda space: float(space["medidas"][family][:, 0].min())


def scale(rate: float) -> Callable[[Namespace], float]:
    """E[h²] after the last block when the opening's training stops."""
    return lambda space: space["escalas"][rate][-1]


def rate_mean(family: str, rate: float) -> Callable[[Namespace], float]:
    return lambda space: sum(space["por_taxa"][family, rate]) / 3


def best_rate(family: str) -> Callable[[Namespace], float]:
    return lambda space: min(rate_mean(family, rate)(space) for rate in space["TAXAS"])


def noise(size: int) -> Callable[[Namespace], float]:
    return lambda space: space["ruido"][space["TAMANHOS"].index(size)]


def group(name: str, column: int) -> Callable[[Namespace], float]:
    """Training loss, test loss or test error, mean of three seeds."""
    return lambda space: float(space["por_grupo"][name][:, column].mean())


def spread(name: str) -> Callable[[Namespace], float]:
    return lambda space: space["medidas_do_desvio"][name]


def per_layer(family: str) -> Callable[[Namespace], float]:
    """By how much the squared gradient grows per layer, backwards."""
    return lambda space: space["por_camada"][family]


# The sentence, with {} where the number stands; what the cells give; the tolerance.
QUOTED: tuple[tuple[str, Callable[[Namespace], float], float], ...] = (
    ("$E[h^2]$ foi de {} a", lambda space: space["escalas"][0.02][0], 0.3),
    ("foi de 2,0 a {};", scale(0.02), 1.5),
    ("com 0,2, a {};", scale(0.2), 15),
    ("a saída estourou em {} passos", lambda space: float(len(space["escalas"][0.5]) - 1), 3),
    ("a rede ficou com {} % de erro, o do acaso", lambda space: space["erro_escalada"][0.5], 0.5),
    ("as duas diferem por um fator {};", lambda space: space["razoes_epsilon"][1e-3], 0.05),
    ("com $10^{-4}$, por {}.", lambda space: space["razoes_epsilon"][1e-4], 0.05),
    ("Por isso ela termina em {},", lambda space: space["medias_moveis"](0.99)[-1], 0.03),
    ("a média de todos os exemplos é {}.", lambda space: space["media_final"], 0.03),
    ("e 120 passos é {}.", lambda space: 0.99 ** len(space["medias"]), 0.01),
    ("A média dos desvios dá {};", spread("média de σ"), 0.01),
    ("das variâncias enviesadas, {};", spread("raiz da média de σ², dividindo por N"), 0.01),
    ("não enviesada chega a {}.", spread("raiz da média de σ², dividindo por N − 1"), 0.01),
    ("números treináveis, {} % dos parâmetros", lambda space: 100 * space["contagem_50"][0] / space["parametros_50"], 0.005),
    ("menor: de {} para", lambda space: space["gradientes_da_escala"][1], 5),
    ("de 940,8 para {} e", lambda space: space["gradientes_da_escala"][2], 3),
    ("470,4 e {}.", lambda space: space["gradientes_da_escala"][10], 1),
    ("A residual com normalização errou {} %", mean(RESIDUAL_BN), NEAR),
    ("Sem normalização ela errou {} % em média", mean(PLAIN), CHAOTIC),
    ("em média (de {} % a", best(PLAIN), CHAOTIC),
    ("em média (de 59,8 % a {} %", worst(PLAIN), CHAOTIC),
    ("com normalização, {} %, quase o acaso", mean(PLAIN_BN), NEAR),
    ("cresce {} vez por camada", per_layer(PLAIN_BN), 0.06),
    ("A previsão, {}, supõe", lambda space: space["previsto"], 0.001),
    ("a rede de largura 64 deu {}.", per_layer(PLAIN_BN), 0.06),
    ("em vez de dobrar: {} depois do bloco 40", lambda space: float(space["sinais"][RESIDUAL_BN][0][-1]), 3),
    ("a rede estourou no bloco {};", lambda space: float(space["meia_precisao"][RESIDUAL][1]), 2),
    ("com $E[h^2]$ em {}.", lambda space: space["meia_precisao"][RESIDUAL_BN][0][-1], 4),
    ("a melhor taxa sem normalização dá {} % de erro", best_rate(PLAIN), NEAR),
    ("de erro; com ela, {} %.", best_rate(PLAIN_BN), NEAR),
    ("a outra ainda chega a {} %.", rate_mean(PLAIN_BN, 3), NEAR),
    ("do tamanho do lote: {} com lotes de 8", noise(8), 0.03),
    ("com lotes de 8, {} com lotes de 128", noise(128), 0.02),
    ("Com lotes de 2 o desvio da figura chega a {},", noise(2), 0.05),
    ("| perda de treino sobe | {} |", group("grupos de 128", 0), 0.01),
    ("| perda de treino sobe | 0,006 | {} |", group("grupos de 8", 0), 0.1),
    ("| perda de teste desce | {} |", group("grupos de 128", 1), 0.2),
    ("| perda de teste desce | 2,16 | {} |", group("grupos de 8", 1), 0.2),
    ("foi maior (2,16 contra {})", group("sem BN", 1), 0.2),
    ("quase não se move | {} % |", group("grupos de 128", 2), 3),
    ("quase não se move | 51,9 % | {} % |", group("grupos de 8", 2), 3),
)

SAID = (
    "São 53.120 números treináveis",
    "cerca de três milhões de vezes",
    r"em vez de $9\cdot 10^{11}$",
    "deu um passo, e a perda deixou de ser um número",
    "Com a menor taxa não há diferença",
    "Com taxa 1, a rede sem normalização quase não aprende; com taxa 3, não aprende nada",
)
"""Sentences that a claim below is about, so that neither is changed alone."""


def no_plain_seed_with_normalisation_beats_the_others(space: Namespace) -> bool:
    """The lab's surprise, on means alone: 40 plain layers scatter from seed to seed."""
    return mean(PLAIN_BN)(space) > mean(PLAIN)(space) > mean(RESIDUAL_BN)(space) + 20 and best(PLAIN_BN)(space) > 78


def gradient_explodes_backwards(space: Namespace) -> bool:
    _, gradient = space["sinais"][PLAIN_BN]
    return 1e6 < float(gradient[0] / gradient[-1]) < 1e7


def noise_falls_with_the_root_of_the_size(space: Namespace) -> bool:
    return math.isclose(noise(8)(space) / noise(128)(space), 4, rel_tol=0.1)


def smaller_groups_regularise(space: Namespace) -> bool:
    """Training loss rises and test loss falls from groups of 128 to 32 to 8, in the mean."""
    names = ("grupos de 128", "grupos de 32", "grupos de 8")
    train, test = ([group(name, column)(space) for name in names] for column in (0, 1))
    return train == sorted(train) and test == sorted(test, reverse=True)


def normalisation_helps_at_every_rate_but_the_smallest(space: Namespace) -> bool:
    gains = [rate_mean(PLAIN, rate)(space) - rate_mean(PLAIN_BN, rate)(space) for rate in space["TAXAS"]]
    return abs(gains[0]) < NEAR and min(gains[1:]) > 2


CLAIMS: dict[str, Callable[[Namespace], bool]] = {
    "normalisation alone does not train 40 layers": no_plain_seed_with_normalisation_beats_the_others,
    "the squared gradient grows millions of times": gradient_explodes_backwards,
    "the residual net without normalisation diverges at once": lambda space: max(space["passos_dados"][RESIDUAL]) <= 2,
    "its signal is near 9e11 after 40 blocks": lambda space: 3e11 < float(space["sinais"][RESIDUAL][0][-1]) < 3e12,
    "the noise falls with the root of the size": noise_falls_with_the_root_of_the_size,
    "smaller groups regularise": smaller_groups_regularise,
    "normalisation helps at every rate but the smallest": normalisation_helps_at_every_rate_but_the_smallest,
    "at rate 3 the plain net learns nothing": lambda space: rate_mean(PLAIN, 3)(space) > 88 and rate_mean(PLAIN, 1)(space) > 75,
    "ResNet-50 counts": lambda space: tuple(space["contagem_50"]) == (53120, 53120),
    "the student's layer trains as PyTorch's": lambda space: float((space["saidas"][0] - space["saidas"][1]).abs().max()) < 1e-3,
}

MEASURES: dict[str, Callable[[Namespace], float]] = {**{sentence: value for sentence, value, _ in QUOTED}, **CLAIMS}
"""What the bare Python is asked for."""
