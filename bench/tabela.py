"""What grading costs, beside stock nbgrader and otter-grader, in one run on one machine: `make bench` and `make bench-completo`.

Every submission is healthy (no crash, no time-out), so that the others can grade it at all, and all do equal work: their hidden tests
are ours, with the reference's inputs and values written into them. Whole commands are timed, start included, two processes of ours;
the rate is that of what a class adds after the start, which is a row of its own.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from itertools import cycle
from pathlib import Path
from statistics import median

from bench import otter
from bench.stock import BIN, ENVIRONMENT, build_stock_class
from bench.timed import Timed, stopwatch
from grader.classroom import WORTH_A_PROCESS
from grader.grade import prepare
from grader.runner import Runner
from tests.demonstracao import CASES, IDS, Student, graded, lesson, write_class

NAME = lesson().name
OTTER = Path(".venv", "otter")
STARTED = 2 * WORTH_A_PROCESS
"""The smallest class for which two processes are started."""
STEADY = (100, 300)
"""Classes whose difference says what a further submission adds: the smaller one has both processes started."""
ROUNDS = 3
ROW = "{:<62} {:>18} {:>14}"


@dataclass(frozen=True)
class Size:
    """How much is measured."""

    ours: int
    stock: int
    otter: int
    growth: tuple[int, ...]
    lessons: tuple[str, ...]


SHORT = Size(ours=40, stock=8, otter=2, growth=(100,), lessons=("02", "06"))
WHOLE = Size(ours=40, stock=40, otter=8, growth=(100, 1000, 5000), lessons=())


def healthy_class(size: int) -> dict[str, Student]:
    """Right answers of several authors: the reference's and the kept ones by other means, in turn."""
    kept = {
        exercise: cycle(["", *(f"{exercise}/certo/{path.stem}" for path in sorted((CASES / exercise / "certo").glob("*.py")))])
        for exercise in IDS
    }
    hands = ({exercise: file for exercise in IDS if (file := next(kept[exercise]))} for _ in range(size))
    return {f"aluno-{number:04d}": Student(graded(), answers) for number, answers in enumerate(hands, start=1)}


def class_of(folder: Path, size: int) -> Path:
    """A class of this size, made unless it is there."""
    if not folder.exists():
        write_class(folder, healthy_class(size))
    return folder


def command(folder: Path, processes: int, *options: str) -> list[str | Path]:
    return [BIN / "grader", "corrigir", "--turma", folder, "--json", "--processos", str(processes), *options]


def grade(folder: Path, processes: int = 2, *options: str) -> Timed:
    """`grader corrigir` on a class, whole."""
    with stopwatch(len(list((folder / "submitted").iterdir()))) as timed:
        subprocess.run(command(folder, processes, *options), env=ENVIRONMENT, capture_output=True, check=True)
    return timed


