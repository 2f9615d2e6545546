"""What each attack of `tests/cases/ataques` gets from stock `nbgrader autograde` and from this grader: `make ataques`.

Stock nbgrader runs each one alone, on a copy of the same class, in a bubblewrap of its own that protects this machine and nothing
else: no network, nothing writable but the copy, one minute. Those that say `# Só aqui:` are not tried there.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbgrader.api as api

from bench.stock import BIN, ENVIRONMENT, build_stock_class
from grader import grade
from grader.records import State
from grader.runner import Runner
from tests.attacks import NOTHING, Attack, corpus, prepare, stolen
from tests.demonstracao import Expected, Student, lesson

SECONDS = 60
NAME = lesson().name
STUDENT = "atacante"
ROW = "{:<46} {:>12} {:>12}  {}"


def stock_points(attack: Attack, ready: Path) -> str:
    """What stock nbgrader gives, as the table says it."""
    if attack.only_here:
        return "não tentado"
    with tempfile.TemporaryDirectory() as place:
        folder = Path(shutil.copytree(ready, Path(place, "turma")))
        (folder / "submitted" / STUDENT / NAME / f"{NAME}.ipynb").write_bytes(attack.submission())
        try:
            done = subprocess.run(walled(folder), env=ENVIRONMENT, capture_output=True, timeout=SECONDS, check=False)
        except subprocess.TimeoutExpired:
            return "sem fim"
        if done.returncode:
            return "parou"
        with api.Gradebook(f"sqlite:///{folder}/gradebook.db") as book:
            notebook = book.find_submission_notebook(NAME, NAME, STUDENT)
            return f"{sum(one.auto_score or 0.0 for one in notebook.grades):.1f}".replace(".", ",")


def walled(folder: Path) -> list[str]:
    """The command that grades the one submission, with the rest of the machine out of its reach."""
    wall = ["--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp", "--tmpfs", "/run", "--bind", folder, folder]  # noqa: S108 - its own
    wall += ["--unshare-net", "--unshare-pid", "--unshare-ipc", "--die-with-parent", "--chdir", folder, "--setenv", "HOME", folder]
    return ["bwrap", *map(str, wall), "--", str(BIN / "nbgrader"), "autograde", NAME, "--student", STUDENT]


def our_points(attacks: list[Attack]) -> Iterator[tuple[str, str]]:
    """What this grader gives each of them, and what it says of 2.1."""
    with Runner() as runner:
        reference = prepare(runner)
        for attack in attacks:
            found = grade.grade(runner, reference, STUDENT, attack.submission())
            verdict = found.result.exercises[0].verdict if found.result.state is State.GRADED else found.result.state
            taken = f"; LEU {', '.join(stolen(found))}" if stolen(found) else ""
            yield f"{found.result.score or 0.0:.1f}".replace(".", ","), f"{verdict.value}{taken}"


def main() -> int:
    parser = argparse.ArgumentParser(prog="make ataques", description="Compara o que cada ataque ganha no nbgrader puro e aqui.")
    parser.add_argument("nomes", nargs="*", metavar="NOME", help="parte do nome dos ataques (sem nenhuma: todos)")
    wanted = parser.parse_args().nomes
    attacks = [one for one in corpus() if not wanted or any(part in one.name for part in wanted)]
    with tempfile.TemporaryDirectory() as place:
        ready = Path(place, "turma")
        build_stock_class(ready, {STUDENT: Student(Expected(State.GRADED), NOTHING)})
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            theirs = list(pool.map(lambda attack: stock_points(attack, ready), attacks))
    ours = list(our_points(attacks))
    print(ROW.format("ataque", "nbgrader", "aqui", "exercício 2.1 aqui"))
    for attack, stock, (points, verdict) in zip(attacks, theirs, ours, strict=True):
        print(ROW.format(attack.name, stock, points, verdict))
    tried = [points for points in theirs if points != "não tentado"]
    won = sum(points not in {"0,0", "parou", "sem fim"} for points in tried)
    stopped = sum(points in {"parou", "sem fim"} for points in tried)
    print(f"\nNo nbgrader puro, de {len(tried)} tentados: {won} ganharam pontos, {stopped} não deixaram a correção terminar.")
    print(f"Aqui, de {len(ours)}: {sum(points != '0,0' for points, _ in ours)} ganharam pontos.")
    return int(any(points != "0,0" or "LEU" in verdict for points, verdict in ours))


if __name__ == "__main__":
    sys.exit(main())
