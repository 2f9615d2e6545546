"""Hints and questions: their code spells out what they show only bit by bit, so it comes folded, that nobody reads it by accident.

Of folded code JupyterLab shows the first line and nothing else, before the cell is run too; so one is written that says what the
cell is for, short enough for a phone. A click or Enter unfolds the rest.

Colab is left alone. Its own key, `cellView`, stands in Google's notebooks only beside a line `#@title`, and nothing documented
promises that it works without one; as the first line, that would be noise everywhere else.
"""

from __future__ import annotations

import ast

from nbformat import NotebookNode

from grader.lesson.cells import statements

AIDS = frozenset({"dicas", "quiz"})
"""Calls whose arguments give away what they show."""


def fold(notebook: NotebookNode) -> None:
    """Fold every cell that gives hints or asks a question."""
    for cell in notebook.cells:
        if cell.cell_type == "code" and (line := _first_line(cell.source)):
            cell.source = f"{line}\n{cell.source}"
            cell.metadata["jupyter"] = {"source_hidden": True}


def is_mixed(source: str) -> bool:
    """Whether hints or a question share their cell with other code, so that the cell cannot be folded."""
    done = calls(source)
    return len(done) > 1 and not AIDS.isdisjoint(done)


def calls(source: str) -> list[str]:
    """For each statement the function that it calls and does nothing more, else an empty string."""
    return [_called(statement) for statement in statements(source)]


def _called(statement: ast.stmt) -> str:
    match statement:
        case ast.Expr(value=ast.Call(func=ast.Name(id=name))):
            return name
    return ""


def _first_line(source: str) -> str:
    match statements(source):
        case [ast.Expr(value=ast.Call(func=ast.Name(id="dicas"), args=[ast.Constant(value=str(exercise)), *_]))]:
            return f"# Dicas {exercise}: rode para ver"
        case [ast.Expr(value=ast.Call(func=ast.Name(id="quiz")))]:
            return "# Pergunta: rode para ver"
    return ""
