"""What an honest slip made of an answer that broke: a renamed function, another signature, a GPU that is not there, a keyboard.

Text alone is read: the student's cells beside the published one. Of what the student's process reported, only the types of the
exceptions choose between sentences; of the student's text, a sentence shows names, short and of plain letters.
"""

from __future__ import annotations

import ast
import difflib
import io
import itertools
import re
import tokenize
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from grader.records import Exercise, Lesson, RepairedCell, Role
from grader.submission.code_text import bound_names, definitions, names_by_pattern, parsed

NO_GPU = "A resposta pede uma GPU (cuda), e a correção pode não ter uma: use o dispositivo dos dados, por exemplo `device=x.device`."
NO_KEYBOARD = "A resposta lê do teclado (`input`), e na correção não há teclado: use os argumentos que a função recebe."

LARGEST = 20_000
"""Characters of one cell that are read: ten times what an answer has."""
ROOM = 100_000
"""Characters of a submission that are read for one exercise: twice an honest notebook's."""
MANY = 3
"""Sentences about one exercise: more would be noise."""
_SHOWN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ_0-9]{1,40}")

_Function = ast.FunctionDef | ast.AsyncFunctionDef
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def advice(lesson: Lesson, exercise: Exercise, cells: Iterable[RepairedCell], raised: Collection[str]) -> tuple[str, ...]:
    """What is said first about an answer whose observations `raised` these types of exception; mostly nothing."""
    if not raised:
        return ()
    run = [cell for cell in cells if cell.kind == "code"]
    place = next(place for place, cell in enumerate(run) if cell.role is Role.TEST and cell.exercise == exercise.id)
    theirs = [cell for cell in run[:place] if cell.role in (Role.ANSWER, Role.ADDED)]
    own = _nearest([cell.source for cell in theirs if cell.exercise in (exercise.id, None)])
    stub = next(cell.source for cell in lesson.cells if cell.role is Role.ANSWER and cell.exercise == exercise.id)
    taken = {name for one in lesson.exercises for name in one.names}
    found = [*_about_places(own, raised), *_about_names(exercise, stub, own, taken, raised)]
    if "NameError" in raised:
        later = _nearest([cell.source for cell in run[place + 1 :] if cell.role is Role.ADDED])
        found += _about_order(own, later, _nearest([cell.source for cell in run[:place]]))
    return tuple(dict.fromkeys(found))[:MANY]


def _nearest(sources: Sequence[str]) -> list[str]:
    """The last ones that fit in `ROOM`."""
    sizes = itertools.accumulate(map(len, reversed(sources)))
    kept = sum(1 for _ in itertools.takewhile(ROOM.__ge__, sizes))
    return list(sources[len(sources) - kept :])


def _about_order(own: Iterable[str], later: Iterable[str], earlier: Iterable[str]) -> Iterator[str]:
    """A function that the answer calls and that only a cell further down defines: it worked where cells were run in another order."""
    called = {node.id for tree in _trees(own) for node in ast.walk(tree) if isinstance(node, ast.Name)}
    below = {name for tree in _trees(later) for name in definitions(tree)}
    for name in sorted((called & below).difference(*map(bound_names, _trees(earlier)), *map(definitions, _trees(earlier)))):
        if _SHOWN.fullmatch(name):
            yield f"A resposta usa `{name}`, que só é definido mais abaixo no caderno: executado de cima para baixo, ele ainda não existe."


def _trees(sources: Iterable[str]) -> list[ast.Module]:
    return [tree for source in sources if (tree := parsed(source, LARGEST)) is not None]


def _about_places(sources: Sequence[str], raised: Collection[str]) -> Iterator[str]:
    """What the answer asks of the machine that is not there."""
    words = [_words(source[:LARGEST]) for source in sources]
    if {"RuntimeError", "AssertionError"} & set(raised) and any("cuda" in found and "is_available" not in found for found in words):
        yield NO_GPU
    if "EOFError" in raised and any("input" in found for found in words):
        yield NO_KEYBOARD


def _words(source: str) -> set[str]:
    """The names in code, and the words in its strings; comments say nothing."""
    words: set[str] = set()
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type in (tokenize.NAME, tokenize.STRING):
                words.update(re.findall(r"\w+", token.string))
    except (tokenize.TokenError, SyntaxError):  # what was read so far counts
        pass
    return words


