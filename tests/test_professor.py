"""How the page for grading by hand is set up; what it shows and refuses is in tests/browser/test_professor.py."""

from __future__ import annotations

import argparse
from pathlib import Path

from grader.professor import _settings


def test_who_was_let_into_one_run_is_not_let_into_the_next() -> None:
    """Jupyter signs its cookies, which last a month, with a secret that it would keep from run to run."""
    options = argparse.Namespace(porta=0, sem_navegador=True)
    first, second = (_settings(Path(), options) for _ in range(2))
    assert len(first.ServerApp.cookie_secret) >= 32
    assert first.ServerApp.cookie_secret != second.ServerApp.cookie_secret
    assert first.IdentityProvider.token != second.IdentityProvider.token
