"""Makes a process cheap to fork: what every child is born with is laid out in large pages, and the collector leaves it alone.

Trust: run once in the warm process, between two children. madvise(2) is the source of the numbers.
"""

from __future__ import annotations

import ctypes
import gc
from pathlib import Path

from .walls import libc

MADV_COLLAPSE = 25
"""Linux 6.1 and newer; an older kernel refuses it, and forks cost four times as much."""


def settle() -> None:
    """Call it when all is imported and no child lives. A fork copies one entry per page, and at the end of the child takes each one back.

    Frozen objects are never walked through by a child's collector, which would copy every page that it touches.
    """
    gc.freeze()
    for first, last in _private_memory():
        # One call for each stretch: before it starts, the kernel waits for all processors once.
        libc.madvise(ctypes.c_void_p(first), ctypes.c_size_t(last - first), MADV_COLLAPSE)


def _private_memory() -> list[tuple[int, int]]:
    """Where the heap and the other private memory without a file lie: first address, and the one after the last."""
    found = []
    for line in Path("/proc/self/maps").read_text(encoding="utf-8", errors="replace").splitlines():
        addresses, permissions, _, _, inode, *name = line.split(None, 5)
        if permissions == "rw-p" and inode == "0" and name in ([], ["[heap]"]):
            first, last = (int(address, 16) for address in addresses.split("-"))
            found.append((first, last))
    return found
