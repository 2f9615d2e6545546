"""The kept answers of every lesson are many enough, say what they are, and define what they answer.

How they fare is for others: `test_hidden_tests` (what they earn) and `test_enganos` (what the visible check says of them).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from .kept import PLACES, Place, each


def test_the_exercises_tried_here_are_those_of_the_lessons() -> None:
    lessons = {place.source: place.lesson for place in PLACES}
    assert [Place(source, exercise.id) for source, lesson in lessons.items() for exercise in lesson.exercises] == PLACES
    assert any(place.source.name.startswith("02") for place in PLACES)


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_every_exercise_keeps_several_right_and_wrong_answers(place: Place) -> None:
    assert len(place.files("certo")) >= 3
    assert len(place.files("errado")) >= 5


@pytest.mark.parametrize(("place", "path"), each("certo") + each("errado") + each("detalhe"))
def test_a_kept_answer_defines_the_names_of_its_exercise(place: Place, path: Path) -> None:
    """By itself, so that none is mended by a name that stands there already."""
    before = set(place.run(""))
    assert set(place.exercise.names) <= set(place.run(path.read_text(encoding="utf-8"))) - before


@pytest.mark.parametrize(("place", "path"), each("errado") + each("detalhe"))
def test_what_is_wrong_stands_in_the_first_line(place: Place, path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# ")
    assert first.endswith(".")
