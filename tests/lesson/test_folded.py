"""Hints and questions arrive folded, under a line that says what they are, and everything else is left open."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grader.lesson.folded import calls, fold, is_mixed
from grader.records import Lesson
from grader.submission.transplant import repair

ROOT = Path(__file__).parents[2]
FOLDED = {"source_hidden": True}


def folded(source: str) -> tuple[str, object]:
    """What publishing makes of a code cell: its first line, and JupyterLab's metadata."""
    cell = new_code_cell(source)
    fold(new_notebook(cells=[cell]))
    return cell.source.split("\n")[0], cell.metadata.get("jupyter")


def test_hints_and_questions_are_folded_and_their_first_line_names_them() -> None:
    assert folded("dicas(\n    '2.1', 'some')") == ("# Dicas 2.1: rode para ver", FOLDED)
    assert folded("# um comentário\nquiz('a', [])") == ("# Pergunta: rode para ver", FOLDED)


@pytest.mark.parametrize("source", ["painel()", "dica('2.1')", "x = dicas", "%pip install -q trilha", "", "verifica('2.1', 'f', [])"])
def test_code_that_gives_nothing_away_is_left_open(source: str) -> None:
    assert folded(source) == (source, None)


def test_a_text_that_looks_like_a_call_is_left_alone() -> None:
    cell = new_markdown_cell("dicas('2.1', 'some')")
    fold(new_notebook(cells=[cell]))
    assert (cell.source, dict(cell.metadata)) == ("dicas('2.1', 'some')", {})


def test_a_cell_that_mixes_hints_with_other_code_is_told_apart() -> None:
    assert is_mixed("dicas('2.1', 'some')\nx = 1")
    assert is_mixed("quiz('a', [])\nquiz('b', [])")
    assert not is_mixed("dicas('2.1', 'some')")
    assert not is_mixed("painel()\nentrega()")
    assert calls("painel()\nx = 1\n[dicas]") == ["painel", "", ""]


@pytest.mark.parametrize("path", sorted((ROOT / "course").glob("[0-9][0-9]_*.ipynb")), ids=lambda path: path.stem)
def test_in_every_published_notebook_those_cells_and_no_others_are_folded(path: Path) -> None:
    cells = [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
    giving_away = [cell for cell in cells if {"dicas", "quiz"} & set(calls("".join(cell["source"])))]
    assert giving_away
    assert [cell for cell in cells if "jupyter" in cell["metadata"]] == giving_away
    assert all(cell["metadata"]["jupyter"] == FOLDED for cell in giving_away)
    assert all(cell["source"][0].endswith(": rode para ver\n") for cell in giving_away)


def test_a_notebook_saved_unfolded_needs_no_repair(lesson: Lesson) -> None:
    document = json.loads((ROOT / "course" / f"{lesson.name}.ipynb").read_text(encoding="utf-8"))
    assert repair(json.dumps(document).encode(), lesson).repairs == ()
    for cell in document["cells"]:
        cell["metadata"].pop("jupyter", None)
    assert repair(json.dumps(document).encode(), lesson).repairs == ()
