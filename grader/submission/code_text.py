"""Reads from the text of a code cell what it defines, without running it and at a bounded cost.

A student's cell may not be Python at all: Jupyter's magics, a syntax error, a bomb for the parser. Then patterns stand in for the parser.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

PARSER_BUDGET = 400_000
"""Characters that the parser sees per submission (3 s for the worst); an honest notebook has some 50,000."""

_MAGIC_LINE = re.compile(r"^([ \t]*)(?:[%!].*|\w[\w.]*\?{1,2}[ \t]*)$", re.MULTILINE)
_MAGIC_VALUE = re.compile(r"=[ \t]*[%!].*$", re.MULTILINE)
_DEFINITION = re.compile(r"^(?:(?:async[ \t]+)?def[ \t]+|class[ \t]+)(\w+)|^(\w+)[ \t]*=[ \t]*lambda\b", re.MULTILINE)
_COMMENT = re.compile(r"#.*")


class Code:
    """A piece of code, the same as another from which it differs only in comments and layout. Without a tree it is like no other."""

    def __init__(self, tree: ast.AST | None = None) -> None:
        self._tree = tree

    @cached_property
    def _form(self) -> str | None:
        """Written out only where it is compared: it takes ten times as long as parsing."""
        try:
            return None if self._tree is None else ast.dump(self._tree)
        except (RecursionError, MemoryError):
            return None

    def same(self, other: Code | None) -> bool:
        """Whether both do the same, as far as their text goes."""
        return other is not None and self._form is not None and self._form == other._form


@dataclass(frozen=True)
class Facts:
    """What a code cell holds."""

    parses: bool
    bodies: Mapping[str, Code | None]
    """By name, each function, class or lambda defined at top level; None: an empty body (docstring, `pass`, `...`)."""
    rest: tuple[Code, ...] = ()
    """Top-level statements other than definitions, imports and bare constants."""

    def beyond(self, stub: Facts) -> frozenset[str]:
        """The names to which this cell gives a body that is neither empty nor the published one."""
        return frozenset(name for name, body in self.bodies.items() if body and not body.same(stub.bodies.get(name)))

    def adds_to(self, stub: Facts) -> bool:
        """Whether it holds a statement, other than definitions, that the published cell does not."""
        return not all(any(one.same(other) for other in stub.rest) for one in self.rest)


class CodeReader:
    """Facts about code cells, remembered; one reader serves one submission, so that its budget bounds the whole."""

    def __init__(self, published: Iterable[str] = (), budget: int = PARSER_BUDGET) -> None:
        """`published` are sources of ours: they are read first and outside the budget, since all else is compared with them."""
        self._known: dict[str, Facts] = {source: _facts_of_ours(source) for source in published}
        self._budget = budget

    def __call__(self, source: str) -> Facts:
        """The facts about one cell; never raises."""
        if source not in self._known:
            self._known[source] = self._read(source)
        return self._known[source]

    def _read(self, source: str) -> Facts:
        for text in dict.fromkeys((source, _without_magics(source))):
            if len(text) > self._budget:
                break
            self._budget -= len(text)
            try:
                return _facts(text)
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                continue
        return Facts(False, {name: Code() for name in names_by_pattern(source)})


def is_stub(source: str, published: str, names: Collection[str], read: CodeReader) -> bool:
    """Whether the cell still is the published one as far as `names`, those that the exercise asks for, go.

    A cell that defines them all with empty bodies is; a cell that defines none of them is, if it holds nothing else either.
    """
    mine, stub = read(source), read(published)
    if not mine.parses:
        return _bare(source) == _bare(published)
    real = mine.beyond(stub)
    if real & set(names):
        return False
    return set(names) <= mine.bodies.keys() or (not real and not mine.adds_to(stub))


def parsed(source: str, largest: int) -> ast.Module | None:
    """The syntax tree of a cell of at most `largest` characters, magics put aside line by line; None where it is no Python."""
    for text in dict.fromkeys((source, _without_magics(source))) if len(source) <= largest else ():
        try:
            return _quietly_parsed(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
    return None


def definitions(tree: ast.Module) -> dict[str, ast.stmt]:
    """By name, the functions and classes that a cell defines at top level; the last one counts."""
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return {node.name: node for node in _statements(tree.body) if isinstance(node, kinds)}


def bound_names(tree: ast.Module) -> set[str]:
    """Every name that a cell may bind, at top level or not."""
    nodes = list(ast.walk(tree))
    stored = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    return stored | {(node.asname or node.name).partition(".")[0] for node in nodes if isinstance(node, ast.alias)}


def names_by_pattern(source: str) -> set[str]:
    """The names of functions and classes that lines of this text seem to define at top level."""
    return {match[1] or match[2] for match in _DEFINITION.finditer(source)}


def _bare(source: str) -> str:
    return "".join(_COMMENT.sub("", source).split())


def _without_magics(source: str) -> str:
    """The cell as the parser can read it; each magic keeps its line and indentation, so that blocks stay blocks."""
    return _MAGIC_LINE.sub(r"\1pass", _MAGIC_VALUE.sub("= None", source))


def _quietly_parsed(source: str) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an invalid escape in a student's string is no business of the grader's log
        return ast.parse(source)


def _facts(source: str) -> Facts:
    tree = _quietly_parsed(source)
    bodies: dict[str, Code | None] = {}
    rest = []
    for node in _statements(tree.body):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            bodies[node.name] = None if _is_empty(node) else Code(node)
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda):
            bodies.update({target.id: Code(node.value) for target in node.targets if isinstance(target, ast.Name)})
        elif not isinstance(node, ast.Import | ast.ImportFrom) and not _is_empty(node):
            rest.append(Code(node))
    return Facts(True, bodies, tuple(rest))


@lru_cache(maxsize=1000)
def _facts_of_ours(source: str) -> Facts:
    """As `_facts`; a published cell is read once for a whole class."""
    return _facts(source)


def _statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Top-level statements in order, those inside `if`, `try`, `with` and loops included: they define names too."""
    for node in body:
        blocks = [getattr(node, field, []) for field in ("body", "orelse", "finalbody")]
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) or not any(blocks):
            yield node
            continue
        handlers = getattr(node, "handlers", None) or getattr(node, "cases", [])
        for block in (*blocks, *(handler.body for handler in handlers)):
            yield from _statements(block)


def _is_empty(node: ast.stmt) -> bool:
    """Whether a statement does nothing: `pass`, a bare constant, `raise NotImplementedError`, a definition of such only."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return all(_is_empty(child) for child in node.body)
    if isinstance(node, ast.Raise):
        error = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
        return isinstance(error, ast.Name) and error.id == "NotImplementedError"
    return isinstance(node, ast.Pass) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
