"""Figures carry their alternative text and close behind them; colours can be told apart."""

from __future__ import annotations

import base64
import itertools
import re

import matplotlib.pyplot as plt
import pytest
from matplotlib.figure import Figure
from trilha import cores, mostrar

from .conftest import Screen


def test_the_page_holds_picture_alternative_text_and_caption(screen: Screen) -> None:
    fig, axes = plt.subplots()
    axes.plot([0, 1])
    mostrar(fig, 'Uma reta "subindo" & só', "A reta de `x`.")
    page = screen.shown[0]["text/html"]
    assert 'alt="Uma reta &quot;subindo&quot; &amp; só"' in page
    assert "<figcaption>A reta de <code>x</code>.</figcaption>" in page
    picture = re.search(r'base64,([^"]+)"', page)
    assert picture is not None
    assert base64.b64decode(picture[1]).startswith(b"\x89PNG")
    assert screen.shown[0]["text/plain"] == 'Figura: Uma reta "subindo" & só\nA reta de `x`.'
    assert not plt.get_fignums()


def test_a_figure_that_pyplot_does_not_know_is_shown_too(screen: Screen) -> None:
    mostrar(Figure((1, 1)), "vazia")
    assert "<figcaption>" not in screen.shown[0]["text/html"]


def test_no_figure_without_alternative_text() -> None:
    with pytest.raises(ValueError, match="texto alternativo"):
        mostrar(Figure(), " ")


def test_two_curves_never_differ_by_colour_alone() -> None:
    for a, b in itertools.combinations(range(len(cores.CORES)), 2):
        assert all(cores.estilo(a)[part] != cores.estilo(b)[part] for part in ("color", "linestyle", "marker"))
    assert "marker" not in cores.estilo(7, marcador=False)
    Figure().subplots().plot([0, 1], **cores.estilo(4))
