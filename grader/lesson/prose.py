"""How much a lesson makes its reader read before there is something to see or to do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nbformat import NotebookNode

MOST_WORDS = 165
"""Between two things to see or do: about one screen of a phone and a half."""

_PAUSE = re.compile(
    "|".join(
        (
            r"\$\$.*?\$\$",
            r"```.*?```",
            r"(?:^\|[^\n]*\n?)+",
            r"^> \*\*Seu palpite[^\n]*(?:\n>[^\n]*)*",
            r"^#+ (?:Exercício|Questão aberta)[^\n]*",
        )
    ),
    re.DOTALL | re.MULTILINE,
)
"""A displayed formula, code, a table, a prediction to make, an exercise."""
_FORMULA = re.compile(r"\$[^$]*\$")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_APPARATUS = re.compile(r"^## Resumo", re.MULTILINE)


def stretches(cells: Sequence[NotebookNode]) -> Iterator[tuple[int, int]]:
    """Each stretch of text without a pause: the number of the cell where it begins, counted from 1, and its words.

    Left out: the first cell, which is a table of contents, and what comes after the summary's title, which is looked up and not read.
    """
    start, words = 0, 0
    for number, cell in enumerate(cells, start=1):
        if number == 1:
            continue
        if cell.cell_type != "markdown" or "nbgrader" in cell.metadata:  # the open question's cell is one to write in
            yield start, words
            words = 0
            continue
        text, *rest = _APPARATUS.split(cell.source, maxsplit=1)
        for place, part in enumerate(_PAUSE.split(text)):
            if place:
                yield start, words
                words = 0
            start = start if words else number
            words += len(_WORD.findall(_FORMULA.sub("x", part)))
        if rest:
            break
    yield start, words
