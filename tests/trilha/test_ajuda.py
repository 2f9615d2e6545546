"""Hints come one at a time, in order."""

from __future__ import annotations

import pytest
from trilha import dica, dicas

from .conftest import Screen


def test_each_call_reveals_the_next_hint_and_the_end_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    dicas("2.3", "primeira", "segunda")
    for _ in range(4):
        dica("2.3")
    assert capsys.readouterr().out.splitlines() == [
        'Dicas do 2.3: rode dica("2.3")',
        "2.3  Dica 1 de 2: primeira",
        "2.3  Dica 2 de 2: segunda",
        '2.3  Não há mais dicas: eram 2. Rode dica("2.3") de novo para relê-las desde a primeira.',
        "2.3  Dica 1 de 2: primeira",
    ]


def test_an_exercise_without_hints_says_which_have_them(capsys: pytest.CaptureFixture[str]) -> None:
    dica("2.9")
    dicas("2.3", "uma")
    dica("2.9")
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "Não há dicas para o exercício 2.9: rode antes a célula de dicas dele."
    assert said[2].endswith("Há dicas para: 2.3.")


def test_in_a_notebook_each_hint_is_folded_inside_the_one_before(screen: Screen) -> None:
    dicas("2.3", "primeira", "use `h`")
    page = screen.shown[0]["text/html"]
    assert page.count("<details") == page.count("</details>") == 2
    places = [
        page.index(text) for text in ("Próxima dica (1 de 2)", "primeira", "Próxima dica (2 de 2)", "use <code>h</code>", "</details>")
    ]
    assert places == sorted(places)


def test_hints_without_text_are_the_author_s_mistake() -> None:
    with pytest.raises(ValueError, match=r"2\.3"):
        dicas("2.3", "uma", " ")
    with pytest.raises(ValueError, match=r"2\.3"):
        dicas("2.3")
