"""Answers made from a reference's shape: they keep names and signatures, and nothing that it does."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from torch import nn

from grader.lesson.trivial import BODIES, generated

REFERENCE = '''
"""Texto."""
from itertools import combinations

TAMANHOS, EXTRA = (4, 5), 6

def soma(x: torch.Tensor, *, pesos=()) -> torch.Tensor:
    """Docstring."""
    return x + sum(pesos)

def sem_argumentos():
    return 7

class Rede(nn.Module):
    largura = 3

    def __init__(self, d: int) -> None:
        super().__init__()
        self.camada = nn.Linear(d, 3)

    def forward(self, x):
        return self.camada(x)
'''


def space(body: str) -> dict[str, Any]:
    """The names of the generated answer with this body."""
    source = next(one.source for one in generated("9.1", REFERENCE) if one.name == body)
    names: dict[str, Any] = {"torch": torch, "nn": nn}
    exec(source, names)
    return names


X = torch.ones(2)


@pytest.mark.parametrize(
    ("body", "soma", "alone", "constant"),
    [
        ("devolve o primeiro argumento", X, None, None),
        ("devolve a lista dos argumentos", [X, ()], [], []),
        ("devolve zeros", torch.zeros(2), 0, 0),
        ("devolve None", None, None, None),
        ("devolve True", True, True, True),
        ("devolve uma lista vazia", [], [], []),
    ],
)
def test_each_body_in_functions_constants_and_classes(body: str, soma: Any, alone: Any, constant: Any) -> None:
    names = space(body)
    given = names["soma"](X)
    assert str(given) == str(soma)
    assert names["sem_argumentos"]() == alone
    assert (names["TAMANHOS"], names["EXTRA"]) == (constant, constant)
    network = names["Rede"](4)
    assert list(network.parameters()) == []
    assert str(network(X)) == str([X] if body == "devolve a lista dos argumentos" else soma)


def test_zeros_look_into_lists() -> None:
    assert space("devolve zeros")["soma"]([[X]]).tolist() == [0.0, 0.0]
    assert space("devolve zeros")["soma"]([]) == 0


def test_nothing_of_the_reference_is_left() -> None:
    for one in generated("9.1", REFERENCE):
        assert "sum(pesos)" not in one.source
        assert "Linear" not in one.source
        assert one.key == f"9.1 trivial {one.name}"
    assert {one.name for one in generated("9.1", REFERENCE)} == set(BODIES)
