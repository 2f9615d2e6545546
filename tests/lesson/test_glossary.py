"""One glossary for the course: every term once, in alphabetical order, with the lesson that introduces it."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from grader.lesson import glossary
from grader.records import LessonError

HEADING = "| termo | em inglês | o que é |\n|---|---|---|\n"


def lesson(*rows: str, before: str = "## Resumo\n\n") -> NotebookNode:
    cell = nbformat.v4.new_markdown_cell(before + HEADING + "\n".join(rows) + "\n\nDepois da tabela | nada | conta.")
    return nbformat.v4.new_notebook(cells=[cell, nbformat.v4.new_code_cell("| não | é | tabela |")])


def lines(**lessons: NotebookNode) -> list[str]:
    page = glossary.page({Path(f"solutions/{name.removeprefix('aula_')}.py"): notebook for name, notebook in lessons.items()})
    return [line for line in page.decode().split("\n") if line.startswith("| ")][1:]


def test_terms_of_all_lessons_come_in_alphabetical_order_accents_aside() -> None:
    found = lines(
        aula_01_um=lesson("| vão | *gap* | espaço |", "| época | *epoch* | uma volta |"), aula_02_dois=lesson("| eco | | volta sem nome |")
    )
    assert found == [
        "| eco |  | volta sem nome | [02](02_dois.ipynb) |",
        "| época | *epoch* | uma volta | [01](01_um.ipynb) |",
        "| vão | *gap* | espaço | [01](01_um.ipynb) |",
    ]


def test_other_tables_are_no_glossary() -> None:
    other = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |")])
    assert lines(aula_01_um=other) == []


def test_a_term_defined_twice_names_both_lessons() -> None:
    twice = {"aula_01_um": lesson("| eco | | um |"), "aula_02_dois": lesson("| Eco | | outro |")}
    with pytest.raises(LessonError, match=r"02_dois\.py: o termo 'Eco' já está no glossário da aula 01_um; deixe-o só"):
        lines(**twice)


@pytest.mark.parametrize("row", ["| eco | |", "| | *echo* | volta |", "| eco | *echo* | $|x|$ |"])
def test_a_row_without_its_three_parts_is_told(row: str) -> None:
    with pytest.raises(LessonError, match="linha do glossário sem as três colunas"):
        lines(aula_01_um=lesson(row))
