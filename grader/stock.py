"""The same hidden tests for stock `nbgrader autograde`: inputs and reference values stand inside the hidden block (design, property 12).

Untrusted: the block runs in the student's own kernel, where nothing keeps an answer from reading or changing it. It exists for
comparison and for instructors who cannot run the sandbox; the kernel needs this package installed. Right and wrong answers that end get
the score that `grader corrigir` gives them.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from grader import judge
from grader.inside.observe import Observe
from grader.lesson.cells import BEGIN_HIDDEN, END_HIDDEN
from grader.records import Exercise

BLOCK = """{begin}
import math
import torch
from torch import nn
from torch.nn import functional as F
from grader.stock import Recorded
observe = Recorded({record!r})
try:
{body}
except Exception:
    pass
observe.score()
{end}"""


class Recorded(Observe):
    """`observe` with inputs and expected values on record: it judges in the same process, at the end of the cell."""

    def __init__(self, record: str) -> None:
        data = json.loads(record)
        self._exercise = Exercise(**data["exercise"])
        self._expected = [judge.expectation(one) for one in data["expected"]]
        self._observed: list[dict[str, Any]] = []
        super().__init__(self._observed.append, data["seed"], "cpu", data["inputs"])

    def score(self) -> float:
        """The exercise's points, as the cell's last value: what nbgrader reads as partial credit."""
        return judge.judge(self._exercise, self._expected, self._observed).score or 0.0


def block(exercise: Exercise, seed: int, inputs: Mapping[str, Any], settled: tuple[Mapping[str, Any], ...]) -> str:
    """The hidden block of one exercise with its inputs and reference values."""
    record = {"exercise": asdict(exercise) | {"hidden": ""}, "seed": seed, "inputs": inputs, "expected": settled}
    body = "\n".join("    " + line for line in exercise.hidden.splitlines())
    return BLOCK.format(begin=BEGIN_HIDDEN, end=END_HIDDEN, record=json.dumps(record), body=body)


def source_notebook(notebook: Any, blocks: Mapping[str, str]) -> Any:
    """A copy of the instructor's notebook whose hidden blocks are `blocks`, by the grade_id of the test cell."""
    stock = copy.deepcopy(notebook)
    for cell in stock.cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        if grade_id in blocks:
            before, _, rest = cell.source.partition(BEGIN_HIDDEN)
            cell.source = before + blocks[grade_id] + rest.partition(END_HIDDEN)[2]
    return stock
