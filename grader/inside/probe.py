"""What a process behind the walls can see and undo, so that the trusted side can refuse to grade where one is missing.

Called in a process of its own, never together with a submission.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import resource
import socket
import struct
from pathlib import Path
from typing import Any

from . import seccomp, walls

PR_GET_NO_NEW_PRIVS, MNT_DETACH = 39, 2
SIOCGIFFLAGS, IFF_UP = 0x8913, 1  # netdevice(7)
LIMITED = ("FSIZE", "NOFILE", "NPROC", "CORE", "DATA")


def probe() -> dict[str, Any]:
    """What this process can see and undo, as JSON can hold it."""
    data = (walls.CapData * 2)()
    walls.checked(walls.libc.capget(ctypes.byref(walls.CapHeader(walls.LINUX_CAPABILITY_VERSION_3, 0)), data), "capget")
    seen = {
        "pid": os.getpid(),
        "session": os.getsid(0) == os.getpid(),
        "uid": os.getuid(),
        "processes": sorted(int(name) for name in os.listdir("/proc") if name.isdigit()),  # noqa: PTH208
        "capabilities": data[0].effective | data[0].permitted | data[1].effective | data[1].permitted,
        "no_new_privs": walls.libc.prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0),
        "descriptors": _open_descriptors(),
        "environment": sorted(os.environ),
        "root": sorted(os.listdir("/")),  # noqa: PTH208
        "writable": _writable_places(),
        "found_in_places": {place: os.listdir(place) for place in walls.WRITABLE if Path(place).is_dir()},  # noqa: PTH208
        "calls": seccomp.let_through(),
        "limits": {name: resource.getrlimit(getattr(resource, f"RLIMIT_{name}"))[1] for name in LIMITED},
    }
    return seen | {"network": _shares_network(), "undone": _undoes_walls()}


def _open_descriptors() -> list[int]:
    found = []
    for number in range(256):
        try:
            os.fstat(number)
        except OSError:
            continue
        found.append(number)
    return found


def _writable_places() -> list[str]:
    places = []
    for folder, names, _ in os.walk("/"):
        names[:] = [name for name in names if not Path(folder, name).is_symlink() and (folder, name) != ("/", "proc")]
        if folder.count("/") > 3:
            names[:] = []
        try:
            trial = Path(folder, ".ensaio")
            trial.touch()
            trial.unlink()
        except OSError:
            continue
        places.append(folder)
    return places


def _shares_network() -> bool:
    """Whether this is the whole sandbox's network, whose loopback bubblewrap has set up: one's own is born with it down."""
    request = struct.pack("16sH14x", b"lo", 0)
    with socket.socket(socket.AF_UNIX) as any_socket:
        (flags,) = struct.unpack("16xH14x", fcntl.ioctl(any_socket, SIOCGIFFLAGS, request))
    return bool(flags & IFF_UP)


def _undoes_walls() -> bool:
    return bool(walls.libc.umount2(b"/run", MNT_DETACH) == 0)
