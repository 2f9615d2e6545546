"""Where something is shown: a notebook that somebody looks at, one that nobody does, a terminal."""

from __future__ import annotations

import pytest
from trilha import tela

from .conftest import Screen, run_in_a_shell


def test_plain_python_gets_the_text(capsys: pytest.CaptureFixture[str]) -> None:
    tela.publish("<p>página</p>", "texto")
    assert capsys.readouterr().out == "texto\n"
    assert not tela.in_notebook()
    assert not tela.widgets_live()


def test_a_notebook_gets_both_forms(screen: Screen) -> None:
    tela.publish("<p>página</p>", "texto")
    assert screen.shown == [{"text/html": "<p>página</p>", "text/plain": "texto"}]


@pytest.mark.parametrize("request_", [{"content": {"allow_stdin": False}}, {"content": {}}, {}, None])
def test_a_kernel_that_nobody_looks_at_gets_no_widget(request_: object, screen: Screen) -> None:
    assert tela.widgets_live()
    screen.request = request_
    assert not tela.widgets_live()


CELL = """
from matplotlib.figure import Figure
from trilha import *
dicas("2.1", "uma")
dica("2.1")
quiz("Quanto é 2?", [("dois", True, "sim")])
verifica("2.1", lambda: 1, [Caso("um", lambda: 1, 1)])
painel()
entrega()
mostrar(Figure((1, 1)), "nada")
explora(lambda n: Figure((1, 1)), alt="{n} pontos", n=("Pontos", 1, 6, 1, 4))
"""


def test_a_shell_without_kernel_as_the_grader_s_shows_text_and_fails_nowhere() -> None:
    lines = run_in_a_shell(CELL).splitlines()
    assert lines[:2] == ['Dicas do 2.1: rode dica("2.1")', "2.1  Dica 1 de 1: uma"]
    assert lines[-2:] == ["Figura: 4 pontos", "Pontos: 4."]


def test_text_is_escaped_and_code_stands_out() -> None:
    assert tela.as_html("se `a < b`\nentão") == "se <code>a &lt; b</code><br>então"
