"""`make lint` sees titles out of order, pictures without words and pale colours, and says where."""

from __future__ import annotations

from pathlib import Path

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from grader.lesson.accessible import faults
from tests import accessible

TITLE = new_markdown_cell("# 02 · Aula")


def causes(*cells: NotebookNode) -> list[tuple[int, str]]:
    return [(number, cause) for number, cause, _ in faults([TITLE, *cells])]


def text(source: str) -> list[tuple[int, str]]:
    return causes(new_markdown_cell(source))


def test_titles_may_go_down_one_level_and_up_any_number() -> None:
    assert text("## Um\n\n### Dois\n\n#### Três\n\n## Um\n\n```python\n# comentário\n#### outro\n```") == []


@pytest.mark.parametrize(
    ("source", "cause"),
    [
        ("### Fundo", "o título 'Fundo', de nível 3, vem depois de um de nível 1"),
        ("## Um\n\n#### Fundo", "o título 'Fundo', de nível 4, vem depois de um de nível 2"),
        ("# Outra", "há um segundo título de nível 1: 'Outra'"),
        ("![](a.png)", "uma imagem não tem texto alternativo"),
        ("![ ](a.png)", "uma imagem não tem texto alternativo"),
        ('<img src="a.png">', "uma imagem não tem texto alternativo"),
        ('<img alt="" src="a.png">', "uma imagem não tem texto alternativo"),
    ],
)
def test_a_text_that_shuts_somebody_out(source: str, cause: str) -> None:
    assert text(source) == [(2, cause)]


def test_a_lesson_begins_with_its_title() -> None:
    assert [cause for _, cause, _ in faults([new_markdown_cell("Olá")])] == ["a aula não tem título"]
    assert [cause for _, cause, _ in faults([new_markdown_cell("## Olá")])] == ["o título 'Olá', de nível 2, vem antes do nome da aula"]


@pytest.mark.parametrize("source", ["![uma reta que sobe](a.png)", '<img src="a.png" alt="uma reta que sobe">', "escreva `![](endereço)`"])
def test_a_picture_with_words(source: str) -> None:
    assert text(source) == []


@pytest.mark.parametrize(
    ("source", "cause"),
    [
        ("mostrar(figura)", "mostrar sem texto alternativo"),
        ('mostrar(figura, legenda="uma reta que sobe")', "mostrar sem texto alternativo"),
        ('mostrar(figura, alt="")', "o texto alternativo de mostrar tem menos de 4 palavras"),
        ('mostrar(figura, "Um gráfico")', "o texto alternativo de mostrar tem menos de 4 palavras"),
        ('explora(desenha, n=("n", 1, 2, 1, 1))', "explora sem texto alternativo"),
        ('explora(desenha, alt=lambda n: f"n = {n}")', "o texto alternativo de explora tem menos de 4 palavras"),
        ("plt.show()", "plt.show() mostra a figura sem texto alternativo"),
    ],
)
def test_a_figure_without_words(source: str, cause: str) -> None:
    assert causes(new_code_cell(source)) == [(2, cause)]


@pytest.mark.parametrize(
    "source",
    [
        'mostrar(figura, "O erro sobe com n.")',
        'mostrar(figura, alt="O erro, que sobe: " + "; ".join(lidas))',
        "mostrar(figura, alt=descricao)",
        'explora(desenha, alt="Caminhos de uma rede de {n} blocos.")',
        "%matplotlib inline",
    ],
)
def test_a_figure_with_words_or_words_that_are_computed(source: str) -> None:
    assert causes(new_code_cell(source)) == []


def test_the_course_as_it_is_shuts_nobody_out() -> None:
    assert list(accessible.problems()) == []


def test_a_pale_colour_and_a_broken_lesson_are_one_line_each(tmp_path: Path) -> None:
    colours = tmp_path / "cores.py"
    colours.write_text('CLARO = "#7f7f7f"\nESCURO = "#767676"\nPALETA = (CLARO, ESCURO)\n')
    (tmp_path / "00_ola.py").write_text("# %% [markdown]\n# # 00 · Olá\n#\n# ### Fundo\n", encoding="utf-8")
    lesson, colour = accessible.problems(tmp_path, colours)
    place = tmp_path / "00_ola.py"
    assert lesson == f"{place}, célula 1 (linha 1): o título 'Fundo', de nível 3, vem depois de um de nível 1; desça um nível por vez"
    assert colour == f"{colours}: CLARO (#7f7f7f) tem contraste 4,00 com o branco; escureça-a até 4,5"


def test_contrast_is_that_of_wcag() -> None:
    assert accessible.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert accessible.contrast("#ffffff", "#ffffff") == pytest.approx(1)
    assert accessible.contrast("#767676", "#ffffff") == accessible.contrast("#ffffff", "#767676") == pytest.approx(4.54, abs=0.005)
