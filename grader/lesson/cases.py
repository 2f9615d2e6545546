"""The answers that the course keeps for each exercise, one small file each, in tests/cases beside solutions/.

`tests/cases/02/2.1/errado/soma_no_lugar.py` is a typical mistake: its first line names it in a comment, the second is
`# Mensagem: …`, what a student who makes it reads. `certo/` holds right answers by other means; `tests/cases/02/triviais/` holds
files that answer every exercise of the lesson at once and must earn nothing.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from grader.records import Exercise, KeptAnswer, LessonError

MESSAGE = "# Mensagem: "
TRIVIAL = "triviais"


def folder(lesson: Path) -> Path:
    """Where the answers of the lesson in this source file stand."""
    return lesson.parent.parent / "tests" / "cases" / lesson.stem[:2]


def mistakes(lesson: Path, exercises: Iterable[Exercise]) -> tuple[KeptAnswer, ...]:
    """The typical mistakes of a lesson, by exercise and name; none where no folder holds any. Raises LessonError."""
    return tuple(kept for exercise in exercises for kept in _read(lesson, exercise.id, "errado"))


def right_answers(lesson: Path, exercises: Iterable[Exercise]) -> tuple[KeptAnswer, ...]:
    """The right answers by other means. Raises LessonError."""
    return tuple(kept for exercise in exercises for kept in _read(lesson, exercise.id, "certo"))


def trivial_answers(lesson: Path, exercises: Iterable[Exercise]) -> tuple[KeptAnswer, ...]:
    """What each trivial file answers to each exercise. Raises LessonError."""
    known = tuple(exercises)
    found = []
    for path in sorted((folder(lesson) / TRIVIAL).glob("*.py")):
        text = _text(path)
        for exercise in known:
            others = {name for one in known if one.id != exercise.id for name in one.names}
            found.append(KeptAnswer(exercise.id, "trivial", path.stem, _without(path, text, others)))
    return tuple(found)


def _read(lesson: Path, exercise: str, kind: str) -> Iterator[KeptAnswer]:
    for path in sorted((folder(lesson) / exercise / kind).glob("*.py")):
        text = _text(path)
        yield KeptAnswer(exercise, kind, path.stem, text, _message(text) if kind == "errado" else "")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LessonError(path, "não pode ser lido como texto em UTF-8", "grave o arquivo de novo, em UTF-8") from error


def _message(text: str) -> str:
    _, second, *_ = [*text.split("\n", 2), "", ""]
    return second.removeprefix(MESSAGE).strip() if second.startswith(MESSAGE) else ""


def _without(path: Path, text: str, names: set[str]) -> str:
    """The source without the functions and classes called `names`: what of the file answers one exercise."""
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        raise LessonError(path, f"não é Python válido (linha {error.lineno})", "corrija o arquivo") from error
    tree.body = [node for node in tree.body if getattr(node, "name", None) not in names]
    return ast.unparse(tree)
