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
from collections.abc import Callable
from pathlib import Path

from . import seccomp

NEWNS, NEWIPC, NEWUSER, NEWPID, NEWNET = 0x20000, 0x8000000, 0x10000000, 0x20000000, 0x40000000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_BIND, MS_REC_PRIVATE = 1, 2, 4, 8, 0x1000, 0x44000
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_CAPBSET_DROP, PR_SET_CHILD_SUBREAPER = 1, 4, 24, 36
PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT = 38, 47
CAP_AMBIENT_CLEAR_ALL, LINUX_CAPABILITY_VERSION_3 = 4, 0x20080522
WRITABLE = ("/run", "/dev/shm", "/tmp")  # noqa: S108 - each child gets empty ones of its own
TMPFS_OPTIONS = b"size=64m,nr_inodes=16k,mode=1777"  # an empty file, too, costs the kernel a kilobyte
FILE_BYTES, OPEN_FILES, PROCESSES = 32 * 2**20, 64, 32
LAST_BYTES = 128 * 2**20
"""Between the soft and the hard limit of memory: what a process that ran out needs to say so."""

libc = ctypes.CDLL(None, use_errno=True)


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


def become_reaper() -> None:
    """Orphans of this process's children become its own children: the helper that makes a pid namespace need not stay alive."""
    checked(libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0), "subreaper")


def fork_isolated(work: Callable[[], None]) -> int:
    """Fork a process into new user, pid, mount, ipc and net namespaces that runs `work` and exits. Returns its pid here.

    A process cannot move itself into a new pid namespace, only its next child. The helper between ends at once, and nothing in
    the new namespace can see it: a process left in the child's user namespace would be a way out.
    """
    reading, writing = os.pipe()
    helper = os.fork()
    if helper == 0:
        try:
            _enter_namespaces()
            pid = os.fork()
            if pid:
                os.write(writing, pid.to_bytes(4, "little"))
                os._exit(0)
            work()
            os._exit(0)
        except BaseException as error:
            os.write(2, f"{type(error).__name__}: {error}\n".encode())
            os._exit(97)
    os.close(writing)
    answer = os.read(reading, 4)
    os.close(reading)
    os.waitpid(helper, 0)
    if len(answer) != 4:
        raise OSError("a process in new namespaces could not be made")
    return int.from_bytes(answer, "little")


def _enter_namespaces() -> None:
    uid, gid = os.getuid(), os.getgid()
    checked(libc.unshare(NEWUSER | NEWPID | NEWNS | NEWIPC | NEWNET), "unshare")
    for name, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
        Path(f"/proc/self/{name}").write_text(text)


def close_descriptors(keep: int) -> None:
    """Leave 0 (empty), 1, 2 and `keep`; a session of its own, or `os.kill(0, 9)` would take the warm process with it."""
    os.setsid()
    empty = os.open(os.devnull, os.O_RDONLY)
    os.dup2(empty, 0)
    os.closerange(3, keep)
    os.closerange(keep + 1, 65536)


def raise_walls() -> None:
    """In the first process of new namespaces: empty places to write, no view of processes, no capability, few system calls."""
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
    seccomp.refuse_calls()


def be_the_first_to_go() -> None:
    """Where the machine runs out of memory, the kernel ends this process and those it starts before anybody else's."""
    with contextlib.suppress(OSError):  # a covered /proc
        Path("/proc/self/oom_score_adj").write_text("1000")


def set_limits(data_bytes: int) -> None:
    """`data_bytes`: private memory that this process may hold in all, what it was born with included."""
    resource.setrlimit(resource.RLIMIT_DATA, (data_bytes, data_bytes + LAST_BYTES))
    for limit, value in (
        (resource.RLIMIT_FSIZE, FILE_BYTES),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_NPROC, PROCESSES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (value, value))


def open_last_memory() -> None:
    """Let a process that ran out of memory report it."""
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (hard, hard))
