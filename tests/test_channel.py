"""The channel to one child: whose fault it is that it ended."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.channel import Child, EndedError, WarmLostError, beyond_room
from grader.inside import wire
from grader.records import Verdict

Ends = tuple[Child, socket.socket, socket.socket]


@pytest.fixture
def ends() -> Iterator[Ends]:
    """A child as the trusted side holds it, the warm process's end of the control socket, and the child's own end of the channel."""
    control, warm = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    child = Child(control, memory=0)
    _, (descriptor,), _, _ = socket.recv_fds(warm, wire.COMMAND.size, 1)
    with control, warm, socket.socket(fileno=descriptor) as own:
        yield child, warm, own


def orders(warm: socket.socket) -> list[int]:
    """What the warm process was told since."""
    warm.setblocking(False)
    found = []
    while True:
        try:
            found.append(wire.COMMAND.unpack(warm.recv(wire.COMMAND.size))[0])
        except BlockingIOError:
            return found


def test_a_kill_order_never_overtakes_the_news_that_somebody_else_killed_the_child(ends: Ends, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.channel.DYING_SECONDS", 60.0)
    child, warm, own = ends
    own.close()
    news = threading.Timer(0.2, warm.send, [wire.STATUS.pack(wire.KILLED_FROM_OUTSIDE, 9, 0.0, 0)])
    news.start()
    with pytest.raises(WarmLostError):
        child.receive(time.monotonic() + 10)
    assert wire.KILL not in orders(warm)
    news.join()


def test_a_child_that_ends_itself_is_the_submissions_error(ends: Ends) -> None:
    child, warm, own = ends
    own.close()
    warm.send(wire.STATUS.pack(wire.ENDED, 0, 0.0, 0))
    with pytest.raises(EndedError) as ended:
        child.receive(time.monotonic() + 10)
    assert ended.value.fate is Verdict.ERROR


def test_a_child_that_closes_its_end_and_lives_on_is_killed(ends: Ends, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.channel.DYING_SECONDS", 0.01)
    child, warm, own = ends
    own.close()
    told = []

    def obey() -> None:
        told.append(wire.COMMAND.unpack(warm.recv(wire.COMMAND.size))[0])
        warm.send(wire.STATUS.pack(wire.ENDED, 9, 0.0, 0))

    obeying = threading.Thread(target=obey)
    obeying.start()
    with pytest.raises(EndedError):
        child.receive(time.monotonic() + 10)
    obeying.join()
    assert told == [wire.KILL]


@given(st.dictionaries(st.text(max_size=3), st.text(alphabet=',é\n"x'), max_size=8))
def test_cells_that_have_room_together_stay_and_the_largest_go_first(sources: dict[str, str]) -> None:
    with pytest.MonkeyPatch.context() as small:
        small.setattr("grader.channel.CODE_BYTES", 60)
        small.setattr("grader.channel.CODE_PARTS", 12)
        gone = beyond_room(sources)
    kept = [source for cell, source in sources.items() if cell not in gone]
    assert sum(len(json.dumps(source)) for source in kept) <= 60
    assert sum(wire.parts(json.dumps(source).encode()) for source in kept) <= 12
    assert all(len(sources[cell]) >= len(source) for cell in gone for source in kept)
