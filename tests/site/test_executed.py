"""Notebooks are executed when what they show may have changed, in a copy of their folder, and not otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from grader.records import LessonError
from grader.site.executed import executed, run

CLOCK = "import pathlib, time, trilha\npathlib.Path('rastro').touch()\nprint(time.time_ns())"


@pytest.fixture
def lesson(tmp_path: Path) -> Path:
    """A notebook that tells when it was executed, beside a package that it imports."""
    course = tmp_path / "course"
    (course / "trilha").mkdir(parents=True)
    (course / "trilha" / "__init__.py").write_text("A = 1\n")
    return write(course / "02_hora.ipynb", CLOCK)


def write(path: Path, *cells: str) -> Path:
    tags = {"tags": ["skip-execution"]}
    nbformat.write(new_notebook(cells=[new_code_cell(cell, metadata=tags) for cell in cells]), path)
    return path


def told(found: Iterable[tuple[Path, NotebookNode, bool]]) -> tuple[str, bool]:
    ((_, notebook, fresh),) = found
    return notebook.cells[0].outputs[0].text, fresh


def test_a_run_is_kept_until_notebook_or_package_change(lesson: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    first, fresh = told(executed([lesson], kept))
    assert fresh
    assert told(executed([lesson], kept)) == (first, False)
    (lesson.parent / "trilha" / "__init__.py").write_text("A = 2\n")
    second, fresh = told(executed([lesson], kept))
    assert fresh
    assert second != first
    write(lesson, CLOCK + "\n")
    assert told(executed([lesson], kept))[1]
    assert len(list(kept.iterdir())) == 1, "earlier runs of a lesson are thrown away"
    assert sorted(path.name for path in lesson.parent.iterdir()) == ["02_hora.ipynb", "trilha"], "the course's own folder is left alone"


def test_a_cell_that_fails_is_named_and_nothing_is_kept(lesson: Path, tmp_path: Path) -> None:
    write(lesson, "1 + 1", "raise ValueError('não há dados')")
    with pytest.raises(LessonError, match=r"02_hora\.ipynb: uma célula falhou \(ValueError: não há dados\); rode o caderno no Jupyter"):
        list(executed([lesson], tmp_path / "kept"))
    assert not (tmp_path / "kept").exists()


def test_the_notebook_that_runs_is_the_only_one_there(lesson: Path) -> None:
    write(lesson.with_name("01_outra.ipynb"), "1")
    write(lesson, "import os; print(sorted(os.listdir()))")
    assert run(lesson).cells[0].outputs[0].text == "['02_hora.ipynb', 'trilha']\n"


def test_nobody_is_there_to_move_a_slider(lesson: Path) -> None:
    write(lesson, "print(get_ipython().kernel.get_parent('shell')['content']['allow_stdin'])")
    assert run(lesson).cells[0].outputs[0].text == "False\n"
