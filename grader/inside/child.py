"""One submission's process: the student's cells first, then, once their outputs are sealed, the hidden tests.

Trust: nothing here is believed by the other side. The student's code shares this process and may change any of it, so this
module only reports; inputs arrive late, expected values never, and the judge in another process decides. What it guards is
fairness: hidden tests run in a clean namespace with neutral global state, so that an honest student's shadowed `range` or
changed default dtype costs nothing.
"""

from __future__ import annotations

import base64
import builtins
import contextlib
import math
import os
import socket
import sys
import time
import traceback
from typing import Any

import torch
from torch import nn
from torch.nn import functional

from . import device, probe, seccomp, walls, wire
from .observe import Observe, is_out_of_memory
from .shell import Capture, Shell

KEPT = ("text/plain", "image/png")
LOG_LIMIT = 4000
CLEAN_BUILTINS = dict(vars(builtins))


class Child:
    """The conversation of one forked process with the trusted side (see docs/arquitetura.md, "O que atravessa a fronteira")."""

    def __init__(self, channel: socket.socket, shell: Shell, on_gpu: bool) -> None:
        self._channel, self._shell, self._on_gpu = channel, shell, on_gpu
        self._capture = Capture(shell)
        self._kept: dict[str, dict[str, Any]] = {}

    def serve(self) -> None:
        """Run what arrives until the trusted side closes the channel."""
        self._capture.redirect()
        while (order := wire.receive(self._channel)) is not None:
            if order["do"] == "probe":
                self._say({"say": "probe", "seen": probe.probe()})
            elif order["do"] == "cells":
                self._run_cells(order)
            elif order["do"] == "hidden":
                self._run_hidden(order)

    def _say(self, message: dict[str, Any]) -> None:
        wire.send(self._channel, message)

    def _run_cells(self, order: dict[str, Any]) -> None:
        for number, cell in enumerate(order["cells"]):
            if cell["do"] == "keep":
                self._kept[cell["exercise"]] = dict(self._shell.user_ns)
                continue
            self._say({"say": "start", "cell": number})
            self._capture.start()
            self._shell.run_cell(cell["source"], store_history=True)
            self._settle()
            self._say({"say": "cell", "cell": number, "errors": self._shell.errors, "outputs": plain_outputs(self._capture.finish())})
        self._say({"say": "sealed"})

    def _settle(self) -> None:
        """A GPU fails some time after the call, and for good: the process ends here, and what comes next gets a fresh one."""
        if self._on_gpu:
            device.settle_gpu()

    def _run_hidden(self, test: dict[str, Any]) -> None:
        sys.settrace(None)  # one that a cell left on would miss its names in the emptied namespace
        sys.setprofile(None)
        namespace = self._kept.get(test["exercise"], {})
        # Functions look their helpers up in the one live namespace: put back what was in force at this exercise's place.
        self._shell.user_ns.clear()
        self._shell.user_ns.update(namespace)
        clean = {name: namespace[name] for name in test["names"] if name in namespace}
        clean |= {"__builtins__": dict(CLEAN_BUILTINS), "torch": torch, "nn": nn, "F": functional, "math": math}
        clean["observe"] = Observe(self._say, test["seed"], "cuda" if self._on_gpu else "cpu", test["inputs"])
        self._capture.start()
        started, used = time.monotonic(), time.process_time()
        error, memory = None, False
        try:
            with neutral_state(test["seed"], self._on_gpu):
                exec(compile(test["source"], f"<teste {test['exercise']}>", "exec"), clean)  # noqa: S102 - our own test, in the student's process
        except BaseException as raised:
            error, memory = type(raised).__name__[:60], is_out_of_memory(raised)
            traceback.print_exc(limit=-3)
        self._settle()
        clean.clear()  # its functions hold it and it holds them: a large net would stay until the collector comes by
        log = "".join(str(output.get("text", "")) for output in self._capture.finish())[-LOG_LIMIT:]
        spent = {"wall": time.monotonic() - started, "cpu": time.process_time() - used}
        self._say({"say": "done", "error": error, "memory": memory, "log": log} | spent)


@contextlib.contextmanager
def neutral_state(seed: int, on_gpu: bool) -> Any:
    """The global state that Python and torch are born with, whatever a student's cell left behind."""
    vars(builtins).update(CLEAN_BUILTINS)
    for kind in ("cpu", "cuda"):
        torch.set_autocast_enabled(kind, False)
    torch.set_default_device(None)
    torch.set_default_dtype(torch.float32)
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(False)
    torch.set_float32_matmul_precision("highest")
    torch.default_generator.manual_seed(seed)  # `torch.manual_seed` notes three stack traces for absent devices
    if on_gpu:
        device.be_exact()
        torch.cuda.manual_seed_all(seed)
    with torch.inference_mode(False), torch.enable_grad():
        yield


def plain_outputs(outputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Outputs as JSON can carry them: of rich ones, only text and PNG pictures."""
    return [output | {"data": _plain_data(output["data"])} if "data" in output else output for output in outputs]


def _plain_data(data: dict[str, Any]) -> dict[str, str]:
    text = {kind: base64.b64encode(data[kind]).decode() if isinstance(data.get(kind), bytes) else data.get(kind) for kind in KEPT}
    return {kind: value for kind, value in text.items() if isinstance(value, str)}


def run(channel: socket.socket, shell: Shell, isolated: bool, data_bytes: int, on_gpu: bool) -> None:
    """Raise the walls, then serve one submission. Ends the process."""
    try:
        walls.close_descriptors(keep=channel.fileno())
        walls.be_the_first_to_go()
        walls.set_limits(data_bytes, walls.OPEN_FILES_ON_GPU if on_gpu else walls.OPEN_FILES)
        child = Child(channel, shell, on_gpu)
        if isolated:
            walls.raise_walls()
        # CUDA makes memory files at its start: from the filter on, no more of them can be made.
        device.start_gpu() if on_gpu else device.see_no_gpu()
        if isolated:
            seccomp.refuse_calls()
        child.serve()
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        os._exit(98)
