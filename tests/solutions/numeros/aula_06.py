"""The numbers that lesson 06 quotes, and how to get each from the names that its solved cells leave.

Run inside the bare Python that has just run the lesson (grader/topdown.py), so it imports nothing of ours; `test_numeros.py` compares.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import torch

Namespace = dict[str, Any]

PLAIN, RESIDUAL = "sequencial", "residual"
NEAR = 6.0
"""Points of error by which another machine's rounding may move a mean of three seeds."""
STEPS = 8.0
"""The first losses of a net of a thousand layers jump about; so may they from machine to machine."""


def mean(family: str, n: int, split: int = 0) -> Callable[[Namespace], float]:
    """The mean error over the seeds; split 0 is training, 1 is testing."""
    return lambda space: float(torch.tensor(space["medidas"][family, n])[:, split].mean())


def macs(net: str) -> Callable[[Namespace], float]:
    return lambda space: float(space["macs"][net])


def weights(net: str) -> Callable[[Namespace], float]:
    return lambda space: float(space["parametros"][net])


def whole(case: str) -> Callable[[Namespace], float]:
    return lambda space: float(space["totais"][case])


def dense_of_vgg(space: Namespace) -> float:
    with torch.device("meta"):
        return float(sum(p.numel() for p in space["models"].vgg16().classifier.parameters()) / 1e6)


def saving(space: Namespace) -> float:
    basic, bottleneck = (sum(weights) for weights in space["pesos_por_convolucao"](256, 4).values())
    return float(basic / bottleneck)


# The sentence, with {} where the number stands; what the cells give; the tolerance.
QUOTED: tuple[tuple[str, Callable[[Namespace], float], float], ...] = (
    ("A mais cara é a VGG-19, com {} bilhões", macs("VGG-19"), 0.05),
    ("com quase o dobro das camadas, faz {}, e a de 152", macs("ResNet-34"), 0.05),
    ("e a de 152 camadas, {}: menos", macs("ResNet-152"), 0.05),
    ("a distância é parecida: {} milhões", weights("VGG-19"), 0.05),
    ("143,7 milhões contra {} na ResNet-34", weights("ResNet-34"), 0.05),
    ("na ResNet-34 e {} na ResNet-152", weights("ResNet-152"), 0.05),
    ("As três densas da VGG-16 levam {} milhões", dense_of_vgg, 0.05),
    ("são {} vezes menos pesos", saving, 0.05),
    ("este com {} vezes menos pesos", saving, 0.05),
    ("A ResNet-50 tem {} milhões de parâmetros", whole("ResNet-50: gargalo"), 0.05),
    ("só {} % mais que a ResNet-34", lambda space: 100 * (whole("ResNet-50: gargalo")(space) / whole("ResNet-34: básico")(space) - 1), 0.5),
    ("blocos básicos seriam {} milhões", whole("básico, com os canais da ResNet-50"), 0.05),
    ("São {} bilhões de MACs: duzentas", lambda space: space["macs_200"] / 1e9, 0.05),
    ("| sequencial | {} % |", mean(PLAIN, 3), NEAR),
    ("| sequencial | 4,2 % | {} % |", mean(PLAIN, 9), NEAR),
    ("| residual | {} % |", mean(RESIDUAL, 3), NEAR),
    ("| residual | 0,3 % | {} % |", mean(RESIDUAL, 9), NEAR),
    ("a residual errou, no teste, {} %", mean(RESIDUAL, 9, 1), NEAR),
    ("e vale {} na primeira camada", lambda space: space["normas"][RESIDUAL][0], 300),
    ("a perda foi de {} a 0,2", lambda space: space["perdas"][0], STEPS),
    ("a perda foi de 7,6 a {}, e", lambda space: space["perdas"][-1], STEPS),
    ("os acertos, de {} a 15", lambda space: space["acertos"][0], 6),
    ("os acertos, de 2 a {}.", lambda space: space["acertos"][-1], 6),
)

SAID = (
    "a norma fica abaixo de 40 em quase toda a rede",
    "por um fator perto de 1,2, até passar do maior número do `float32`; nas primeiras seiscentas e tantas camadas só há infinito e `nan`",
    "Nenhuma diferença: a rede de 80 camadas é a de 20. E o gradiente chega ao ganho $\\gamma$ de todos os trinta blocos",
    "60 dos 66 blocos estão no segundo e no terceiro estágios",
)
"""Sentences that a claim below is about, so that neither is changed alone."""


