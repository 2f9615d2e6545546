"""A real Dask scheduler and two real workers on loopback grade a class: every result exactly once, whatever dies meanwhile."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

import pytest

from grader import cli

from .conftest import ROOT
from .demonstracao import STUDENTS, write_class

pytestmark = pytest.mark.sandbox

SUBMISSIONS = 200
SCORES = {"tudo-certo": 8.5, "outro-caminho": 8.5, "intocado": 0.0}
KILLER = "mata-quem-corrige"
PRELOAD = """
import os, signal
from grader import workers

if not hasattr(workers, "whole"):  # Dask runs this file twice
    workers.whole = workers.grade

def grade(runner, reference, student, raw):
    if student == {killer!r}:
        with open({deaths!r}, "a") as file:
            file.write("x")
        os.kill(os.getpid(), signal.SIGKILL)
    return workers.whole(runner, reference, student, raw)

workers.grade = grade
"""
"""No submission that we know of gets this far; a worker of the test's own dies of one."""


@dataclass
class DaskCluster:
    """The scheduler's address and the processes, each in a session of its own."""

    address: str
    processes: list[subprocess.Popen[bytes]]
    deaths: Path

    def kill_a_worker(self) -> None:
        """The worker and the nanny that would start it again."""
        os.killpg(self.processes[1].pid, signal.SIGKILL)


@pytest.fixture
def dask_cluster(tmp_path: Path) -> Iterator[DaskCluster]:
    about, deaths, preload = tmp_path / "agendador.json", tmp_path / "mortes", tmp_path / "morre.py"
    preload.write_text(PRELOAD.format(killer=KILLER, deaths=str(deaths)), encoding="utf-8")
    surroundings = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'course'}", "DASK_TEMPORARY_DIRECTORY": str(tmp_path)}
    local = ["--host", "127.0.0.1", "--no-dashboard"]
    commands = [["dask", "scheduler", "--port", "0", "--scheduler-file", str(about), *local]]
    commands += 2 * [["dask", "worker", "--scheduler-file", str(about), "--nthreads", "1", "--preload", str(preload), *local]]
    processes: list[subprocess.Popen[bytes]] = []
    try:
        for command in commands:
            processes.append(
                subprocess.Popen(
                    [Path(sys.executable).parent / command[0], *command[1:]],
                    env=surroundings,
                    cwd=tmp_path,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,
                )
            )
            end = time.monotonic() + 60
            while not about.exists() or not about.read_text():
                assert time.monotonic() < end, "o agendador não começou"
                time.sleep(0.1)
        yield DaskCluster(json.loads(about.read_text())["address"], processes, deaths)
    finally:
        for process in processes:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def test_a_class_on_a_cluster_loses_nothing_when_a_worker_dies_and_one_submission_kills_them(
    dask_cluster: DaskCluster, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    turma = tmp_path / "turma"
    students = {f"{name}-{place:03d}": STUDENTS[name] for place, name in enumerate(islice(cycle(SCORES), SUBMISSIONS - 1))}
    write_class(turma, {**students, KILLER: STUDENTS["tudo-certo"]})
    monkeypatch.chdir(ROOT)
    command = [Path(sys.executable).parent / "grader", "corrigir", "--turma", turma, "--json", "--cluster", dask_cluster.address]
    results = []
    with subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        for line in run.stdout:
            results.append(json.loads(line))
            if len(results) == 2 * SUBMISSIONS // 3:  # long after the killer: what waits with a worker that dies counts as lost with it
                dask_cluster.kill_a_worker()
    by_student = {one["aluno"]: one for one in results}
    assert len(results) == len(by_student) == SUBMISSIONS
    assert run.returncode == 1
    killer = by_student.pop(KILLER)
    assert (killer["estado"], killer["nota"]) == ("nao_julgada", None)
    assert dask_cluster.deaths.read_text() == "xx"
    assert {one["estado"] for one in by_student.values()} == {"corrigida"}
    assert {(name[:-4], one["nota"]) for name, one in by_student.items()} == {(name, SCORES[name]) for name in SCORES}
    assert "morreu 2 vezes" in killer["reparos"][0]
    capsys.readouterr()
    assert cli.main(["corrigir", "--turma", str(turma), "--json", "--processos", "1"]) == 0
    graded_now = json.loads(next(line for line in capsys.readouterr().out.splitlines() if KILLER in line))
    assert graded_now["nota"] == SCORES["tudo-certo"]


def test_a_cluster_that_is_not_there_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_class(tmp_path, {"ana": STUDENTS["tudo-certo"]})
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr("grader.cluster.ANSWER_SECONDS", 1)
    assert cli.main(["corrigir", "--turma", str(tmp_path), "--cluster", "tcp://127.0.0.1:9"]) == 2
    assert "nenhum agendador do Dask respondeu" in capsys.readouterr().err.splitlines()[-1]
