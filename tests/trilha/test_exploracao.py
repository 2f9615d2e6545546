"""The picture that follows its controls, and the pictures that stand in for it."""

from __future__ import annotations

from typing import Any

import pytest
from matplotlib.figure import Figure
from trilha import explora, exploracao

from .conftest import Screen


def desenha(n: int, forma: str = "reta", passo: float = 0.5) -> Figure:
    if n == 5:
        raise ValueError("cinco não")
    fig = Figure((2, 1))
    fig.subplots().plot(range(n))
    return fig


CONTROLES: dict[str, Any] = {"n": ("Pontos", 1, 6, 1, 4), "forma": ("Forma", ["reta", "curva"]), "passo": ("Passo", 0.0, 1.0, 0.25, 0.5)}


def test_where_nobody_looks_it_shows_the_chosen_values(capsys: pytest.CaptureFixture[str]) -> None:
    explora(desenha, alt="{n} pontos", legenda=lambda n, **_: f"São {n}.", parados=[{"n": 2}, {"n": 6, "forma": "curva"}], **CONTROLES)
    assert capsys.readouterr().out.splitlines() == [
        "Figura: 2 pontos",
        "Pontos: 2; Forma: reta; Passo: 0,5. São 2.",
        "Figura: 6 pontos",
        "Pontos: 6; Forma: curva; Passo: 0,5. São 6.",
    ]


def test_without_chosen_values_it_shows_the_initial_ones(capsys: pytest.CaptureFixture[str]) -> None:
    explora(desenha, alt="{n} pontos", **CONTROLES)
    assert capsys.readouterr().out.splitlines()[0] == "Figura: 4 pontos"


def test_a_live_one_leaves_its_picture_beside_it_for_pages_without_widgets(screen: Screen) -> None:
    explora(desenha, alt="{n} pontos", parados=[{"n": 2}], **CONTROLES)
    widget, still = screen.shown
    assert widget["application/vnd.jupyter.widget-view+json"]["model_id"] in still["text/html"]
    assert 'alt="4 pontos"' in still["text/html"]
    assert "Figura parada" in still["text/html"]
    assert "figure" not in widget["text/html"]  # else a page without widgets would show it twice


def test_moving_a_control_redraws_and_a_typed_value_moves_it() -> None:
    box, picture = exploracao.build(desenha, "{n} pontos, {forma}, {passo}", "", CONTROLES)
    (slider, typed), form, (step, _) = box.children[0].children, box.children[1], box.children[2].children
    assert 'alt="4 pontos, reta, 0.5"' in picture.value
    slider.value = 2
    assert typed.value == 2
    typed.value = 3
    form.value = "curva"
    step.value = 1.0
    assert slider.value == 3
    assert 'alt="3 pontos, curva, 1.0"' in picture.value


def test_every_control_says_what_it_is() -> None:
    box, _ = exploracao.build(desenha, "{n} pontos", "", CONTROLES)
    typed = box.children[0].children[1]
    assert typed.description == "ou digite:"
    assert [box.children[0].children[0].description, box.children[1].description] == ["Pontos", "Forma"]


def test_a_drawing_that_fails_says_so_and_recovers() -> None:
    box, picture = exploracao.build(desenha, "{n} pontos", "", {"n": CONTROLES["n"]})
    slider = box.children[0].children[0]
    slider.value = 5
    assert picture.value == '<p role="alert">Não foi possível desenhar com n = 5. ValueError: cinco não</p>'
    slider.value = 6
    assert "<img" in picture.value


@pytest.mark.parametrize("control", [("Pontos", 1, 6, 1, 9), ("Pontos", []), ("Pontos",), ("Pontos", 3)])
def test_a_control_that_cannot_be_is_the_author_s_mistake(control: Any) -> None:
    with pytest.raises(ValueError, match=r"explora: escreva n="):
        explora(desenha, alt="{n}", n=control)
