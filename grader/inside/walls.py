"""The walls around one student's process: namespaces, private empty places to write, no capabilities, few system calls, limits.

Everything here runs in a fresh fork of the warm process before the first byte of a submission is read; `probe.py` tries what it built.
Linux's manual pages namespaces(7), capabilities(7), user_namespaces(7), mount(2) and prctl(2) are the source of every number.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from . import seccomp

NEWNS, NEWIPC, NEWUSER, NEWPID, NEWNET = 0x20000, 0x8000000, 0x10000000, 0x20000000, 0x40000000
NEW_NAMESPACES = NEWNS | NEWIPC | NEWUSER | NEWPID | NEWNET
CLONE3, CLONE_CHILD_SETTID = 435, 0x01000000  # the same number on every machine
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_BIND, MS_REC_PRIVATE = 1, 2, 4, 8, 0x1000, 0x44000
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_CAPBSET_DROP = 1, 4, 24
PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT = 38, 47
CAP_AMBIENT_CLEAR_ALL, LINUX_CAPABILITY_VERSION_3 = 4, 0x20080522
WRITABLE = ("/run", "/dev/shm", "/tmp")  # noqa: S108 - each child gets empty ones of its own
TMPFS_OPTIONS = b"size=64m,nr_inodes=16k,mode=1777"  # an empty file, too, costs the kernel a kilobyte
FILE_BYTES, OPEN_FILES, PROCESSES = 32 * 2**20, 64, 32
OPEN_FILES_ON_GPU = 512
"""CUDA opens its device files again and again."""
LAST_BYTES = 128 * 2**20
"""Between the soft and the hard limit of memory: what a process that ran out needs to say so."""

libc = ctypes.CDLL(None, use_errno=True)
_locked_libc = ctypes.PyDLL(None, use_errno=True)
"""The same, called without letting Python's lock go: the child must hold it."""


class CloneArguments(ctypes.Structure):
    """`struct clone_args` of clone3(2)."""

    _fields_ = [
        (name, ctypes.c_uint64) for name in ("flags", "pidfd", "child_tid", "parent_tid", "exit_signal", "stack", "stack_size", "tls")
    ]


class CapHeader(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]


class CapData(ctypes.Structure):
    _fields_ = [("effective", ctypes.c_uint32), ("permitted", ctypes.c_uint32), ("inheritable", ctypes.c_uint32)]


def checked(result: int, what: str) -> None:
    """Raise OSError with `what` unless a C call gave 0."""
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


def die_with_parent() -> None:
    """SIGKILL for this process when the one that started it ends, however it ends."""
    checked(libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0), "death signal")


def fork_isolated(work: Callable[[], None]) -> int:
    """Fork a process into new user, pid, mount, ipc and net namespaces that runs `work` and exits. Returns its pid here.

    Raises OSError. One clone3(2): no process can move itself into a new pid namespace, so that unshare(2) would take a second fork, and
    a fork of all that is imported is most of what a child costs. Around it stands what `os.fork` does (Python's C API, "Operating System
    Utilities"). The kernel also writes the new thread's id where glibc keeps it, as fork(3) has it do: recursive locks go by that.
    """
    uid, gid = os.getuid(), os.getgid()
    wanted = CloneArguments(flags=NEW_NAMESPACES | CLONE_CHILD_SETTID, child_tid=_thread_id_record(), exit_signal=signal.SIGCHLD)
    ctypes.pythonapi.PyOS_BeforeFork()
    pid = int(_locked_libc.syscall(CLONE3, ctypes.byref(wanted), ctypes.c_size_t(ctypes.sizeof(wanted))))
    if pid:
        ctypes.pythonapi.PyOS_AfterFork_Parent()
        checked(min(pid, 0), "clone3")
        return pid
    try:
        ctypes.pythonapi.PyOS_AfterFork_Child()
        for name, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
            Path(f"/proc/self/{name}").write_text(text)
        work()
        os._exit(0)
    except BaseException as error:
        os.write(2, f"{type(error).__name__}: {error}\n".encode())
        os._exit(97)


def _thread_id_record() -> int:
    """The address at which glibc keeps this thread's id: `tid` in its `struct pthread`, 16 bytes before the head of the robust list.

    Raises OSError where it lies elsewhere.
    """
    head, size = ctypes.c_void_p(), ctypes.c_size_t()
    checked(libc.syscall(seccomp.number("get_robust_list"), 0, ctypes.byref(head), ctypes.byref(size)), "get_robust_list")
    record = (head.value or 0) - 16
    if record < 0 or ctypes.c_int.from_address(record).value != threading.get_native_id():
        raise OSError("this C library keeps a thread's id in a place that is not known")
    return record


def close_descriptors(keep: int) -> None:
    """Leave 0 (empty), 1, 2 and `keep`; a session of its own, or `os.kill(0, 9)` would take the warm process with it."""
    os.setsid()
    empty = os.open(os.devnull, os.O_RDONLY)
    os.dup2(empty, 0)
    os.closerange(3, keep)
    os.closerange(keep + 1, 65536)


def raise_walls() -> None:
    """In the first process of new namespaces: empty places to write, no view of processes, no capability.

    `seccomp.refuse_calls` is the last of the walls, once nothing of ours has to be started any more.
    """
    checked(libc.mount(None, b"/", None, MS_REC_PRIVATE, None), "make mounts private")
    for place in WRITABLE:
        if not sys.prefix.startswith(place + "/"):  # never over the environment; bubblewrap has made that place read-only
            checked(libc.mount(b"tmpfs", place.encode(), b"tmpfs", MS_NOSUID | MS_NODEV, TMPFS_OPTIONS), f"tmpfs {place}")
    if libc.mount(b"proc", b"/proc", b"proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, None) != 0:
        flags = MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC
        checked(libc.mount(b"tmpfs", b"/proc", b"tmpfs", flags, b"size=4k"), "cover /proc")
    # What is mapped from /dev/zero is shared memory without a file, which seccomp.py refuses where it can tell.
    checked(libc.mount(b"/dev/null", b"/dev/zero", None, MS_BIND, None), "cover /dev/zero")
    os.chdir("/run")
    capability = 0
    while libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) == 0:
        capability += 1
    checked(libc.prctl(PR_CAP_AMBIENT, CAP_AMBIENT_CLEAR_ALL, 0, 0, 0), "ambient capabilities")
    checked(libc.capset(ctypes.byref(CapHeader(LINUX_CAPABILITY_VERSION_3, 0)), (CapData * 2)()), "capset")
    checked(libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs")
    # The warm process may then read this one's memory figures; it can see no other process that could look.
    checked(libc.prctl(PR_SET_DUMPABLE, 1, 0, 0, 0), "dumpable")


def be_the_first_to_go() -> None:
    """Where the machine runs out of memory, the kernel ends this process and those it starts before anybody else's."""
    with contextlib.suppress(OSError):  # a covered /proc
        Path("/proc/self/oom_score_adj").write_text("1000")


def set_limits(data_bytes: int, open_files: int = OPEN_FILES) -> None:
    """`data_bytes`: private memory that this process may hold in all, what it was born with included."""
    resource.setrlimit(resource.RLIMIT_DATA, (data_bytes, data_bytes + LAST_BYTES))
    for limit, value in (
        (resource.RLIMIT_FSIZE, FILE_BYTES),
        (resource.RLIMIT_NOFILE, open_files),
        (resource.RLIMIT_NPROC, PROCESSES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (value, value))


def open_last_memory() -> None:
    """Let a process that ran out of memory report it."""
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (hard, hard))
