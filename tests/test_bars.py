"""The progress bar: seen on a terminal alone, and never in the way of what a command prints."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys

import pytest

WORK = """
from grader.bars import bar
with bar("aula [02]", 2) as advance:
    for number in range(2):
        print(number, flush=True)
        advance()
"""


def at_a_terminal(**settings: str) -> tuple[bytes, bytes]:
    """What the work above writes to a pipe on standard output and to a terminal on standard error."""
    screen, terminal = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", **settings}
    done = subprocess.run([sys.executable, "-c", WORK], stdout=subprocess.PIPE, stderr=terminal, env=environment, check=True)
    os.close(terminal)
    shown = b""
    try:
        while piece := os.read(screen, 65536):
            shown += piece
    except OSError:  # how Linux says that the other end is closed
        pass
    finally:
        os.close(screen)
    return done.stdout, shown


def test_what_a_command_prints_goes_where_it_was_sent_and_not_to_the_bar() -> None:
    printed, shown = at_a_terminal()
    assert printed == b"0\n1\n"
    assert b"aula [02]" in shown
    assert b"0/2" in shown


def test_in_pipes_there_is_no_bar() -> None:
    done = subprocess.run([sys.executable, "-c", WORK], capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"0\n1\n", b"")


@pytest.mark.parametrize(("settings", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_no_color_is_kept(settings: dict[str, str], coloured: bool) -> None:
    _, shown = at_a_terminal(**settings)
    assert bool(re.search(rb"\x1b\[(?:[\d;]*;)?(?:3[0-8]|9[0-7])[;m]", shown)) is coloured
