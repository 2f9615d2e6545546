"""The way to Colab: one line of the source, and in the notebook a link that leads somewhere, or none."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path

import pytest
from nbformat import NotebookNode

from grader.lesson import colab, publish, source
from grader.records import LessonError, Role

ROOT = Path(__file__).parents[2]
LESSONS = sorted((ROOT / "solutions").glob("[0-9][0-9]_*.py"))
SMALL = (ROOT / "tests" / "cases" / "aulas_quebradas" / "02_inteira.py").read_text(encoding="utf-8")
HEADER = "# # Aula pequena\n"
NOTEBOOK = "https://colab.research.google.com/github/gente/curso/blob/main/course/02_pequena.ipynb"


def lesson(folder: Path, address: str | None = None) -> Path:
    """A small lesson with the placeholder, in a project that says this address."""
    project = "[project]\nname = 'x'\n" + (f"[project.urls]\nRepository = '{address}'\n" if address else "")
    (folder / "pyproject.toml").write_text(project)
    path = folder / "solutions" / "02_pequena.py"
    path.parent.mkdir()
    path.write_text(SMALL.replace(HEADER, f"{HEADER}#\n# {colab.PLACEHOLDER}\n#\n# Fim.\n"), encoding="utf-8")
    return path


def published(path: Path) -> NotebookNode:
    return publish.release(source.read(path))


@pytest.mark.parametrize(
    "address", ["https://github.com/gente/curso", "https://github.com/gente/curso/", "https://github.com/gente/curso.git"]
)
def test_with_an_address_the_badge_opens_this_notebook_and_a_cell_installs_the_package(tmp_path: Path, address: str) -> None:
    header, install, *_ = published(lesson(tmp_path, address)).cells
    lines = header.source.split("\n")
    assert (lines[0], lines[-1]) == ("# Aula pequena", "Fim.")
    assert lines[2].startswith("[![Abrir no Colab](https://colab.research.google.com/assets/colab-badge.svg)]")
    assert lines[2].endswith(f"({NOTEBOOK})")
    assert install.metadata.tags == ["skip-execution"]
    assert "https://github.com/gente/curso/archive/refs/heads/main.zip" in install.source


def test_without_one_the_header_says_what_to_do_and_links_nowhere(tmp_path: Path) -> None:
    header, *others = published(lesson(tmp_path)).cells
    assert "Fazer upload de notebook" in header.source
    assert "%pip install -q *.whl" in header.source
    assert not re.search(r"https?:|\{\{", header.source)
    assert not any("pip" in cell.source for cell in others)


@pytest.mark.parametrize("address", ["https://exemplo.org/gente/curso", "https://github.com/gente", "git@github.com:gente/curso.git"])
def test_an_address_that_colab_cannot_open_is_told(tmp_path: Path, address: str) -> None:
    with pytest.raises(LessonError, match=re.escape(f"pyproject.toml: o endereço '{address}' não é")):
        published(lesson(tmp_path, address))


def test_spaces_in_the_placeholder_do_not_reach_students(tmp_path: Path) -> None:
    path = lesson(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace(colab.PLACEHOLDER, "{{ colab }}"), encoding="utf-8")
    assert "{{" not in published(path).cells[0].source


def test_a_lesson_far_from_any_project_needs_no_address(tmp_path: Path) -> None:
    path = lesson(tmp_path)
    (tmp_path / "pyproject.toml").unlink()
    assert "Fazer upload" in published(path).cells[0].source


def test_the_other_cells_keep_their_identifiers_and_grading_skips_the_new_one(tmp_path: Path) -> None:
    path = lesson(tmp_path)
    before = [cell.id for cell in published(path).cells]
    (tmp_path / "pyproject.toml").write_text("[project.urls]\nRepository = 'https://github.com/gente/curso'\n")
    after = publish.load_lesson(path).cells
    assert [cell.id for cell in after][2:] == before[1:]
    assert (after[1].kind, after[1].role) == ("code", Role.SHOW)
    (notebook,) = publish.publish([path], tmp_path / "course")
    assert NOTEBOOK in json.loads(notebook.read_text())["cells"][0]["source"][2]


@pytest.mark.parametrize(("installed", "calls"), [(False, 1), (True, 0)])
def test_the_cell_run_twice_installs_once_and_only_where_the_package_is_missing(
    installed: bool, calls: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Shell:
        asked: list[tuple[str, str]] = []  # noqa: RUF012 - one shell, one list

        def run_line_magic(self, name: str, line: str) -> None:
            self.asked.append((name, line))

    monkeypatch.setattr(importlib.util, "find_spec", lambda name: object() if installed or Shell.asked else None)
    monkeypatch.setattr(Shell, "asked", [])
    install = published(lesson(tmp_path, "https://github.com/gente/curso")).cells[1]
    for _ in range(2):
        exec(install.source, {"get_ipython": Shell})
    assert Shell.asked == [("pip", "install -q https://github.com/gente/curso/archive/refs/heads/main.zip")] * calls


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_each_lesson_leaves_the_way_to_colab_to_publishing(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    cure = f"{path.name}: no lugar do selo do Colab, ponha no cabeçalho a linha `# {colab.PLACEHOLDER}`"
    assert text.split("# %% [markdown]")[1].count(f"\n# {colab.PLACEHOLDER}\n") == 1, cure
    assert "colab.research.google.com" not in text, cure
