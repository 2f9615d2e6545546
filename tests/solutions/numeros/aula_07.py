"""The numbers that lesson 07 quotes, and how to get each from the names that its solved cells leave.

Run inside the bare Python that has just run the lesson (grader/topdown.py), so it imports nothing of ours; `test_numeros.py` compares.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch

Namespace = dict[str, Any]

NARROW, WIDE = "residual estreita", "residual larga"
NEAR = 2.0
"""Points of error by which another machine's rounding may move a mean of four seeds."""
LOOSE = 8.0
"""The same for the narrow net, whose seeds differ most, and for what spoiled readings cost."""


def test_error(net: str) -> Callable[[Namespace], float]:
    """The mean test error over the seeds."""
    return lambda space: float(torch.tensor(space["medidas"][net]["erros"])[:, 1].mean())


def cost(net: str, of: str) -> Callable[[Namespace], float]:
    return lambda space: space["medidas"][net][of]


def card(net: str, of: str) -> Callable[[Namespace], float]:
    return lambda space: space["fichas"][net][of]


def spoiled(which: str) -> Callable[[Namespace], float]:
    return lambda space: sum(space["estragos"][which]) / 4


def one_reading(source: int, reader: int) -> Callable[[Namespace], float]:
    """The points of error when one layer reads one map of another image."""
    return lambda space: float(space["sobe"][source, reader])


def readout(form: str, blocks: int) -> Callable[[Namespace], float]:
    return lambda space: space["lidas"][form][blocks]


def above_the_crossing(space: Namespace) -> float:
    """How many layers of DenseNet-121 receive more channels than 7.2 k."""
    channels, config = space["canais_densenet"]((6, 12, 24, 16)), (6, 12, 24, 16)
    return float(sum(channels[2 * block] + 32 * layer > 7.2 * 32 for block, n in enumerate(config) for layer in range(n)))


PARAMETERS, MACS, SAVED, ACCURACY = "parâmetros (milhões)", "MACs (bilhões)", "guardados (milhões)", "acurácia"

# The sentence, with {} where the number stands; what the cells give; the tolerance.
QUOTED: tuple[tuple[str, Callable[[Namespace], float], float], ...] = (
    ("Com a soma restou {} em 4 blocos", readout("somar", 4), 0.02),
    ("em 4 blocos e {} em 30.", readout("somar", 30), 0.02),
    ("do que sem atalho ({} em 4 blocos)", readout("substituir", 4), 0.02),
    ("Das 58 camadas da DenseNet-121, {} ficam acima", above_the_crossing, 0),
    ("que acertam quase o mesmo ({} %", card("DenseNet-201", ACCURACY), 0.05),
    ("(76,9 % e {} %)", card("ResNet-101", ACCURACY), 0.05),
    ("parâmetros: {} milhões contra", card("DenseNet-201", PARAMETERS), 0.05),
    ("parâmetros: 20,0 milhões contra {};", card("ResNet-101", PARAMETERS), 0.05),
    ("contas: {} bilhões contra", card("DenseNet-201", MACS), 0.005),
    ("contas: 4,29 bilhões contra {};", card("ResNet-101", MACS), 0.005),
    ("memória no treino: {} milhões de números", card("DenseNet-201", SAVED), 0.1),
    ("52,9 milhões de números contra {}.", card("ResNet-101", SAVED), 0.1),
    ("a densa errou {} %", test_error("densa"), NEAR),
    ("e a residual estreita {} %", test_error(NARROW), LOOSE),
    ("A residual larga chegou a {} %", test_error(WIDE), NEAR),
    ("menos contas que a densa ({} contra", lambda space: cost(NARROW, "MACs")(space) / 1e6, 0.005),
    ("contra {} milhão por imagem)", lambda space: cost("densa", "MACs")(space) / 1e6, 0.005),
    ("perder $x_0$ ({} pontos)", one_reading(0, 1), LOOSE),
    ("perder $x_1$ ({}), que", one_reading(1, 1), LOOSE),
    ("as distantes leva o erro a {} %", spoiled("as distantes"), 5),
    ("só as do vizinho, a {} %", spoiled("as do vizinho"), 15),
)

SAID = (
    "331.776 pesos contra 248.832",
    "2.129.920 contra 3.465.216",
    "Sem a compressão sairiam 1.920 canais, e não 1.024",
    "A ResNet-50 tem 25.557.032 parâmetros",
    "7.978.856 parâmetros",
    "com quase sete vezes os parâmetros e mais de quatro vezes as contas",
    "a densa é a que mais guarda para a volta",
    "Quase iguais. Depois de um treino curto",
)
"""Sentences that a claim below is about, so that neither is changed alone."""


