"""What of a notebook stands on its page: texts, code, what the code showed, and the header's facts."""

from __future__ import annotations

from typing import Any

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from grader.records import LessonError
from grader.site.lesson import Block, LessonPage, lesson_page

HEADER = "# 02 · Conexões\n\n{}\n\nPor que *nada* é difícil?\n\n**Seu tempo:** cerca de 110 minutos. **Nota:** 10,0 pontos."
BY_HAND = "*No Colab:* Arquivo → Fazer upload de notebook, com este arquivo."
ADDRESS = "https://colab.research.google.com/github/dona/trilha/blob/main/course/02_conexoes.ipynb"
BADGE = f"[![Abrir no Colab](https://colab.research.google.com/assets/colab-badge.svg)]({ADDRESS})"
OPEN = {"nbgrader": {"grade": True, "solution": True, "grade_id": "aberta-2"}}


def page(*cells: NotebookNode, header: str = BY_HAND) -> LessonPage:
    return lesson_page("02_conexoes", new_notebook(cells=[new_markdown_cell(HEADER.format(header)), *cells]))


def block(cell: NotebookNode) -> Block:
    return page(cell).blocks[1]


def shown(*outputs: dict[str, Any]) -> str:
    return "".join(block(new_code_cell("x", outputs=list(outputs))).outputs)


def test_the_header_gives_title_question_and_time() -> None:
    found = page()
    assert (found.title, found.question, found.time) == ("02 · Conexões", "Por que <em>nada</em> é difícil?", "cerca de 110 minutos")


def test_the_badge_becomes_an_address_and_its_picture_is_never_asked_for() -> None:
    found = page(header=BADGE)
    assert found.colab == ADDRESS
    assert "colab" not in found.blocks[0].html
    assert found.question == page().question


def test_without_a_repository_there_is_no_button_and_no_line_about_this_file() -> None:
    found = page()
    assert found.colab == ""
    assert "No Colab" not in found.blocks[0].html


def test_answers_are_marked_and_what_would_give_them_away_is_folded() -> None:
    made = [
        block(new_code_cell("# Exercício 2.1\ndef f(x):\n    # SEU CÓDIGO AQUI")),
        block(new_code_cell("# Verificação 2.1\nverifica('2.1', 'f', [])")),
        block(new_code_cell("dicas('2.1', 'some')")),
        block(new_code_cell("quiz('a', [])\nquiz('b', [])")),
        block(new_code_cell("painel()\nentrega()")),
        block(new_code_cell("fig, eixo = plt.subplots()\nmostrar(fig, alt='Uma reta que sobe.')")),
        block(new_code_cell("mostrar(fig, alt='Uma reta que sobe.')\nx = 1")),
        block(new_code_cell("x = 1\npainel()")),
        block(new_code_cell("# só um comentário, e a célula de instalar")),
        block(new_code_cell("%pip install -q trilha")),
    ]
    assert [(one.label, one.folded) for one in made] == [
        ("Para você responder", False),
        ("Código da verificação", True),
        ("Código desta célula", True),
        ("Código desta célula", True),
        ("Código desta célula", True),
        ("Código da figura", True),
        ("", False),
        ("", False),
        ("", False),
        ("", False),
    ]


def test_the_cell_for_the_open_question_shows_nothing_of_its_own() -> None:
    assert block(new_markdown_cell("ESCREVA SUA RESPOSTA AQUI", metadata=OPEN)) == Block("aberta", block(new_code_cell("x")).html[:0])


def test_an_empty_cell_leaves_no_empty_box() -> None:
    assert len(page(new_code_cell(""), new_markdown_cell(" ")).blocks) == 1


def test_a_printed_sentence_may_be_broken_and_columns_may_not() -> None:
    printed = shown(new_output("stream", name="stdout", text="Resolva 1.1 antes.\n\nHe  1 camada\n"))
    assert '<pre><span class="frase">Resolva 1.1 antes.</span>\n\nHe  1 camada\n</pre>' in printed


def test_what_was_printed_is_text() -> None:
    assert '<pre><span class="frase">1 &lt; 2</span>\n</pre>' in shown(new_output("stream", name="stdout", text="0 < 2\r1 < 2\n"))
    assert '<span class="frase">tensor(&lt;1&gt;)</span>' in shown(new_output("execute_result", data={"text/plain": "tensor(<1>)"}))


def test_what_the_course_shows_as_html_stays_as_it_made_it() -> None:
    figure = '<figure><img alt="Uma reta." src="data:image/png;base64,AAAA"></figure>'
    assert figure in shown(new_output("display_data", data={"text/html": figure, "text/plain": "Figura: Uma reta."}))


def test_a_picture_without_words_is_refused() -> None:
    with pytest.raises(LessonError, match=r"02_conexoes\.ipynb: uma célula mostra uma figura sem texto alternativo; mostre-a com mostrar"):
        shown(new_output("display_data", data={"image/png": "AAAA", "text/plain": "<Figure size 640x480>"}))
