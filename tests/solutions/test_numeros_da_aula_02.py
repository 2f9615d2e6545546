"""The numbers that lesson 02 quotes are those that its own cells give.

The solved lesson runs once, top to bottom, labs included (about half a minute); then each quoted sentence is looked up in the prose and its
number compared with the cell's, within the tolerance that stands beside it. A sentence edited here or there alone turns a test red.
"""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import torch

from grader.lesson.cells import BEGIN_HIDDEN, END_HIDDEN, without_markers, without_regions
from grader.lesson.source import read

SOURCE = Path(__file__).parents[2] / "solutions" / "02_conexoes_residuais.py"

Namespace = dict[str, Any]

RESIDUAL, IDENTITY = "residual", "residual, blocos em zero"
NEAR = 7.0
"""Points of error by which another machine's rounding may move a mean of three seeds."""
CHAOTIC = 25.0
"""The same for 40 plain layers, where one seed in three may learn nothing."""


def prose() -> str:
    """The lesson's text in one line, without emphasis."""
    text = " ".join(cell.source for cell in read(SOURCE).cells if cell.cell_type == "markdown")
    return " ".join(text.replace("**", "").split())


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Namespace]:
    """The namespace that the solved lesson leaves, its lab included."""
    namespace: Namespace = {"__name__": "__main__"}
    threads = torch.get_num_threads()
    with contextlib.chdir(tmp_path_factory.mktemp("aula")), contextlib.redirect_stdout(io.StringIO()):
        for cell in read(SOURCE).cells:
            if cell.cell_type == "code":
                source = without_markers(without_regions(cell.source, BEGIN_HIDDEN, END_HIDDEN))
                exec(compile(source, "<aula 02>", "exec"), namespace)
    yield namespace
    torch.set_num_threads(threads)


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


def quoted(sentence: str) -> float:
    """The number that stands in this sentence of the lesson."""
    before, after = map(re.escape, sentence.split("{}"))
    found = re.search(rf"{before}(\d+(?:,\d+)?){after}", prose())
    assert found, f"the lesson does not say: {sentence}"
    return float(found[1].replace(",", "."))


@pytest.mark.parametrize(("sentence", "value", "tolerance"), QUOTED, ids=[sentence for sentence, _, _ in QUOTED])
def test_a_quoted_number_is_what_the_cells_give(
    sentence: str, value: Callable[[Namespace], float], tolerance: float, solved: Namespace
) -> None:
    assert quoted(sentence) == pytest.approx(value(solved), abs=max(tolerance, 1e-9))


def test_more_plain_layers_train_worse_and_more_residual_blocks_from_the_identity_do_not(solved: Namespace) -> None:
    plain = [mean("sequencial", depth)(solved) for depth in (2, 20, 40)]
    identity = [mean(IDENTITY, depth)(solved) for depth in (2, 20, 40)]
    assert plain == sorted(plain)
    assert identity[2] < identity[0]
    assert identity[2] == pytest.approx(identity[1], abs=4)


def test_at_20_layers_every_residual_seed_beats_every_plain_one(solved: Namespace) -> None:
    worst = max(solved["medidas"][family, 20].max(0).values[0] for family in (RESIDUAL, IDENTITY))
    assert worst < solved["medidas"]["sequencial", 20][:, 0].min()


def test_the_last_bar_of_the_gradient_is_of_the_order_that_the_text_says(solved: Namespace) -> None:
    assert r"apenas a última barra: $2\cdot 10^{-8}$" in prose()
    assert part(20)(solved) == pytest.approx(2e-8, rel=0.5)


def test_the_sum_of_the_terms_is_what_autograd_gives(solved: Namespace) -> None:
    assert torch.allclose(solved["soma"], solved["autograd"], atol=1e-5)
    assert torch.allclose(solved["parcelas"].sum(0), solved["inteiro"], rtol=1e-4, atol=1e-5)
