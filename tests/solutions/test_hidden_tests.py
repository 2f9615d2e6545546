"""Every lesson's hidden tests, run in this process on every kept answer.

Full marks for what is right, nothing for what is trivial, half at most for a mistake. The sandbox, its limits and the recognition of
mistakes are left out: `grader conferir` tries those.
"""

from __future__ import annotations

import contextlib
import io
import math
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812 - the name that hidden tests give it

from grader.inside.observe import Observe
from grader.judge import Expectation, expectation, judge, settle
from grader.lesson import cases, trivial
from grader.records import ExerciseResult

from .kept import PLACES, Place, each

SEEDS = (11, 12, 13)
TOOLS = {"torch": torch, "nn": nn, "F": F, "math": math}

Messages = list[dict[str, Any]]


def observed(place: Place, answer: str, seed: int, inputs: dict[str, Any] | None) -> tuple[Messages, str | None]:
    """What the hidden test reports of an answer, and the error that ended it, if one did (inputs None: as the reference)."""
    theirs = place.run(answer)
    told: Messages = []
    exercise, error = place.exercise, None
    hidden = {name: theirs[name] for name in exercise.names + exercise.borrowed if name in theirs}
    hidden |= TOOLS | {"observe": Observe(told.append, seed, "cpu", inputs)}
    with contextlib.redirect_stderr(io.StringIO()), torch.random.fork_rng(devices=[]):  # tracebacks are for the instructor's log
        torch.manual_seed(seed)
        try:
            exec(compile(exercise.hidden, "<oculto>", "exec"), hidden)
        except Exception as raised:
            error = type(raised).__name__
    return told, error


def observations(told: Messages) -> Messages:
    return [message for message in told if message["say"] == "observation"]


@cache
def expected(place: Place) -> tuple[tuple[Expectation, ...], dict[str, Any], Messages]:
    """What the reference observes, the inputs of its first run, and what it saw of others in its second."""
    runs = [observed(place, place.reference, seed, None) for seed in SEEDS]
    assert [error for _, error in runs] == [None] * len(SEEDS), "o teste oculto não chega ao fim na própria solução"
    settled = settle(place.id, [observations(told) for told, _ in runs])
    drawn = {message["name"]: message["value"] for message in runs[0][0] if message["say"] == "given"}
    return tuple(map(expectation, settled)), drawn, observations(runs[1][0])


def result(place: Place, answer: str) -> ExerciseResult:
    known, inputs, _ = expected(place)
    told, error = observed(place, answer, SEEDS[0], inputs)
    return judge(place.exercise, known, observations(told), error=error)


def of_file(place: Place, path: Path) -> ExerciseResult:
    return result(place, path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("place", "path"), each("certo"))
def test_an_answer_that_is_right_by_other_means_is_worth_everything(place: Place, path: Path) -> None:
    judged = of_file(place, path)
    assert judged.score == place.exercise.points, judged.messages


@pytest.mark.parametrize(("place", "path"), each("detalhe"))
def test_an_answer_that_is_wrong_by_a_detail_never_gets_full_marks(place: Place, path: Path) -> None:
    judged = of_file(place, path)
    assert judged.score is not None
    assert judged.score < place.exercise.points


@pytest.mark.parametrize(("place", "path"), each("errado"))
def test_a_typical_mistake_is_worth_half_at_most_and_is_told_why(place: Place, path: Path) -> None:
    judged = of_file(place, path)
    assert judged.score is not None
    assert judged.score <= place.exercise.points / 2
    assert judged.messages


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_a_trivial_answer_is_worth_nothing(place: Place) -> None:
    kept = [one for one in cases.trivial_answers(place.source, place.lesson.exercises) if one.exercise == place.id]
    scores = {one.name: result(place, one.source).score for one in [*kept, *trivial.generated(place.id, place.reference)]}
    assert {name: score for name, score in scores.items() if score != 0} == {}


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_the_published_stub_is_worth_nothing(place: Place) -> None:
    assert result(place, place.published(place.exercise.answer)).score == 0


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_what_was_right_for_other_inputs_is_worth_nothing(place: Place) -> None:
    known, _, recorded = expected(place)
    assert judge(place.exercise, known, recorded).score == 0
