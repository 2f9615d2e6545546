"""The page that a student gets back: one self-contained HTML file, in Portuguese, without a script and without a network.

Everything of the student's (answers, outputs, names) is text to this page: Jinja escapes all of it, a content security policy forbids
all but the inline style and data: images, and each part has a greatest length. The template holds the words and the style.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup, escape

from grader.deadlines import decimal
from grader.files import write_atomic
from grader.gradebook.filing import ClassFolder
from grader.outputs import clean, safe_outputs
from grader.records import OPEN_QUESTION, ExerciseResult, Graded, Lesson, RepairedCell, Result, Role, State, Verdict

SOURCE_LIMIT = 20_000
"""Characters shown of one cell."""
MESSAGE_LIMIT = 2_000
"""Characters shown of one message, comment or repair."""
MANY = 50
"""Messages of one exercise, repairs, or added cells in one place that are shown; the rest are counted."""
PAGE_LIMIT = 2_000_000
"""Characters of outputs on the whole page; a phone still opens that."""

_WORDS = {
    Verdict.RIGHT: ("✓", "Certo", "bom"),
    Verdict.PARTIAL: ("◐", "Parcial", "meio"),
    Verdict.WRONG: ("✗", "Errado", "ruim"),
    Verdict.ERROR: ("!", "Erro ao executar", "ruim"),
    Verdict.TIME: ("…", "Tempo esgotado", "ruim"),
    Verdict.MEMORY: ("■", "Memória esgotada", "ruim"),
    Verdict.UNANSWERED: ("○", "Sem resposta", "neutro"),
    Verdict.NOT_JUDGED: ("?", "Não julgado", "neutro"),
}
_PENDING = ("?", "Aguarda correção", "neutro")
_BY_HAND = ("✎", "Corrigida", "neutro")


@dataclass
class _Shown:
    """One cell as the page shows it."""

    source: str
    kind: str
    outputs: list[dict[str, Any]]


@dataclass
class _Section:
    """One exercise, or the open question, as the page shows it."""

    id: str
    title: str
    badge: tuple[str, str, str]
    score: float | None
    maximum: float
    messages: list[str] = field(default_factory=list)
    more_messages: int = 0
    answer: _Shown | None = None
    check: _Shown | None = None
    added: list[_Shown] = field(default_factory=list)
    more_added: int = 0
    comment: str = ""
    answered: bool = True

    @property
    def anchor(self) -> str:
        """Its place in the page."""
        return "questao-" + re.sub(r"[^0-9A-Za-z]", "-", self.id)


class _Budget:
    """What is left of the page for outputs, shared by all cells in order."""

    def __init__(self, room: int) -> None:
        self.room = room

    def show(self, cell: RepairedCell, outputs: Mapping[str, list[dict[str, Any]]]) -> _Shown:
        """A cell within its limits; outputs beyond the page's own limit are left out, and said."""
        kept = []
        for output in safe_outputs(outputs.get(cell.id, ())):
            size = sum(len(str(part)) for part in output.values())
            if size > self.room:
                kept.append({"output_type": "stream", "name": "stdout", "text": "… (saída não mostrada: a página ficaria longa demais)"})
                break
            self.room -= size
            kept.append(output)
        return _Shown(clean(cell.source, SOURCE_LIMIT), cell.kind, kept)


def feedback_html(graded: Graded, lesson: Lesson, comments: Mapping[str, str]) -> str:
    """The whole page for one student. `comments` are a person's, by exercise id (`aberta` for the open question)."""
    result = graded.result
    sections, others = _sections(graded, lesson, comments)
    return _template().render(
        title=lesson_title(lesson),
        student=clean(result.student, 200),
        result=result,
        state=result.state.value,
        sections=sections,
        others=others[:MANY],
        more_others=len(others[MANY:]),
        late=result.late,
        repairs=[clean(repair, MESSAGE_LIMIT) for repair in result.repairs[:MANY]],
        more_repairs=len(result.repairs[MANY:]),
        waiting=sum(section.maximum for section in sections if section.score is None and section.answered),
    )


