"""The numbers that lesson 01 quotes, and how to get each from the names that its solved cells leave.

Run inside the bare Python that has just run the lesson (grader/topdown.py), so it imports nothing of ours; `test_numeros.py` compares.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Namespace = dict[str, Any]
Measure = Callable[[Namespace], float]

NEAR = 7.0
"""Points of error by which another machine's rounding may move a mean of three seeds."""
CHAOTIC = 15.0
"""The same for 40 layers, or for one seed alone."""
R1 = 0.04
"""By which a mean autocorrelation of ten nets may move: rounding changes which ReLUs are open, and only near their kinks."""


def at_the_end(depth: int, rate: float = 0.02, pick: Callable[[list[float]], float] = lambda ends: sum(ends) / len(ends)) -> Measure:
    """The training error after ten epochs, over the seeds."""
    return lambda space: pick([curve[-1] for curve in space["curvas"][depth, rate]])


def accuracy(net: str, column: int) -> Measure:
    """torchvision's own measure; column 0 is top-1, 1 is top-5."""
    return lambda space: space["acuracias"][net][column]


def r1(family: str, depth: int) -> Measure:
    return lambda space: space["r1_medidos"][family][space["PROFUNDIDADES"].index(depth)]


def kept(rate: float, depth: int) -> Measure:
    """The share of a step's promise that is kept, in %."""
    return lambda space: 100 * space["cumpridos"][rate][(1, 2, 5, 10, 20, 40).index(depth)]


def of_the_slider(depth: int) -> Measure:
    return lambda space: float(space["autocorrelacao_gradiente"](space["rede_do_controle"](depth), space["grade"])[1])


def tested(depth: int) -> Measure:
    return lambda space: space["testados"][depth]


def dense_share_of(what: str) -> Measure:
    """Of VGG-16's parameters or multiplications, what the dense layers have, in %."""

    def share(space: Namespace) -> float:
        vgg = space["contados"]["VGG-16"] if what == "parameters" else space["multiplicacoes"](space["grandes"]["VGG-16"])
        return float(100 * vgg["densa"] / (vgg["densa"] + vgg["conv"]))

    return share


def times_the_parameters(space: Namespace) -> float:
    small, large = (sum(p.numel() for p in space["redes"][depth, 0.02, 0].parameters()) for depth in (2, 40))
    return float(large / small)


