"""What commands say at their end."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from grader import screen


@pytest.mark.parametrize("within", [False, True])
def test_the_next_command_is_said_unless_a_script_calls_it_anyway(within: bool, capsys: pytest.CaptureFixture[str]) -> None:
    screen._show_end(argparse.Namespace(turma=Path("turma"), banco=None, em_roteiro=within), "gradebook.db", [])
    assert ("grader devolver" in capsys.readouterr().out) is not within
