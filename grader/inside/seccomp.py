"""The system calls that a student's process may not make: the kernel refuses them, some of them by their arguments.

Trust: the list is short on purpose. Namespaces, capabilities and limits already confine the process; what is refused here is
what would give it a new kind of namespace or kernel object in which those could be escaped, or memory that the watchman cannot
see. libseccomp(3) translates names to numbers for this machine, and keeps out foreign numberings (32 bits, x32).
"""

from __future__ import annotations

import ctypes
import errno
import mmap
import resource
import socket
from functools import cache

FORBIDDEN = (
    # other namespaces and file systems
    *("unshare", "setns", "mount", "umount2", "pivot_root", "chroot", "mount_setattr"),
    *("open_tree", "move_mount", "fsopen", "fsconfig", "fsmount", "fspick"),
    # other processes
    *("rt_sigqueueinfo", "rt_tgsigqueueinfo", "pidfd_send_signal"),  # with a forged origin they kill the first process of a namespace
    *("ptrace", "process_vm_readv", "process_vm_writev", "kcmp", "pidfd_getfd", "migrate_pages", "move_pages"),
    # kernel objects that outlive a process, or that the whole machine shares
    *("add_key", "request_key", "keyctl", "quotactl", "syslog", "acct", "swapon", "swapoff", "reboot", "sethostname", "setdomainname"),
    *("init_module", "finit_module", "delete_module", "kexec_load", "kexec_file_load"),
    # large and often broken into
    *("bpf", "perf_event_open", "userfaultfd", "io_uring_setup", "io_uring_enter", "io_uring_register", "fanotify_init"),
    *("name_to_handle_at", "open_by_handle_at", "personality"),
    # memory that is nobody's once unmapped or handed over, so that no process is seen to hold it
    *("memfd_create", "memfd_secret", "shmget", "semget", "msgget", "vmsplice"),
)
MAP_SHARED, MAP_ANONYMOUS = 0x01, 0x20
CLONE_NAMESPACES = 0x7E020000
"""Every CLONE_NEW… flag (namespaces(7))."""

ALLOW, REFUSE = 0x7FFF0000, 0x00050000
NOT_EQUAL, MASKED_EQUAL = 1, 7
UNKNOWN_CALL = -1
EVERY_THREAD = 4
"""SCMP_FLTATR_CTL_TSYNC."""


@cache
def library() -> ctypes.CDLL:
    """libseccomp. Raises OSError where it is not installed."""
    loaded = ctypes.CDLL("libseccomp.so.2", use_errno=True)
    loaded.seccomp_init.restype = ctypes.c_void_p
    return loaded


class Condition(ctypes.Structure):
    """`struct scmp_arg_cmp`: which argument of the call, how it is compared, with what."""

    _fields_ = [("argument", ctypes.c_uint), ("operation", ctypes.c_int), ("first", ctypes.c_uint64), ("second", ctypes.c_uint64)]


def number(name: str) -> int:
    """This machine's number of a system call; negative where it has none."""
    return int(library().seccomp_syscall_resolve_name(name.encode()))


