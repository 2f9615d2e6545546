"""From a lesson's source to what students get: nbgrader's own preprocessors do the stripping, and a proof follows (leaks.py)."""

from __future__ import annotations

import copy
import hashlib
from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import CheckCellMetadata, ClearHiddenTests, ClearOutput, ClearSolutions, ComputeChecksums, LockCells

from grader.files import stage
from grader.lesson import cases, glossary
from grader.lesson.cells import BEGIN_HIDDEN, END_HIDDEN, exercise_of, grade_id, role, without_markers, without_regions
from grader.lesson.leaks import prove_nothing_leaked
from grader.lesson.source import exercises, find_lessons, read
from grader.records import Cell, Lesson, Role

__all__ = [
    "CODE_STUB",
    "STEPS",
    "TEXT_STUB",
    "course_glossary",
    "instructor_notebook",
    "lesson_of",
    "load_lesson",
    "prove_nothing_leaked",
    "publish",
    "publish_glossary",
    "release",
]

CODE_STUB = "# SEU CÓDIGO AQUI"
TEXT_STUB = "ESCREVA SUA RESPOSTA AQUI"

STEPS = (
    LockCells(),
    ClearSolutions(code_stub={"python": CODE_STUB}, text_stub=TEXT_STUB),
    ClearHiddenTests(),
    ClearOutput(),
    ComputeChecksums(),
    CheckCellMetadata(),
)
"""What happens to a notebook on its way to the students, in order; `_prove_order` says which order matters."""

_METADATA = {
    # No version: the same source must give the same bytes on every machine.
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python", "pygments_lexer": "ipython3"},
}
_KEPT = ("nbgrader", "tags", "jupyter")
"""The cell metadata of the source that notebooks keep; `jupyter` says which code comes folded."""


def release(notebook: NotebookNode) -> NotebookNode:
    """The student's notebook of a lesson that `source.read` returned."""
    _prove_order()
    public = _plain(notebook)
    resources: dict[str, Any] = {}
    for step in STEPS:
        public, resources = step.preprocess(public, resources)
    for cell, cell_id in zip(public.cells, _cell_ids(public.cells), strict=True):
        cell.id = cell_id
    return public


def instructor_notebook(notebook: NotebookNode, lesson: Lesson) -> NotebookNode:
    """The lesson with solutions, hidden tests and nbgrader's metadata, under the cell ids that students have (for turma/source)."""
    full = _plain(notebook)
    for cell, public in zip(full.cells, lesson.cells, strict=True):
        cell.id = public.id
    return full


def load_lesson(path: Path) -> Lesson:
    """All that grading needs to know of the lesson in this source file, the typical mistakes kept for it included. Raises LessonError."""
    return lesson_of(path, read(path))


def lesson_of(path: Path, notebook: NotebookNode) -> Lesson:
    """As `load_lesson`, of a source file that `source.read` has read."""
    pairs = list(zip(notebook.cells, release(notebook).cells, strict=True))
    solutions = {}
    for full, public in pairs:
        # The hidden block of a test is no part of what the reference runs as a student: it is in `Exercise.hidden`.
        reference = without_markers(without_regions(full.source, BEGIN_HIDDEN, END_HIDDEN))
        if reference != public.source:
            solutions[public.id] = reference
    question = next(full for full, _ in pairs if role(full) is Role.OPEN)
    graded = exercises(notebook)
    return Lesson(
        name=path.stem,
        cells=tuple(_cell(full, public) for full, public in pairs),
        solutions=solutions,
        exercises=graded,
        open_id=question.metadata.nbgrader.grade_id,
        open_points=float(question.metadata.nbgrader.points),
        mistakes=cases.mistakes(path, graded),
    )


def publish(paths: Iterable[Path], course: Path) -> list[Path]:
    """Write the student's notebooks of these lessons into `course`: all of them or, if anything is wrong, none. Returns the files.

    Raises LessonError, LeakError, StorageError.
    """
    sources = {path: read(path) for path in paths}
    published = {course / f"{path.stem}.ipynb": release(notebook) for path, notebook in sources.items()}
    prove_nothing_leaked(sources, published, course)
    with ExitStack() as stack:
        staged = [stack.enter_context(stage(path, to_bytes(notebook))) for path, notebook in published.items()]
        for file in staged:
            file.commit()
    return list(published)


def publish_glossary(solutions: Path, course: Path) -> Path:
    """Write the glossary of all the lessons in a folder into `course`. Raises LessonError, StorageError."""
    target = course / glossary.FILE
    with stage(target, course_glossary(solutions)) as file:
        file.commit()
    return target


def course_glossary(solutions: Path) -> bytes:
    """The glossary of all the lessons in a folder, as a file. Raises LessonError."""
    return glossary.page({path: read(path) for path in find_lessons([], solutions)})


def to_bytes(notebook: NotebookNode) -> bytes:
    """The notebook as a file: the same bytes for the same notebook, everywhere."""
    nbformat.validate(notebook)
    text: str = nbformat.writes(notebook, version=4)
    return (text.rstrip("\n") + "\n").encode("utf-8")


def _prove_order() -> None:
    order = [type(step) for step in STEPS]
    assert order.index(ClearSolutions) < order.index(ComputeChecksums), "checksums must be those of the stubs that students get"
    assert order.index(ClearHiddenTests) < order.index(ComputeChecksums), "checksums must be those of the tests without their hidden part"
    assert order[-1] is CheckCellMetadata, "what nbgrader checks must be what is written"


def _plain(notebook: NotebookNode) -> NotebookNode:
    """A copy without anything that depends on where the source was read: only text and the metadata that notebooks keep."""
    plain = nbformat.v4.new_notebook(metadata=copy.deepcopy(_METADATA))
    for cell in notebook.cells:
        metadata = NotebookNode({key: copy.deepcopy(cell.metadata[key]) for key in _KEPT if key in cell.metadata})
        fields: dict[str, Any] = {"execution_count": None, "outputs": []} if cell.cell_type == "code" else {}
        # By hand: nbformat's own makers hold each cell against the schema, half a second for a lesson, and `to_bytes` does that once.
        plain.cells.append(NotebookNode(id="", cell_type=cell.cell_type, metadata=metadata, source=cell.source, **fields))
    return plain


def _cell_ids(cells: list[NotebookNode]) -> list[str]:
    """One id for each published cell: its grade_id, else one made of its text, so that it survives edits elsewhere in the lesson."""
    seen: Counter[str] = Counter()
    ids = []
    for cell in cells:
        name = grade_id(cell) or "c-" + hashlib.sha1(cell.source.encode("utf-8"), usedforsecurity=False).hexdigest()[:8]
        seen[name] += 1
        ids.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return ids


def _cell(full: NotebookNode, public: NotebookNode) -> Cell:
    return Cell(
        id=public.id,
        kind=public.cell_type,
        role=role(full),
        source=public.source,
        grade_id=grade_id(full),
        exercise=exercise_of(grade_id(full)),
    )