# The sentence, with {} where the number stands; what the cells give; the tolerance.
QUOTED: tuple[tuple[str, Measure, float], ...] = (
    ("número de trechos: {} com cinco camadas", lambda space: space["trechos"](5), 0),
    (r"$\pm 256$ e troca de sinal {} vezes", lambda space: space["trechos"](8) - 1, 0),
    ("Uma AlexNet só acerta {} % (top-5)", accuracy("AlexNet", 1), 0.05),
    ("79,1 % (top-5) e {} % (top-1)", accuracy("AlexNet", 0), 0.05),
    ("uma VGG-16, {} % e", accuracy("VGG-16", 1), 0.05),
    ("uma VGG-16, 90,4 % e {} %", accuracy("VGG-16", 0), 0.05),
    ("as três densas guardam {} % dos", dense_share_of("parameters"), 0.5),
    ("milhões de parâmetros e fazem {} % das", dense_share_of("multiplications"), 0.5),
    ("guardam 89 % dos {} milhões", lambda space: space["contados"]["VGG-16"]["total"] / 1e6, 0.5),
    ("a profundidade, têm {} milhões", lambda space: space["contados"]["VGG-16"]["conv"] / 1e6, 0.05),
    ("São {} posições sem preenchimento", lambda space: len(space["posicoes"](3, 2, 0, 1)), 0),
    ("sem preenchimento e {} com um zero", lambda space: len(space["posicoes"](3, 2, 1, 1)), 0),
    ("No fim são {} pixels dos 224", lambda space: space["campo_medido"](space["NUCLEOS"]), 0),
    ("a mais renderam {} ponto", lambda space: accuracy("VGG-19", 1)(space) - accuracy("VGG-16", 1)(space), 0.05),
    ("Com uma camada, $r_1$ é {}; com 50", r1("sequencial", 1), R1),
    ("$r_1$ é 0,98; com 50, {}, entre", r1("sequencial", 50), R1),
    ("cai só a {}:", r1("com soma", 50), R1),
    ("com 50 camadas, dá {})", of_the_slider(50), 0.1),
    ("suave, com $r_1$ de {}.", lambda space: space["contraste"]["PyTorch", 50][1], R1),
    ("O gradiente mudou {} % com uma", lambda space: space["mudou"][1][1], 2),
    ("mudou 8 % com uma camada e {} % com 50", lambda space: space["mudou"][50][1], 10),
    ("a rede de 2 camadas cumpre {} % da promessa", kept(0.02, 2), 3),
    ("cumpre 93 % da promessa; a de 40, {} %", kept(0.02, 40), 10),
    ("a de 40 cumpre {} %", kept(0.0001, 40), 1),
    ("A rede de 40 camadas tem {} vezes os parâmetros", times_the_parameters, 0.5),
    ("a rede tem {} vezes os parâmetros", times_the_parameters, 0.5),
    ("A de 2 camadas errou {} % do treino", at_the_end(2), NEAR),
    ("do treino; a de 20, {} %; a de 40", at_the_end(20), NEAR),
    ("a de 40, {} % (médias", at_the_end(40), CHAOTIC),
    ("a de 40 foi de {} % a", at_the_end(40, pick=min), CHAOTIC),
    ("a de 40 foi de 54,1 % a {} %", at_the_end(40, pick=max), CHAOTIC),
    ("No teste a ordem é a mesma: {} %,", tested(2), NEAR),
    ("é a mesma: 46,6 %, {} % e", tested(20), NEAR),
    ("é a mesma: 46,6 %, 54,7 % e {} %", tested(40), CHAOTIC),
    ("a de 2 camadas melhora, até {} %", at_the_end(2, 0.05), NEAR),
    ("a de 40 não sai do acaso: {} %", at_the_end(40, 0.05), 5),
    ("a sua melhor taxa, são {} % contra", at_the_end(2, 0.05), NEAR),
    ("são 20,3 % contra {} %", at_the_end(40, 0.005), CHAOTIC),
    ("2, 20 e 40 camadas erraram {} %,", at_the_end(2), NEAR),
    ("erraram 29,2 %, {} % e", at_the_end(20), NEAR),
    ("erraram 29,2 %, 43,7 % e {} % do treino", at_the_end(40), CHAOTIC),
)

SAID = (
    r"com $3\cdot 10^{-20}$ vezes o tamanho",
    "um valor que o conserva, perto de 2,4",
    r"o gradiente tem tamanho $10^{-20}$",
    "cai abaixo de 0,9 entre 20 e 35",
    "a saída se moveu perto de 1 %, com qualquer profundidade",
    "as duas quase empatam, em torno de 50 %",
    "O mesmo erro, até a última casa",
    "um gradiente da mesma ordem que a de 2",
)
"""Sentences that a claim below is about, so that neither is changed alone."""


def more_layers_err_more(space: Namespace) -> bool:
    trained, held_out = ([measure(depth)(space) for depth in (2, 20, 40)] for measure in (at_the_end, tested))
    return trained == sorted(trained) and held_out == sorted(held_out)


def every_seed_agrees(space: Namespace) -> bool:
    return at_the_end(2, pick=max)(space) < at_the_end(20, pick=min)(space) < at_the_end(40, pick=max)(space)


def the_best_rate_does_not_save_depth(space: Namespace) -> bool:
    best = [min(at_the_end(depth, rate)(space) for rate in (0.005, 0.02, 0.05)) for depth in (2, 40)]
    return best[1] > best[0] + 15 and abs(at_the_end(2, 0.005)(space) - at_the_end(40, 0.005)(space)) < 10


def the_shallow_net_stands_inside_the_deep_one(space: Namespace) -> bool:
    errors = [space["erro_de_treino"](space[net], space["X"], space["y"]) for net in ("rasa", "funda")]
    return errors[0] == errors[1]


def size_is_not_direction(space: Namespace) -> bool:
    told = space["contraste"]
    he_keeps_the_size = 0.2 < told["He", 50][0] / told["He", 1][0] < 5
    return he_keeps_the_size and 1e-22 < told["PyTorch", 50][0] < 1e-18 and told["PyTorch", 50][1] > told["He", 50][1] + 0.08


