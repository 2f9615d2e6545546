"""How a lesson opens in Colab: the line `{{colab}}` of its header becomes the badge, and a cell after it installs the student's package.

The repository's address stands in one place, `Repository` under `[project.urls]` in pyproject.toml. Where it is missing, the line becomes
the words that say how to take file and package there by hand: never a dead link.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from grader.records import LessonError

PLACEHOLDER = "{{colab}}"
BRANCH = "main"

_GITHUB = re.compile(r"https://github\.com/([\w.-]+/[\w.-]+?)(?:\.git)?/?")

_BADGE = (
    "[![Abrir no Colab](https://colab.research.google.com/assets/colab-badge.svg)]"
    "(https://colab.research.google.com/github/{repository}/blob/{branch}/course/{lesson}.ipynb)"
)
_BY_HAND = (
    "*No Colab:* Arquivo → Fazer upload de notebook (*File → Upload notebook*), com este arquivo. Envie também à pasta da sessão o "
    "arquivo `.whl` que vem no pacote do curso, o zip que quem ensina distribui, e, antes das outras células, rode uma nova com "
    "`%pip install -q *.whl`."
)
_INSTALL = """\
# Instala o pacote do curso onde ele falta, como no Colab; onde ele já está, não faz nada.
import importlib.util

if importlib.util.find_spec("trilha") is None:
    get_ipython().run_line_magic("pip", "install -q https://github.com/{repository}/archive/refs/heads/{branch}.zip")"""


def fill(notebook: NotebookNode, path: Path) -> None:
    """Put the way to Colab in the place of the line `{{colab}}`, where the lesson in this source file has one. Raises LessonError."""
    place = next((number for number, cell in enumerate(notebook.cells) if _has_line(cell)), None)
    if place is None:
        return
    cell, repository = notebook.cells[place], github_repository(path.absolute().parent.parent / "pyproject.toml")
    names = {"repository": repository, "branch": BRANCH, "lesson": path.stem}
    told = _BADGE.format(**names) if repository else _BY_HAND
    cell.source = "\n".join(told if _is_placeholder(line) else line for line in cell.source.split("\n"))
    if repository:
        install = nbformat.v4.new_code_cell(_INSTALL.format(**names), metadata={"tags": ["skip-execution"]})
        notebook.cells.insert(place + 1, install)


def _has_line(cell: NotebookNode) -> bool:
    return cell.cell_type == "markdown" and any(map(_is_placeholder, cell.source.split("\n")))


def _is_placeholder(line: str) -> bool:
    return line.replace(" ", "") == PLACEHOLDER


def github_repository(project: Path) -> str | None:
    """`owner/name` of the repository that the project file names, None where it names none."""
    if not project.is_file():
        return None
    address = tomllib.loads(project.read_text(encoding="utf-8")).get("project", {}).get("urls", {}).get("Repository")
    if address is None:
        return None
    match = _GITHUB.fullmatch(str(address))
    if match is None:
        cause = f"o endereço '{address}' não é o de um repositório do GitHub, e o Colab não abre outros"
        raise LessonError(project, cause, "escreva https://github.com/DONO/NOME em [project.urls], ou apague a linha Repository")
    return match[1]
