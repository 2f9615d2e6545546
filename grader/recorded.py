"""`observe` as stock `nbgrader autograde` runs it: inputs and expected values on record, judged in the student's own kernel.

Trusts everything, because it has to: the blocks that `grader/stock.py` writes import this, and nothing of the grader itself does.
"""

from __future__ import annotations

import json
from typing import Any

from grader import judge
from grader.inside.observe import Observe
from grader.records import Exercise


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
