"""The same exercises and hidden tests for otter-grader, and what `otter run` takes for them.

otter-grader lives in an environment of its own that borrows every package of this one and adds what otter alone needs (some 100 MB).
"""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench.timed import Timed, stopwatch
from grader import stock
from grader.grade import Reference

TEST = """OK_FORMAT = False
from otter.test_files import test_case
name = {name!r}
points = {points!r}

@test_case(points={points!r})
def observed(env):
    space = dict(env)
    exec({block!r}, space)
    assert space["observe"].score() == {points!r}
"""


def environment(folder: Path) -> Path:
    """Its Python; made if it is missing."""
    python = folder / "bin" / "python"
    if not (folder / "pronto").exists():
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
        borrowed = folder / "lib" / f"python{sysconfig.get_python_version()}" / "site-packages" / "emprestados.pth"
        # `addsitedir`, because ours holds lines of this kind too: this package is installed by one.
        borrowed.write_text(f"import site; site.addsitedir({sysconfig.get_path('purelib')!r})\n", encoding="utf-8")
        quiet = ["-qq", "--disable-pip-version-check", "--no-input", "otter-grader>=7"]
        subprocess.run([python, "-m", "pip", "install", *quiet], check=True)
        (folder / "pronto").touch()
    return python


def write_autograder(reference: Reference, python: Path, folder: Path) -> Path:
    """The zip that `otter run` takes: one test file per exercise, with our hidden test and the reference's values in it."""
    tests = folder / "testes"
    tests.mkdir(parents=True)
    for name, prepared in reference.exercises.items():
        *lines, _, _ = stock.block(prepared).split("\n")
        text = TEST.format(name=name, points=prepared.test.exercise.points, block="\n".join(lines))
        (tests / f"t{name.replace('.', '_')}.py").write_text(text, encoding="utf-8")
    target = folder / "corretor.zip"
    command = [python, "-m", "otter", "generate", "--tests-dir", tests, "--output-path", target, "--no-environment"]
    subprocess.run(command, check=True, capture_output=True, cwd=folder)
    assert zipfile.is_zipfile(target)
    return target


def run_each(notebooks: list[Path], autograder: Path, python: Path, processes: int) -> Timed:
    """`otter run` on each notebook, so many at once. Raises CalledProcessError where one fails."""

    def one(notebook: Path) -> None:
        place = autograder.parent / notebook.parent.parent.name
        place.mkdir(exist_ok=True)
        command = [python, "-m", "otter", "run", notebook, "--autograder", autograder, "--output-dir", place, "--no-logo"]
        subprocess.run(command, check=True, capture_output=True, cwd=place)

    with stopwatch(len(notebooks)) as timed, ThreadPoolExecutor(processes) as pool:
        list(pool.map(one, notebooks))
    return timed
