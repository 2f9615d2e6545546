"""Finds in an answer the names that its exercise forbids (a library's ready answer). A lead for a person, never a verdict.

Code is read as tokens: no parser to overload, and a name in a comment or in a text is not a use.
"""

from __future__ import annotations

import io
import tokenize
from collections.abc import Collection, Iterable

from grader.records import Exercise, RepairedCell, Role

LARGEST = 400_000
"""Characters of code that are read per submission."""


def used(exercises: Collection[Exercise], cells: Iterable[RepairedCell]) -> dict[str, tuple[str, ...]]:
    """By exercise id: the forbidden names that the answer to it, or any cell that the student added, mentions."""
    written: dict[str | None, set[str]] = {}
    room = LARGEST
    forbidden = {name for exercise in exercises for name in exercise.forbidden}
    for cell in cells:
        if cell.kind == "code" and cell.role in (Role.ANSWER, Role.ADDED):
            source, room = cell.source[:room], room - len(cell.source[:room])
            if any(name in source for name in forbidden):  # most cells hold none, whatever their tokens are
                written.setdefault(cell.exercise if cell.role is Role.ANSWER else None, set()).update(_names(source))
    found = {}
    for exercise in exercises:
        names = written.get(exercise.id, set()) | written.get(None, set())
        if hits := tuple(name for name in exercise.forbidden if name in names):
            found[exercise.id] = hits
    return found


def _names(source: str) -> set[str]:
    names: set[str] = set()
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.NAME:
                names.add(token.string)
    except (tokenize.TokenError, SyntaxError):  # what was read so far counts
        pass
    return names
