"""The proof that students see no solution, no hidden test, no rubric and no output: a search, not a promise.

It looks at what would be published and at every other text under course/, so a line pasted into the `trilha` package is found as well.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from grader.files import storage
from grader.lesson.cells import BEGIN_HIDDEN, BEGIN_SOLUTION, END_HIDDEN, END_SOLUTION, regions, role
from grader.records import LeakError, Role

FOREIGN_BYTES = 2 * 2**20
"""Of a file that is not UTF-8: larger ones are pictures and data sets, such as those that the lessons download."""
DISTINCTIVE = 25
"""From this many characters on, a line of a solution is unlikely to stand elsewhere by chance."""

_MARKER = re.compile(r"(?:BEGIN|END) (?:SOLUTION|HIDDEN TESTS|MARK SCHEME)")
# A widget's own .observe(…) and the decorator @observe(…) are fine; the bare name exists in hidden tests only.
_OBSERVATION = re.compile(r"(?<![\w.@])observe(?:\(|\.(?:given|fill|device)\b)")
# Signatures and imports say nothing of an answer, and honest code repeats them.
_HARMLESS = re.compile(r"(?:import|from|def|class|async def) |@")
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Secret:
    """A text that must stay with the instructor."""

    place: str
    """File and cell it comes from."""
    text: str
    """Normalised: see `_normal`."""
    whole: bool
    """A whole region, rather than one line of it."""


@dataclass(frozen=True)
class Piece:
    """A text that students would get: a file or one cell of it."""

    path: Path
    place: str
    text: str


def prove_nothing_leaked(sources: Mapping[Path, NotebookNode], published: Mapping[Path, NotebookNode], course: Path) -> None:
    """Raise LeakError if a secret of `sources` (file → lesson) is in `published` (target → notebook) or anywhere else under `course`.

    A line that the author also wrote in a published cell (a call in a visible check, say) is public; a whole region never is.
    """
    secrets = [secret for path, notebook in sources.items() for secret in _secrets(path, notebook)]
    pieces = [piece for path, notebook in published.items() for piece in _notebook_pieces(path, notebook)]
    public = "\n".join(_normal(piece.text) for piece in pieces)
    # Lines of another lesson's notebook are proved where that lesson's own public lines are known: when it is published.
    siblings = {course / f"{other.stem}.ipynb" for path in sources for other in path.parent.glob("*.py")}
    pieces += list(_other_pieces(course, set(published)))
    for piece in pieces:
        _prove_no_trace(piece)
        text = _normal(piece.text)
        for secret in secrets:
            if secret.text not in text:  # asked first: nearly always so, and far shorter than all that is public
                continue
            if secret.whole or not (secret.text in public or piece.path in siblings):
                kind = "uma região inteira" if secret.whole else "uma linha"
                cause = f"mostra {kind} de {secret.place}, que é só do professor: '{_short(secret.text)}'"
                raise LeakError(piece.place, cause, "tire esse trecho do que os alunos recebem")


def _secrets(path: Path, notebook: NotebookNode) -> Iterator[Secret]:
    for number, cell in enumerate(notebook.cells, start=1):
        place = f"{path}, célula {number}"
        hidden = regions(cell.source, BEGIN_HIDDEN, END_HIDDEN) + regions(cell.source, BEGIN_SOLUTION, END_SOLUTION)
        for region in [cell.source] if role(cell) is Role.OPEN else hidden:
            normal = _normal(region)
            if len(normal) >= DISTINCTIVE:
                yield Secret(place, normal, True)
            for line in normal.split("\n"):
                if len(line) >= DISTINCTIVE and not _HARMLESS.match(line):
                    yield Secret(place, line, False)


def _notebook_pieces(path: Path, notebook: Mapping[str, Any]) -> Iterator[Piece]:
    """One piece a cell. Raises LeakError for a cell that keeps traces of having been run."""
    for number, cell in enumerate(notebook.get("cells", ()), start=1):
        place = f"{path}, célula {number}"
        if cell.get("outputs") or cell.get("execution_count") is not None:
            raise LeakError(place, "guarda a saída de uma execução", "rode `make publicar` para gerar o caderno de novo, sem saídas")
        yield Piece(path, place, "\n".join(_strings(cell)))
    rest = {key: value for key, value in notebook.items() if key != "cells"}
    yield Piece(path, str(path), "\n".join(_strings(rest)))


def _other_pieces(course: Path, replaced: set[Path]) -> Iterator[Piece]:
    """Every file under course/ that publishing does not replace; dot-folders, Python's caches and data sets are not handed out."""
    with storage(course):
        files = sorted(path for path in course.rglob("*") if path.is_file() and path not in replaced)
        for path in files:
            if any(part.startswith(".") for part in path.relative_to(course).parts) or path.suffix == ".pyc":
                continue
            yield from _file_pieces(path, _read(path.read_bytes()))


def _read(raw: bytes) -> str:
    """A file as text, whatever its encoding: read both ways where it is not UTF-8, without the zeros that UTF-16 puts between letters.

    Nothing of what is neither UTF-8 nor of a text's size.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        if len(raw) > FOREIGN_BYTES:
            return ""
        text = raw.decode("utf-8", "replace") + "\n" + raw.decode("latin-1")
    return text.replace("\0", "")


def _file_pieces(path: Path, text: str) -> Iterator[Piece]:
    if path.suffix in {".ipynb", ".json"}:
        try:
            data = json.loads(text)
        except ValueError:
            data = text
        if path.suffix == ".ipynb" and isinstance(data, dict):
            yield from _notebook_pieces(path, data)
            return
        text = "\n".join(_strings(data))
    elif path.suffix in {".html", ".htm", ".svg"}:
        text += "\n" + html.unescape(_TAG.sub("", text))
    yield Piece(path, str(path), text)


def _strings(data: Any) -> Iterator[str]:
    """Every string in JSON-like data, keys included: a secret in the metadata is a leak too."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for key, value in data.items():
            yield str(key)
            yield from _strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from _strings(value)


def _prove_no_trace(piece: Piece) -> None:
    for line in piece.text.split("\n"):
        if _MARKER.search(line):
            raise LeakError(piece.place, f"contém um marcador: '{_short(line.strip())}'", "tire essa linha do que os alunos recebem")
        if _OBSERVATION.search(line):
            raise LeakError(piece.place, f"contém um teste oculto: '{_short(line.strip())}'", "tire essa linha do que os alunos recebem")


def _normal(text: str) -> str:
    """Lines with single spaces, no indentation, no blank ones and no sign of being a comment or a prompt: a copy in disguise is a copy."""
    lines = (" ".join(line.split()).lstrip("#> ") for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _short(text: str) -> str:
    first = text.split("\n")[0]
    return first if len(first) <= 60 else first[:59] + "…"
