"""Recognised mistakes and dependent exercises (design, properties 8 and 9) are no rod to fish for the answers with."""

from __future__ import annotations

import dataclasses
import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import cycle, islice
from typing import Any

import numpy as np
import pytest

from grader import grade
from grader.lesson import publish, source
from grader.records import Graded, Lesson, Verdict
from grader.report import feedback_html
from grader.runner import Runner
from grader.values import read

from .conftest import CASES
from .demonstracao import IDS, notebook_of, to_bytes

pytestmark = pytest.mark.sandbox

RIGHT_ALONE = "2.3"
SECRET = 918273
LEAN = CASES / "aulas" / "03_apoiada.py"


def shown(graded: Graded, lesson: Lesson) -> str:
    """All that a student reads: the page and, without its markup, every message."""
    messages = [message for one in graded.result.exercises for message in one.messages]
    return "\n".join([html.unescape(feedback_html(graded, lesson, {})), *messages, *graded.result.repairs])


def numbers(value: Any) -> Iterator[float]:
    """The numbers of a value that was read, however deep in it."""
    if isinstance(value, np.ndarray):
        yield from value.ravel().tolist()
    elif isinstance(value, float):
        yield value
    elif isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from numbers(one)
    elif dataclasses.is_dataclass(value):
        for part in dataclasses.fields(value):
            yield from numbers(getattr(value, part.name))


def told_numbers(trees: Iterable[Any]) -> set[str]:
    """The numbers of observed values, as a message would show them; short ones say nothing."""
    texts = {f"{number:.5g}".replace(".", ",") for tree in trees for number in numbers(read(tree))}
    return {text for text in texts if len(text) >= 6}


def telling_lines(text: str) -> set[str]:
    """The lines of code that say something about how it is done."""
    return {
        line.strip() for line in text.splitlines() if len(line.strip()) >= 15 and not line.strip().startswith(("#", '"', "import", "def "))
    }


@pytest.fixture(scope="module")
def reference(runner: Runner, lesson: Lesson) -> grade.Reference:
    return grade.prepare(runner, lesson, seed=23)


@pytest.fixture(scope="module")
def own_values(runner: Runner, lesson: Lesson, reference: grade.Reference) -> dict[str, set[str]]:
    """By the key of a kept mistake: the numbers that its answer gives by itself, which a message may tell its author."""
    runs = grade.rehearse(runner, reference, lesson.mistakes)
    return {key: told_numbers(observation["value"] for observation in run.observations) for key, run in runs.items()}


@pytest.mark.parametrize("turn", range(4))
def test_wrong_answers_to_all_but_one_are_told_no_line_and_no_value_of_the_reference(
    runner: Runner, lesson: Lesson, reference: grade.Reference, own_values: dict[str, set[str]], turn: int
) -> None:
    kept = {name: sorted(path.stem for path in (CASES / "02" / name / "errado").glob("*.py")) for name in IDS}
    answers = {name: f"{name}/errado/{next(islice(cycle(kept[name]), turn, None))}" for name in IDS if name != RIGHT_ALONE}
    graded = grade.grade(runner, reference, "pescador", to_bytes(notebook_of(answers)))
    assert sum(one.mistake is not None for one in graded.result.exercises) >= 2, "sem enganos reconhecidos o teste não prova nada"
    page = shown(graded, lesson)
    own = "\n".join([*(cell.source for cell in graded.cells), *(cell.source for cell in lesson.cells)])

    wrong = [exercise for exercise in lesson.exercises if exercise.id != RIGHT_ALONE]
    secrets = {line for one in wrong for line in telling_lines(lesson.solutions[one.answer])} - telling_lines(own)
    assert len(secrets) >= 5
    assert [line for line in secrets if line in page] == []
    tests = {line for one in wrong for line in telling_lines(one.hidden)}
    assert [line for line in tests if line in page] == []
    trees = [observation["value"] for one in wrong for observation in reference.exercises[one.id].settled]
    trees += [tree for one in wrong for tree in (reference.exercises[one.id].test.inputs or {}).values()]
    exact = told_numbers(trees).difference(*(own_values[f"{name} errado {path.split('/')[-1]}"] for name, path in answers.items()))
    assert len(exact) >= 100
    assert exact & set(re.findall(r"-?\d+,\d+(?:e[+-]\d+)?", page)) == set()


