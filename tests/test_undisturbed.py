"""Ctrl+C and the collector around stretches that nothing should cut in two."""

from __future__ import annotations

import gc
import importlib
import os
import signal
import sys
from collections.abc import Iterator
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


@pytest.fixture(autouse=True)
def listening() -> Iterator[None]:
    """A shell's background job, as which this test may run, is deaf to Ctrl+C."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def swallowing_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A module that meets a Ctrl+C while it is imported, and thinks nothing of it."""
    (tmp_path / "engole_interrupcao.py").write_text(SWALLOWS, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "engole_interrupcao", raising=False)
    return "engole_interrupcao"


def test_a_ctrl_c_in_the_middle_of_an_import_arrives_at_its_end(swallowing_module: str) -> None:
    with pytest.raises(KeyboardInterrupt), undisturbed.imports():
        importlib.import_module(swallowing_module)
    assert swallowing_module in sys.modules


def test_the_collector_rests_meanwhile() -> None:
    with undisturbed.imports():
        assert not gc.isenabled()


def test_signals_and_collector_are_as_before_even_after_a_failed_import() -> None:
    with pytest.raises(ImportError), undisturbed.imports():
        importlib.import_module("nao_existe_mesmo")
    assert gc.isenabled()
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, set())
    with pytest.raises(KeyboardInterrupt):
        os.kill(os.getpid(), signal.SIGINT)
