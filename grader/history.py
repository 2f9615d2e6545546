"""The class's audit log, `historico.jsonl`: one line of JSON for each change of a recorded result, the first grading included.

A line holds names, numbers and verdicts; no text of a student's. The gradebook is what counts, and the log follows it: whatever the last
line about a submission does not say is noted by the next run, be it that a run was killed between a record and its line, that a person
gave points in formgrader, or that `prazos.toml` is another. So a line needs no sync of its own. One writer: the command's own process.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from grader.deadlines import decimal
from grader.files import storage
from grader.records import Result, State, dump_json

FILE = "historico.jsonl"
LINE_LIMIT = 16_000
"""Bytes of one line, its end included; with seven exercises it has some 1,200."""
MOST_EXERCISES = 60
MESSAGE_LIMIT = 300
"""Characters of a message that a difference shows."""
ORIGIN = ("impressao", "aula_impressao", "versao", "semente")
"""Keys of what a result was made from, in a line and in the marker of a submission (`gradebook/filing.py`)."""


class Why(StrEnum):
    """Why a recorded result is another. The values are what people read."""

    FIRST = "primeira correção"
    UNJUDGED = "antes não tinha sido julgada"
    AGAIN = "corrigida de novo"
    LESSON = "a aula mudou"
    VERSION = "a versão do corretor mudou"
    SUBMISSION = "a entrega mudou"
    PERSON = "uma pessoa mudou os pontos"
    DEADLINE = "o prazo, a regra de atraso ou a hora da entrega mudou"


@dataclass(frozen=True)
class Change:
    """One line of the log and, for the screen, what was first said anew about each exercise."""

    student: str
    lesson: str
    why: Why
    before: Mapping[str, Any] | None
    after: Mapping[str, Any]
    said: Mapping[str, str] = field(default_factory=dict)

    def lines(self) -> list[str]:
        """The difference, as a person reads it: the score, and each exercise that changed."""
        old = self.before or {}
        told = [f"{self.student}, {self.lesson}: {_score(old.get('nota'))} → {_score(self.after['nota'])} ({self.why.value})"]
        if old.get("estado") != self.after["estado"]:
            told.append(f"  estado: {old.get('estado')} → {self.after['estado']}")
        if old.get("desconto", 0) != self.after["desconto"]:
            told.append(f"  desconto por atraso: {decimal(old.get('desconto', 0))} → {decimal(self.after['desconto'])}")
        earlier = old.get("exercicios", {})
        for name, now in self.after["exercicios"].items():
            if earlier.get(name) != now:
                told.append(
                    f"  {name}: {_shown(earlier.get(name))} → {_shown(now)}" + (f". {said}" if (said := self.said.get(name)) else "")
                )
        return told


class History:
    """The log of one class, as far as it speaks of one lesson. Raises StorageError."""

    def __init__(self, folder: Path, lesson: str) -> None:
        self.path, self.lesson = folder / FILE, lesson
        self.changes: list[Change] = []
        """What was noted of this run, in order."""
        self._last: dict[str, Mapping[str, Any]] = {}
        with storage(self.path), contextlib.suppress(FileNotFoundError), self.path.open("rb") as file:
            self._read(file)

    def knows(self, result: Result) -> bool:
        """Whether the last line about this submission says the same."""
        last = self._last.get(result.student)
        return last is not None and last["depois"] == snapshot(result)

    def note(self, result: Result, origin: Mapping[str, Any], before: Mapping[str, Any] | None, old: Result | None = None) -> None:
        """Write the line about a result that a run recorded, where it is another than the last line says.

        `before` is the origin of what it replaced, `old` that result; None where nothing was on record.
        """
        if not self.knows(result):
            last = self._last.get(result.student)
            why = Why.FIRST if last is None else _why(before or {}, origin, last["depois"])
            self._write(result, origin, why, _anew(old, result))

    def catch_up(self, result: Result, origin: Mapping[str, Any]) -> None:
        """Write the line about a result that stands on record and that the log does not know: see the module's docstring."""
        last = self._last.get(result.student)
        why = Why.FIRST if last is None else _afterwards(last, snapshot(result), origin)
        self._write(result, origin, why, {})

    def _write(self, result: Result, origin: Mapping[str, Any], why: Why, said: Mapping[str, str]) -> None:
        before = self._last[result.student]["depois"] if result.student in self._last else None
        line = {
            "quando": datetime.now(UTC).isoformat(timespec="seconds"),
            "aluno": result.student,
            "aula": self.lesson,
            "motivo": why.value,
            **{key: origin.get(key) for key in ORIGIN},
            "antes": before,
            "depois": snapshot(result),
        }
        append(self.path, (dump_json(line) + "\n").encode("utf-8", "replace"))
        self._last[result.student] = line
        self.changes.append(Change(result.student, self.lesson, why, before, snapshot(result), said))

    def _read(self, file: BinaryIO) -> None:
        """A line that is none of ours, or too long for one, says nothing."""
        mark = dump_json(self.lesson).encode()
        while line := file.readline(LINE_LIMIT):
            if mark not in line:
                continue
            try:
                data = json.loads(line)
                list(map(_shown, data["depois"]["exercicios"].values()))
                if data["aula"] == self.lesson:
                    self._last[str(data["aluno"])] = data
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
                continue


