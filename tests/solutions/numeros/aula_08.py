"""The numbers that lesson 08 quotes, and those that it shows while there are no answers; how to get each from the names its cells leave.

Run inside the bare Python that has just run the lesson (grader/topdown.py), so it imports nothing of ours; `test_numeros.py` compares.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch

Namespace = dict[str, Any]

WITH, WITHOUT = "com atalhos", "sem atalhos"
NEAR = 0.03
"""Of Dice or IoU: how far another machine's rounding may move a trained net with its skips."""
CHAOTIC = 0.25
"""The same for nets that lack skips: a seed may leave the plateau some epochs later."""


def mean(case: str, column: int) -> Callable[[Namespace], float]:
    """The mean over the seeds; column 0 is Dice, 1 is IoU."""
    return lambda space: float(space["medidas"][case][:, column].mean())


def extreme(case: str, which: str) -> Callable[[Namespace], float]:
    return lambda space: float(getattr(space["medidas"][case][:, 0], which)())


def accuracy(case: str) -> Callable[[Namespace], float]:
    def percent(space: Namespace) -> float:
        truth = space["teste"].mascaras.bool()
        right = [(space["mascaras_previstas"](net, space["CASOS"][case]) == truth).float().mean() for net in space["redes"][case]]
        return 100 * float(torch.stack(right).mean())

    return percent


def without(cut: str) -> Callable[[Namespace], float]:
    """Mean Dice of the nets trained with all skips when this one is cut."""
    return lambda space: float(space["sem_um"][list(space["CORTES"]).index(cut)].mean())


def background(space: Namespace) -> float:
    return 100 * (1 - float(space["teste"].mascaras.mean()))


def shifted(radius: int) -> Callable[[Namespace], float]:
    """Dice of a disc of this radius moved by two pixels."""

    def measured(space: Namespace) -> float:
        answer, truth = space["discos"](radius, 2)
        return 2 * float((answer & truth).sum()) / float(answer.sum() + truth.sum())

    return measured


# The sentence, with {} where the number stands; what the cells give; the tolerance.
QUOTED: tuple[tuple[str, Callable[[Namespace], float], float], ...] = (
    ("Reduzir 4 vezes já troca {} %", lambda space: space["perdas"][4], 0.5),
    ("16 vezes, {} %: células somem", lambda space: space["perdas"][16], 0.5),
    ("Com o vizinho mais próximo, o erro já se conhece: {} %", lambda space: space["erro_de_ampliar"]["vizinho"], 0.5),
    ("A bilinear errou {} %", lambda space: space["erro_de_ampliar"]["bilinear"], 0.5),
    ("a aprendida, {} %: ela aprendeu", lambda space: space["erro_de_ampliar"]["aprendida"], 2),
    ("Ela acerta {} %: é quanto há de fundo", background, 0.05),
    ("à célula de raio 20 (Dice {})", shifted(20), 0.005),
    ("à de raio 3 (Dice {})", shifted(3), 0.006),
    ("estaciona perto de {}, é ali", lambda space: space["PLATO"], 0.005),
    ("Essa resposta não marca nenhum pixel: acurácia de {} %", lambda space: 100 * (1 - float(space["treino"].mascaras.mean())), 0.5),
    ("com {} % de células, a entropia", lambda space: 100 * float(space["treino"].mascaras.mean()), 0.5),
    ("Com atalhos, Dice {} e IoU", mean(WITH, 0), NEAR),
    ("Com atalhos, Dice 0,95 e IoU {} (médias", mean(WITH, 1), NEAR),
    ("Sem eles, Dice {} (de", mean(WITHOUT, 0), CHAOTIC),
    ("Sem eles, Dice 0,52 (de {} a", extreme(WITHOUT, "min"), 0.4),
    ("Sem eles, Dice 0,52 (de 0,39 a {})", extreme(WITHOUT, "max"), CHAOTIC),
    ("a 0,59) e IoU {}.", mean(WITHOUT, 1), CHAOTIC),
    ("A acurácia diria pouco: {} %", accuracy(WITHOUT), 4),
    ("A acurácia diria pouco: 83 % contra {} %", accuracy(WITH), 1.5),
    ("não fazer nada já dá {} %", background, 0.5),
    ("quase não muda nada: Dice {}.", without("6 × 6"), NEAR),
    ("O de 12 × 12, {}.", without("12 × 12"), 0.1),
    ("O de 24 × 24 custa caro, {},", without("24 × 24"), CHAOTIC),
    ("sem o de 48 × 48 sobra {}.", without("48 × 48"), CHAOTIC + 0.1),
    ("Sem os quatro, Dice {}: pior", without("os quatro"), CHAOTIC),
    ("pior que a rede treinada sem eles, {}.", mean(WITHOUT, 0), CHAOTIC),
    ("os mesmos parâmetros deram manchas: Dice {} contra", mean(WITHOUT, 0), CHAOTIC),
    ("deram manchas: Dice 0,52 contra {}.", mean(WITH, 0), NEAR),
)


