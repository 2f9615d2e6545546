"""Which notebook is meant, and its bytes: nothing followed, nothing but ordinary files."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.lms.notebooks import read_submission, submission_file
from grader.records import UnreadableError


def put(path: Path, content: bytes = b"{}") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_reading_a_submission_never_follows_a_link(tmp_path: Path) -> None:
    link = tmp_path / "x.ipynb"
    link.symlink_to(put(tmp_path / "y.ipynb", b"y"))
    assert read_submission(tmp_path / "y.ipynb") == b"y"
    with pytest.raises(UnreadableError, match="atalho"):
        read_submission(link)
    with pytest.raises(UnreadableError, match="não está na pasta"):
        read_submission(tmp_path / "z.ipynb")
    with pytest.raises(UnreadableError):
        read_submission(tmp_path)


def test_a_renamed_submission_is_found_in_its_folder(tmp_path: Path) -> None:
    proper = tmp_path / "02_aula.ipynb"
    assert submission_file(proper) == proper
    (tmp_path / "02_aula-Copy1.IPYNB").write_text("{}")
    (tmp_path / "rascunho.ipynb").write_text("{}")
    assert submission_file(proper).name == "02_aula-Copy1.IPYNB"
    proper.write_text("{}")
    assert submission_file(proper) == proper
