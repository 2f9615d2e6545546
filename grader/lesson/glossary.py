"""The course's glossary, made from the tables that close its lessons: each term once, with the lesson that introduces it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from grader.records import LessonError

HEADING = ("termo", "em inglês", "o que é")
FILE = "glossario.md"

_TOP = """# Glossário

Os termos do curso, cada um com a aula que o apresenta. Esta página é gerada das aulas por `make publicar`.

| termo | em inglês | o que é | aula |
|---|---|---|---|
"""


@dataclass(frozen=True)
class Term:
    """One row of a lesson's table."""

    name: str
    english: str
    meaning: str
    lesson: str
    """The stem of the lesson's file."""


def page(lessons: Mapping[Path, NotebookNode]) -> bytes:
    """The glossary of these lessons (source file → notebook), in alphabetical order. Raises LessonError for a term defined twice."""
    known: dict[str, Term] = {}
    for path, notebook in lessons.items():
        for term in terms(path.stem, notebook):
            first = known.setdefault(term.name.casefold(), term)
            if first is not term:
                cause = f"o termo '{term.name}' já está no glossário da aula {first.lesson}"
                raise LessonError(path, cause, "deixe-o só na aula que o apresenta")
    rows = (
        f"| {term.name} | {term.english} | {term.meaning} | [{term.lesson[:2]}]({term.lesson}.ipynb) |"
        for term in sorted(known.values(), key=lambda term: _letters(term.name))
    )
    return (_TOP + "\n".join(rows) + "\n").encode("utf-8")


def terms(lesson: str, notebook: NotebookNode) -> Iterator[Term]:
    """The rows of every table of a lesson that has the glossary's heading. Raises LessonError where a row has not three parts."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for row in _rows(cell.source.split("\n")):
                if len(row) != len(HEADING) or not all((row[0], row[2])):
                    shown = " | ".join(row)[:80]
                    raise LessonError(f"solutions/{lesson}.py", f"linha do glossário sem as três colunas: '{shown}'", "complete a linha")
                yield Term(row[0], row[1], row[2], lesson)


def _rows(lines: Iterable[str]) -> Iterator[tuple[str, ...]]:
    inside = False
    for line in lines:
        parts = tuple(part.strip() for part in line.strip().strip("|").split("|")) if line.lstrip().startswith("|") else ()
        if parts == HEADING:
            inside = True
        elif not parts:
            inside = False
        elif inside and not set("".join(parts)) <= set("-: "):
            yield parts


def _letters(text: str) -> str:
    """What a dictionary sorts by: no accents, no capitals."""
    return "".join(letter for letter in unicodedata.normalize("NFD", text.casefold()) if letter.isalnum() or letter == " ")
