"""The vocabulary of a lesson's cells: what a cell is for, what it is called, and which part of its text is whose."""

from __future__ import annotations

import ast
import re

from nbformat import NotebookNode

from grader.records import Role

BEGIN_SOLUTION, END_SOLUTION = "### BEGIN SOLUTION", "### END SOLUTION"
BEGIN_HIDDEN, END_HIDDEN = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"
MARKERS = (BEGIN_SOLUTION, END_SOLUTION, BEGIN_HIDDEN, END_HIDDEN)

GRADE_ID = re.compile(r"(?P<kind>ex|teste)-(?P<lesson>\d+)[.-](?P<number>\d+)|aberta-(?P<open>\d+)")
"""`ex-2.1`, `teste-2.1`, `aberta-2`: the ids that an author may give; see `nbgrader_id` for the dash."""


def role(cell: NotebookNode) -> Role:
    """What a cell of a lesson's source is for, by its kind, nbgrader's metadata and its tags."""
    meta = cell.metadata.get("nbgrader")
    if meta and meta.get("solution"):
        return Role.ANSWER if cell.cell_type == "code" else Role.OPEN
    if meta and meta.get("grade"):
        return Role.TEST
    if cell.cell_type == "code":
        return Role.SHOW if "skip-execution" in cell.metadata.get("tags", []) else Role.SETUP
    return Role.TEXT


def grade_id(cell: NotebookNode) -> str | None:
    """The cell's grade_id, or None."""
    found = cell.metadata.get("nbgrader", {}).get("grade_id")
    return None if found is None else str(found)


def nbgrader_id(authored: str) -> str:
    """The id as notebooks and gradebook hold it: nbgrader's schema allows no dot, so `ex-2.1` becomes `ex-2-1`."""
    return authored.replace(".", "-")


def exercise_of(grade_id: str | None) -> str | None:
    """`2.1` for the grade_id of the answer or test cell of exercise 2.1, in either spelling, else None."""
    match = GRADE_ID.fullmatch(grade_id or "")
    return f"{match['lesson']}.{match['number']}" if match and match["kind"] else None


def regions(source: str, begin: str, end: str) -> list[str]:
    """The text between each pair of marker lines, without the markers."""
    found: list[list[str]] = []
    inside = False
    for line in source.split("\n"):
        if line.strip() == begin:
            inside = True
            found.append([])
        elif line.strip() == end:
            inside = False
        elif inside:
            found[-1].append(line)
    return ["\n".join(lines) for lines in found]


def without_regions(source: str, begin: str, end: str) -> str:
    """The text outside the marker lines, without the markers."""
    kept, inside = [], False
    for line in source.split("\n"):
        if line.strip() in (begin, end):
            inside = line.strip() == begin
        elif not inside:
            kept.append(line)
    return "\n".join(kept)


def without_markers(source: str) -> str:
    """The whole text, less the marker lines."""
    return "\n".join(line for line in source.split("\n") if line.strip() not in MARKERS)


def defined_names(source: str) -> tuple[str, ...]:
    """The public names that the code defines at top level, in order: functions, classes and assignments, not imports."""
    names: dict[str, None] = {}
    for node in ast.parse(source).body:
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                names[name] = None
            case ast.Assign() | ast.AnnAssign():
                names.update({target.id: None for target in ast.walk(node) if isinstance(target, ast.Name) and _is_stored(target)})
    return tuple(name for name in names if not name.startswith("_"))


def statements(source: str) -> list[ast.stmt]:
    """The code's statements at top level; none where one of Jupyter's magics stands among them, which is no Python."""
    try:
        return ast.parse(source).body
    except SyntaxError:
        return []


def used_names(source: str) -> set[str]:
    """The names that the code reads, anywhere in it."""
    return {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}


def _is_stored(name: ast.Name) -> bool:
    return isinstance(name.ctx, ast.Store)
