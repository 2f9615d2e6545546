"""The messages of one child, in the only order that is accepted: the student's cells; once they are sealed, one hidden test at a time.

Nothing that arrives is believed beyond its form (`channel.py`): what comes out of order or in excess ends that child as the submission's
own error.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from grader.channel import FLOOR, GPU_START, Child, EndedError, Limits, WarmLostError
from grader.outputs import clean, safe_outputs
from grader.records import Exercise, RepairedCell, Role, Verdict
from grader.stages import Spent, Stage

OBSERVATIONS = 100
"""More than any hidden test sends."""
OUTPUTS_KEPT = 20_000_000
"""Characters of outputs kept of one submission, all its cells together: what comes after is dropped."""
LOG_LIMIT = 4000
"""Characters kept of what a hidden test printed: an instructor may read them in a terminal."""


@dataclass(frozen=True)
class HiddenTest:
    """One run of one exercise's hidden test. `inputs` None: the reference's run, which draws them."""

    exercise: Exercise
    seed: int
    inputs: Mapping[str, Any] | None
    limits: Limits = FLOOR


@dataclass
class TestRun:
    """What one hidden test reported."""

    observations: list[dict[str, Any]] = field(default_factory=list)
    given: dict[str, Any] = field(default_factory=dict)
    fate: Verdict | None = None
    """TIME, MEMORY or ERROR where its process did not survive; None where it ran to its end."""
    error: str | None = None
    """The type of exception that ended the test itself, outside any observation."""
    cpu: float = 0.0
    wall: float = 0.0


@dataclass
class Run:
    """What one submission's processes reported."""

    tests: list[tuple[HiddenTest, TestRun]] = field(default_factory=list)
    outputs: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    """By cell id: the exception that ended the cell."""
    dropped: dict[str, Verdict] = field(default_factory=dict)
    """By cell id: cells that did not survive, left out of the next try."""
    seconds: dict[str, float] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)


class Conversation:
    """The messages of one child, in the only order that is accepted."""

    def __init__(self, child: Child, run: Run, end: float, spent: Spent) -> None:
        self._child, self._run, self._end, self._spent = child, run, end, spent

    def _allow(self, limits: Limits) -> float:
        return min(self._child.allow(limits), self._end)

    def run_cells(self, steps: Sequence[RepairedCell], limits: Mapping[str, Limits]) -> bool:
        """Run these cells of code in document order. False when one of them did not survive."""
        with self._spent.on(Stage.CELLS):
            return self._run_cells(steps, limits)

    def _run_cells(self, steps: Sequence[RepairedCell], limits: Mapping[str, Limits]) -> bool:
        orders = [{"do": "keep", "exercise": c.exercise} if c.role == Role.TEST else {"do": "run", "source": c.source} for c in steps]
        runnable = [cell for cell in steps if cell.role != Role.TEST]
        current = runnable[0].id if runnable else ""
        outputs: dict[str, list[dict[str, Any]]] = {}
        room = OUTPUTS_KEPT
        try:
            deadline = self._allow(GPU_START if self._child.on_gpu else FLOOR)
            with self._spent.on(Stage.FORK):  # the walls are up when the first cell starts
                self._begin({"do": "cells", "cells": orders}, bool(runnable), deadline)
            for number, cell in enumerate(runnable):
                if number:
                    self._expect("start", deadline)
                current = cell.id
                deadline = self._allow(limits.get(cell.id, FLOOR))
                started = time.monotonic()
                report = self._expect("cell", deadline)
                self._run.seconds[cell.id] = time.monotonic() - started
                found = _outputs(report)
                room -= len(str(found))
                outputs[cell.id] = found if room >= 0 else []
                if errors := report.get("errors"):
                    self._run.errors[cell.id] = str(errors[0])[:60] if isinstance(errors, list) else "?"
            self._expect("sealed", deadline)
        except EndedError as ended:
            self._run.dropped[current] = ended.fate
            return False
        if not self._run.outputs:
            self._run.outputs = outputs
        return True

    def _begin(self, order: dict[str, Any], has_cells: bool, deadline: float) -> None:
        """Send the cells and wait for the first to start. Not a line of the student's runs before, so that its end is ours until then."""
        try:
            self._child.send(order, deadline)
            if has_cells:
                self._expect("start", deadline)
        except EndedError as ended:
            # The submission's own time is over; or the GPU is full of others, which the CPU makes up for.
            if time.monotonic() >= self._end or self._child.on_gpu:
                raise
            raise WarmLostError(f"the child ended before its first cell: {ended.fate}") from None

    def run_hidden(self, test: HiddenTest) -> bool:
        """Run one hidden test. False when its process did not survive."""
        with self._spent.on(Stage.OBSERVE):
            return self._run_hidden(test)

    def _run_hidden(self, test: HiddenTest) -> bool:
        found = TestRun()
        self._run.tests.append((test, found))
        exercise = test.exercise
        order = {"do": "hidden", "exercise": exercise.id, "names": exercise.names + exercise.borrowed, "source": exercise.hidden}
        try:
            deadline = self._allow(test.limits)
            self._child.send(order | {"seed": test.seed, "inputs": test.inputs}, deadline)
            for _ in range(OBSERVATIONS):
                message = self._child.receive(deadline)
                if message.get("say") == "done":
                    self._close_test(found, exercise, message)
                    return True
                if message.get("say") == "given" and test.inputs is None:
                    found.given[message["name"]] = message["value"]
                elif message.get("say") == "observation" and isinstance(message.get("name"), str):
                    found.observations.append(message)
                else:
                    break
            raise EndedError(self._child.fate(late=False))
        except EndedError as ended:
            found.fate = ended.fate
            return False

    def _close_test(self, found: TestRun, exercise: Exercise, done: dict[str, Any]) -> None:
        found.error = str(done["error"])[:60] if done.get("error") else None
        found.fate = Verdict.MEMORY if done.get("memory") is True else None
        found.cpu, found.wall = (float(done[key]) if isinstance(done.get(key), float) else 0.0 for key in ("cpu", "wall"))
        if log := clean(done.get("log"), LOG_LIMIT):
            self._run.log.append(f"{exercise.id}: {log}")

    def _expect(self, say: str, deadline: float) -> dict[str, Any]:
        message = self._child.receive(deadline)
        if message.get("say") != say:
            raise EndedError(self._child.fate(late=False))
        return message


def _outputs(report: dict[str, Any]) -> list[dict[str, Any]]:
    outputs = report.get("outputs")
    return safe_outputs(output for output in outputs if isinstance(output, dict)) if isinstance(outputs, list) else []
