"""The speller sees what people read, and leaves alone what is not prose."""

from __future__ import annotations

import pytest

from tests import spelling


@pytest.mark.parametrize(
    "text",
    ["a conexão residual", "o `tensro` fica", "$\\gamma x$", "*skip connection*", "[texto](http://exemplo/ptah)", "```\nprnit(x)\n```"],
)
def test_code_formulas_addresses_and_english_are_no_mistakes(text: str) -> None:
    assert spelling.unknown(text) == set()


@pytest.mark.parametrize(
    ("text", "word"), [("a conecção residual", "conecção"), ("**o tensro**", "tensro"), ("> **Seu palpitte.** Quanto?", "palpitte")]
)
def test_a_misspelt_word_is_found(text: str, word: str) -> None:
    assert spelling.unknown(text) == {word}


def test_the_line_says_where_and_what_to_do() -> None:
    (line,) = spelling.report([("aula, célula 1", "tudo bem"), ("aula, célula 2", "uma rede rezidual")])
    assert line == "aula, célula 2: 'rezidual' não está no dicionário; corrija a palavra ou acrescente-a a tests/palavras.txt"


def test_strings_of_code_are_read_where_they_are_sentences() -> None:
    assert list(spelling.sentences("x = 'curto'\nprint('uma frase com cinco palavras')")) == ["uma frase com cinco palavras"]


def test_every_kind_of_text_is_read() -> None:
    places = {place.split("/")[0].split(",")[0] for place, _ in spelling.texts()}
    assert {"solutions", "tests", "docs", "README.md"} <= places
