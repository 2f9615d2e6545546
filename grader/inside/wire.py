"""All that ever crosses the trust border: frames of plain JSON with a child, records of fixed size with the warm process.

A frame is a length (four bytes, big endian) and that many bytes of UTF-8 JSON holding one object. The trusted side
gives a limit and a deadline for everything it reads, and treats whatever does not fit as `GarbageError`. This module trusts nobody and
imports only the standard library, so both sides use the same text.
"""

from __future__ import annotations

import json
import socket
import struct
import time
from typing import Any

HEADER = struct.Struct(">I")
FRAME_LIMIT = 16 * 2**20
"""Largest frame, in bytes, that the trusted side accepts."""
PARTS_LIMIT = 1_000_000
"""Most values in one frame: a byte of JSON can become thirty of Python's."""


COMMAND = struct.Struct("<BdQ")
"""To the warm process: what to do, seconds of CPU from now on, bytes of memory in all. A fork's descriptor travels beside it."""
FORK, BUDGET, KILL, FORK_ON_GPU = 1, 2, 3, 4

STATUS = struct.Struct("<BidQ")
"""From the warm process: how the child ended, wait status, seconds of CPU, largest memory seen in bytes."""
READY, ENDED, OUT_OF_TIME, OUT_OF_MEMORY, NOT_FORKED, KILLED_FROM_OUTSIDE = range(6)


class GarbageError(Exception):
    """The other side sent something that is not a frame within the limits."""


class LateError(Exception):
    """The deadline passed before a whole frame arrived or left."""


def send(channel: socket.socket, message: dict[str, Any], deadline: float | None = None) -> None:
    """Write one frame. Raises `LateError` after `deadline` (of `time.monotonic`), OSError when nobody reads."""
    body = json.dumps(message, allow_nan=False).encode()
    channel.settimeout(_remaining(deadline))
    try:
        channel.sendall(HEADER.pack(len(body)) + body)
    except TimeoutError:
        raise LateError from None


def receive(channel: socket.socket, deadline: float | None = None, limit: int = FRAME_LIMIT) -> dict[str, Any] | None:
    """Read one frame; None when the other side is gone. Raises `LateError` after `deadline`, `GarbageError` for anything malformed."""
    body = read_frame(channel, deadline, limit)
    return None if body is None else parse(body)


def read_frame(channel: socket.socket, deadline: float | None = None, limit: int = FRAME_LIMIT) -> bytes | None:
    """The bytes of one frame, as `receive`."""
    header = _exactly(channel, HEADER.size, deadline)
    if header is None:
        return None
    (size,) = HEADER.unpack(header)
    if size > limit:
        raise GarbageError(f"frame of {size} bytes")
    return _exactly(channel, size, deadline)


def parts(body: bytes) -> int:
    """At least as many as the values in a frame."""
    return body.count(b",") + body.count(b"[") + body.count(b"{")


def parse(body: bytes) -> dict[str, Any]:
    """The message in a frame's bytes. Raises `GarbageError` where there is none."""
    if parts(body) > PARTS_LIMIT:
        raise GarbageError("too many values")
    try:
        message = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise GarbageError(type(error).__name__) from None
    if not isinstance(message, dict):
        raise GarbageError(type(message).__name__)
    return message


def _exactly(channel: socket.socket, size: int, deadline: float | None) -> bytes | None:
    parts = []
    while size:
        channel.settimeout(_remaining(deadline))
        try:
            part = channel.recv(min(size, 2**20))
        except TimeoutError:
            raise LateError from None
        except ConnectionError:
            return None
        if not part:
            return None
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _remaining(deadline: float | None) -> float | None:
    if deadline is None:
        return None
    left = deadline - time.monotonic()
    if left <= 0:
        raise LateError
    return left