@cache
def filter_rules() -> ctypes.c_void_p:
    """The filter, for `refuse_calls`: made once, before the fork, it costs no child anything."""
    rules = ctypes.c_void_p(library().seccomp_init(ALLOW))
    _checked(library().seccomp_attr_set(rules, EVERY_THREAD, 1))  # those that CUDA has begun by then
    for name in FORBIDDEN:
        _add(rules, name, errno.EPERM)
    _add(rules, "clone3", errno.ENOSYS)  # its flags lie in memory, where no filter looks; the C library then takes clone
    for bit in range(32):
        if CLONE_NAMESPACES & 1 << bit:
            _add(rules, "clone", errno.EPERM, Condition(0, MASKED_EQUAL, 1 << bit, 1 << bit))
    for name in ("socket", "socketpair"):
        _add(rules, name, errno.EAFNOSUPPORT, Condition(0, NOT_EQUAL, socket.AF_UNIX, 0))
    # Shared memory without a file stays when its pages are let go (madvise, a partial munmap), and the watchman no longer sees it.
    _add(rules, "mmap", errno.EPERM, Condition(3, MASKED_EQUAL, MAP_SHARED | MAP_ANONYMOUS, MAP_SHARED | MAP_ANONYMOUS))
    # What waits in a socket is nobody's memory either: its room stays the kernel's own.
    level, option = (Condition(place, MASKED_EQUAL, 0xFFFFFFFF, value) for place, value in ((1, socket.SOL_SOCKET), (2, socket.SO_SNDBUF)))
    _add(rules, "setsockopt", errno.EPERM, level, option)
    # At a limit of its own on CPU the kernel would kill it as it does where the machine lacks memory, which is nobody's fault here.
    new = Condition(2, NOT_EQUAL, 0, 0)  # without one, the call only asks
    for limit in (resource.RLIMIT_CPU, resource.RLIMIT_RTTIME):
        _add(rules, "setrlimit", errno.EPERM, Condition(0, MASKED_EQUAL, 0xFFFFFFFF, limit))
        _add(rules, "prlimit64", errno.EPERM, Condition(1, MASKED_EQUAL, 0xFFFFFFFF, limit), new)
    return rules


def refuse_calls() -> None:
    """From here on, for this process and all that it starts. Raises OSError where the kernel does not take the filter."""
    _checked(library().seccomp_load(filter_rules()))


def _add(rules: ctypes.c_void_p, name: str, error: int, *conditions: Condition) -> None:
    if (call := number(name)) != UNKNOWN_CALL:  # an older libseccomp knows fewer; the probe tells what is then let through
        _checked(library().seccomp_rule_add_array(rules, REFUSE | error, call, len(conditions), (Condition * len(conditions))(*conditions)))


def _checked(result: int) -> None:
    if result < 0:
        raise OSError(-result, "seccomp")


def let_through() -> list[str]:
    """The forbidden calls that this process can make after all. They get no valid argument, and do nothing."""
    libc = ctypes.CDLL(None, use_errno=True)
    found = []
    for name in FORBIDDEN:
        if (call := number(name)) < 0:
            continue
        ctypes.set_errno(0)
        libc.syscall(call, 0, 0, 0, 0, 0, 0)
        if ctypes.get_errno() != errno.EPERM:
            found.append(name)
    if _shares_nameless_memory():
        found.append("mmap")
    if _widens_a_socket():
        found.append("setsockopt SO_SNDBUF")
    if _limits_its_cpu():
        found.append("setrlimit RLIMIT_CPU")
    return found + [f"socket {family.name}" for family in socket.AddressFamily if family != socket.AF_UNIX and _opens(family)]


def _widens_a_socket() -> bool:
    with socket.socket(socket.AF_UNIX) as trial:
        try:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2**22)
        except PermissionError:
            return False
    return True


def _limits_its_cpu() -> bool:
    try:
        resource.setrlimit(resource.RLIMIT_CPU, resource.getrlimit(resource.RLIMIT_CPU))
    except (OSError, ValueError):  # what Python makes of EPERM
        return False
    return True


def _shares_nameless_memory() -> bool:
    """Whether it can be had from the kernel directly, or from /dev/zero."""
    try:
        mmap.mmap(-1, mmap.PAGESIZE).close()
    except PermissionError:
        pass
    else:
        return True
    try:
        with open("/dev/zero", "r+b", 0) as zero:  # noqa: PTH123
            mmap.mmap(zero.fileno(), mmap.PAGESIZE).close()
    except OSError:
        return False
    return True


def _opens(family: int) -> bool:
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW):
        try:
            socket.socket(family, kind).close()
        except OSError as error:
            if error.errno != errno.EAFNOSUPPORT:
                return True
        else:
            return True
    return False
