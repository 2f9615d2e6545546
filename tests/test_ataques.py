"""No attack gains a point, reads a secret, reaches another student's score or outlives its time; the grader goes on."""

from __future__ import annotations

import pytest

from grader import grade
from grader.grade import Reference
from grader.records import State
from grader.runner import SUBMISSION_SECONDS, Runner

from .attacks import Attack, corpus, neighbour, prepare, stolen

pytestmark = pytest.mark.sandbox

ATTACKS = corpus()
FULL = 8.5
"""Lesson 02 without the open question, which waits for a person."""


@pytest.fixture(scope="module")
def reference(runner: Runner) -> Reference:
    return prepare(runner)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_an_attack_gains_nothing_and_harms_nobody(attack: Attack, runner: Runner, reference: Reference) -> None:
    grade.grade(runner, reference, "vizinha", neighbour())  # her secrets have been through the same warm process
    found = grade.grade(runner, reference, "atacante", attack.submission())
    after = grade.grade(runner, reference, "vizinha", neighbour()).result
    assert found.result.state in {State.GRADED, State.UNREADABLE}
    assert not any(exercise.score for exercise in found.result.exercises), [one.as_json() for one in found.result.exercises]
    assert stolen(found) == []
    assert found.result.seconds < SUBMISSION_SECONDS + 5
    assert after.score == FULL
    if attack.verdict:
        assert found.result.exercises[0].verdict == attack.verdict


def test_the_corpus_is_as_large_as_was_promised() -> None:
    assert len(ATTACKS) >= 60
