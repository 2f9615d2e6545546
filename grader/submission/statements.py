"""Cells that broke off in the middle, taken apart, so that one command that fails costs itself alone; and what experiments define.

A student's answer often tries itself out: on data that an experiment loaded, on Colab's own modules, on a file at home. There the cell
went through; here that one line fails, and all that is defined below it would be lost.

Trust: a student's text is parsed, within bounds, and never run here.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from grader.records import RepairedCell, Role
from grader.submission.code_text import definitions, parsed

LARGEST = 50_000
MANY = 100
"""Commands in one cell; a longer one stays whole."""
_WORD = re.compile(r"\w+")
BROKEN = 20
"""Cells of one submission that are taken apart; the others stay whole."""

LATE_ANNOTATIONS = RepairedCell("anotações", "code", Role.SETUP, "from __future__ import annotations")
"""`list[int]` in a signature fails where a student keeps values under the name `list`, and an annotation decides nothing."""


def apart(cells: Sequence[RepairedCell], broken: Collection[str]) -> tuple[RepairedCell, ...]:
    """The submission with each of the student's `broken` cells as one cell per command; empty where there is none to take apart."""
    theirs = [cell.id for cell in cells if cell.id in broken and cell.role in (Role.ANSWER, Role.ADDED)][:BROKEN]
    found = [_commands(cell) if cell.id in theirs else [cell] for cell in cells]
    if all(part == [cell] for part, cell in zip(found, cells, strict=True)):
        return ()
    return (LATE_ANNOTATIONS, *(part for parts in found for part in parts))


def _commands(cell: RepairedCell) -> list[RepairedCell]:
    tree = parsed(cell.source, LARGEST)
    if tree is None or not 0 < len(tree.body) <= MANY:
        return [cell]
    lines = cell.source.split("\n")
    pieces = ["\n".join(lines[first - 1 : last]) for first, last in _spans(tree.body)]
    return [replace(cell, id=f"{cell.id} comando {number}", source=piece) for number, piece in enumerate(pieces, 1)]


def _spans(body: Iterable[ast.stmt]) -> list[tuple[int, int]]:
    """First and last line of each command; those that share a line stay together."""
    spans: list[tuple[int, int]] = []
    for node in body:
        first = min([node.lineno, *(decorator.lineno for decorator in getattr(node, "decorator_list", ()))])
        last = node.end_lineno or node.lineno
        if spans and first <= spans[-1][1]:
            first, last = spans[-1][0], max(last, spans.pop()[1])
        spans.append((first, last))
    return spans


def with_definitions(cells: Iterable[RepairedCell]) -> tuple[RepairedCell, ...]:
    """The submission as it runs: experiments do not, but what they import and define is there, as in the student's own notebook.

    Only where the student's cells, or what is there for them, say one of its names, be it in a comment: nobody misses the others.
    """
    ready = list(cells)
    said = _words(cell.source for cell in ready if cell.role in (Role.ANSWER, Role.ADDED))
    waiting = {place: _definitions(cell.source) for place, cell in enumerate(ready) if cell.role is Role.SHOW and cell.kind == "code"}
    while wanted := [place for place, (_, names) in waiting.items() if not names.isdisjoint(said)]:
        for place in wanted:
            text, _ = waiting.pop(place)
            said |= _words([text])
            ready[place] = replace(ready[place], role=Role.SETUP, source=text)
    return tuple(ready)


def _words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in _WORD.findall(text)}


def new_definitions(theirs: str, ours: str) -> str:
    """What an edited experiment of ours imports and defines that ours does not: helpers and imports that answers may lean on."""
    known = set(_defining(ours))
    return "\n".join(text for text in _defining(theirs) if text not in known)


@lru_cache(maxsize=1000)
def _definitions(source: str) -> tuple[str, frozenset[str]]:
    """What one of our own cells imports and defines, and the names of it all."""
    text = "\n".join(_defining(source))
    tree = ast.parse(text)
    return text, frozenset(definitions(tree)) | frozenset(
        node.asname or node.name.partition(".")[0] for node in ast.walk(tree) if isinstance(node, ast.alias)
    )


def _defining(source: str) -> list[str]:
    tree = parsed(source, LARGEST)
    kept = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)
    try:
        return [ast.unparse(node) for node in tree.body if isinstance(node, kept)] if tree else []
    except (RecursionError, ValueError):  # nested too deep to be written down again
        return []
