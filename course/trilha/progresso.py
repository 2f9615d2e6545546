"""O que cada verificação já disse, guardado num arquivo ao lado dos cadernos, e o painel que o mostra."""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from trilha.aulas import AULAS, Aula
from trilha.tela import as_html, in_colab, in_notebook, publish

CERTO, TENTADO = "certo", "tentado"
_SIGNS = {CERTO: "✓", TENTADO: "✗"}
_FILE = Path(".trilha", "progresso.json")  # relative: a notebook's kernel starts in the notebook's folder
_LARGEST = 1_000_000

Registro = dict[str, dict[str, Any]]

_memory: Registro = {}
"""What this kernel recorded; it also holds what could not be written."""


def record(exercise: str, passed: int, total: int) -> None:
    """Keeps the outcome of a check; never raises. Outside a notebook it stays in memory: no file beside a grader or a script."""
    state = CERTO if passed == total else TENTADO
    _memory[exercise] = {"estado": state, "passaram": passed, "de": total, "em": datetime.now().isoformat(timespec="minutes")}
    if in_notebook():
        with suppress(OSError):
            _write(read())


def read(*, this_kernel: bool = False) -> Registro:
    """Everything recorded so far, by exercise: the file's, and over it this kernel's (that alone, if asked). Never raises."""
    return dict(_memory) if this_kernel else {**_from_file(), **_memory}


def painel() -> None:
    """Mostra o seu progresso em todas as aulas: o que a última verificação de cada exercício disse.

    ✓ certo, ✗ tentado, · ainda por fazer. Não é a nota: ela sai da correção.
    """
    known = read()
    rows = [(number, lesson, {name: known.get(name, {}).get("estado") for name in lesson.ids(number)}) for number, lesson in AULAS.items()]
    notes = _notes(known)
    publish(_page(rows, notes), _text(rows, notes))


def _from_file() -> Registro:
    try:
        if _FILE.stat().st_size > _LARGEST:
            raise ValueError("too large to be ours")
        data = json.loads(_FILE.read_text(encoding="utf-8"))
        return {name: entry for name, entry in data["exercicios"].items() if entry["estado"] in _SIGNS}
    except OSError:
        return {}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        with suppress(OSError):
            _FILE.replace(_FILE.with_suffix(".ilegivel"))  # kept, so that somebody may still read it
        return {}


def _write(entries: Registro) -> None:
    """Replaces the file in one step: whoever reads it meanwhile, or a kernel that dies here, finds the old one whole."""
    _FILE.parent.mkdir(exist_ok=True)
    text = json.dumps({"versao": 1, "exercicios": dict(sorted(entries.items()))}, ensure_ascii=False, indent=1)
    handle, name = tempfile.mkstemp(dir=_FILE.parent, prefix="progresso-", suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).replace(_FILE)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _notes(known: Registro) -> list[str]:
    total = sum(lesson.exercicios for lesson in AULAS.values())
    right = sum(known.get(name, {}).get("estado") == CERTO for number, lesson in AULAS.items() for name in lesson.ids(number))
    notes = [f"Ao todo, {right} de {total} exercícios passam na verificação visível. A nota sai da correção."]
    if in_colab():
        notes.append("No Colab, o registro se perde quando a sessão termina; o caderno, não.")
    elif in_notebook() and not can_write():
        notes.append(f"Não foi possível gravar em {_FILE.parent}: este registro dura só até o kernel reiniciar.")
    return notes


def can_write() -> bool:
    """Whether the record can be kept in the working folder; keeps it."""
    try:
        _write(read())
    except OSError:
        return False
    return True


Linha = tuple[int, Aula, dict[str, str | None]]


def _marks(states: dict[str, str | None]) -> str:
    return "  ".join(f"{_SIGNS.get(state or '', '·')} {name}" for name, state in states.items())


def _text(rows: list[Linha], notes: list[str]) -> str:
    lines = ["Seu progresso (✓ certo, ✗ tentado, · por fazer)"]
    width = max(len(lesson.titulo) for _, lesson, _ in rows) + 2
    for number, lesson, states in rows:
        done = list(states.values()).count(CERTO)
        lines.append(f"{number:02d} · {lesson.titulo:<{width}}{done} de {len(states)}   {_marks(states)}")
    return "\n".join([*lines, *notes])


def _page(rows: list[Linha], notes: list[str]) -> str:
    style = 'style="text-align:left;padding:.2em 1em .2em 0"'
    head = "".join(f'<th scope="col" {style}>{title}</th>' for title in ("Aula", "Certos", "Exercícios"))
    body = ""
    for number, lesson, states in rows:
        done = f"{list(states.values()).count(CERTO)} de {len(states)}"
        marks = "  ".join(f'<span style="white-space:nowrap;margin-right:.6em">{mark}</span>' for mark in _marks(states).split("  "))
        cells = f"<td {style}>{done}</td><td {style}>{marks}</td>"
        body += f'<tr><th scope="row" {style}>{number:02d} · {as_html(lesson.titulo)}</th>{cells}</tr>'
    caption = '<caption style="text-align:left"><strong>Seu progresso</strong> (✓ certo, ✗ tentado, · por fazer)</caption>'
    below = "".join(f"<p>{as_html(note)}</p>" for note in notes)
    return f"<div><table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{below}</div>"
