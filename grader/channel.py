"""One child of the warm process, as the trusted side holds it: messages with deadlines, its budget, and how it ended.

Nothing that arrives here is believed beyond its form: frames of bounded JSON (`inside/wire.py`); whatever does not fit, comes late or
does not come at all ends the child, and the fate says whose limit it met.
"""

from __future__ import annotations

import json
import select
import socket
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grader.inside import wire
from grader.records import Verdict

START_SECONDS = 120.0
"""For the warm process to import its libraries, on a slow disk too."""
STEP_LIMIT = 32 * 2**20
"""Bytes of messages that one cell or hidden test may send, all together: they are kept until the submission is judged."""
CODE_BYTES, CODE_PARTS = wire.FRAME_LIMIT // 2, wire.PARTS_LIMIT // 2
"""Of the message that takes a submission's cells to its child; the rest is for what stands around them."""
DYING_SECONDS = 1.0
"""From a child's closing its end to its own: killed before, it could not be told from one that somebody else killed."""
PART_BYTES = 64
"""What each value in a message counts besides its text: two bytes of JSON can become as many of Python's."""


@dataclass(frozen=True)
class Limits:
    """What one cell or one hidden test may use."""

    cpu: float = 4.0
    """Seconds of CPU, all processes of the submission together."""
    wall: float = 15.0
    """Seconds by the clock."""
    memory: int = 2**30
    """Bytes beyond what the child was born with."""

    def scaled(self, cpu: float, wall: float) -> Limits:
        """Ten times the reference's CPU and thirty times its clock, with this as the floor."""
        return Limits(max(self.cpu, 10 * cpu), max(self.wall, 30 * wall), self.memory)


FLOOR = Limits()
"""For a cell of the student's own, whose time nobody knows."""
KNOWN = Limits(cpu=2.0, wall=10.0)
"""For what the reference does in no time; `scaled` by the reference's own time for the rest. A class where a third of the answers never
end takes a few times as long as a healthy one: each of them costs this much."""


GPU_START = Limits(cpu=60.0, wall=120.0)
"""For a child on a GPU to start CUDA, before it reads a byte of the submission."""
GPU_HOST_BYTES = 4 * 2**30
"""What CUDA may take of the machine's own memory, beside what the submission may."""


class WarmLostError(Exception):
    """The warm process is gone, or its child without anybody's order: our fault, to be tried again, never the student's."""


class NotForkedError(WarmLostError):
    """The machine lets no child be made."""


class EndedError(Exception):
    """The child's process did not survive what it was doing."""

    def __init__(self, fate: Verdict) -> None:
        super().__init__(fate)
        self.fate = fate


class Child:
    """One forked process, for one submission."""

    def __init__(self, control: socket.socket, memory: int, on_gpu: bool = False) -> None:
        self._control, self.on_gpu = control, on_gpu
        self._spare = GPU_HOST_BYTES if on_gpu else 0
        self._channel, theirs = socket.socketpair()
        with theirs:
            command(control, wire.FORK_ON_GPU if on_gpu else wire.FORK, 0.0, memory + self._spare, [theirs.fileno()])
        self._status: tuple[int, int, float, int] | None = None
        self._room = STEP_LIMIT

    def allow(self, limits: Limits) -> float:
        """Grant time, memory and messages for the next step; returns its deadline."""
        self._room = STEP_LIMIT
        if self._status is None:
            command(self._control, wire.BUDGET, limits.cpu, limits.memory + self._spare)
        return time.monotonic() + limits.wall

    def send(self, message: dict[str, Any], deadline: float) -> None:
        """Raises `EndedError` when the child does not read it."""
        try:
            wire.send(self._channel, message, deadline)
        except (OSError, wire.LateError) as error:
            late = isinstance(error, wire.LateError)
            raise EndedError(self.fate(late, gone=not late)) from None

    def receive(self, deadline: float) -> dict[str, Any]:
        """The next message. Raises `EndedError` when there is none in time, or it is no message, or the step has sent too much."""
        late = gone = False
        try:
            body = wire.read_frame(self._channel, deadline)
            gone = body is None
            if body is not None and self._has_room(body):
                return wire.parse(body)
        except wire.LateError:
            late = True
        except OSError:
            gone = True
        except wire.GarbageError:  # neither late nor gone: an error of its own
            pass
        raise EndedError(self.fate(late, gone))

    def _has_room(self, body: bytes) -> bool:
        self._room -= len(body) + PART_BYTES * wire.parts(body)
        return self._room >= 0

    def fate(self, late: bool, gone: bool = False) -> Verdict:
        """Why it ended: the watchman's word first, then the clock's. `gone`: it has closed its end, and may be dying by another hand.

        Raises `WarmLostError` where it was not the submission's doing.
        """
        how = self.end(DYING_SECONDS if gone else 0.0)[0]
        named = {wire.OUT_OF_TIME: Verdict.TIME, wire.OUT_OF_MEMORY: Verdict.MEMORY}
        return named.get(how, Verdict.TIME if late else Verdict.ERROR)

    def end(self, patience: float = 0.0) -> tuple[int, int, float, int]:
        """Kill whatever is left of it after so many seconds. Returns the warm process's last word on it."""
        if self._status is None:
            self._channel.close()
            if not patience or not _says_something(self._control, patience):
                command(self._control, wire.KILL)
            self._status = status(self._control)
            if self._status[0] == wire.NOT_FORKED:
                raise NotForkedError("no process could be forked")
            if self._status[0] == wire.KILLED_FROM_OUTSIDE:
                raise WarmLostError("the child was killed from outside")
        return self._status


def beyond_room(sources: Mapping[str, str]) -> list[str]:
    """Which of a submission's cells (by id) do not fit into one message: the largest, until the others do."""
    room, parts, found = CODE_BYTES, CODE_PARTS, []
    for cell, source in sorted(sources.items(), key=lambda one: len(one[1])):
        body = json.dumps(source).encode()
        room, parts = room - len(body), parts - wire.parts(body)
        if room < 0 or parts < 0:
            found.append(cell)
    return found


def _says_something(control: socket.socket, seconds: float) -> bool:
    poll = select.poll()
    poll.register(control, select.POLLIN)
    return bool(poll.poll(1000 * seconds))


def command(control: socket.socket, what: int, cpu: float = 0.0, memory: int = 0, descriptors: Sequence[int] = ()) -> None:
    try:
        socket.send_fds(control, [wire.COMMAND.pack(what, cpu, memory)], list(descriptors))
    except OSError as error:
        raise WarmLostError(str(error)) from None


def status(control: socket.socket) -> tuple[int, int, float, int]:
    try:
        control.settimeout(START_SECONDS)
        data = control.recv(wire.STATUS.size)
    except OSError as error:
        raise WarmLostError(str(error)) from None
    if len(data) != wire.STATUS.size:
        raise WarmLostError("the warm process closed its end")
    how, ended, cpu, peak = wire.STATUS.unpack(data)
    return how, ended, cpu, peak
