"""The numbers that lesson 04 quotes, and how to get each from the names that its solved cells leave.

Run inside the bare Python that has just run the lesson (grader/topdown.py), so it imports nothing of ours; `test_numeros.py` compares.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import torch

Namespace = dict[str, Any]
Value = Callable[[Namespace], float]

HE, DIVIDED, IDENTITY = "He", "dividida por √2", "α = 0"
PRE, BETWEEN, POST = "pré-ativação: E[h²]", "pré-ativação: variância entre exemplos", "pós-ativação: E[h²]"
ONLY_DIRECTION, FROM_PYTORCH = "He, dividida ou não por √2", "pesos do PyTorch (aula 02)"
NEAR = 7.0
"""Points of error by which another machine's rounding may move a mean of three seeds."""


def error(family: str, depth: int) -> Value:
    """The mean training error over the seeds."""
    return lambda space: float(torch.tensor(space["medidas"][family, depth])[:, 0].mean())


def ratio(measure: str, block: int | None = None) -> Value:
    """How much a measure grows in one block; the mean of all blocks if none is named."""
    return lambda space: float(space["razoes_por_bloco"][measure].mean(0)[slice(None) if block is None else block].mean())


def fraction(name: str, block: int) -> Value:
    """The part of E[h²] that differs between examples, after this block."""
    return lambda space: float(space["fracoes"][name][block])


def growth(blocks: float) -> Value:
    """What E[h²] is multiplied by in so many blocks of the weights that PyTorch draws."""
    return lambda _: (7 / 6) ** blocks


def overflow(kind: str) -> Value:
    return lambda space: float(space["estouros"][kind])


def rounding(space: Namespace) -> float:
    """How many times bfloat16's relative error exceeds float16's."""
    return float(space["desvios"][torch.bfloat16] / space["desvios"][torch.float16])


# The sentence, with {} where the number stands; what the cells give; the tolerance.
QUOTED: tuple[tuple[str, Value, float], ...] = (
    ("No bloco {} o primeiro número passa", overflow("float16"), 1),
    ("cai já na primeira camada, de 1 para {}:", lambda space: float(space["tabela_he"][1, 1]), 0.02),
    (r"com largura 64, $2\,\mathrm{Cov}$ tem desvio {}.", lambda space: float(space["covariancias"][64].std()), 0.03),
    ("| $E[h^2]$, pré-ativação | {} |", ratio(PRE), 0.03),
    ("entre exemplos, pré-ativação | {} no primeiro", ratio(BETWEEN, 0), 0.03),
    ("1,67 no primeiro bloco, {} em média", ratio(BETWEEN), 0.05),
    ("pós-ativação | {} no primeiro bloco", ratio(POST, 0), 0.03),
    ("2,00 no primeiro bloco, {} em média", ratio(POST), 0.1),
    ("quase nada distingue um exemplo do outro: {}.", lambda space: float(space["colunas"][3]), 0.02),
    ("O float16 estourou no bloco {} e", overflow("float16"), 1),
    ("e o float32 no {}, contra", overflow("float32"), 4),
    ("vai até o bloco {}: o alcance", overflow("bfloat16"), 4),
    ("erra {} vezes mais que o float16", rounding, 2),
    ("treina bem: {} % de erro", error(HE, 2), NEAR),
    ("mas 40 blocos ({} %)", error(DIVIDED, 40), NEAR),
    ("piores que 20 ({} %)", error(DIVIDED, 20), NEAR),
    ("e que 2 ({} %)", error(DIVIDED, 2), NEAR),
    ("Com 2 blocos erra {} %;", error(IDENTITY, 2), NEAR),
    ("com 20, {} %; com 40", error(IDENTITY, 20), NEAR),
    ("com 20, 38,4 %; com 40, {} %, o que", error(IDENTITY, 40), NEAR),
    ("depois de 40 blocos só {} de", fraction(ONLY_DIRECTION, 40), 0.06),
    ("que cai para {} com 20 blocos", fraction(FROM_PYTORCH, 20), 0.06),
    ("com 20 blocos e {} com 40", fraction(FROM_PYTORCH, 40), 0.06),
    ("fora o viés: {} vezes em 20", growth(20), 0.5),
    ("em 20 blocos, {} em 40;", growth(40), 1),
    ("uma saída umas {} vezes maior", growth(25), 0.5),
)

