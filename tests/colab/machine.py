"""A machine of Colab's: the versions that it pins, its own kernel, and a working folder in which no notebook lies."""

from __future__ import annotations

import json
import os
import tempfile
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from grader.reading import SCRIPT, SECONDS, Reading, Shown
from grader.records import LessonError
from tests.colab.saved import downloaded

STAND_IN = Path(__file__).parent / "stand_in"
_STARTS = 300
"""Seconds for the kernel to answer, on a machine with other work."""
_CLOSE = """\
import json, os, pathlib, runpy
_tools = runpy.run_path({script!r})
_measured = _tools["measures"]({measures!r}, globals()) if {measures!r} else {{}}
_report = {{"cpu": sum(os.times()[:4]), "peak": _tools["peak"](), "measured": _measured}}
pathlib.Path({report!r}).write_text(json.dumps(_report), encoding="utf-8")
"""
"""The last cell: what `grader/topdown.py` reports besides the cells. To a file, because measures may print."""


@dataclass(frozen=True)
class ColabReader:
    """Reads a notebook as `grader.reading.Reader` does, but in Colab's kernel, and as Colab would have saved it."""

    python: str

    def read(self, raw: bytes, name: str, *, watched: bool = True, measures: Path | None = None) -> Reading:
        """Run a notebook from top to bottom, past errors. `watched`: the page takes typed input, as Colab's does; nobody's page does not.

        What each cell showed is told by the published id, which Colab has lost. Raises LessonError where the kernel ends.
        """
        ids = [*(cell["id"] for cell in json.loads(raw)["cells"] if cell["cell_type"] == "code"), "close"]
        notebook = nbformat.reads(downloaded(raw).decode(), as_version=4)
        with tempfile.TemporaryDirectory() as place, tempfile.TemporaryDirectory() as aside:
            report = Path(aside, "report.json")
            last = _CLOSE.format(script=str(SCRIPT), measures=str(measures or ""), report=str(report))
            notebook.cells.append(nbformat.v4.new_code_cell(last))
            started = time.monotonic()
            self._run(notebook, name, Path(place), Path(aside), watched)
            wall = time.monotonic() - started
            files = tuple(sorted(path.name for path in Path(place).iterdir()))
            ran = (cell for cell in notebook.cells if cell.cell_type == "code")
            *shown, close = (_shown(cell, id_) for cell, id_ in zip(ran, ids, strict=True))
            if close.error:
                raise LessonError(name, f"as medidas terminaram em {close.error}", "compare o arquivo delas com a aula")
            return Reading(tuple(shown), files, wall, **json.loads(report.read_text(encoding="utf-8")))

    def _run(self, notebook: NotebookNode, name: str, place: Path, aside: Path, watched: bool) -> None:
        kernel = aside / "kernels" / "colab"
        kernel.mkdir(parents=True)
        command = [self.python, "-Xfrozen_modules=off", "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        command.append("--IPKernelApp.kernel_class=google.colab._kernel.Kernel")
        (kernel / "kernel.json").write_text(json.dumps({"argv": command, "display_name": "Python 3", "language": "python"}))
        manager = AsyncKernelManager(kernel_name="colab", kernel_spec_manager=KernelSpecManager(kernel_dirs=[str(kernel.parent)]))
        client = NotebookClient(notebook, manager, timeout=int(SECONDS), startup_timeout=_STARTS, allow_errors=True)
        client.on_notebook_start = lambda **_: setattr(client.kc, "allow_stdin", watched)
        own = {"PYTHONPATH": str(STAND_IN), "IPYTHONDIR": str(aside), "HOME": str(aside)}
        surroundings = {key: value for key, value in os.environ.items() if key not in ("MPLBACKEND", "JPY_SESSION_NAME")}
        try:
            client.execute(cleanup_kc=True, cwd=str(place), env={**surroundings, **own})
        except (DeadKernelError, CellTimeoutError) as error:
            last = " ".join(str(error).split())[-400:]
            raise LessonError(name, f"o kernel não chegou ao fim do caderno ({last})", "rode-o no Jupyter") from None


def _shown(cell: NotebookNode, name: str) -> Shown:
    """What a cell that has run shows, as `grader/topdown.py` tells it."""
    rich: list[dict[str, Any]] = [output.data for output in cell.outputs if "data" in output]
    streams = [output.text for output in cell.outputs if output.output_type == "stream"]
    error = next((f"{output.ename}: {output.evalue}" for output in cell.outputs if output.output_type == "error"), None)
    text = "".join([*streams, *(f"{data.get('text/plain', '')}\n" for data in rich)])
    kinds = sorted({kind for data in rich for kind in data})
    times = cell.metadata.get("execution", {})
    begun, done = (times.get(key) for key in ("iopub.execute_input", "shell.execute_reply"))
    seconds = (datetime.fromisoformat(done) - datetime.fromisoformat(begun)).total_seconds() if begun and done else 0.0
    return Shown(name, text, kinds, error, seconds)
