"""Every published lesson is run from top to bottom once unanswered and once solved; all tests that need it share the two readings.

The Python that runs it sees the student's package and what that depends on, and nothing else: no repository, no grader, no Jupyter. Where
`make test-colab` asks, it is Colab's instead.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import sysconfig
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import asdict
from importlib import metadata
from inspect import getmodulename
from pathlib import Path

from packaging.requirements import Requirement

from grader.lesson import publish, source
from grader.reading import Reader, Reading, Shown, answered
from tests.colab.machine import ColabReader

ROOT = Path(__file__).parent.parent
NUMBERS = ROOT / "tests" / "solutions" / "numeros"
LESSONS = [path.stem for path in source.find_lessons([], ROOT / "solutions")]
GRADED = [path.stem for path in source.find_lessons([], ROOT / "solutions", graded=True)]
"""Those with solutions: the others have nothing to be solved."""
COLAB_PYTHON = "TRILHA_COLAB_PYTHON"
"""Names the interpreter of a machine like Colab's, there to read the lessons (see tests/colab)."""

Lookup = Callable[[str, bool], Reading]


def student_machine(place: Path) -> Reader | ColabReader:
    """Where the lessons are read: a bare Python here, or Colab's where `make test-colab` asks for it."""
    colab = os.environ.get(COLAB_PYTHON)
    return ColabReader(colab) if colab else bare_python(place)


def bare_python(place: Path) -> Reader:
    """A Python for which only the base package exists: `trilha` copied out of the repository, and the closure of its dependencies."""
    shutil.copytree(ROOT / "course" / "trilha", place / "trilha", ignore=shutil.ignore_patterns("__pycache__"))
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    names = {name for needed in distributions(declared) for name in top_level(needed)}
    return Reader(packages=("trilha", *sorted(names)), folders=(str(place), sysconfig.get_path("purelib")))


def distributions(requirements: list[str], seen: set[str] | None = None) -> set[str]:
    """What pip installs for these requirements."""
    seen = set() if seen is None else seen
    for requirement in map(Requirement, requirements):
        extras = requirement.extras or {""}
        name = re.sub(r"[-_.]+", "-", requirement.name).lower()
        if name in seen or not (requirement.marker is None or requirement.marker.evaluate({"extra": ""})):
            continue
        seen.add(name)
        own = map(Requirement, metadata.requires(name) or [])
        distributions([str(one) for one in own if one.marker is None or any(one.marker.evaluate({"extra": e}) for e in extras)], seen)
    return seen


def top_level(distribution: str) -> Iterator[str]:
    """The names that a distribution makes importable."""
    for file in metadata.files(distribution) or []:
        name = file.parts[0] if len(file.parts) > 1 else getmodulename(file.name)
        if name and name.isidentifier():
            yield name


def read_once(reader: Reader | ColabReader, cache: Path, lesson: str, solved: bool) -> Reading:
    """The reading of a lesson, from the file that the first who asked left, whichever worker of pytest-xdist that was."""
    file = cache / f"{lesson}-{'solved' if solved else 'stub'}.json"
    with file.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            file.write_text(json.dumps(asdict(_read(reader, lesson, solved))), encoding="utf-8")
    stored = json.loads(file.read_text(encoding="utf-8"))
    return Reading(**(stored | {"cells": tuple(Shown(**cell) for cell in stored["cells"])}))


def _read(reader: Reader | ColabReader, lesson: str, solved: bool) -> Reading:
    raw = (ROOT / "course" / f"{lesson}.ipynb").read_bytes()
    if not solved:  # as nbconvert would run it: nobody there to move a slider
        return reader.read(raw, f"{lesson}.ipynb", watched=False)
    solutions = publish.load_lesson(ROOT / "solutions" / f"{lesson}.py").solutions
    numbers = NUMBERS / f"aula_{lesson[:2]}.py"
    return reader.read(answered(raw, solutions), f"{lesson}.ipynb", measures=numbers if numbers.exists() else None)
