"""The warm process: it imports the heavy libraries once and forks one walled child per submission.

Trust: it runs inside bubblewrap, never reads a byte of a submission, a test or a reply, and takes only commands of fixed size from the
trusted side; each child's descriptor passes through unread. It is also the watchman: whatever lives in its pid namespace besides itself
belongs to the one child it has, so it adds up their time and memory and ends them at the limit or at a word.

Started as `python -m inside.warm DESCRIPTOR ISOLATED DEVICE` by `grader/runner.py`.
"""

# ruff: noqa: E402 - the collector has to rest before the first import
from __future__ import annotations

import array
import gc
import os
import select
import signal
import socket
import sys
from pathlib import Path

gc.disable()  # until all is imported: it would take a fifth of the time, and find nothing

import matplotlib

matplotlib.use("module://matplotlib_inline.backend_inline")

import matplotlib.pyplot
import torch
import torchvision  # noqa: F401
import trilha  # noqa: F401
from matplotlib_inline.backend_inline import configure_inline_support

from . import child, device, pages, seccomp, walls
from .shell import Shell
from .wire import (
    BUDGET,
    COMMAND,
    ENDED,
    FORK,
    FORK_ON_GPU,
    KILL,
    KILLED_FROM_OUTSIDE,
    NOT_FORKED,
    OUT_OF_MEMORY,
    OUT_OF_TIME,
    READY,
    STATUS,
)

LOOK_EVERY_MS = 20
TICKS = os.sysconf("SC_CLK_TCK")
HELD = (b"RssAnon", b"RssShmem", b"VmPTE", b"VmSwap", b"HugetlbPages")
"""Lines of /proc/PID/status: memory that is a process's own, wherever the kernel keeps it."""


class Watch:
    """What the child's processes have used, read from /proc; memory counts what they do not share with the warm process."""

    def __init__(self, pid: int, isolated: bool) -> None:
        self._pid, self._isolated = pid, isolated
        self._inherited = _memory_of(os.getpid())
        self.peak = 0
        self._limit_cpu, self._limit_memory = float("inf"), 2**63

    def allow(self, cpu: float, memory: int) -> None:
        self._limit_cpu, self._limit_memory = self.cpu() + cpu, memory

    def _processes(self) -> list[int]:
        if not self._isolated:
            return [self._pid]
        return [int(name) for name in os.listdir("/proc") if name.isdigit() and int(name) not in {1, os.getpid()}]  # noqa: PTH208

    def cpu(self) -> float:
        """Seconds of CPU of the child, its processes and those already gone."""
        ticks = 0
        for pid in self._processes():
            fields = _read(f"/proc/{pid}/stat").rpartition(b")")[2].split()
            ticks += sum(int(field) for field in fields[11:15])
        return ticks / TICKS

    def memory(self) -> int:
        """Bytes that the child's processes hold; exact (shared pages split) only when the cheap upper bound is over the limit."""
        processes = self._processes()
        # Taken off once: a process that has become another program holds nothing of what it was born with.
        upper = max(0, sum(map(_memory_of, processes)) - self._inherited)
        if upper > self._limit_memory:
            upper = min(upper, sum(map(_proportional, processes)))
        self.peak = max(self.peak, upper)
        return upper

    def verdict(self) -> int | None:
        if self.cpu() > self._limit_cpu:
            return OUT_OF_TIME
        return OUT_OF_MEMORY if self.memory() > self._limit_memory else None


