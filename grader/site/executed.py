"""The published notebooks executed as a student finds them, nothing answered; what did not change is not executed again.

Trust: the course's own lessons run here with the account of whoever builds the site, in a copy of course/; never a submission.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from importlib.metadata import version
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from grader.files import storage, write_atomic
from grader.records import LessonError

SECONDS = 300
"""By the clock, for one cell: ten times what a whole lesson takes."""
_SHOW = ("torch", "torchvision", "matplotlib", "numpy", "ipykernel", "ipywidgets")
"""The packages that what a lesson shows comes from."""
_LEFT_BEHIND = (".*", "__pycache__", "dados", "*.ipynb")
"""The other notebooks too: `entrega` could not tell which of them is the one that runs."""


def executed(paths: Sequence[Path], kept: Path) -> Iterator[tuple[Path, NotebookNode, bool]]:
    """Each notebook with its outputs, as soon as it is there, and whether it was run for that. `kept`: the folder of earlier runs.

    Two at a time and more where there are cores. Raises LessonError for a cell that fails, StorageError.
    """
    missing = []
    for path in paths:
        file = _kept_as(path, kept)
        if file.is_file():
            yield path, nbformat.read(file, as_version=4), False
        else:
            missing.append(path)
    # Threads: each waits for a kernel, which is a process of its own.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        running: dict[Future[NotebookNode], Path] = {pool.submit(run, path): path for path in missing}
        try:
            for done in as_completed(running):
                path, notebook = running[done], done.result()
                _keep(path, notebook, kept)
                yield path, notebook, True
        finally:
            pool.shutdown(cancel_futures=True)


def run(path: Path) -> NotebookNode:
    """The notebook executed from top to bottom in a copy of its folder, what grading skips included. Raises LessonError."""
    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory() as place:
        course = Path(shutil.copytree(path.parent, Path(place, "course"), ignore=shutil.ignore_patterns(*_LEFT_BEHIND)))
        shutil.copy(path, course)
        client = NotebookClient(notebook, timeout=SECONDS, skip_cells_with_tag="", resources={"metadata": {"path": str(course)}})
        try:
            # What the kernel says of itself, of the ports it listens on for one, is no reading; what a cell prints does not go there.
            client.execute(env={**os.environ, "IPYTHONDIR": place}, stderr=subprocess.DEVNULL)
        except CellExecutionError as error:
            cause = f"uma célula falhou ({error.ename}: {error.evalue})"
            raise LessonError(path, cause, "rode o caderno no Jupyter e conserte-a") from error
        except (CellTimeoutError, DeadKernelError) as error:
            raise LessonError(path, "o caderno não chegou ao fim", "rode-o no Jupyter e veja em que célula ele para") from error
    return notebook


def _keep(path: Path, notebook: NotebookNode, kept: Path) -> None:
    """Put the run on the shelf, and take earlier ones of the same lesson off it."""
    file = _kept_as(path, kept)
    write_atomic(file, nbformat.writes(notebook).encode("utf-8"))
    with storage(kept):
        for old in kept.glob(f"{path.stem}-*.ipynb"):
            if old != file:
                old.unlink()


def _kept_as(path: Path, kept: Path) -> Path:
    """The name says all that the outputs depend on: the notebook, the package it imports, and the versions of what draws and computes."""
    digest = hashlib.sha256(sys.version.encode())
    for name in _SHOW:
        digest.update(f"{name} {version(name)}\n".encode())
    with storage(path):
        for file in (path, Path(__file__), *sorted((path.parent / "trilha").rglob("*.py"))):
            digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return kept / f"{path.stem}-{digest.hexdigest()[:16]}.ipynb"
