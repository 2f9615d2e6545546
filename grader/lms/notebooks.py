"""The notebooks that students sent: which of several is meant, and its bytes.

Trust: none of it is ours. No link is followed, nothing but ordinary files of a bounded size is opened, and only to copy bytes.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from grader.lms.names import natural
from grader.records import UnreadableError

SIZE_LIMIT = 200_000_000
"""Bytes of one submission; a notebook with many figures has some hundred thousand."""
NOTEBOOKS, ZIP = (".ipynb", ".ipynb.txt", ".ipynb.json"), ".zip"  # the longer ones are what browsers make of it
IGNORED = {".ipynb_checkpoints", "__MACOSX", "__pycache__"}
STUB = b"DIGO AQUI"  # of what stands in place of an answer, the part that looks alike however JSON wrote it
DEPTH_LIMIT = 6  # folders below a student's own in which a notebook is looked for
COPY_MARK = re.compile(r"(?:[ _-]*\(\d+\)|[ _-]+(?:copy|copia|cópia)\d*)+$", re.IGNORECASE)
"""What browsers and people add to a copy's name. It reads no name in two ways: of thirty marks, two for each would never end."""


@dataclass(frozen=True)
class Notebook:
    """One notebook, wherever it lies. `read` gives its bytes and raises `OSError`, as `read_file` does."""

    path: Path
    """What people read; inside an archive it is no path of any disk."""
    read: Callable[[], bytes]


def on_disk(path: Path) -> Notebook:
    """A notebook that is a file."""
    return Notebook(path, partial(read_file, path))


def read_submission(path: Path) -> bytes:
    """The bytes of a submission. Raises `UnreadableError` for anything but an ordinary file of at most `SIZE_LIMIT` bytes."""
    try:
        return read_file(path)
    except OSError as error:
        raise UnreadableError(path, why(error), "peça outra cópia ao aluno") from error


def submission_file(proper: Path) -> Path:
    """Where a submission really is: under its proper name or, where that is missing, the likeliest notebook of its folder."""
    found = list(notebooks_below(proper.parent, 0)) if proper.parent.is_dir() else []
    if len(found) < 2 and os.path.lexists(proper):
        return proper
    return max(found, key=lambda path: preference(on_disk(path), proper.stem), default=proper)


def notebooks_below(folder: Path, depth: int) -> Iterator[Path]:
    """The notebooks of a folder and of those inside it, `depth` levels down. Raises `OSError`."""
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith(".") or entry.name in IGNORED:
            continue
        if is_folder(entry):
            if depth > 0:
                yield from notebooks_below(entry, depth - 1)
        elif is_notebook(entry):
            yield entry


def is_notebook(entry: Path) -> bool:
    """By its name alone."""
    return entry.name.lower().endswith(NOTEBOOKS)


def is_folder(entry: Path) -> bool:
    """A link to a folder is none."""
    return entry.is_dir() and not entry.is_symlink()


def preference(notebook: Notebook, lesson: str) -> tuple[int, int, int, list[tuple[int, str]]]:
    """The greater, the likelier to be this lesson's: its exact name or a copy (the one with more answers), its name within, its number."""
    stem, wanted = unicodedata.normalize("NFC", notebook.path.stem).lower(), lesson.lower()
    number = re.escape(lesson.partition("_")[0].lstrip("0") or "0")
    if stem == wanted:
        rank = 4
    elif COPY_MARK.sub("", stem) == wanted:
        rank = 3
    elif wanted in stem:
        rank = 2
    else:
        rank = int(re.search(rf"(?<!\d)0*{number}(?!\d)", stem) is not None)
    return min(rank, 3), -_unanswered(notebook) if rank >= 3 else 0, rank, natural(str(notebook.path))


def _unanswered(notebook: Notebook) -> int:
    """How many stubs a notebook still holds; more than any does, where it cannot be read."""
    try:
        return notebook.read().count(STUB)
    except OSError:
        return SIZE_LIMIT


def read_file(path: Path) -> bytes:
    """The bytes of an ordinary file. Raises `OSError`: ELOOP for a link, EINVAL for a device or folder, EFBIG for one too big."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "not an ordinary file", str(path))
        content = file.read(SIZE_LIMIT + 1)
    if len(content) > SIZE_LIMIT:
        raise OSError(errno.EFBIG, "too big", str(path))
    return content


def why(error: OSError) -> str:
    """The reason why a submission was not read, for a person."""
    reasons = {
        errno.ELOOP: "é um atalho (link); atalhos não são seguidos",
        errno.EINVAL: "não é um arquivo comum",
        errno.EFBIG: f"é grande demais (mais de {SIZE_LIMIT // 1_000_000} MB)",
        errno.ENOENT: "o caderno não está na pasta",
        errno.EACCES: "sem permissão de leitura",
    }
    return reasons.get(error.errno or 0, f"não pôde ser lido ({error.strerror})")
