"""Whole files or none, and the system's errors in one Portuguese line."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from grader.files import stage, storage, write_atomic
from grader.records import StorageError


def test_a_write_that_changes_nothing_touches_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b.txt"
    assert write_atomic(path, b"1")
    before = path.stat().st_mtime_ns
    assert not write_atomic(path, b"1")
    assert path.stat().st_mtime_ns == before
    assert write_atomic(path, b"2")
    assert path.read_bytes() == b"2"
    assert list(path.parent.iterdir()) == [path]


def test_what_was_staged_and_not_committed_leaves_no_trace(tmp_path: Path) -> None:
    path = tmp_path / "b.txt"
    write_atomic(path, b"velho")
    with stage(path, b"novo"):
        pass
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_bytes() == b"velho"


def test_the_remains_of_a_killed_write_go_with_the_next(tmp_path: Path) -> None:
    path = tmp_path / "[b]*.txt"
    stage(path, b"novo")  # and the process dies here
    other = tmp_path / ".[b]x.txt.1.parte"
    other.write_bytes(b"de outro arquivo")
    write_atomic(path, b"1")
    assert sorted(tmp_path.iterdir()) == sorted([other, path])


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "o disco está cheio; libere espaço"),
        (errno.EROFS, "está num disco só de leitura; use uma pasta"),
        (errno.EACCES, "sem permissão de acesso; acerte"),
        (errno.EIO, "Input/output error; confira o disco"),
    ],
)
def test_an_error_of_the_system_names_place_cause_and_next_step(tmp_path: Path, code: int, words: str) -> None:
    with pytest.raises(StorageError) as caught, storage(tmp_path / "x"):
        raise OSError(code, "Input/output error")
    assert str(caught.value).startswith(f"{tmp_path / 'x'}: {words}")