def snapshot(result: Result) -> dict[str, Any]:
    """What of a result the log keeps."""
    exercises = {one.id: {"nota": one.score, "veredito": one.verdict.value} for one in islice(result.exercises, MOST_EXERCISES)}
    return {
        "nota": result.score,
        "estado": result.state.value,
        "desconto": (result.late or {}).get("desconto", 0.0),
        "exercicios": exercises,
    }


def append(path: Path, line: bytes) -> None:
    """Put a whole line at the end of a file of lines; half a line that a killed run left there goes first. Raises StorageError.

    A disk that is full leaves the file as it was.
    """
    with storage(path), os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644), "r+b", buffering=0) as file:
        end = _mended(file)
        try:
            left = line
            while left:
                left = left[file.write(left) :]
        except OSError:
            with contextlib.suppress(OSError):
                file.truncate(end)
            raise


def _mended(file: Any) -> int:
    """Leave the file at the end of its last whole line, and say where that is. A whole line that only lacks its end gets it."""
    size = file.seek(0, os.SEEK_END)
    start = file.seek(max(0, size - LINE_LIMIT))
    tail = file.read()
    half = tail[tail.rfind(b"\n") + 1 :]
    with contextlib.suppress(ValueError, RecursionError):
        if half and isinstance(json.loads(half), dict):
            return int(file.seek(0, os.SEEK_END) + file.write(b"\n"))
    if half and (len(half) < len(tail) or start == 0):
        file.truncate(size - len(half))
    return int(file.seek(0, os.SEEK_END))


def _why(before: Mapping[str, Any], now: Mapping[str, Any], last: Mapping[str, Any]) -> Why:
    if last.get("estado") == State.NOT_JUDGED:
        return Why.UNJUDGED
    if before.get("aula_impressao") != now.get("aula_impressao"):
        return Why.LESSON
    if before.get("versao") != now.get("versao"):
        return Why.VERSION
    return Why.AGAIN if before.get("impressao") == now.get("impressao") else Why.SUBMISSION


def _afterwards(last: Mapping[str, Any], now: Mapping[str, Any], origin: Mapping[str, Any]) -> Why:
    """Why a result on record is not the one of the last line: what a run recorded has the grader's own scores, a person's are others."""
    earlier = last["depois"]["exercicios"]
    changed = {name: one["nota"] for name, one in now["exercicios"].items() if earlier.get(name) != one}
    if not changed and last["depois"].get("estado") == now["estado"]:
        return Why.DEADLINE
    before = {key: last.get(key) for key in ORIGIN}
    earned = origin.get("pontos", {})
    if before == {key: origin.get(key) for key in ORIGIN} or any(earned.get(name) != score for name, score in changed.items()):
        return Why.PERSON
    return _why(before, origin, last["depois"])


def _anew(old: Result | None, new: Result) -> dict[str, str]:
    """By exercise: the first message that was not said before or, where there is none, the first that is no longer said."""
    earlier = {one.id: one.messages for one in old.exercises} if old else {}
    said = {}
    for one in new.exercises:
        added = next((text for text in one.messages if text not in earlier.get(one.id, ())), None)
        gone = next((text for text in earlier.get(one.id, ()) if text not in one.messages), None)
        if added or gone:
            said[one.id] = f"Agora se diz: {_short(added)}" if added else f"Já não se diz: {_short(gone or '')}"
    return said


def _short(text: str) -> str:
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    return plain if len(plain) <= MESSAGE_LIMIT else plain[:MESSAGE_LIMIT] + "…"


def _score(score: float | None) -> str:
    return "sem nota" if score is None else decimal(score)


def _shown(exercise: Mapping[str, Any] | None) -> str:
    """`errado 0`, and a dash for what was not there."""
    return "–" if exercise is None else " ".join([exercise["veredito"]] + ([] if exercise["nota"] is None else [decimal(exercise["nota"])]))