SAID = (
    r"a razão é $2 - 1/\pi \approx 1{,}68$",
    r"sempre $2^{n-1}$",
    "já nasce na casa das centenas com 20 blocos e das dezenas de milhares com 40",
    "a profundidade não custou nada",
)
"""Sentences that a claim below is about, so that neither is changed alone."""


def three_measures_grow_at_three_rates(space: Namespace) -> bool:
    first = abs(ratio(BETWEEN, 0)(space) - (2 - 1 / math.pi)) < 0.02
    return first and abs(ratio(PRE)(space) - 2) < 0.03 and 1.7 < ratio(BETWEEN)(space) < 1.85 and 2.7 < ratio(POST)(space) < 2.9


def predictions_agree(space: Namespace) -> bool:
    return all(
        math.isclose(value, space["previsao"](k, mode), rel_tol=0.4)
        for mode, values in space["medido_por_modo"].items()
        for k, value in enumerate(values)
    )


def weight_gradients_double_and_are_alike(space: Namespace) -> bool:
    by_depth = space["nos_pesos"]
    alike = all(float(values.max() / values.min()) < 2 for values in by_depth.values())
    return alike and 10 < math.log2(float(by_depth[20].mean() / by_depth[10].mean())) + 0.5 < 11


def he_starts_far_off_and_learns_nothing(space: Namespace) -> bool:
    losses = space["perdas"]
    far = 100 < losses[HE, 20] < 1000 and 1e4 < losses[HE, 40] < 1e5
    return far and min(error(HE, depth)(space) for depth in (20, 40)) > 85


def depth_costs_nothing_from_the_identity_alone(space: Namespace) -> bool:
    two, twenty, forty = (error(IDENTITY, depth)(space) for depth in (2, 20, 40))
    return forty < two and abs(forty - twenty) < 4 and error(DIVIDED, 40)(space) > error(DIVIDED, 20)(space) + 3


def dividing_changes_size_alone(space: Namespace) -> bool:
    sizes = float(space["inteira"].norm() / space["dividida"].norm())
    return float(space["cossenos"].min()) > 0.9999 and math.isclose(sizes, 2**10, rel_tol=1e-3)


def kept_curves_are_those_measured(space: Namespace) -> bool:
    kept, measured = space["GRAVADAS"], space["medias"]
    pairs = [pair for name in measured for pair in zip(kept[name], measured[name], strict=True)]
    return kept.keys() == measured.keys() and all(math.isclose(*pair, rel_tol=0.05) for pair in pairs)


def kept_errors_are_those_measured(space: Namespace) -> bool:
    kept, measured = space["MEDIDAS_GRAVADAS"], space["medidas"]
    gaps = [torch.tensor(kept[key]).mean(0) - torch.tensor(measured[key]).mean(0) for key in measured]
    return kept.keys() == measured.keys() and all(float(gap.abs().max()) < NEAR for gap in gaps)


CLAIMS: dict[str, Callable[[Namespace], bool]] = {
    "three measures grow at three rates, and the second moment doubles": three_measures_grow_at_three_rates,
    "the predictions agree with what was measured": predictions_agree,
    "the gradient of the weights doubles with each block and is alike in all": weight_gradients_double_and_are_alike,
    "with He alone the loss starts far off and nothing is learnt": he_starts_far_off_and_learns_nothing,
    "from the identity depth costs nothing, and dividing alone does not achieve that": depth_costs_nothing_from_the_identity_alone,
    "dividing changes the size and not the direction": dividing_changes_size_alone,
    "the curves kept for who has not answered are those measured": kept_curves_are_those_measured,
    "the errors kept for who has not answered are those measured": kept_errors_are_those_measured,
}

MEASURES: dict[str, Value] = {**{sentence: value for sentence, value, _ in QUOTED}, **CLAIMS}
"""What the bare Python is asked for."""
