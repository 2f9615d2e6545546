"""What interrupts the reading, and what does not."""

from __future__ import annotations

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from grader.lesson.prose import stretches

LONG = "palavra " * 100
FIRST = new_markdown_cell(LONG)


def longest(*texts: str) -> int:
    return max(words for _, words in stretches([FIRST, *map(new_markdown_cell, texts)]))


def test_two_texts_in_a_row_are_one_stretch_and_it_begins_in_the_first() -> None:
    assert list(stretches([FIRST, new_markdown_cell(LONG), new_markdown_cell(LONG)])) == [(2, 200)]


def test_a_code_cell_ends_a_stretch() -> None:
    assert longest(LONG) == 100
    cells = [FIRST, new_markdown_cell(LONG), new_code_cell("mostrar(figura)"), new_markdown_cell(LONG)]
    assert [words for _, words in stretches(cells)] == [100, 100]


@pytest.mark.parametrize(
    "pause",
    [
        "$$\nh = x + f(x)\n$$",
        "```python\nx = 1\n```",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "> **Seu palpite.** Sobe ou desce?\n> Por quê?",
        "### Exercício 2.1 — Somar (1,5 ponto · 5 min)",
        "## Questão aberta (1,5 ponto · 15 min)",
    ],
)
def test_something_to_see_or_to_do_ends_a_stretch(pause: str) -> None:
    assert longest(f"{LONG}\n\n{pause}\n\n{LONG}") == 100


def test_an_ordinary_title_or_a_quotation_ends_nothing() -> None:
    assert longest(f"{LONG}\n\n## Outro assunto\n\n> citação\n\n{LONG}") == 203


def test_a_formula_in_a_line_is_one_word() -> None:
    assert longest("onde $a + b + c$ cabe") == 3


def test_what_follows_the_summary_is_not_counted() -> None:
    assert longest(f"## Resumo\n\n{LONG}", LONG) == 0
