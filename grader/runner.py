"""The trusted end of the trust border: starts the warm process, feeds each child, keeps its time, and writes down what it reported.

Nothing that arrives from a child is believed beyond its form: messages are frames of bounded JSON (`inside/wire.py`), taken only
in the order of the conversation, and whatever does not fit ends that child as the submission's own error.
"""

from __future__ import annotations

import contextlib
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from grader import channel, sandbox
from grader.channel import FLOOR, Child, EndedError, Limits, NotForkedError, WarmLostError
from grader.outputs import clean, safe_outputs
from grader.records import Exercise, RepairedCell, Role, SandboxError, Verdict
from grader.stages import Spent, Stage

GOODBYE_SECONDS = 10.0
KILLED = (-signal.SIGKILL, 128 + signal.SIGKILL)
"""How bubblewrap ends when it, or the warm process in it, is killed: for want of memory, say. That is no missing wall."""
OBSERVATIONS = 100
"""More than any hidden test sends."""
OUTPUTS_KEPT = 20_000_000
"""Characters of outputs kept of one submission, all its cells together: what comes after is dropped."""
LOG_LIMIT = 4000
"""Characters kept of what a hidden test printed: an instructor may read them in a terminal."""
SUBMISSION_SECONDS = 120.0
"""By the clock, for all the cells and tests of one submission together: many cells that each stay under their limit end here."""
SPARE_CHILDREN = 4
"""How many culprits among the student's own cells are left out, one restart each, before the rest is given up."""


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


class Runner:
    """A warm process and the conversations with its children. Not for use from several threads at once."""

    def __init__(self, isolated: bool = True) -> None:
        self.isolated = isolated
        self.spent = Spent()
        """Since whoever wants to know has put a new one here."""
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the runner

    def start(self) -> None:
        """Start the warm process and try its walls. Raises SandboxError naming what is missing and the cure."""
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        module = "inside.warm"
        arguments = ["-m", module, str(theirs.fileno()), "isolado" if self.isolated else "solto"]
        with theirs:
            self._process = subprocess.Popen(
                sandbox.command(arguments, self.isolated),
                env=dict(sandbox.environment(self.isolated)),
                stdin=subprocess.DEVNULL,
                stdout=self._stderr,
                stderr=self._stderr,
                pass_fds=[theirs.fileno()],
                cwd="/",
            )
        try:
            channel.status(self._control)
        except WarmLostError:
            cause, process = self._last_words() or "o processo de correção não começou", self._process
            self.close()
            if process.returncode in KILLED:
                raise
            raise SandboxError("isolamento", cause, sandbox.NAMESPACES if self.isolated else "rode `make ambiente`") from None
        try:
            if self.isolated and (missing := sandbox.missing_walls(self.probe())):
                raise SandboxError("isolamento", "falta " + ", ".join(missing), sandbox.NAMESPACES)
        except (SandboxError, WarmLostError):
            self.close()
            raise

    def close(self) -> None:
        """End the warm process, and with it every process of its namespace."""
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            try:
                self._process.wait(GOODBYE_SECONDS)  # it ends by itself, and the time it used is accounted for
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._process = self._control = None

    def __enter__(self) -> Runner:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _last_words(self) -> str:
        self._stderr.seek(0)
        lines = [line for line in self._stderr.read().decode(errors="replace").splitlines() if "cpuinfo" not in line]
        return lines[-1].strip() if lines else ""

    def probe(self) -> dict[str, Any]:
        """What a child behind the walls can see and undo (`inside/probe.py`)."""
        try:
            with self._child(FLOOR.memory) as child:
                deadline = child.allow(FLOOR)
                child.send({"do": "probe"}, deadline)
                seen: dict[str, Any] = child.receive(deadline)["seen"]
        except (EndedError, NotForkedError):
            raise SandboxError("isolamento", self._last_words() or "uma parede não subiu", sandbox.NAMESPACES) from None
        return seen

    @contextlib.contextmanager
    def _child(self, memory: int) -> Iterator[Child]:
        if self._control is None:
            raise WarmLostError("not started")
        with self.spent.on(Stage.FORK):
            child = Child(self._control, memory)
        try:
            yield child
        finally:
            with self.spent.on(Stage.FORK):
                child.end()

    def run(
        self,
        cells: Sequence[RepairedCell],
        tests: Sequence[HiddenTest],
        limits: Mapping[str, Limits],
        seconds: float = SUBMISSION_SECONDS,
    ) -> Run:
        """Run the student's cells and then the hidden tests, starting again without whatever did not survive.

        `limits` by cell id, `FLOOR` for the others; `seconds` for everything together.
        Raises `WarmLostError` when the warm process is gone, or a child that it could not make fit to work.
        """
        sent = [cell for cell in cells if cell.kind == "code" and cell.role != Role.SHOW]
        too_large = channel.beyond_room({cell.id: cell.source for cell in sent})
        run, pending = Run(dropped=dict.fromkeys(too_large, Verdict.MEMORY)), list(tests)
        end = time.monotonic() + seconds
        for _ in range(len(tests) + SPARE_CHILDREN):
            if time.monotonic() >= end:
                run.tests += [(test, TestRun(fate=Verdict.TIME)) for test in pending]
                return run
            with self._child(FLOOR.memory) as child:
                conversation = _Conversation(child, run, end, self.spent)
                if conversation.run_cells([cell for cell in sent if cell.id not in run.dropped], limits):
                    while pending and conversation.run_hidden(pending[0]):
                        pending.pop(0)
                    if not pending:
                        return run
                    pending.pop(0)  # it did not survive; the others get a fresh process
        last_fate = next(reversed(run.dropped.values()), Verdict.ERROR)
        run.tests += [(test, TestRun(fate=last_fate)) for test in pending]
        return run


class _Conversation:
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
            deadline = self._allow(FLOOR)
            with self._spent.on(Stage.FORK):  # the walls are up when the first cell starts
                self._begin({"do": "cells", "cells": orders, "device": "cpu"}, bool(runnable), deadline)
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
            if time.monotonic() >= self._end:  # the submission's own time is over
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
