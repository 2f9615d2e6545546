"""The numbers that a lesson quotes are those that its own cells give.

`numeros/aula_NN.py` lists the sentences of lesson NN with {} where a number stands, how to get it from the names that the solved lesson
leaves, and the tolerance; and claims that must be true of them. A sentence edited here or there alone turns a test red.
"""

from __future__ import annotations

import re
import runpy
from typing import Any

import pytest

from grader.lesson.source import read
from tests.readings import GRADED, NUMBERS, ROOT, Lookup

ASKED: dict[str, dict[str, Any]] = {
    lesson: runpy.run_path(str(file)) for lesson in GRADED if (file := NUMBERS / f"aula_{lesson[:2]}.py").exists()
}
QUOTED = [(lesson, sentence, tolerance) for lesson, asked in ASKED.items() for sentence, _, tolerance in asked["QUOTED"]]
CLAIMS = [(lesson, claim) for lesson, asked in ASKED.items() for claim in asked["CLAIMS"]]
SAID = [(lesson, sentence) for lesson, asked in ASKED.items() for sentence in asked["SAID"]]


def prose(lesson: str) -> str:
    """The lesson's text in one line, without emphasis."""
    text = " ".join(cell.source for cell in read(ROOT / "solutions" / f"{lesson}.py").cells if cell.cell_type == "markdown")
    return " ".join(text.replace("**", "").split())


def quoted(lesson: str, sentence: str) -> float:
    """The number that stands in this sentence of the lesson."""
    before, after = map(re.escape, sentence.split("{}"))
    found = re.search(rf"{before}(\d+(?:,\d+)?){after}", prose(lesson))
    assert found, f"the lesson does not say: {sentence}"
    return float(found[1].replace(",", "."))


@pytest.mark.parametrize("lesson", GRADED)
def test_each_lesson_has_its_numbers_listed(lesson: str) -> None:
    assert ASKED.get(lesson, {}).get("QUOTED"), f"escreva tests/solutions/numeros/aula_{lesson[:2]}.py"


@pytest.mark.parametrize(("lesson", "sentence", "tolerance"), QUOTED)
def test_a_quoted_number_is_what_the_cells_give(lesson: str, sentence: str, tolerance: float, reading: Lookup) -> None:
    given = reading(lesson, True).measured[sentence]
    assert quoted(lesson, sentence) == pytest.approx(given, abs=max(tolerance, 1e-9))


@pytest.mark.parametrize(("lesson", "claim"), CLAIMS)
def test_what_the_lesson_concludes_is_true_of_its_numbers(lesson: str, claim: str, reading: Lookup) -> None:
    assert reading(lesson, True).measured[claim] == 1.0


@pytest.mark.parametrize(("lesson", "sentence"), SAID)
def test_what_a_claim_is_about_is_said(lesson: str, sentence: str) -> None:
    assert sentence in prose(lesson)
