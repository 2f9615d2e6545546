"""Submissions per minute of `grader corrigir` against stock `nbgrader autograde`, on the same class, in one run.

`make bench` runs it: about three minutes on two cores. Every submission of the class is healthy (no crash, no time-out), so that stock
nbgrader can grade it at all, and both sides do equal work: stock's hidden tests are ours, with the reference's values written into the
cell and compared by plain asserts. Both whole commands are timed, start included; ours uses two processes, stock has one (its issue 174).
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version
from itertools import cycle, islice
from pathlib import Path

from bench.stock import BIN, ENVIRONMENT, build_stock_class
from tests.demonstracao import CASES, IDS, Student, graded, lesson, write_class


@dataclass(frozen=True)
class Measure:
    """How long one command took, in seconds."""

    submissions: int
    wall: float

    @property
    def per_minute(self) -> float:
        return 60 * self.submissions / self.wall


def healthy_class(size: int) -> dict[str, Student]:
    """Right answers of several authors: the reference's and the kept ones by other means, in turn."""
    kept = {
        exercise: cycle(["", *(f"{exercise}/certo/{path.stem}" for path in sorted((CASES / exercise / "certo").glob("*.py")))])
        for exercise in IDS
    }
    hands = ({exercise: file for exercise in IDS if (file := next(kept[exercise]))} for _ in range(size))
    return {f"aluno-{number:03d}": Student(graded(), answers) for number, answers in enumerate(hands, start=1)}


def timed(command: list[str | Path], submissions: int, folder: Path) -> Measure:
    """Runs a command to its end and measures it; its output is shown only where it fails."""
    start = time.perf_counter()
    run = subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    wall = time.perf_counter() - start
    if run.returncode:
        sys.exit(
            f"{' '.join(map(str, command[:2]))}: terminou com {run.returncode}; a medida não vale.\n{(run.stderr or run.stdout)[-2000:]}"
        )
    return Measure(submissions, wall)


def measure_ours(students: dict[str, Student], folder: Path, processes: int) -> Measure:
    write_class(folder, students)
    return timed([BIN / "grader", "corrigir", "--turma", folder, "--processos", str(processes)], len(students), Path.cwd())


def measure_stock(students: dict[str, Student], folder: Path) -> Measure:
    build_stock_class(folder, students)
    return timed([BIN / "nbgrader", "autograde", lesson().name, "--course-dir", folder], len(students), folder)


def measure_cpu(students: dict[str, Student], folder: Path) -> tuple[float, float]:
    """CPU seconds per submission, all processes together, and of its cells alone (bench/cost.py)."""
    write_class(folder, students)
    notebooks = sorted((folder / "submitted").rglob("*.ipynb"))
    run = subprocess.run([sys.executable, "-m", "bench.cost", *notebooks], capture_output=True, text=True, check=True, cwd=Path.cwd())
    whole, bare = map(float, run.stdout.split()[-2:])
    return whole, bare


def processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def rows(small: Measure, ours: Measure, stock: Measure, cpu: float, bare: float) -> Iterable[tuple[str, str]]:
    """The table, one (what, how much) a row."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("torch", "nbgrader", "nbclient", "ipykernel"))
    yield "Data", f"{datetime.datetime.now().astimezone():%d/%m/%Y %H:%M}"
    yield "Máquina", f"{processor()}, {os.cpu_count()} núcleos, {platform.system()} {platform.release()}"
    yield "Versões", f"Python {platform.python_version()}, {packages}"
    yield "grader corrigir", f"{ours.submissions} entregas em {ours.wall:.1f} s: {ours.per_minute:.0f} por minuto"
    yield "nbgrader autograde", f"{stock.submissions} entregas em {stock.wall:.1f} s: {stock.per_minute:.1f} por minuto"
    yield "Razão", f"{ours.per_minute / stock.per_minute:.1f} vezes"
    yield "Partida", f"{small.wall:.1f} s com {small.submissions} entregas: o preço de começar não cresce com a turma"
    yield "CPU por entrega", f"{1000 * cpu:.0f} ms, todos os processos somados"
    yield "CPU das células", f"{1000 * bare:.0f} ms (as mesmas células, num processo já aquecido)"
    yield "CPU a mais", f"{1000 * (cpu - bare):.0f} ms por entrega"


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description="Mede a correção contra o nbgrader puro.")
    parser.add_argument("--nossas", type=int, default=100, help="entregas corrigidas pelo grader (padrão: 100)")
    parser.add_argument("--puro", type=int, default=8, help="quantas delas o nbgrader puro corrige (padrão: 8)")
    parser.add_argument("--processos", type=int, default=2, help="processos do grader (padrão: 2)")
    options = parser.parse_args()
    students = healthy_class(options.nossas)
    some = dict(islice(students.items(), options.puro))
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        small = measure_ours(dict(islice(students.items(), 4)), folder / "poucas", options.processos)
        ours = measure_ours(students, folder / "muitas", options.processos)
        cpu, bare = measure_cpu(students, folder / "celulas")
        stock = measure_stock(some, folder / "puro")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    for what, how_much in rows(small, ours, stock, cpu, bare):
        print(f"{what:<20}{how_much}")


if __name__ == "__main__":
    main()
