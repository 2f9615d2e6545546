"""What the tests of `trilha` share: the package where notebooks find it, an empty folder to work in, a notebook that is looked at."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

COURSE = Path(__file__).parents[2] / "course"
sys.path.insert(0, str(COURSE))

from trilha import ajuda, perguntas, progresso, tela  # noqa: E402 - course/ is where notebooks find it


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, empty; and nothing remembered from another test."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    for module, name in ((progresso, "_memory"), (ajuda, "_hints"), (ajuda, "_revealed"), (perguntas, "_questions")):
        monkeypatch.setattr(module, name, {})
    return tmp_path


class Screen:
    """Stands in for a kernel's shell and keeps what is displayed."""

    def __init__(self) -> None:
        self.shown: list[dict[str, Any]] = []
        self.request: Any = {"content": {"allow_stdin": True}}
        self.kernel = SimpleNamespace(get_parent=lambda channel: self.request)
        self.user_ns: dict[str, object] = {}


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[Screen]:
    """A notebook that somebody looks at."""
    import IPython.display

    made = Screen()
    monkeypatch.setattr(tela, "shell", lambda: made)
    monkeypatch.setattr(IPython.display, "display", lambda data, raw: made.shown.append(data))
    return made


_IN_A_SHELL = """
import sys
sys.path.insert(0, sys.argv[1])
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance(colors="NoColor")
shell.history_manager.enabled = False
shell.run_cell(sys.argv[2])
"""


def run_in_a_shell(cell: str) -> str:
    """What a cell prints in IPython's shell without a kernel, as in the grader: its output, its error included."""
    command = [sys.executable, "-c", _IN_A_SHELL, str(COURSE), cell]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    return done.stdout + done.stderr