PEEK = "import inspect, sys, warnings\n\ntexto = lambda: inspect.getsource(dobro)\n\n"
SPIES = {
    "prints": "def quadruplo(x):\n    print(texto())\n    print(texto(), file=sys.stderr)\n    return dobro(dobro(x))",
    "prints_beside": "def quadruplo(x):\n    return dobro(dobro(x))\n\nprint(texto(), dobro(torch.ones(1)))",
    "displays": "def quadruplo(x):\n    display(texto())\n    warnings.warn(texto())\n    return dobro(dobro(x))\n\ndisplay(texto())",
    "raises": "def quadruplo(x):\n    raise ValueError(texto())",
    "raises_a_type_of_that_name": "def quadruplo(x):\n    raise type(texto()[:50], (Exception,), {})(texto())",
    "raises_beside": "def quadruplo(x):\n    return dobro(dobro(x))\n\nraise type(texto()[:50], (Exception,), {})(texto())",
    "returns": "def quadruplo(x):\n    return texto()",
    "returns_a_class_of_that_name": "def quadruplo(x):\n    return type(texto()[:50], (), {})()",
    "returns_it_by_name": "def quadruplo(x):\n    return {texto(): dobro(dobro(x))}",
    "right_and_raises_later": "def quadruplo(x):\n    if x.shape[0] == 2:\n        raise ValueError(texto())\n    return dobro(dobro(x))",
}


@pytest.fixture(scope="module")
def secretive(runner: Runner) -> grade.Reference:
    """A lesson whose first answer holds a number that stands nowhere else, and whose second exercise may be half right."""
    lesson = publish.load_lesson(LEAN)
    first, second, third = lesson.exercises
    twice = '\ny = observe.given("y", lambda: torch.randn(2))\nobserve("outro tamanho", lambda: quadruplo(y))'
    solutions = {**lesson.solutions, first.answer: f"def dobro(x):\n    segredo_da_casa = {SECRET}\n    return 2 * x + 0 * segredo_da_casa"}
    lesson = replace(lesson, solutions=solutions, exercises=(first, replace(second, hidden=second.hidden + twice), third))
    return grade.prepare(runner, lesson, seed=5)


def spied(runner: Runner, reference: grade.Reference, spy: str) -> Graded:
    notebook = publish.release(source.read(LEAN))
    answers = {"ex-3-1": "def dobro(x):\n    return x", "ex-3-2": PEEK + spy, "ex-3-3": "def repete(f, x):\n    return f(f(x))"}
    for cell in notebook.cells:
        cell.source = answers.get(cell.id.replace(".", "-"), cell.source)
    return grade.grade(runner, reference, "espião", publish.to_bytes(notebook))


@pytest.mark.parametrize("spy", SPIES)
def test_what_an_answer_learns_of_the_supplied_ones_is_shown_to_nobody(runner: Runner, secretive: grade.Reference, spy: str) -> None:
    graded = spied(runner, secretive, SPIES[spy])
    page = shown(graded, secretive.lesson) + str(graded.outputs) + str(graded.result.as_json())
    assert str(SECRET) not in page
    assert "segredo_da_casa" not in page
    assert "2 * x +" not in page


def test_the_spies_do_reach_the_supplied_answer(runner: Runner, secretive: grade.Reference) -> None:
    """Or the tests above would prove nothing: the instructor's log has what they found."""
    graded = spied(runner, secretive, SPIES["prints"])
    assert graded.result.exercises[1].verdict is Verdict.RIGHT
    assert any(str(SECRET) in line for line in graded.log)


def test_a_number_learnt_of_the_supplied_answers_is_not_in_the_messages(runner: Runner, secretive: grade.Reference) -> None:
    half = "    if x.shape[0] == 2:\n        return x * 0 + float(max(dobro.__code__.co_consts[1:]))\n    return dobro(dobro(x))"
    second = spied(runner, secretive, f"def quadruplo(x):\n{half}").result.exercises[1]
    assert second.verdict is Verdict.PARTIAL
    assert second.messages[0].startswith("Corrigido com a resposta de referência")
    assert "9,18" not in "".join(second.messages)
