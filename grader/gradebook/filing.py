"""The folders of a class and the files that grading leaves in them.

A class folder is an ordinary nbgrader course directory, so the paths are nbgrader's own. Beside the notebook that formgrader shows, a
graded submission has a `resultado.json`: it is written last and is what says "this one is done".

Trust: every name is checked before it becomes part of a path; of a submission, text alone is written, as JSON strings.
"""

from __future__ import annotations

import glob
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from grader.files import PART, storage, write_atomic
from grader.lesson.cells import nbgrader_id
from grader.outputs import clean, safe_outputs
from grader.records import Graded, RepairedCell, Result, Role, State, StorageError, UsageError

COURSE_ID = "trilha-residual"
MARKER = "resultado.json"
DATABASE = "gradebook.db"
CONFIG = "nbgrader_config.py"
NAMESPACE = "trilha"
"""Key of our own metadata in the cells of an autograded notebook."""

NOTHING: Mapping[str, Any] = MappingProxyType({})

_CONFIG_TEXT = f'''\
# Configuração do nbgrader para esta turma. Escrita uma vez por `grader`; pode ser editada.
# Vale para o formgrader e para os comandos `nbgrader …` rodados nesta pasta.
import os

c = get_config()  # noqa: F821
c.CourseDirectory.course_id = "{COURSE_ID}"
c.CourseDirectory.root = os.path.dirname(os.path.abspath(__file__))

# As notas ficam em {DATABASE}, nesta pasta. Para outro banco (PostgreSQL), o mesmo endereço dado ao `grader`:
# c.CourseDirectory.db_url = "postgresql://…"

# O registro da correção é só do professor: `nbgrader generate_feedback` não pode copiá-lo para os alunos.
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", "{MARKER}", ".*.parte"]

# O que um aluno escreve em Markdown é HTML para o formgrader: sem este filtro, um <script> dele roda na tela de quem corrige.
c.HTMLExporter.filters = {{"markdown2html": "grader.gradebook.inert.inert_html"}}
c.HTMLExporter.sanitize_html = True

# O desconto por atraso: a regra está em prazos.toml, nesta pasta, e é a mesma do `grader`.
c.AssignLatePenalties.plugin_class = "grader.gradebook.penalty.ClassRule"
c.ClassRule.folder = c.CourseDirectory.root

# Os mesmos textos que `grader publicar` deixa no lugar das soluções.
c.ClearSolutions.code_stub = {{"python": "# SEU CÓDIGO AQUI"}}
c.ClearSolutions.text_stub = "ESCREVA SUA RESPOSTA AQUI"
'''

_KERNEL = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


@dataclass(frozen=True)
class ClassFolder:
    """The paths of one class. Every name that becomes part of a path is checked: an id never leads out of the folder."""

    root: Path

    def notebook(self, step: str, student: str, lesson: str) -> Path:
        """`root/STEP/STUDENT/LESSON/LESSON.ipynb` for the steps submitted and autograded. Raises `UsageError` for an unsafe name."""
        return self._folder(step, student, lesson) / f"{lesson}.ipynb"

    def marker(self, student: str, lesson: str) -> Path:
        """Where the commit marker of a graded submission lies."""
        return self._folder("autograded", student, lesson) / MARKER

    def feedback(self, student: str, lesson: str) -> Path:
        """Where a student's feedback page lies."""
        return self._folder("feedback", student, lesson) / f"{lesson}.html"

    def assignment(self, step: str, lesson: str) -> Path:
        """`root/STEP/LESSON/LESSON.ipynb` for the steps source and release."""
        return self.root / step / _part(lesson) / f"{lesson}.ipynb"

    def students(self, step: str = "submitted") -> set[str]:
        """The students that have a folder in a step. Raises `StorageError`."""
        return set(filter(_is_safe, self._folders(step)))

    def misnamed(self) -> list[str]:
        """Folders in submitted/ whose name serves for no student: nothing in them is graded."""
        return sorted(name for name in self._folders("submitted") if not _is_safe(name))

    def _folders(self, step: str) -> list[str]:
        folder = self.root / step
        with storage(folder):
            entries = [*folder.iterdir()] if folder.is_dir() else []
            return [entry.name for entry in entries if not entry.name.startswith(".") and not entry.is_symlink() and entry.is_dir()]

    def arrived(self, student: str, lesson: str) -> bool:
        """Whether the student handed in anything at all: a folder of this lesson that is not empty."""
        folder = self._folder("submitted", student, lesson)
        with storage(folder):
            return not folder.is_symlink() and folder.is_dir() and any(not entry.name.startswith(".") for entry in folder.iterdir())

    def forget_parts(self, student: str, lesson: str) -> None:
        """Remove what a regrading that was killed left half written beside a submission on record. For the writer alone."""
        _forget(self._folder("autograded", student, lesson), f".*{PART}")

    def write_config(self) -> None:
        """Make formgrader and `nbgrader export` work in this folder; a configuration that is already there is the instructor's."""
        path = self.root / CONFIG
        if not path.exists():
            write_atomic(path, _CONFIG_TEXT.encode())

    def _folder(self, step: str, student: str, lesson: str) -> Path:
        return self.root.joinpath(step, _part(student), _part(lesson))