def _about_names(exercise: Exercise, stub: str, own: Sequence[str], taken: Collection[str], raised: Collection[str]) -> Iterator[str]:
    """Which name, method or parameter of the published cell the answer lacks."""
    trees = _trees(own)
    theirs = {name: node for tree in trees for name, node in definitions(tree).items()}
    bound = set(theirs).union(*map(bound_names, trees), *map(names_by_pattern, own))
    published = parsed(stub, LARGEST)
    for name, ours in definitions(published).items() if published is not None else ():
        if name in exercise.names and name not in bound and "NameError" in raised:
            others = [other for other, node in theirs.items() if other not in taken and type(node) is type(ours)]
            kind = _CLASS if isinstance(ours, ast.ClassDef) else _FUNCTION
            yield kind.missing(name, "", others)
        elif (mine := theirs.get(name)) is not None:
            yield from _about_one(name, ours, mine, raised)


@dataclass(frozen=True)
class _Kind:
    """How Portuguese speaks of a function, a class, a method."""

    article: str
    one: str
    noun: str
    pronoun: str

    def missing(self, name: str, where: str, others: Sequence[str]) -> str:
        """That a name was not found, and which of the others it may be."""
        close = difflib.get_close_matches(name, others, 1, LIKENESS) or (list(others) if len(others) == 1 else [])
        begin = f"Não encontrei {self.article} {self.noun} `{name}`{where}"
        if close and _SHOWN.fullmatch(close[0]):
            return f"{begin}; há {self.one} `{close[0]}` na sua resposta: é {self.pronoun}?"
        return f"{begin}; a verificação procura exatamente esse nome."


LIKENESS = 0.6
"""difflib's own "close match"."""
_FUNCTION, _CLASS = _Kind("a", "uma", "função", "ela"), _Kind("a", "uma", "classe", "ela")
_METHOD = _Kind("o", "um", "método", "ele")


def _about_one(name: str, ours: ast.stmt, mine: ast.stmt, raised: Collection[str]) -> Iterator[str]:
    if isinstance(ours, _FUNCTIONS) and isinstance(mine, _FUNCTIONS):
        yield from _about_signature(name, ours, mine, raised)
    elif isinstance(ours, ast.ClassDef) and isinstance(mine, ast.ClassDef):
        methods = {node.name: node for node in mine.body if isinstance(node, _FUNCTIONS)}
        for method in [node for node in ours.body if isinstance(node, _FUNCTIONS)]:
            if method.name in methods:
                yield from _about_signature(f"{name}.{method.name}", method, methods[method.name], raised)
                continue
            close = difflib.get_close_matches(method.name, methods, 1, LIKENESS)
            if close or "NotImplementedError" in raised:  # what nn.Module's own `forward` raises; another method may well be inherited
                yield _METHOD.missing(method.name, f" em `{name}`", close)


def _about_signature(name: str, ours: _Function, mine: _Function, raised: Collection[str]) -> Iterator[str]:
    """That a call with the published arguments does not fit, or that a parameter is misspelt: the body uses the published name."""
    asked, given = _Signature.of(ours), _Signature.of(mine)
    unlike = "TypeError" in raised and (given.least > asked.least or given.most < asked.most)
    lost = set(asked.names) - set(given.names)
    used = {node.id for node in ast.walk(mine) if isinstance(node, ast.Name)}
    if unlike or ("NameError" in raised and lost & used):
        yield f"`{name}` recebe {asked.shown}; a sua recebe {given.shown}."


@dataclass(frozen=True)
class _Signature:
    names: tuple[str, ...]
    least: int
    most: float
    shown: str

    @classmethod
    def of(cls, function: _Function) -> _Signature:
        """What calls a function takes by position."""
        spec = function.args
        places = [one.arg for one in (*spec.posonlyargs, *spec.args)]
        least = len(places) - len(spec.defaults) + sum(default is None for default in spec.kw_defaults)
        extra = [f"*{spec.vararg.arg}"] if spec.vararg else []
        keys = [one.arg for one in spec.kwonlyargs]
        listed = [*places, *extra, *keys, *([f"**{spec.kwarg.arg}"] if spec.kwarg else [])]
        shown = [one if _SHOWN.fullmatch(one.lstrip("*")) else "…" for one in itertools.islice(listed, 8)]
        return cls((*places, *keys), least, float("inf") if extra else len(places), f"({', '.join(shown)})")