def first_result(folder: Path) -> float:
    """Seconds until the first line of `grader corrigir --json`."""
    start = time.perf_counter()
    with subprocess.Popen(command(folder, 2), env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as run:
        assert run.stdout is not None
        run.stdout.readline()
        return time.perf_counter() - start


def added(small: Timed, large: Timed) -> float:
    """Seconds that each further submission adds."""
    return (large.seconds - small.seconds) / (large.submissions - small.submissions)


@cache
def steady(folder: Path, processes: int) -> float:
    """Seconds that each further submission adds, once all processes are at work: the median of `ROUNDS`, being a difference of two."""
    small, large = (class_of(folder / f"turma-{many}", many) for many in STEADY)
    return median(added(grade(small, processes, "--refazer"), grade(large, processes, "--refazer")) for _ in range(ROUNDS))


def number(value: float, unit: str = "", decimals: int = 1) -> str:
    return f"{value:.{decimals}f}{unit}".replace(".", ",")


def two_for_one() -> float:
    """How many times one process's work two get done at a time, when they do nothing but compute: the most that this machine gives."""
    busy = [sys.executable, "-c", "sum(number * number % 7 for number in range(20_000_000))"]
    with stopwatch(1) as alone:
        subprocess.run(busy, check=True)
    with stopwatch(2) as both:
        running = [subprocess.Popen(busy) for _ in range(2)]
        assert all(one.wait() == 0 for one in running)
    return 2 * alone.seconds / both.seconds


def against_others(size: Size, folder: Path) -> Iterator[tuple[str, str, str]]:
    """Rates, ours and theirs."""
    ours = grade(class_of(folder / "nossas", size.ours))
    each = steady(folder, 2)
    yield f"grader corrigir, {ours.submissions} entregas, comando inteiro", "", number(ours.seconds, " s")
    yield "grader corrigir, cada entrega a mais", "", number(1000 * each, " ms", 0)
    students = healthy_class(size.stock)
    build_stock_class(folder / "puro", students)
    autograde = [BIN / "nbgrader", "autograde", NAME, "--course-dir", folder / "puro"]
    with stopwatch(len(students)) as stock:
        subprocess.run(autograde, cwd=folder / "puro", env=ENVIRONMENT, capture_output=True, check=True)
    yield f"nbgrader autograde, {stock.submissions} entregas", "", number(stock.seconds, " s")
    yield "razão, sem a nossa partida", "≥ 60 vezes", number(60 / each / stock.per_minute, " vezes")
    yield f"razão, comandos inteiros, {ours.submissions} entregas", "", number(ours.per_minute / stock.per_minute, " vezes")
    with Runner() as runner:
        reference = prepare(runner, lesson(), 2)
    python = otter.environment(OTTER.absolute())
    autograder = otter.write_autograder(reference, python, folder / "otter")
    notebooks = sorted((folder / "nossas" / "submitted").rglob("*.ipynb"))[: size.otter]
    one, two = (otter.run_each(notebooks, autograder, python, processes) for processes in (1, 2))
    yield f"otter run, {one.submissions} entregas, uma de cada vez", "", number(one.seconds, " s")
    yield "razão, sem a nossa partida", "≥ 15 vezes", number(60 / each / one.per_minute, " vezes")
    yield f"otter run, {two.submissions} entregas, duas de cada vez", "", number(two.seconds, " s")
    yield "razão, sem a nossa partida", "≥ 15 vezes", number(60 / each / two.per_minute, " vezes")


def by_lesson(size: Size) -> Iterator[tuple[str, str, str]]:
    """CPU and memory of a right submission (bench/cost.py)."""
    command = [sys.executable, "-m", "bench.cost", *size.lessons]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    found = [json.loads(line) for line in run.stdout.splitlines()]
    for one in found:
        shown = f"{number(1000 * one['inteira'], '', 0)} − {number(1000 * one['celulas'], ' ms', 0)}"
        yield f"{one['aula']}: CPU da entrega menos a das respostas e testes", "", shown
        yield "a mais", "≤ 80 (150) ms", number(1000 * (one["inteira"] - one["celulas"]), " ms", 0)
        yield "respostas e testes ocultos", "≤ 2 s", number(one["celulas"], " s", 2)
    yield "respostas e testes ocultos, as aulas acima somadas", "≤ 8 s", number(sum(one["celulas"] for one in found), " s", 2)
    yield "memória própria de um processo antes das células", "≤ 30 MB", number(found[0]["memoria"] / 1e6, " MB")


def growth(size: Size, folder: Path) -> Iterator[tuple[str, str, str]]:
    """Whether a class's size changes what each submission costs, and what is done again."""
    few = class_of(folder / "partida", STARTED)
    yield "primeiro resultado depois de começar o comando", "≤ 6 s", number(first_result(few), " s")
    smaller = grade(few, 2, "--refazer")
    for many in size.growth:
        turma = class_of(folder / f"turma-{many}", many)
        timed = grade(turma)
        yield f"cada entrega a mais, de {smaller.submissions} a {many}", "± 15 %", number(1000 * added(smaller, timed), " ms", 0)
        smaller = timed
        again = grade(turma)
        yield f"de novo, sem nada mudado, {many} entregas", "≤ 2 s" if many == 1000 else "", number(again.seconds, " s")
    yield "um processo contra dois", "≥ 1,7 vezes", number(steady(folder, 1) / steady(folder, 2), " vezes", 2)
    yield "o mesmo, de dois programas que só fazem contas", "", number(two_for_one(), " vezes", 2)


def machine() -> Iterator[str]:
    """Where and with what this was measured."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    processor = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
    packages = ", ".join(f"{name} {version(name)}" for name in ("torch", "nbgrader", "nbclient", "ipykernel"))
    yield f"{datetime.datetime.now().astimezone():%d/%m/%Y %H:%M}, {processor}, {os.cpu_count()} núcleos, Linux {platform.release()}"
    yield f"Python {platform.python_version()}, {packages}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description="Mede a correção, ao lado do nbgrader puro e do otter-grader.")
    parser.add_argument("--completo", action="store_true", help="todas as aulas, turmas de até 5.000 entregas (uns 20 minutos)")
    size = WHOLE if parser.parse_args().completo else SHORT
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    print("\n".join(machine()), ROW.format("o quê", "meta", "medido"), sep="\n", flush=True)
    try:
        for rows in (by_lesson(size), growth(size, folder), against_others(size, folder)):
            for row in rows:
                print(ROW.format(*row), flush=True)
    except subprocess.CalledProcessError as error:
        sys.exit(f"{error.cmd[:3]} terminou com {error.returncode}; a medida não vale.\n{str(error.stderr)[-2000:]}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