SAID = (
    "um pixel resume uma região de 140 × 140 da entrada",
    "cada lado perdeu 92 pixels",
    "A acurácia, nos dois casos, passa de 96 %, e é maior na célula pequena",
)
"""Sentences that a claim below is about, so that neither is changed alone."""


def every_net_with_skips_beats_every_net_without(space: Namespace) -> bool:
    measured = space["medidas"]
    return bool(measured[WITH].amin(0)[0] > measured[WITHOUT].amax(0)[0] + 0.1)


def high_resolution_skips_carry_the_detail(space: Namespace) -> bool:
    whole, shallow, deep = (without(cut)(space) for cut in ("nenhum", "48 × 48", "6 × 6"))
    return shallow < whole - 0.1 and deep > whole - 0.05


def the_output_loses_92_on_each_side(space: Namespace) -> bool:
    _, way_up, trouble = space["medidos"](572)
    return not trouble and (572 - way_up[-1][1]) / 2 == 92


def the_accuracy_is_higher_for_the_small_disc(space: Namespace) -> bool:
    right = [float((answer == truth).float().mean()) for answer, truth in (space["discos"](20, 2), space["discos"](3, 2))]
    return 0.96 < right[0] < right[1]


def recorded(what: str, case: str, tolerance: float) -> Callable[[Namespace], bool]:
    """Whether what the unanswered lab draws is what the solved one measures."""

    def near(space: Namespace) -> bool:
        kept = torch.tensor(space["GRAVADO"][what][case])
        return kept.shape == space[what][case].shape and bool((kept - space[what][case]).abs().max() < tolerance)

    return near


def recorded_cuts(space: Namespace) -> bool:
    kept = torch.tensor(space["GRAVADO"]["sem_um"])
    return bool(((kept.mean(1) - space["sem_um"].mean(1)).abs() < 0.35).all())


def recorded_masks(space: Namespace) -> bool:
    kept = space["desembrulha"](space["GRAVADO"]["mascaras"], (2, 3, 48, 48))
    apart = [float((one != space["exemplos"][case]).float().mean()) for one, case in zip(kept, (WITH, WITHOUT), strict=True)]
    return apart[0] < 0.03 and apart[1] < 0.25


CLAIMS: dict[str, Callable[[Namespace], bool]] = {
    "every net with skips beats every net without": every_net_with_skips_beats_every_net_without,
    "the skips of high resolution carry the detail": high_resolution_skips_carry_the_detail,
    "the bottom sees 140 pixels": lambda space: space["campos"][4] == 140,
    "the output loses 92 on each side": the_output_loses_92_on_each_side,
    "the accuracy is higher for the small disc, whose answer is worse": the_accuracy_is_higher_for_the_small_disc,
    "recorded measures with skips": recorded("medidas", WITH, NEAR),
    "recorded measures without skips": recorded("medidas", WITHOUT, 0.6),
    "recorded curves with skips": recorded("curvas", WITH, 0.25),
    "recorded curves without skips": recorded("curvas", WITHOUT, 0.3),
    "recorded cuts": recorded_cuts,
    "recorded masks": recorded_masks,
}

MEASURES: dict[str, Callable[[Namespace], float]] = {**{sentence: value for sentence, value, _ in QUOTED}, **CLAIMS}
"""What the bare Python is asked for."""
