"""A published lesson read from top to bottom by somebody who has the notebook and the student's package, and nothing else of ours.

Trust: no sandbox stands around it, because the course's own lessons alone are run this way, never a submission.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.records import LessonError

SCRIPT = Path(__file__).with_name("topdown.py")
SECONDS = 900.0
"""By the clock, for one notebook: ten times what a lesson may take."""


@dataclass(frozen=True)
class Shown:
    """What one code cell showed."""

    id: str
    text: str
    kinds: Sequence[str]
    """MIME types of its rich outputs."""
    error: str | None
    seconds: float


@dataclass(frozen=True)
class Reading:
    """What came of a notebook that was run from top to bottom."""

    cells: tuple[Shown, ...]
    files: tuple[str, ...]
    """What its folder held afterwards, at first level."""
    wall: float
    """Seconds by the clock, the start of Python and the imports included."""
    cpu: float
    """Seconds of CPU, likewise."""
    peak: float
    """The most memory that it held at once, in MiB, PyTorch included."""
    measured: Mapping[str, float]


@dataclass(frozen=True)
class Reader:
    """The Python that a notebook is run with."""

    python: str = sys.executable
    packages: tuple[str, ...] = ()
    """The importable names besides the standard library's; none: whatever that Python finds."""
    folders: tuple[str, ...] = ()
    """Where the packages lie; with `packages` only."""
    cores: int = 0
    """How many cores it may use; 0: all."""

    def read(self, raw: bytes, name: str, *, watched: bool = True, measures: Path | None = None) -> Reading:
        """Run a notebook in a new folder that holds it alone. `watched`: widgets live. `measures`: see `topdown.measures`.

        Raises LessonError where the whole process ends.
        """
        with tempfile.TemporaryDirectory() as place, tempfile.TemporaryDirectory() as aside:
            Path(place, name).write_bytes(raw)
            plan: dict[str, Any] = {"notebook": name, "report": f"{aside}/report.json", "watched": watched, "cores": self.cores}
            plan |= {"packages": self.packages, "folders": self.folders, "measures": str(measures or "")}
            started = time.monotonic()
            self._run(plan, name, place, aside)
            wall = time.monotonic() - started
            report = json.loads(Path(aside, "report.json").read_text(encoding="utf-8"))
            files = tuple(sorted(path.name for path in Path(place).iterdir()))
        return Reading(tuple(Shown(**cell) for cell in report["cells"]), files, wall, report["cpu"], report["peak"], report["measured"])

    def _run(self, plan: dict[str, Any], name: str, place: str, aside: str) -> None:
        # -I: neither the current folder nor PYTHONPATH; -S: no .pth file, which is how a development install shows the repository
        command = [self.python, "-I", *(["-S"] if self.packages else []), str(SCRIPT)]
        # Jupyter's kernel draws with this back end, and keeps IPython's history where the reader's own is not
        surroundings = {**os.environ, "MPLBACKEND": "module://matplotlib_inline.backend_inline", "IPYTHONDIR": aside}
        try:
            subprocess.run(
                command, input=json.dumps(plan), cwd=place, env=surroundings, capture_output=True, text=True, timeout=SECONDS, check=True
            )
        except subprocess.TimeoutExpired:
            raise LessonError(name, f"o caderno não terminou em {SECONDS:.0f} s", "encontre nele a célula que não termina") from None
        except subprocess.CalledProcessError as error:
            last = " ".join(error.stderr.split())[-400:]
            raise LessonError(name, f"o processo do caderno terminou com {error.returncode} ({last})", "rode-o no Jupyter") from None


def answered(raw: bytes, solutions: Mapping[str, str]) -> bytes:
    """The published notebook with these texts in its cells, by cell id."""
    notebook = json.loads(raw)
    for cell in notebook["cells"]:
        cell["source"] = solutions.get(cell["id"], cell["source"])
    return json.dumps(notebook).encode()
