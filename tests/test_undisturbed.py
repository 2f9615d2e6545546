"""Ctrl+C and the collector around stretches that nothing should cut in two."""

from __future__ import annotations

import gc
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from grader import undisturbed

SWALLOWS = """
import os, signal
try:
    os.kill(os.getpid(), signal.SIGINT)
except KeyboardInterrupt:
    pass
"""
COMMAND = """
import signal
from grader import undisturbed
signal.signal(signal.SIGINT, signal.default_int_handler)
try:
    with undisturbed.imports():
        import engole_interrupcao
        print("importado")
    print("sem interrupção")
except KeyboardInterrupt:
    print("interrompido")
"""


def test_a_ctrl_c_in_the_middle_of_an_import_arrives_at_its_end(tmp_path: Path) -> None:
    # In a process of its own: threads that other tests left in this one are not deaf to the signal.
    (tmp_path / "engole_interrupcao.py").write_text(SWALLOWS, encoding="utf-8")
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n{COMMAND}"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1])
    assert done.stdout.split("\n")[:2] == ["importado", "interrompido"]


def test_the_collector_rests_meanwhile() -> None:
    with undisturbed.imports():
        assert not gc.isenabled()


def test_the_collector_is_as_before_even_after_a_failed_import() -> None:
    with pytest.raises(ImportError), undisturbed.imports():
        importlib.import_module("nao_existe_mesmo")
    assert gc.isenabled()
