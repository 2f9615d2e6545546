"""The trusted end of the trust border: starts the warm process, tries its walls, and gives each submission the children it needs."""

from __future__ import annotations

import contextlib
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from grader import channel, sandbox
from grader.channel import FLOOR, GPU_START, Child, EndedError, Limits, NotForkedError, WarmLostError
from grader.conversation import Conversation, HiddenTest, Run, TestRun
from grader.records import RepairedCell, Role, SandboxError, Verdict
from grader.sandbox import ORDINARY, Box, Device
from grader.stages import Spent, Stage

GOODBYE_SECONDS = 10.0
KILLED = (-signal.SIGKILL, 128 + signal.SIGKILL)
"""How bubblewrap ends when it, or the warm process in it, is killed: for want of memory, say. That is no missing wall."""
SUBMISSION_SECONDS = 120.0
"""By the clock, for all the cells and tests of one submission together: many cells that each stay under their limit end here."""
GPU_PATIENCE = SUBMISSION_SECONDS + 30.0
"""Seconds in which whatever fills the GPU is over: as long as a submission takes, and its end."""
SPARE_CHILDREN = 4
"""How many culprits among the student's own cells are left out, one restart each, before the rest is given up."""


class Runner:
    """A warm process and the conversations with its children. Not for use from several threads at once."""

    def __init__(self, box: Box = ORDINARY) -> None:
        self.box = box
        self.spent = Spent()
        """Since whoever wants to know has put a new one here."""
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the runner

    def start(self) -> None:
        """Start the warm process and try its walls, and its GPU. Raises SandboxError naming what is missing and the cure."""
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        module = "inside.warm"
        arguments = ["-m", module, str(theirs.fileno()), "isolado" if self.box.isolated else "solto", self.box.device]
        with theirs:
            self._process = subprocess.Popen(
                sandbox.command(arguments, self.box),
                env=dict(sandbox.environment(self.box)),
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
            raise SandboxError("isolamento", cause, sandbox.NAMESPACES if self.box.isolated else "rode `make ambiente`") from None
        try:
            if self.box.isolated and (missing := sandbox.missing_walls(self.probe(), self.box)):
                raise SandboxError("isolamento", "falta " + ", ".join(missing), sandbox.NAMESPACES)
            if self.box.device is Device.CUDA:
                self._try_gpu()
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
            with self._child() as child:
                deadline = child.allow(FLOOR)
                child.send({"do": "probe"}, deadline)
                seen: dict[str, Any] = child.receive(deadline)["seen"]
        except (EndedError, NotForkedError):
            raise SandboxError("isolamento", self._last_words() or "uma parede não subiu", sandbox.NAMESPACES) from None
        return seen

    def _try_gpu(self) -> None:
        """One child on the GPU, walls and all, that does nothing. Where another worker's submission fills the GPU, wait for its end."""
        end = time.monotonic() + GPU_PATIENCE
        while True:
            try:
                with self._child(Device.CUDA) as child:
                    deadline = child.allow(GPU_START)
                    child.send({"do": "cells", "cells": []}, deadline)
                    child.receive(deadline)
                return
            except (EndedError, NotForkedError):
                words = self._last_words() or "sem dizer por quê"
            if "out of memory" not in words or time.monotonic() >= end:
                raise SandboxError("GPU", f"não começou dentro do isolamento ({words})", sandbox.NO_GPU_STEP)
            time.sleep(1.0)

    @contextlib.contextmanager
    def _child(self, device: Device = Device.CPU) -> Iterator[Child]:
        if self._control is None:
            raise WarmLostError("not started")
        with self.spent.on(Stage.FORK):
            child = Child(self._control, FLOOR.memory, on_gpu=device is Device.CUDA)
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
        device: Device = Device.CPU,
    ) -> Run:
        """Run the student's cells and then the hidden tests, starting again without whatever did not survive.

        `limits` by cell id, `FLOOR` for the others; `seconds` for everything together; `device` one that its box has.
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
            with self._child(device) as child:
                conversation = Conversation(child, run, end, self.spent)
                if conversation.run_cells([cell for cell in sent if cell.id not in run.dropped], limits):
                    while pending and conversation.run_hidden(pending[0]):
                        pending.pop(0)
                    if not pending:
                        return run
                    pending.pop(0)  # it did not survive; the others get a fresh process
        last_fate = next(reversed(run.dropped.values()), Verdict.ERROR)
        run.tests += [(test, TestRun(fate=last_fate)) for test in pending]
        return run
