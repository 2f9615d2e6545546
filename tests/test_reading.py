"""A notebook run as its reader does: what each cell shows is reported, and the student's package is all that there is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from grader.reading import Reader, Reading, answered
from grader.records import LessonError

from .readings import bare_python


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return bare_python(tmp_path_factory.mktemp("pacote"))


def notebook(*sources: str) -> bytes:
    cells = [{"cell_type": "code", "id": f"c{number}", "source": source, "metadata": {}} for number, source in enumerate(sources)]
    return json.dumps({"cells": [{"cell_type": "markdown", "id": "t", "source": "1 / 0", "metadata": {}}, *cells]}).encode()


def read(*sources: str, reader: Reader | None = None, watched: bool = True, measures: Path | None = None) -> Reading:
    return (reader or Reader()).read(notebook(*sources), "02_x.ipynb", watched=watched, measures=measures)


def test_of_all_that_is_installed_here_the_lesson_sees_the_students_package_alone(bare: Reader) -> None:
    ours = ("grader", "tests", "nbgrader", "jupyterlab", "jupytext", "ipykernel", "pytest", "rich")
    theirs = ("trilha", "torch", "torchvision", "ipywidgets", "matplotlib.pyplot", "mnist1d", "sklearn", "tqdm", "sqlite3")
    shown = read(*(f"import {name}" for name in ours + theirs), reader=bare).cells
    assert [cell.error for cell in shown] == [f"ModuleNotFoundError: No module named '{name}'" for name in ours] + [None] * len(theirs)


def test_each_cell_reports_what_it_showed_and_the_next_one_runs_after_an_error() -> None:
    sources = ("print('um')\n2", "1 / 0", "from IPython.display import HTML\nHTML('<p>x</p>')", "%%time\nx = 3", "x +")
    one, wrong, rich, magic, torn = read(*sources).cells
    assert [cell.id for cell in (one, wrong, rich, magic, torn)] == ["c0", "c1", "c2", "c3", "c4"]
    assert one.text == "um\n2\n"
    assert wrong.error == "ZeroDivisionError: division by zero"
    assert rich.kinds == ["text/html", "text/plain"]
    assert "Wall time" in magic.text
    assert (torn.error or "").startswith("SyntaxError")


@pytest.mark.parametrize("watched", [False, True])
def test_widgets_live_where_somebody_looks(watched: bool, bare: Reader) -> None:
    (cell,) = read("from trilha.tela import in_notebook, widgets_live\nin_notebook(), widgets_live()", reader=bare, watched=watched).cells
    assert cell.text == f"(True, {watched})\n"


def test_what_the_notebook_leaves_in_its_folder_is_named() -> None:
    assert read("open('sobra.txt', 'w').close()").files == ("02_x.ipynb", "sobra.txt")


def test_its_time_is_told_by_the_clock_and_in_cpu() -> None:
    done = read("import time\ntime.sleep(1)")
    assert done.wall > 1
    assert 0 < done.cpu < done.wall
    assert done.cells[0].seconds == pytest.approx(1, abs=0.5)


def test_its_memory_is_the_most_that_it_held() -> None:
    small, large = read("1"), read("tudo = b'x' * (300 * 2**20)\ndel tudo")
    assert large.peak - small.peak == pytest.approx(300, abs=30)


def test_measures_are_made_of_the_names_that_the_notebook_left(tmp_path: Path) -> None:
    file = tmp_path / "numeros.py"
    file.write_text("MEASURES = {'o dobro': lambda space: 2 * space['x'], 'é ímpar': lambda space: space['x'] % 2 == 1}\n")
    assert read("x = 21", measures=file).measured == {"o dobro": 42.0, "é ímpar": 1.0}


def test_a_notebook_that_ends_its_process_is_an_error_with_place_and_cure() -> None:
    with pytest.raises(LessonError, match=r"02_x\.ipynb: o processo do caderno terminou com 3"):
        read("import os\nos._exit(3)")


def test_answers_take_the_place_of_the_stubs_and_nothing_else_changes() -> None:
    raw = notebook("def f(): ...", "f()")
    filled = json.loads(answered(raw, {"c0": "def f(): return 1", "outra": "x"}))
    assert [cell["source"] for cell in filled["cells"]] == ["1 / 0", "def f(): return 1", "f()"]
    assert json.loads(answered(raw, {})) == json.loads(raw)