def recorded_errors_are_those_measured(space: Namespace) -> bool:
    pairs = zip(space["GRAVADAS"].items(), space["medidas"].items(), strict=True)
    means = [(torch.tensor(old).mean(0) - torch.tensor(new).mean(0)).abs().max() for (_, old), (_, new) in pairs]
    return bool(max(means) < NEAR)


def recorded_norms_are_those_measured(space: Namespace) -> bool:
    """Within a factor of 10 where both are finite; the plain net may leave float32 some layers sooner or later."""
    for kind, recorded in space["NORMAS_GRAVADAS"].items():
        for old, new in zip(recorded, space["normas"][kind], strict=True):
            if 1e-30 < old < 1e30 and not (math.isfinite(new) and abs(math.log10(old / new)) < 1 + abs(math.log10(old)) / 4):
                return False
    return True


def depth_stops_the_plain_net_alone(space: Namespace) -> bool:
    worst = {key: torch.tensor(value)[:, 0].max() for key, value in space["medidas"].items()}
    best_of_deep_plain = torch.tensor(space["medidas"][PLAIN, 9])[:, 0].min()
    return bool(max(worst[RESIDUAL, 3], worst[RESIDUAL, 9], worst[PLAIN, 3]) < best_of_deep_plain and best_of_deep_plain > 60)


def the_gradient_is_as_told(space: Namespace) -> bool:
    residual, plain = space["normas"][RESIDUAL], space["normas"][PLAIN]
    finite = [norm for norm in plain if math.isfinite(norm)]
    factor = (finite[0] / finite[-1]) ** (1 / (40 * (len(finite) - 1)))
    lost = 40 * (len(plain) - len(finite))
    return max(residual[2:]) < 40 and all(map(math.isfinite, residual)) and 1.1 < factor < 1.25 and 560 < lost < 720


def formulas_agree_with_torchvision(space: Namespace) -> bool:
    for net, kind in (("ResNet-34", "basico"), ("ResNet-50", "gargalo")):
        pesos, contas = (sum(part) for part in zip(*space["por_estagio"](kind, [3, 4, 6, 3]), strict=True))
        if abs(pesos / 1e6 - space["parametros"][net]) > 1e-6 or abs(contas / 1e9 - space["macs"][net]) > 1e-6:
            return False
    return bool(space["parametros_200"] == 64673832)


def blocks_equal_torchvision(space: Namespace) -> bool:
    from torchvision.models.resnet import resnet18

    torch.manual_seed(0)
    x = torch.randn(3, 3, 64, 64)
    mine = space["ResNet"](space["BlocoBasico"], [2, 2, 2, 2])
    return max(space["compara"](mine, resnet18(), x)) < 1e-4


CLAIMS: dict[str, Callable[[Namespace], bool]] = {
    "the recorded errors are those measured": recorded_errors_are_those_measured,
    "the recorded norms are those measured": recorded_norms_are_those_measured,
    "56 layers stop the plain net alone": depth_stops_the_plain_net_alone,
    "the gradient crosses 1,202 residual layers and leaves float32 without shortcuts": the_gradient_is_as_told,
    "thirty blocks with γ = 0 change nothing and get gradient": lambda space: (
        space["diferenca"] == 0 and space["camadas"] == 80 and len(space["ganhos"]) == 30 and min(space["ganhos"]) > 0
    ),
    "the net of 1,004 layers learns": lambda space: space["perdas"][-1] < space["perdas"][0] / 2 and space["acertos"][-1] >= 8,
    "the counting formulas agree with torchvision": formulas_agree_with_torchvision,
    "ResNet-18 from the reference's parts equals torchvision's": blocks_equal_torchvision,
    "depth is not what costs": lambda space: space["macs"]["ResNet-152"] < space["macs"]["VGG-16"] < space["macs"]["VGG-19"],
    "the last stage holds more than half of the parameters": lambda space: all(
        space["por_estagio"](kind, [3, 4, 6, 3])[4][0] > sum(part[0] for part in space["por_estagio"](kind, [3, 4, 6, 3])) / 2
        for kind in ("basico", "gargalo")
    ),
}

MEASURES: dict[str, Callable[[Namespace], float]] = {**{sentence: value for sentence, value, _ in QUOTED}, **CLAIMS}
"""What the bare Python is asked for."""
