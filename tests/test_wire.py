"""Frames: what one side sends the other reads, and nothing malformed or late gets through."""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.inside import wire

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


def soon() -> float:
    return time.monotonic() + 0.05


@given(st.dictionaries(st.text(), plain, max_size=5))
def test_what_is_sent_is_received(message: dict[str, object]) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        wire.send(theirs, message)
        assert wire.receive(ours, time.monotonic() + 5) == message


@given(st.binary(max_size=200))
def test_arbitrary_bytes_are_a_frame_an_end_or_garbage(raw: bytes) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(raw)
        theirs.close()
        try:
            message = wire.receive(ours, time.monotonic() + 5, limit=1000)
        except wire.GarbageError:
            return
        assert message is None or isinstance(message, dict)


@pytest.mark.parametrize("body", [b"[" * 100_000, b"1" * 5000, b"[1]", b'"x"', b"\xff\xfe", b"{"])
def test_hostile_json_is_garbage(ends: tuple[socket.socket, socket.socket], body: bytes) -> None:
    ours, theirs = ends
    theirs.sendall(struct.pack(">I", len(body)) + body)
    with pytest.raises(wire.GarbageError):
        wire.receive(ours, time.monotonic() + 5)


def test_a_frame_over_the_limit_is_refused_before_it_is_read(ends: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = ends
    theirs.sendall(struct.pack(">I", 2**31))
    with pytest.raises(wire.GarbageError):
        wire.receive(ours, time.monotonic() + 5)


def test_silence_and_half_a_frame_are_late(ends: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = ends
    with pytest.raises(wire.LateError):
        wire.receive(ours, soon())
    theirs.sendall(struct.pack(">I", 100) + b"half")
    with pytest.raises(wire.LateError):
        wire.receive(ours, soon())


def test_a_reader_that_never_reads_makes_the_writer_late(ends: tuple[socket.socket, socket.socket]) -> None:
    ours, _ = ends
    with pytest.raises(wire.LateError):
        wire.send(ours, {"x": "y" * 10_000_000}, soon())


def test_nan_never_leaves_as_json(ends: tuple[socket.socket, socket.socket]) -> None:
    ours, _ = ends
    with pytest.raises(ValueError, match="Out of range"):
        wire.send(ours, {"x": float("nan")})
