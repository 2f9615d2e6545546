"""The same hidden tests for stock `nbgrader autograde`: inputs and reference values stand inside the hidden block (design, property 12).

Untrusted: the block runs in the student's own kernel, where nothing keeps an answer from reading or changing it. It exists for
comparison and for instructors who cannot run the sandbox; the kernel needs this package installed (`grader/recorded.py`). Right and
wrong answers that end get the score that `grader corrigir` gives them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, replace

from grader import workers
from grader.grade import Prepared, prepare
from grader.lesson.cells import BEGIN_HIDDEN, END_HIDDEN
from grader.records import Lesson
from grader.runner import Runner
from grader.sandbox import Box

SEED = 2
"""Always this one, whatever seed the class is graded with: a lesson on record does not change from run to run."""

BLOCK = """{begin}
import math
import torch
from torch import nn
from torch.nn import functional as F
from grader.recorded import Recorded
observe = Recorded({record!r})
try:
{body}
except Exception:
    pass
observe.score()
{end}"""


def block(prepared: Prepared) -> str:
    """The hidden block of one exercise with its inputs and reference values."""
    test = prepared.test
    data = {"exercise": asdict(test.exercise) | {"hidden": ""}, "seed": test.seed, "inputs": test.inputs, "expected": prepared.settled}
    body = "\n".join("    " + line for line in test.exercise.hidden.splitlines())
    return BLOCK.format(begin=BEGIN_HIDDEN, end=END_HIDDEN, record=json.dumps(data), body=body)


def blocks(runner: Runner, lesson: Lesson) -> Mapping[str, str]:
    """The hidden blocks of a lesson by the grade_id of their test cells. Raises as `prepare`."""
    reference = prepare(runner, replace(lesson, mistakes=()), SEED)
    return {one.test.exercise.test: block(one) for one in reference.exercises.values()}


def blocks_in_worker(lesson: Lesson, box: Box) -> Mapping[str, str]:
    """`blocks`, as a task for an executor."""
    with workers.lent_runner(box) as runner:
        return blocks(runner, lesson)