def he_neither_vanishes_nor_explodes(space: Namespace) -> bool:
    norms = space["normas"]
    return 0.2 < norms["He", 50] / norms["He", 2] < 5 and norms["PyTorch", 50] < 1e-15


def scale_decides(space: Namespace) -> bool:
    first = {s: float(space["normas_do_gradiente"](s)[0]) for s in (1.0, 2.4, 2.5, 4.0)}
    return 1e-20 < first[1.0] < 1e-19 and 0.05 < first[2.4] < 1 < first[2.5] * 2 and first[4.0] > 1e8


def addition_shatters_less(space: Namespace) -> bool:
    told = space["r1_medidos"]
    return all(added >= plain - 0.01 for plain, added in zip(told["sequencial"], told["com soma"], strict=True))


def the_output_hardly_moves(space: Namespace) -> bool:
    return all(0.8 < moved[0] < 1.6 for moved in space["mudou"].values())


def near(recorded: Any, measured: Any, tolerance: float) -> bool:
    """Whether nested lists, tuples and dicts of numbers are alike within an absolute tolerance."""
    if isinstance(recorded, dict):
        return recorded.keys() == measured.keys() and all(near(recorded[key], measured[key], tolerance) for key in recorded)
    if isinstance(recorded, list | tuple):
        return len(recorded) == len(measured) and all(near(a, b, tolerance) for a, b in zip(recorded, measured, strict=True))
    return bool(abs(recorded - measured) <= tolerance)


def recorded_curves(space: Namespace) -> bool:
    means = {
        depth: (
            [sum(epoch) / 3 for epoch in zip(*curves, strict=True)],
            [sum(epoch) / 3 for epoch in zip(*space["curvas"][depth, 0.02], strict=True)],
        )
        for depth, curves in space["curvas_gravadas"].items()
    }
    return sorted(means) == [2, 20, 40] and all(near(*pair, CHAOTIC) for pair in means.values())


def recorded_ends(space: Namespace) -> bool:
    measured = {depth: [at_the_end(depth, rate)(space) for rate in (0.005, 0.02, 0.05)] for depth in (2, 40)}
    return near(space["finais_gravados"], measured, CHAOTIC)


def recorded_norms(space: Namespace) -> bool:
    return all(0.2 < space["normas"][key] / value < 5 for key, value in space["normas_gravadas"].items())


def recorded_contrast(space: Namespace) -> bool:
    pairs = [(space["contraste_gravado"][key], space["contraste"][key]) for key in space["contraste_gravado"]]
    return all(0.3 < there[0] / here[0] < 3 and abs(there[1] - here[1]) < R1 for here, there in pairs)


CLAIMS: dict[str, Callable[[Namespace], bool]] = {
    "more layers err more, in training and in testing": more_layers_err_more,
    "the seeds of 2 layers beat those of 20, and those the worst of 40": every_seed_agrees,
    "no learning rate makes 40 layers as good as 2": the_best_rate_does_not_save_depth,
    "40 layers, 38 of them the identity, err exactly as 2": the_shallow_net_stands_inside_the_deep_one,
    "a vanished gradient is smooth and a shattered one is not small": size_is_not_direction,
    "He's gradient keeps its size over 50 layers": he_neither_vanishes_nor_explodes,
    "the scale of the weights decides between vanishing and exploding": scale_decides,
    "nets that add shatter less": addition_shatters_less,
    "r1 falls under 0.9 between 20 and 35 layers": lambda space: r1("sequencial", 35)(space) < 0.9 < r1("sequencial", 20)(space),
    "the output hardly moves": the_output_hardly_moves,
    "the product of the factors is what autograd gives": lambda space: bool((space["produto"] - space["autograd"]).abs().max() < 1e-6),
    "recorded: parameters": lambda space: space["gravados"] == space["contados"],
    "recorded: gradient norms": recorded_norms,
    "recorded: autocorrelation": lambda space: near(space["r1_gravados"], space["r1_medidos"], R1),
    "recorded: size and correlation": recorded_contrast,
    "recorded: promises kept": lambda space: near(space["cumpridos_gravados"], space["cumpridos"], 0.1),
    "recorded: training curves": recorded_curves,
    "recorded: errors by learning rate": recorded_ends,
}

MEASURES: dict[str, Callable[[Namespace], float]] = {**{sentence: value for sentence, value, _ in QUOTED}, **CLAIMS}
"""What the bare Python is asked for."""
