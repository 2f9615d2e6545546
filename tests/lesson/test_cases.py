"""The answers kept beside a lesson: found by exercise, each mistake with its message, each trivial file cut to the exercise."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.lesson import cases, publish
from grader.records import Exercise, LessonError

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "solutions" / "02_conexoes_residuais.py"
EXERCISES = tuple(Exercise(f"9.{n}", 1.0, f"ex-9-{n}", f"teste-9-{n}", (name,), "") for n, name in ((1, "f"), (2, "g")))


@pytest.fixture
def lesson(tmp_path: Path) -> Path:
    return tmp_path / "solutions" / "09_nova.py"


def keep(lesson: Path, name: str, text: str) -> None:
    path = cases.folder(lesson) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_a_mistake_has_the_message_of_its_second_line(lesson: Path) -> None:
    keep(lesson, "9.1/errado/b.py", "# Nome.\n# Mensagem: Fato. Pergunta?\ndef f(): pass\n")
    keep(lesson, "9.1/errado/a.py", "# Nome.\ndef f(): pass\n# Mensagem: tarde demais\n")
    keep(lesson, "9.3/errado/c.py", "# De um exercício que não existe.\n")
    assert [(one.key, one.message) for one in cases.mistakes(lesson, EXERCISES)] == [
        ("9.1 errado a", ""),
        ("9.1 errado b", "Fato. Pergunta?"),
    ]


def test_a_lesson_without_kept_answers_has_none(lesson: Path) -> None:
    assert cases.mistakes(lesson, EXERCISES) == cases.right_answers(lesson, EXERCISES) == cases.trivial_answers(lesson, EXERCISES) == ()


def test_a_trivial_file_answers_each_exercise_with_its_own_part(lesson: Path) -> None:
    keep(lesson, "triviais/nada.py", "import math\ndef f(): pass\ndef g(): pass\ndef ajuda(): pass\n")
    first, second = cases.trivial_answers(lesson, EXERCISES)
    assert ("def f" in first.source, "def g" in first.source, "def ajuda" in first.source) == (True, False, True)
    assert ("def f" in second.source, "def g" in second.source, "import math" in second.source) == (False, True, True)


def test_a_file_that_is_no_text_is_named(lesson: Path) -> None:
    keep(lesson, "9.1/errado/a.py", "")
    (cases.folder(lesson) / "9.1/errado/a.py").write_bytes(b"\xff")
    with pytest.raises(LessonError, match=r"9\.1/errado/a\.py: não pode ser lido"):
        cases.mistakes(lesson, EXERCISES)


def test_mistakes_travel_with_the_lesson_and_all_have_a_message_that_asks() -> None:
    lesson = publish.load_lesson(SOURCE)
    assert {one.exercise for one in lesson.mistakes} == {one.id for one in lesson.exercises}
    for one in lesson.mistakes:
        assert one.message.endswith("?"), one.key
        assert len(one.message) < 240, one.key
        assert "\n" not in one.message