def _read(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError:  # the process is gone
        return b""


def _sizes(path: str, *names: bytes) -> list[int]:
    """Bytes of the lines `Name:  123 kB` of a file in /proc. A process may name itself anything: only the kernel's line ends count."""
    lines = (line.partition(b":") for line in _read(path).split(b"\n"))
    return [int(value.split()[0]) * 1024 for name, _, value in lines if name in names]


def _memory_of(pid: int) -> int:
    """Page tables included: they grow by reading alone. Where the first thread is gone, another tells."""
    if found := _sizes(f"/proc/{pid}/status", *HELD):
        return sum(found)
    return max((sum(_sizes(f"/proc/{pid}/task/{thread}/status", *HELD)) for thread in _threads(pid)), default=0)


def _threads(pid: int) -> list[str]:
    try:
        return os.listdir(f"/proc/{pid}/task")  # noqa: PTH208
    except OSError:  # the process is gone
        return []


def _proportional(pid: int) -> int:
    found = _sizes(f"/proc/{pid}/smaps_rollup", b"Pss", b"SwapPss")
    return sum(found + _sizes(f"/proc/{pid}/status", b"VmPTE", b"HugetlbPages")) if found else _memory_of(pid)


class Warm:
    """Serves the trusted side's commands, one child at a time."""

    def __init__(self, control: socket.socket, isolated: bool) -> None:
        self._control, self._isolated = control, isolated
        self._forks = self._room = 0
        self._shell = Shell.instance()  # `display` looks the one instance up
        configure_inline_support(self._shell, "inline")
        self._shell.run_cell("None")  # a shell's first cell is three times as dear

    def serve(self) -> None:
        """Until the trusted side is gone; then this process ends, and its pid namespace with it."""
        self._control.send(STATUS.pack(READY, 0, 0.0, 0))
        while True:
            command, descriptors = self._command()
            if command is None:
                return
            what, _, memory = command
            if what in {FORK, FORK_ON_GPU} and descriptors:
                self._control.send(STATUS.pack(*self._one_child(descriptors[0], memory, what == FORK_ON_GPU)))
                self._forks += 1
                if self._forks == pages.SETTLE_AFTER:
                    self._room = pages.settle()

    def _command(self) -> tuple[tuple[int, float, int] | None, list[int]]:
        data, ancillary, _, _ = self._control.recvmsg(COMMAND.size, socket.CMSG_SPACE(4))
        descriptors = array.array("i")
        for _, _, payload in ancillary:
            descriptors.frombytes(payload[: len(payload) - len(payload) % descriptors.itemsize])
        return (COMMAND.unpack(data) if len(data) == COMMAND.size else None), list(descriptors)

    def _one_child(self, descriptor: int, memory: int, on_gpu: bool) -> tuple[int, int, float, int]:
        channel = socket.socket(fileno=descriptor)
        data_bytes = _virtual_data() - self._room + memory

        def work() -> None:
            child.run(channel, self._shell, self._isolated, data_bytes, on_gpu)

        try:
            pid = walls.fork_isolated(work) if self._isolated else _fork(work)
        except OSError as error:
            print(f"warm: {error}", file=sys.stderr, flush=True)
            return NOT_FORKED, 0, 0.0, 0
        finally:
            channel.close()
        return self._watch(pid)

    def _watch(self, pid: int) -> tuple[int, int, float, int]:
        watch, how, dismissed = Watch(pid, self._isolated), ENDED, False
        ended = os.pidfd_open(pid)
        poll = select.poll()
        poll.register(ended, select.POLLIN)
        poll.register(self._control, select.POLLIN)
        while True:
            ready = {number for number, _ in poll.poll(LOOK_EVERY_MS)}
            if ended in ready:
                break
            if self._control.fileno() in ready:
                command, _ = self._command()
                if command is None or command[0] == KILL:
                    dismissed = True
                    os.kill(pid, signal.SIGKILL)
                elif command[0] == BUDGET:
                    watch.allow(command[1], command[2])
            elif how == ENDED and (over := watch.verdict()) is not None:
                how = over
                os.kill(pid, signal.SIGKILL)
        os.close(ended)
        _, status, usage = os.wait4(pid, 0)
        # The first process of a pid namespace cannot send itself this signal: the kernel's want of memory did, or a person.
        if self._isolated and how == ENDED and not dismissed and os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
            how = KILLED_FROM_OUTSIDE
        return how, status, usage.ru_utime + usage.ru_stime, watch.peak


def _fork(work: object) -> int:
    pid = os.fork()
    if pid == 0:
        assert callable(work)
        work()
    return pid


def _virtual_data() -> int:
    return sum(_sizes("/proc/self/status", b"VmData"))


def main() -> None:
    """Entry point inside bubblewrap."""
    torch.set_num_threads(1)
    device.warm_up(backward=sys.argv[3] == "cpu")
    gc.freeze()
    gc.enable()
    control = socket.socket(fileno=int(sys.argv[1]))
    isolated = sys.argv[2] == "isolado"
    if isolated:
        seccomp.filter_rules()
    Warm(control, isolated).serve()


if __name__ == "__main__":
    main()
