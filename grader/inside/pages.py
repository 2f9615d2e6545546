"""Makes a process cheap to fork: what every child is born with, and what it takes first, lies in large pages.

Trust: run once in the warm process, between two children. madvise(2) and mallopt(3) are the source of the numbers.
"""

from __future__ import annotations

import ctypes
import gc
from pathlib import Path

from .walls import libc

MADV_COLLAPSE = 25
"""Linux 6.1 and newer; an older kernel refuses it, and forks cost four times as much."""
MADV_HUGEPAGE = 14
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3
LARGE_PAGE = 2 * 2**20
LARGEST_BLOCK = 32 * 2**20
"""The most that glibc can be told to take from the heap at once."""
ROOM = 24 * 2**20
"""Bytes of heap that a child finds laid out."""
SETTLE_AFTER = 8
"""Children, those of the reference among them: the half second that it takes pays for itself in some twenty, and delays no first result."""


def settle() -> int:
    """Call it when all is imported and no child lives. A fork copies one entry per page, and at the end of the child takes each one back.

    Frozen objects are never walked through by a child's collector, which would copy every page that it touches.
    Returns the bytes of heap that are laid out and hold nothing: a child's limit of memory must not grow by them.
    """
    gc.freeze()
    for first, last in _private_memory():
        # One call for each stretch: before it starts, the kernel waits for all processors once.
        libc.madvise(ctypes.c_void_p(first), ctypes.c_size_t(last - first), MADV_COLLAPSE)
    return _make_room()


def _make_room() -> int:
    """Lengthen the heap, untouched, so that a child pays for one page in place of 512, and for none of them twice.

    The C library would give each large tensor's pages back and take them anew: most of the page faults of a child that uses tensors.
    """
    libc.mallopt(M_MMAP_THRESHOLD, LARGEST_BLOCK)
    libc.mallopt(M_TRIM_THRESHOLD, 2 * LARGEST_BLOCK)  # where glibc's own thresholds end when large blocks come and go
    libc.malloc.restype = ctypes.c_void_p
    first = libc.malloc(ctypes.c_size_t(ROOM)) or 0
    libc.free(ctypes.c_void_p(first))
    start = -(-first // LARGE_PAGE) * LARGE_PAGE
    libc.madvise(ctypes.c_void_p(start), ctypes.c_size_t(first + ROOM - start), MADV_HUGEPAGE)
    return ROOM if first else 0


def _private_memory() -> list[tuple[int, int]]:
    """Where the heap and the other private memory without a file lie: first address, and the one after the last."""
    found = []
    for line in Path("/proc/self/maps").read_text(encoding="utf-8", errors="replace").splitlines():
        addresses, permissions, _, _, inode, *name = line.split(None, 5)
        if permissions == "rw-p" and inode == "0" and name in ([], ["[heap]"]):
            first, last = (int(address, 16) for address in addresses.split("-"))
            found.append((first, last))
    return found
