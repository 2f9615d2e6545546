"""Lê o arquivo de um caderno salvo e diz, célula a célula, o que a correção encontrará nele. Nada dele é executado."""

from __future__ import annotations

import ast
import hashlib
import itertools
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

OPEN_STUB = "ESCREVA SUA RESPOSTA AQUI"

_MARKER = re.compile(r"^[ \t]*#+[ \t]*(Exercício|Verificação)[ \t]+(\d{1,2}\.\d{1,2})[ \t]*$", re.MULTILINE)
_MAGIC = re.compile(r"^([ \t]*)[%!].*$", re.MULTILINE)
_OPEN_HEADING = re.compile(r"^#+[ \t]*Questão aberta", re.MULTILINE)


class CadernoIlegivel(ValueError):  # noqa: N818 - its text is what a student reads
    """The bytes hold no notebook; the text says why and what to do."""


@dataclass(frozen=True)
class Celula:
    """One cell: its kind (`code`, `markdown`), its text, nbgrader's metadata of it (it may have been lost) and its identifier."""

    kind: str
    source: str
    nbgrader: dict[str, Any]
    id: str = ""

    @property
    def name(self) -> str:
        """`ex-2-1`, `teste-2-1` or `aberta-2` where metadata or identifier still say so; else nothing."""
        name = self.nbgrader.get("grade_id") or self.id
        return name.replace(".", "-") if isinstance(name, str) else ""

    def marks(self, word: str, exercise: str) -> bool:
        """Whether the published comment, `# Exercício 2.1`, still stands in it."""
        return self.kind == "code" and any(match.groups() == (word, exercise) for match in _MARKER.finditer(self.source))


def read(raw: bytes) -> tuple[Celula, ...]:
    """The cells of an .ipynb file. Raises CadernoIlegivel."""
    try:
        data = json.loads(raw.decode("utf-8-sig"))
        return tuple(_cells(data["cells"]))
    except UnicodeDecodeError as error:
        raise CadernoIlegivel("o arquivo não está em UTF-8; abra-o no Jupyter e salve-o de novo") from error
    except ValueError as error:
        raise CadernoIlegivel("o arquivo está cortado ou não é um caderno; salve-o de novo no Jupyter ou no Colab") from error
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise CadernoIlegivel("o arquivo não tem a forma de um caderno do Jupyter; salve-o de novo no Jupyter ou no Colab") from error


def _cells(items: Any) -> Iterator[Celula]:
    for item in items:
        source = item["source"]
        text = source if isinstance(source, str) else "".join(source)
        meta = item.get("metadata", {}).get("nbgrader", {})
        yield Celula(item["cell_type"], text, meta if isinstance(meta, dict) else {}, str(item.get("id", "")))


def exercises(cells: Sequence[Celula]) -> tuple[str, ...]:
    """The exercises whose marker or identifier some cell still has, in order of number."""
    found = {match[2] for cell in cells if cell.kind == "code" for match in _MARKER.finditer(cell.source)}
    found |= {match[1].replace("-", ".") for cell in cells if (match := re.fullmatch(r"(?:ex|teste)-(\d+-\d+)", cell.name))}
    return tuple(sorted(found, key=lambda name: tuple(map(int, name.split(".")))))


@dataclass(frozen=True)
class Resposta:
    """What the saved file holds of one exercise: `state` is respondido, vazio, parcial, sintaxe or ausente."""

    state: str
    missing: tuple[str, ...] = ()
    """The functions or classes still as published (parcial)."""
    line: int = 0
    """The line, in its cell, where Python stops understanding (sintaxe)."""


def answer(cells: Sequence[Celula], exercise: str) -> Resposta:
    """The state of one exercise. A name that another cell answers counts: grading finds it by name."""
    name = f"ex-{exercise.replace('.', '-')}"
    own = next((cell for cell in cells if cell.marks("Exercício", exercise)), None)
    own = own or next((cell for cell in cells if cell.kind == "code" and cell.name == name), None)
    if own is None:
        return Resposta("ausente")
    try:
        bodies = definitions(own.source)
    except SyntaxError as error:
        return Resposta("sintaxe", line=error.lineno or 1)
    except (ValueError, RecursionError, MemoryError):
        return Resposta("sintaxe", line=1)
    elsewhere = {key for cell in cells if cell is not own for key, written in _quiet_definitions(cell).items() if written}
    missing = tuple(key for key, written in bodies.items() if not written and key not in elsewhere)
    if not missing:
        return Resposta("respondido" if bodies else "vazio")
    return Resposta("vazio" if len(missing) == len(bodies) else "parcial", missing)


def definitions(source: str) -> dict[str, bool]:
    """The functions and classes that a cell defines at top level, and whether each has a body. Raises SyntaxError."""
    tree = ast.parse(_MAGIC.sub(r"\1pass", source))
    found = {
        node.name: not _is_empty(node) for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    }
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda):
            found |= {target.id: True for target in node.targets if isinstance(target, ast.Name)}
    return found


def _quiet_definitions(cell: Celula) -> dict[str, bool]:
    if cell.kind != "code" or not re.search(r"\b(def|class|lambda)\b", cell.source):
        return {}
    try:
        return definitions(cell.source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {}


def _is_empty(node: ast.stmt) -> bool:
    """Whether it is a published stub still: a docstring, `pass`, `...`, the call of `super().__init__()`, definitions of such only."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return all(_is_empty(child) for child in node.body)
    if isinstance(node, ast.Raise):
        error = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
        return isinstance(error, ast.Name) and error.id == "NotImplementedError"
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant) or ast.unparse(node) == "super().__init__()"
    return isinstance(node, ast.Pass)


def verifications(cells: Sequence[Celula], exercise: str) -> list[Celula]:
    """The test cells of one exercise: one, none if it was deleted, more if it was copied."""
    name = f"teste-{exercise.replace('.', '-')}"
    return [cell for cell in cells if cell.kind == "code" and (cell.name == name or cell.marks("Verificação", exercise))]


def was_edited(cell: Celula) -> bool:
    """Whether a locked cell differs from the one published, as far as its metadata still can tell."""
    meta = cell.nbgrader
    if "checksum" not in meta or "grade_id" not in meta:
        return False
    try:
        points = str(float(meta["points"])) if meta.get("grade") else ""
    except (KeyError, TypeError, ValueError):
        return False
    flags = "".join(str(bool(meta.get(flag))) for flag in ("grade", "solution", "locked"))
    # nbgrader's own sum, so that the published metadata says it
    text = f"{cell.source}{cell.kind}{flags}{meta['grade_id']}{points}"
    return bool(hashlib.md5(text.encode("utf-8"), usedforsecurity=False).hexdigest() != meta["checksum"])


def open_answer(cells: Sequence[Celula], lesson: int) -> str | None:
    """The text of the open question's answer, empty if it was left blank; None where the cell cannot be found."""
    texts = [cell for cell in cells if cell.kind == "markdown"]
    own = next((cell for cell in texts if cell.name == f"aberta-{lesson}"), None)
    own = own or next((cell for cell in texts if cell.source.strip() == OPEN_STUB), None)
    if own is None:  # its identifiers were lost: it follows its heading
        after = [second for first, second in itertools.pairwise(texts) if _OPEN_HEADING.search(first.source)]
        own = after[0] if after else None
    return None if own is None else own.source.replace(OPEN_STUB, "").strip()
