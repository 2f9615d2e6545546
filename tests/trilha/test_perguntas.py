"""The quiz: every option has its comment, with and without a notebook."""

from __future__ import annotations

import pytest
from trilha import quiz, responde

from .conftest import Screen

OPCOES = [("dois", False, "Faltou o vazio."), ("quatro", True, "Duas escolhas por bloco.")]


def test_without_a_notebook_options_are_listed_and_answered_by_number_and_letter(capsys: pytest.CaptureFixture[str]) -> None:
    quiz("Quantos caminhos com 2 blocos?", OPCOES)
    quiz("E com 1?", [("dois", True, "Sim.")])
    quiz("Quantos caminhos com 2 blocos?", OPCOES)  # the cell ran again: the same number
    assert capsys.readouterr().out.splitlines()[-4:] == [
        "Pergunta 1. Quantos caminhos com 2 blocos?",
        "  a) dois",
        "  b) quatro",
        'Para ver o comentário de uma opção: responde("1a")',
    ]
    for option in ("1b", "1A", "2a"):
        responde(option)
    assert capsys.readouterr().out.splitlines() == ["✓ Certo. Duas escolhas por bloco.", "✗ Não. Faltou o vazio.", "✓ Certo. Sim."]


@pytest.mark.parametrize("option", ["", "b", "9a", "0a", "1", "1z", "1 ", "xx"])
def test_an_answer_to_nothing_says_how_to_answer(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    quiz("Quantos?", OPCOES)
    capsys.readouterr()
    responde(option)
    assert capsys.readouterr().out.startswith(("Não há a pergunta", "A pergunta 1 tem as opções de a até b."))


def test_in_a_notebook_each_option_unfolds_its_comment(screen: Screen) -> None:
    quiz("Quantos?", OPCOES)
    page = screen.shown[0]["text/html"]
    assert "<summary" in page
    assert "b) quatro</summary><p>✓ Certo. Duas escolhas por bloco.</p>" in page


def test_a_quiz_without_a_right_option_or_a_comment_is_the_author_s_mistake() -> None:
    for options in ([("a", False, "não")], [("a", True, "")], []):
        with pytest.raises(ValueError, match="quiz"):
            quiz("?", options)