def bottleneck_costs_and_saves(space: Namespace) -> bool:
    totals = [sum(space["custo"](*block, narrow)[1]) for block in ((6, 32, 64), (16, 32, 512)) for narrow in (True, False)]
    return totals == [331776, 248832, 2129920, 3465216]


def counts_of_the_article(space: Namespace) -> bool:
    with torch.device("meta"):
        nets = space["DenseNet"]((6, 12, 24, 16)), space["models"].resnet50()
    return [sum(p.numel() for p in net.parameters()) for net in nets] == [7978856, 25557032]


def transitions_hold_the_channels(space: Namespace) -> bool:
    return [space["percurso"](halved)[0][-1][1] for halved in (True, False)] == [1024, 1920]


def wide_is_larger(space: Namespace) -> bool:
    parameters, macs = (cost(WIDE, of)(space) / cost("densa", of)(space) for of in ("parâmetros", "MACs"))
    return 6.5 < parameters < 7 and 4 < macs < 5


def dense_beats_the_narrow_one_and_ties_with_the_wide(space: Namespace) -> bool:
    dense, narrow, wide = (test_error(net)(space) for net in ("densa", NARROW, WIDE))
    return dense < narrow - 1.5 and abs(dense - wide) < 2


def dense_saves_most(space: Namespace) -> bool:
    return max(space["medidas"], key=lambda net: space["medidas"][net]["guardados"]) == "densa"


def maps_of_weights_hardly_change(space: Namespace) -> bool:
    before, after = (torch.nan_to_num(space["mapas"][name]) for name in ("antes do treino", "depois do treino"))
    return bool((before - after).abs().max() < 0.02)


def recorded_counts_are_the_measured(space: Namespace) -> bool:
    kept, measured = space["MEDIDAS"], space["medidas"]
    return all(kept[net][of] == measured[net][of] for net in kept for of in ("parâmetros", "MACs", "guardados"))


def recorded_errors_are_near_the_measured(space: Namespace) -> bool:
    pairs = [(space["MEDIDAS"][net]["erros"], space["medidas"][net]["erros"]) for net in space["MEDIDAS"]]
    return all(abs((torch.tensor(kept).mean(0) - torch.tensor(measured).mean(0))[1]) < LOOSE for kept, measured in pairs)


def recorded_maps_are_near_the_measured(space: Namespace) -> bool:
    kept = {name: torch.nan_to_num(torch.tensor(rows)) for name, rows in space["MAPAS"].items()}
    return all(bool((kept[name] - torch.nan_to_num(space["mapas"][name])).abs().max() < 0.01) for name in kept)


def recorded_damage_is_near_the_measured(space: Namespace) -> bool:
    kept, measured = space["GRAVADO"], space["estragos"]
    return all(
        len(kept[name]) == len(measured[name]) and abs(sum(kept[name]) - sum(measured[name])) / len(kept[name]) < 15 for name in kept
    )


CLAIMS: dict[str, Callable[[Namespace], bool]] = {
    "the bottleneck costs in the first block and saves in the last": bottleneck_costs_and_saves,
    "the nets of the articles have their parameters": counts_of_the_article,
    "the answer equals torchvision's, in training and in evaluation": lambda space: max(space["maiores_diferencas"]()) < 1e-5,
    "halving keeps 1,920 channels at 1,024": transitions_hold_the_channels,
    "the wide residual net has nearly seven times the parameters": wide_is_larger,
    "at equal parameters the dense net errs less": dense_beats_the_narrow_one_and_ties_with_the_wide,
    "the dense net saves the most numbers": dense_saves_most,
    "the weights' map hardly changes": maps_of_weights_hardly_change,
    "the recorded counts are the measured ones": recorded_counts_are_the_measured,
    "the recorded errors are near the measured ones": recorded_errors_are_near_the_measured,
    "the recorded maps are near the measured ones": recorded_maps_are_near_the_measured,
    "the recorded damage is near the measured one": recorded_damage_is_near_the_measured,
}

MEASURES: dict[str, Callable[[Namespace], float]] = {**{sentence: value for sentence, value, _ in QUOTED}, **CLAIMS}
"""What the bare Python is asked for."""