def _part(name: str) -> str:
    """`name`, if it is safe as one component of a path."""
    if not _is_safe(name):
        raise UsageError(repr(name[:60]), "não serve como nome de pasta de aluno ou de aula", "renomeie a pasta e rode de novo")
    return name


def _is_safe(name: str) -> bool:
    plain = name.isprintable() and len(name.encode("utf-8", "replace")) <= 200 and not {"/", "\\"} & set(name)
    return bool(name) and not name.startswith(".") and plain


def forget_parts(path: Path) -> None:
    """Remove what killed runs left half written under this file's name. Raises `StorageError`."""
    _forget(path.parent, f".{glob.escape(path.name)}.*{PART}*")


def _forget(folder: Path, pattern: str) -> None:
    with storage(folder):
        for stale in folder.glob(pattern):
            if not stale.is_dir():
                stale.unlink(missing_ok=True)


def to_json(data: Any, indent: int | None = 1) -> bytes:
    """JSON as nbformat lays it out; a lone surrogate from a student's text becomes "?" rather than an error.

    `indent` None: all in one line, ten times as fast, for what only programs read.
    """
    return (json.dumps(data, ensure_ascii=False, indent=indent, allow_nan=False) + "\n").encode("utf-8", "replace")


def autograded_notebook(graded: Graded, graders: Mapping[str, dict[str, Any]], fallback: list[dict[str, Any]]) -> bytes:
    """The notebook that formgrader shows for one submission.

    `graders` holds nbgrader's metadata by grade_id. An unreadable submission has no cells: the page then says so and carries
    `fallback` (the lesson's own graded cells), so that a person can still give points by hand.
    """
    cells = [_filed_cell(cell, graded, graders) for cell in graded.cells] or [_notice(graded.result), *fallback]
    return to_json({"cells": cells, "metadata": _KERNEL, "nbformat": 4, "nbformat_minor": 5}, indent=None)


