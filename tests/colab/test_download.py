"""What comes down from Colab without identifiers, tags or nbgrader's metadata holds the same answers, in every lesson."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from trilha import entrega

from grader import grade
from grader.lesson import publish
from grader.reading import answered
from grader.submission.transplant import repair
from tests.colab.saved import downloaded
from tests.readings import GRADED, ROOT


def saved(name: str) -> bytes:
    """The solved lesson, as Colab gives it back."""
    solutions = publish.load_lesson(ROOT / "solutions" / f"{name}.py").solutions
    return downloaded(answered((ROOT / "course" / f"{name}.ipynb").read_bytes(), solutions))


def test_nothing_that_identifies_a_cell_is_left() -> None:
    document = json.loads(saved(GRADED[0]))
    assert (document["nbformat"], document["nbformat_minor"], "colab" in document["metadata"]) == (4, 0, True)
    assert not any("id" in cell or {"nbgrader", "tags"} & set(cell["metadata"]) for cell in document["cells"])


@pytest.mark.parametrize("name", GRADED)
def test_every_answer_finds_its_place_and_the_loss_is_said(name: str) -> None:
    lesson = publish.load_lesson(ROOT / "solutions" / f"{name}.py")
    submission = repair(saved(name), lesson)
    assert submission.cells == grade.solved_cells(lesson)
    assert submission.unanswered == frozenset()
    assert submission.repairs[0].startswith("As identificações das células tinham sido perdidas")


@pytest.mark.parametrize("name", GRADED)
def test_a_student_who_checks_the_file_is_told_of_every_answer(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "Cópia de caderno.ipynb"
    file.write_bytes(saved(name))
    entrega(file)
    _, *lines = capsys.readouterr().out.splitlines()
    exercises = publish.load_lesson(ROOT / "solutions" / f"{name}.py").exercises
    assert lines[: len(exercises)] == [f"{exercise.id}  ✓  respondido" for exercise in exercises]
    assert lines[len(exercises)].startswith("Questão aberta  ✓  respondida")
    assert not any(line.startswith("Células de verificação") for line in lines)