def write_feedback(files: ClassFolder, student: str, lesson: str, page: str) -> Path:
    """Write `feedback/STUDENT/LESSON/LESSON.html` into the class folder, whole or not at all. Raises `StorageError`."""
    path = files.feedback(student, lesson)
    write_atomic(path, page.encode("utf-8", "replace"))
    return path


def _sections(graded: Graded, lesson: Lesson, comments: Mapping[str, str]) -> tuple[list[_Section], list[_Shown]]:
    """The parts of the page in the lesson's order, and the added cells that stand behind the last test."""
    results = {exercise.id: exercise for exercise in graded.result.exercises}
    points = [(exercise.id, exercise.points) for exercise in lesson.exercises] + [(OPEN_QUESTION, lesson.open_points)]
    sections = {name: _section(name, most, results.get(name), graded.result, lesson, comments) for name, most in points}
    budget = _Budget(PAGE_LIMIT)
    added: list[_Shown] = []
    for cell in graded.cells:
        section = sections.get(OPEN_QUESTION if cell.role is Role.OPEN else cell.exercise or "")
        if cell.role is Role.ADDED:
            (section.added if section else added).append(budget.show(cell, graded.outputs))
        elif section and cell.role in {Role.ANSWER, Role.OPEN}:
            section.answer = budget.show(cell, graded.outputs)
        elif section and cell.role is Role.TEST:
            section.check = budget.show(cell, graded.outputs)
            section.added += added  # what stands between two tests counts for the second
            added = []
    for section in sections.values():
        section.more_added = len(section.added[MANY:])
        del section.added[MANY:]
    return list(sections.values()), added


def _section(
    name: str, maximum: float, found: ExerciseResult | None, result: Result, lesson: Lesson, comments: Mapping[str, str]
) -> _Section:
    is_open = name == OPEN_QUESTION
    verdict = found.verdict if found else Verdict.UNANSWERED if result.state is State.NOT_RECEIVED else Verdict.NOT_JUDGED
    badge = _WORDS[verdict]
    if is_open and verdict is not Verdict.UNANSWERED:
        badge = _PENDING if found is None or found.score is None else _BY_HAND
    title = "Questão aberta" if is_open else exercise_title(lesson, name)
    messages = [clean(message, MESSAGE_LIMIT) for message in found.messages] if found else []
    section = _Section(name, title, badge, found.score if found else None, maximum, messages[:MANY], len(messages[MANY:]))
    section.comment = clean(comments.get(name, ""), MESSAGE_LIMIT)
    section.answered = verdict is not Verdict.UNANSWERED
    return section


def exercise_title(lesson: Lesson, name: str) -> str:
    """`Exercício 2.1 — Somar, em ordem`: as the lesson's own heading says it, without points and minutes."""
    pattern = re.compile(rf"^#+\s*(Exercício {re.escape(name)}\b[^\n(]*)", re.MULTILINE)
    return next(_headings(lesson, pattern), f"Exercício {name}")


def lesson_title(lesson: Lesson) -> str:
    """The lesson's own first heading."""
    return next(_headings(lesson, re.compile(r"^#\s+([^\n]+)", re.MULTILINE)), lesson.name)


def _headings(lesson: Lesson, pattern: re.Pattern[str]) -> Iterator[str]:
    texts = (cell.source for cell in lesson.cells if cell.kind == "markdown")
    return (match[1].strip() for match in map(pattern.search, texts) if match)


def _number(value: float | None) -> str:
    """At most two decimals, with the Brazilian comma; a dash for what has no score."""
    return "–" if value is None else decimal(value)


def _points(value: float) -> str:
    return f"{_number(value)} {'ponto' if abs(value) < 2 else 'pontos'}"


def inline(text: str) -> Markup:
    """Escaped text in which `code` between back-ticks is shown as code, as in the lessons."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return escape(text)
    return Markup("").join(Markup("<code>{}</code>").format(part) if odd % 2 else escape(part) for odd, part in enumerate(parts))


@cache
def _template() -> jinja2.Template:
    loader = jinja2.FileSystemLoader(Path(__file__).parent / "templates")
    environment = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"nota": _number, "pontos": _points, "inline": inline}
    return environment.get_template("feedback.html.j2")
