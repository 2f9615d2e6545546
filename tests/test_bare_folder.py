"""Each published lesson where a student opens it: a folder that holds the notebook alone, and the student's package installed.

`make test-colab` runs these tests on a machine like Colab's, whose folder does not even hold the notebook.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest

from grader.lesson import publish
from grader.reading import Shown

from .readings import GRADED, LESSONS, ROOT, Lookup

LIVE = "application/vnd.jupyter.widget-view+json"
SOLVED = pytest.mark.parametrize("name", GRADED)
UNANSWERED = pytest.mark.parametrize("name", LESSONS)
BOTH = pytest.mark.parametrize(
    ("name", "solved"),
    [*((name, False) for name in LESSONS), *((name, True) for name in GRADED)],
    ids=[*(f"{name}-unanswered" for name in LESSONS), *(f"{name}-solved" for name in GRADED)],
)


def code(name: str) -> dict[str, str]:
    """The text of each published code cell, by its identifier."""
    cells = json.loads((ROOT / "course" / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
    return {cell["id"]: "".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"}


def cells_that_call(name: str, function: str, shown: tuple[Shown, ...]) -> Iterator[Shown]:
    """What the cells showed whose text calls this function of `trilha`."""
    return (cell for cell in shown if re.search(rf"^{function}\(", code(name)[cell.id], re.MULTILINE))


@BOTH
def test_no_cell_fails(name: str, solved: bool, reading: Lookup) -> None:
    shown = reading(name, solved).cells
    assert [cell.id for cell in shown] == list(code(name))
    assert {cell.id: cell.error for cell in shown if cell.error} == {}


@UNANSWERED
def test_each_visible_check_of_a_stub_is_one_calm_line(name: str, reading: Lookup) -> None:
    checks = list(cells_that_call(name, "verifica", reading(name, False).cells))
    assert checks
    for cell in checks:
        assert re.fullmatch(r"\d\.\d  ·  ainda não respondido\n", cell.text), cell


@SOLVED
def test_each_visible_check_accepts_the_solution(name: str, reading: Lookup) -> None:
    shown = {cell.id: cell.text for cell in reading(name, True).cells}
    for exercise in publish.load_lesson(ROOT / "solutions" / f"{name}.py").exercises:
        assert re.fullmatch(rf"{exercise.id}  ✓  (\d+) de \1 verificações\n", shown[exercise.test])


@BOTH
def test_nothing_but_the_progress_is_left_beside_the_notebook(name: str, solved: bool, reading: Lookup) -> None:
    files = set(reading(name, solved).files)
    assert files <= {".trilha", f"{name}.ipynb"}
    assert ".trilha" in files or not solved


@SOLVED
def test_widgets_live_where_somebody_looks_and_leave_a_picture_behind(name: str, reading: Lookup) -> None:
    cells = list(cells_that_call(name, "explora", reading(name, True).cells))
    assert cells
    assert all({LIVE, "text/html"} <= set(cell.kinds) for cell in cells)


@UNANSWERED
def test_a_picture_stands_in_for_each_widget_where_nobody_looks(name: str, reading: Lookup) -> None:
    shown = reading(name, False).cells
    assert not any(LIVE in cell.kinds for cell in shown)
    for function in ("explora", "quiz"):
        cells = list(cells_that_call(name, function, shown))
        assert cells
        assert all("text/html" in cell.kinds for cell in cells)
