"""A class on a disk that fills up: `python -m tests.gradebook.full_disk FOLDER`, where FOLDER is the root of a small file system.

For every amount of free space, from none to more than enough, one submission is put on record. That must work or say that the disk is
full; with the space back, the earlier grade or the new one is on record, and recording again works.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import sys
from pathlib import Path

from grader.gradebook.book import Gradebook
from grader.records import StorageError
from tests.gradebook.test_book import LESSON, NAME, SOURCE, make_graded

STEP = 4096
"""Bytes: what the file system gives at a time."""


def fill(folder: Path, free: int) -> Path:
    """Leave `free` bytes of the file system."""
    filler = folder.parent / "cheio"
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, os.statvfs(folder).f_bavail * STEP - free)
    return filler


def sweep(folder: Path) -> tuple[int, int]:
    """How often the disk was full, and how often it was not."""
    full = enough = 0
    book = Gradebook(folder)
    book.register(LESSON, SOURCE)
    for round_, free in enumerate(range(0, 30 * STEP, STEP)):
        book.record(make_graded("joana", 0.0, 0.0), f"velha {round_}")
        filler = fill(folder, free)
        try:
            book.record(make_graded("joana", 4.0, 1.0, answer="# " + "x" * 20_000), f"nova {round_}")
            enough += 1
        except StorageError as error:
            if error.cause != "o disco está cheio":
                raise
            full += 1
        filler.unlink()
        found = book.recorded("joana", NAME)
        assert found is None or (found[0], found[1].score) in {(f"velha {round_}", 0.0), (f"nova {round_}", 5.0)}, found
        with contextlib.closing(sqlite3.connect(folder / "gradebook.db")) as database:
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert list(folder.rglob("*.parte")) == []
    book.close()
    return full, enough


if __name__ == "__main__":
    place = Path(sys.argv[1]) / "turma"
    place.mkdir()
    print(*sweep(place))