def _filed_cell(cell: RepairedCell, graded: Graded, graders: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    # Markdown of a student goes in as it is: formgrader cleans it (inert.py, docs/modelo-de-ameacas.md).
    metadata: dict[str, Any] = {NAMESPACE: {"papel": cell.role.value, "exercicio": cell.exercise, "grade_id": cell.grade_id}}
    if cell.grade_id and cell.role is not Role.ADDED and nbgrader_id(cell.grade_id) in graders:
        metadata["nbgrader"] = graders[nbgrader_id(cell.grade_id)]
    filed: dict[str, Any] = {"cell_type": cell.kind, "id": cell.id, "metadata": metadata, "source": cell.source}
    if cell.kind == "code":
        filed |= {"execution_count": None, "outputs": safe_outputs(graded.outputs.get(cell.id, ()))}
    return filed


def _notice(result: Result) -> dict[str, Any]:
    why = "O arquivo deste aluno não pôde ser lido." if result.state is State.UNREADABLE else "Esta entrega não pôde ser corrigida."
    reasons = "".join(f"\n- `{clean(reason, 500).replace('`', ' ')}`" for reason in result.repairs)
    text = f"**{why}** Nenhuma nota foi dada; peça outra cópia ao aluno ou dê os pontos à mão.\n{reasons}"
    return {"cell_type": "markdown", "id": "aviso", "metadata": {NAMESPACE: {"papel": "aviso"}}, "source": text}


def graded_cells(path: Path) -> list[dict[str, Any]]:
    """The cells of a released notebook that carry points; none where there is no such notebook yet."""
    if not path.is_file():
        return []
    return [cell for cell in read_json(path)["cells"] if cell["metadata"].get("nbgrader", {}).get("grade")]


def marker_content(graded: Graded, fingerprint: str, origin: Mapping[str, Any] = NOTHING) -> bytes:
    """What `resultado.json` holds."""
    beside = {
        "enganos": {exercise.id: exercise.mistake for exercise in graded.result.exercises if exercise.mistake},
        "proibidos": {exercise.id: list(exercise.flags) for exercise in graded.result.exercises if exercise.flags},
    }
    return to_json(
        {"impressao": fingerprint, "resultado": graded.result.as_json(), **beside, "registro": list(graded.log), "origem": dict(origin)}
    )


def read_origin(path: Path) -> dict[str, Any]:
    """What a finished submission was recorded with: fingerprint (`impressao`), the grader's own score by exercise (`pontos`), and what
    the caller of `marker_content` said; empty where there is nothing to be read.
    """
    try:
        data = read_json(path)
        scores = {one["id"]: one["nota"] for one in data["resultado"]["exercicios"]}
        return {**data.get("origem", {}), "impressao": data["impressao"], "pontos": scores}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def read_marker(path: Path) -> tuple[str, Result, tuple[str, ...]] | None:
    """Fingerprint, result and log of a finished submission; None where there is no marker, or one that nobody can read."""
    try:
        data = read_json(path)
        result = Result.from_json(data["resultado"])
        named, flags = dict(data.get("enganos", {})), dict(data.get("proibidos", {}))
        exercises = tuple(replace(one, mistake=named.get(one.id), flags=tuple(flags.get(one.id, ()))) for one in result.exercises)
        return str(data["impressao"]), replace(result, exercises=exercises), tuple(map(str, data["registro"]))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError):  # edited by hand: grading it again is always right
        return None


def read_json(path: Path) -> Any:
    """The JSON of one of our own files. Raises `OSError`, `ValueError`."""
    return json.loads(path.read_bytes())


def read_cells(path: Path) -> tuple[tuple[RepairedCell, ...], dict[str, list[dict[str, Any]]]]:
    """Cells and outputs of an autograded notebook, as `autograded_notebook` filed them. Raises `StorageError`."""
    try:
        filed = [cell for cell in read_json(path)["cells"] if cell["metadata"].get(NAMESPACE, {}).get("papel", "aviso") != "aviso"]
        cells = tuple(_read_cell(cell) for cell in filed)
        outputs = {cell["id"]: safe_outputs(cell["outputs"]) for cell in filed if cell.get("outputs")}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise StorageError(path, "o caderno corrigido falta ou está danificado", "rode `grader corrigir --refazer`") from error
    return cells, outputs


def _read_cell(cell: Mapping[str, Any]) -> RepairedCell:
    ours, source = cell["metadata"][NAMESPACE], cell["source"]
    text = source if isinstance(source, str) else "".join(source)
    return RepairedCell(cell["id"], cell["cell_type"], Role(ours["papel"]), text, ours["grade_id"], ours["exercicio"])
