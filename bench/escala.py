"""What limits a class on many machines: measures one submission's parts, and computes from them how many workers, minutes and bytes.

`python -m bench.escala [AULA]` prints the figures of docs/escala.md. The cluster is a scheduler and two workers on this machine, whose
tasks do nothing but carry what a submission carries: that is what Dask itself costs.
"""

from __future__ import annotations

import argparse
import math
import os
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from distributed import Client, LocalCluster

from bench.cost import BEFORE, solved_notebook
from grader import grade, travel
from grader.grade import Reference
from grader.gradebook.book import Gradebook
from grader.lesson.publish import instructor_notebook, load_lesson
from grader.lesson.source import find_lessons, read
from grader.records import Graded, dump_json
from grader.runner import Runner

TIMES = 100
TASKS = 2000
SIZES = (1_000, 100_000, 1_000_000)
MINUTES = 10
"""In which a class of any size is to be done, if the coordinator lets it."""


def carry(answer: bytes, raw: bytes) -> bytes:
    """A worker's task without the work."""
    return answer


def dask_seconds(raw: bytes, answer: bytes) -> float:
    """Per task, as the coordinator sees it, with enough of them under way."""
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        executor = client.get_executor(pure=False, retries=0)
        held = client.submit(bytes, answer)
        list(executor.map(len, [raw] * 50))
        start = time.perf_counter()
        for future in [executor.submit(carry, held, raw) for _ in range(TASKS)]:
            future.result()
        return (time.perf_counter() - start) / TASKS


def graded_many(runner: Runner, reference: Reference, raw: bytes) -> tuple[Graded, float]:
    """One of them, and the seconds by the clock that a worker needs for each."""
    for place in range(BEFORE + TIMES):
        if place == BEFORE:
            start = time.perf_counter()
        graded = grade.grade(runner, reference, f"aluno-{place}", raw)
        travel.pack(graded)
    return graded, (time.perf_counter() - start) / TIMES


def recorded_many(path: Path, reference: Reference, graded: Graded, folder: Path, url: str | None) -> tuple[float, float]:
    """Seconds that the coordinator needs to put one on record, and bytes that it leaves on disk (without a server's)."""
    with Gradebook(folder, url) as book:
        book.register(reference.lesson, instructor_notebook(read(path), reference.lesson))
        raw = travel.pack(graded)
        before = sum(one.stat().st_size for one in folder.rglob("*") if one.is_file())
        start = time.perf_counter()
        for place in range(TIMES):
            answer = travel.unpack(raw)
            student = f"aluno-{place}"
            book.record(replace(answer, result=replace(answer.result, student=student)), student)
        seconds = (time.perf_counter() - start) / TIMES
    return seconds, (sum(one.stat().st_size for one in folder.rglob("*") if one.is_file()) - before) / TIMES


def rows(worker: float, dask: float, record: float, travels: int, kept: float) -> Iterator[str]:
    """For each size: how fast the coordinator can go, how many workers keep it busy, and how long it takes."""
    most = 1 / (dask + record)
    yield f"o coordenador dá conta de 1 / ({1000 * dask:.1f} ms + {1000 * record:.1f} ms) = {most:.0f} entregas por segundo,"
    yield f"o que ocupa {most:.0f} × {1000 * worker:.0f} ms = {most * worker:.0f} processos de correção"
    yield "{:>10} {:>12} {:>9} {:>14} {:>14}".format("entregas", "processos", "minutos", "pela rede", "em disco")
    for size in SIZES:
        wanted = min(most, size / (60 * MINUTES))
        processes = math.ceil(wanted * worker)
        minutes = size / min(most, processes / worker) / 60
        network, disk = size * travels / 1e9, size * kept / 1e9
        yield f"{size:>10} {processes:>12} {minutes:>9.0f} {network:>11.2f} GB {disk:>11.2f} GB"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.escala")
    parser.add_argument("aula", nargs="?", default="02")
    parser.add_argument("--banco", metavar="URL", help="o banco de notas a medir (padrão: SQLite numa pasta provisória)")
    options = parser.parse_args()
    (path,) = find_lessons([options.aula], Path("solutions"), graded=True)
    lesson = load_lesson(path)
    raw = solved_notebook(lesson)
    with Runner() as runner:
        reference = grade.prepare(runner, lesson, 2)
        graded, worker = graded_many(runner, reference, raw)
    answer = travel.pack(graded)
    with tempfile.TemporaryDirectory() as folder:
        record, kept = recorded_many(path, reference, graded, Path(folder), options.banco)
    dask = dask_seconds(raw, answer)
    print(f"{lesson.name}, {os.cpu_count()} núcleos, banco {'do servidor' if options.banco else 'SQLite'}")
    print(f"um processo de correção: {1000 * worker:.0f} ms por entrega")
    print(f"o Dask: {1000 * dask:.2f} ms por tarefa")
    print(f"guardar: {1000 * record:.1f} ms por entrega, {1 / record:.0f} por segundo")
    print(f"vão {len(raw) / 1e3:.0f} kB, voltam {len(answer) / 1e3:.0f} kB; ficam {kept / 1e3:.0f} kB em disco")
    print(f"a resposta em --json tem {len(dump_json(graded.result.as_json())) / 1e3:.1f} kB")
    print(*rows(worker, dask, record, len(raw) + len(answer), kept), sep="\n")


if __name__ == "__main__":
    main()
