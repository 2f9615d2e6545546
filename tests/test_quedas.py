"""Faults of ours: whatever is killed, full, locked or lost, every submission ends with exactly one result.

`make quedas` is the long version of the kills.
"""

from __future__ import annotations

import errno
import itertools
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import grader.files
import grader.gradebook.connection
import grader.history
from grader import classroom, cli, grade, stock, workers, workplace
from grader.channel import WarmLostError
from grader.grade import Reference
from grader.records import Lesson, StorageError
from grader.runner import Runner
from grader.sandbox import Box

from .conftest import ROOT
from .crashes import SEED, Record, besiege, family, finished, flaws, grading, record, survivors
from .demonstracao import STUDENTS, write_class
from .gradebook.test_book import by_hand, comment_by_hand, grade_row

pytestmark = pytest.mark.sandbox

CLASS = ("tudo-certo", "soma-x-em-vez-de-h", "intocado")
Corrigir = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def made(runner: Runner, lesson: Lesson) -> dict[str, Any]:
    """The reference and the blocks for stock nbgrader, made once: seconds each."""
    return {"reference": grade.prepare(runner, lesson, int(SEED)), "blocks": stock.blocks(runner, lesson)}


@pytest.fixture
def turma(tmp_path: Path) -> Path:
    write_class(tmp_path / "turma", {student: STUDENTS[student] for student in CLASS})
    return tmp_path / "turma"


@pytest.fixture
def corrigir(
    runner: Runner, made: dict[str, Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], turma: Path
) -> Corrigir:
    """The whole command in this process, its one worker a thread with the tests' own runner: exit code, output, error output."""

    def prepare(runner: Runner, lesson: Lesson, seed: int) -> Reference:
        return replace(made["reference"], lesson=lesson)

    monkeypatch.setattr(workplace, "Local", InOneThread)
    monkeypatch.setattr(workers, "worker_runner", lambda box: runner)
    monkeypatch.setattr(workers, "prepare", prepare)
    monkeypatch.setattr(stock, "blocks", lambda runner, lesson: made["blocks"])
    monkeypatch.chdir(ROOT)

    def run(*options: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = cli.main(["corrigir", "--turma", str(turma), "--processos", "1", "--semente", SEED, *options])
        return (code, *capsys.readouterr())

    return run


@pytest.fixture
def wanted(corrigir: Corrigir, turma: Path) -> Record:
    """What a run that nobody disturbs leaves; the class is then as before it."""
    assert corrigir()[0] == 0
    found = record(turma)
    start_over(turma)
    return found


class InOneThread(workplace.Local):
    """This process as the one worker; what a pool would lose with its processes is lost by hand."""

    opened = 0

    def _open(self) -> None:
        InOneThread.opened += 1
        self._executor = ThreadPoolExecutor(1)

    def share(self, reference: Reference) -> Any:
        return reference

    def close(self) -> None:
        self._executor.shutdown()


def start_over(turma: Path) -> None:
    for path in turma.iterdir():
        if path.name != "submitted":
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def test_kills_at_random_moments_lose_nothing_and_grade_nothing_twice(tmp_path: Path) -> None:
    wrong, line = besiege(tmp_path, kills=1, submissions=8, seed=0, plans=(("filho", "aquecido", "trabalhador"), ("comando",)), again=False)
    assert wrong == [], line
    assert int(line.split()[0]) >= 2, f"as mortes não acertaram: {line}"


def lost(times: int, student: str) -> Any:
    """`grade`, whose warm process is lost this many times under one student."""
    left = itertools.count(times, -1)

    def wrapped(runner: Runner, reference: Reference, who: str, raw: bytes) -> Any:
        if who == student and next(left) > 0:
            raise WarmLostError("the warm process closed its end")
        return grade.grade(runner, reference, who, raw)

    return wrapped


def test_a_submission_whose_process_is_lost_once_is_graded_by_the_second_try(
    corrigir: Corrigir, turma: Path, wanted: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "grade", lost(1, "tudo-certo"))
    assert corrigir()[0] == 0
    assert flaws(turma, wanted) == []


def test_what_was_not_judged_is_listed_with_exit_1_and_graded_by_the_next_run(
    corrigir: Corrigir, turma: Path, wanted: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "grade", lost(2, "tudo-certo"))
    code, told, _ = corrigir()
    (row,) = [line for line in told.splitlines() if "tudo-certo" in line]
    assert code == 1
    assert "não julgada" in row
    assert grade_row(turma, "tudo-certo", "teste-2-1") == (None, None, None, True)
    done = finished(turma)
    code, told, _ = corrigir("--json")
    assert code == 0
    assert {json.loads(line)["estado"] for line in told.splitlines()} == {"corrigida"}
    assert {student for student, raw in finished(turma).items() if raw != done[student]} == {"tudo-certo"}
    assert flaws(turma, wanted) == []


def test_a_fault_of_ours_under_one_student_is_tried_again(
    corrigir: Corrigir, turma: Path, wanted: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = []

    def broken(runner: Runner, reference: Reference, who: str, raw: bytes) -> Any:
        tries.append(who)
        if tries.count("intocado") == 1 and who == "intocado":
            raise BrokenPipeError(errno.EPIPE, "o cano se rompeu")
        return grade.grade(runner, reference, who, raw)

    monkeypatch.setattr(workers, "grade", broken)
    assert corrigir()[0] == 0
    assert sorted(tries) == ["intocado", *sorted(CLASS)]
    assert flaws(turma, wanted) == []


@pytest.mark.parametrize("losses", [1, 2])
def test_a_process_lost_before_the_first_submission_is_replaced_once(
    corrigir: Corrigir, turma: Path, wanted: Record, losses: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = workers.prepare_in_worker

    def prepare_in_worker(lesson: Lesson, seed: int, box: Box) -> Reference:
        if InOneThread.opened <= losses:
            raise WarmLostError("gone")
        return whole(lesson, seed, box)

    InOneThread.opened = 0
    monkeypatch.setattr(workers, "prepare_in_worker", prepare_in_worker)
    code, _, told = corrigir()
    if losses == 2:
        assert code == 2
        assert "se perdeu duas vezes" in told.splitlines()[-1]
        assert finished(turma) == {}
        assert corrigir()[0] == 0
    else:
        assert code == 0
    assert flaws(turma, wanted) == []


def test_a_database_locked_in_the_middle_stops_with_one_line_and_the_next_run_goes_on(
    corrigir: Corrigir, turma: Path, wanted: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grader.gradebook.connection, "BUSY_SECONDS", 0)
    others: list[sqlite3.Connection] = []

    def locking(runner: Runner, reference: Reference, who: str, raw: bytes) -> Any:
        if who == "soma-x-em-vez-de-h" and not others:
            while "intocado" not in finished(turma):
                time.sleep(0.01)
            others.append(sqlite3.connect(turma / "gradebook.db", check_same_thread=False))
            others[0].execute("BEGIN IMMEDIATE")
        return grade.grade(runner, reference, who, raw)

    monkeypatch.setattr(workers, "grade", locking)
    code, _, told = corrigir()
    assert code == 2
    assert "em uso por outro programa" in told.splitlines()[-1]
    assert set(finished(turma)) == {"intocado"}
    before = finished(turma)
    others[0].close()
    assert corrigir()[0] == 0
    assert finished(turma)["intocado"] == before["intocado"]
    assert flaws(turma, wanted) == []


def test_a_disk_full_at_any_file_stops_with_one_line_and_the_next_run_goes_on(
    corrigir: Corrigir, turma: Path, wanted: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = os.fsync
    writes = 0

    def count(descriptor: int) -> None:
        nonlocal writes
        writes += 1
        whole(descriptor)

    monkeypatch.setattr(grader.files.os, "fsync", count)
    assert corrigir()[0] == 0
    assert writes == 10, "configuração, source (duas vezes), release, e duas por entrega"
    for full in range(1, writes + 1):
        start_over(turma)
        calls = itertools.count(1)

        def fsync(descriptor: int, full: int = full, calls: itertools.count[int] = calls) -> None:
            if next(calls) >= full:
                raise OSError(errno.ENOSPC, "No space left on device")
            whole(descriptor)

        monkeypatch.setattr(grader.files.os, "fsync", fsync)
        code, _, told = corrigir()
        (line,) = told.split("\n\n")[-1].strip().splitlines()
        assert code == 2
        assert "o disco está cheio; libere espaço" in line
        monkeypatch.setattr(grader.files.os, "fsync", whole)
        assert corrigir()[0] == 0
        assert flaws(turma, wanted) == [], f"cheio na escrita {full}"


def test_a_clock_set_back_changes_nothing(corrigir: Corrigir, turma: Path, wanted: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    years = itertools.count(2_000_000_000, -86_400)
    monkeypatch.setattr(time, "time", lambda: float(next(years)))
    monkeypatch.setattr(time, "time_ns", lambda: next(years) * 10**9)
    for path in turma.rglob("*.ipynb"):
        os.utime(path, (4_000_000_000, 4_000_000_000))
    assert corrigir()[0] == 0
    done = finished(turma)
    for path in turma.rglob("*.ipynb"):
        os.utime(path, (1, 1))
    assert corrigir()[0] == 0
    assert finished(turma) == done
    assert all(json.loads(raw)["resultado"]["segundos"] >= 0 for raw in done.values())
    assert flaws(turma, wanted) == []


def test_regrading_keeps_what_a_person_gave_in_formgrader(corrigir: Corrigir, turma: Path) -> None:
    assert corrigir()[0] == 0
    by_hand(turma, "tudo-certo", "aberta-2", manual_score=1.25)
    by_hand(turma, "tudo-certo", "teste-2-1", manual_score=0.5, extra_credit=0.25)
    comment_by_hand(turma, "tudo-certo", "aberta-2", "Falta o termo identidade.")
    code, told, _ = corrigir("--refazer", "--json")
    assert code == 0
    (found,) = [one for one in map(json.loads, told.splitlines()) if one["aluno"] == "tudo-certo"]
    assert {one["id"]: one["nota"] for one in found["exercicios"] if one["id"] in {"2.1", "2.2", "aberta"}} == {
        "2.1": 0.75,
        "2.2": 1.5,
        "aberta": 1.25,
    }
    assert found["nota"] == 8.5 - 1.5 + 0.75 + 1.25
    assert grade_row(turma, "tudo-certo", "teste-2-1") == (1.5, 0.5, 0.25, False)
    with classroom.Gradebook(turma) as book:
        assert book.comments("tudo-certo", "02_conexoes_residuais") == {"aberta": "Falta o termo identidade."}


DEADLINE = "[aulas]\n02_conexoes_residuais = 2026-03-20T23:59:00\n[atraso]\ndesconto_por_dia = 10\n"


def late(turma: Path, student: str) -> None:
    """A submission handed in a day and ten hours after the deadline."""
    place = turma / "submitted" / student / "02_conexoes_residuais"
    (place / "timestamp.txt").write_text("2026-03-22 10:00:00 America/Sao_Paulo")


def log(turma: Path) -> list[dict[str, Any]]:
    """The lines of the class's log; fails on one that is not whole."""
    return [json.loads(line) for line in (turma / "historico.jsonl").read_text().splitlines()]


def test_deadlines_and_a_persons_points_count_from_the_next_run_without_grading_again(corrigir: Corrigir, turma: Path) -> None:
    assert corrigir()[0] == 0
    before = finished(turma)
    (turma / "prazos.toml").write_text(DEADLINE)
    late(turma, "tudo-certo")
    by_hand(turma, "tudo-certo", "aberta-2", manual_score=1.5)
    code, told, _ = corrigir("--json")
    found = {one["aluno"]: one for one in map(json.loads, told.splitlines())}
    assert code == 0
    assert (found["tudo-certo"]["nota"], found["tudo-certo"]["atraso"]["desconto"]) == (8.0, 2.0)
    assert found["tudo-certo"]["atraso"]["frase"].startswith("Entregue em 22/03/2026 às 10:00, 1 dia e 10 horas depois do prazo")
    assert (found["intocado"]["atraso"]["entregue"], found["intocado"]["atraso"]["desconto"]) == (None, 0.0)
    assert [line["motivo"] for line in log(turma)[3:]] == ["uma pessoa mudou os pontos"]
    (turma / "prazos.toml").write_text(DEADLINE.replace("10", "20"))
    code, told, _ = corrigir()
    (row,) = [line for line in told.splitlines() if line.startswith("│ tudo-certo")]
    assert code == 0
    assert ("−4" in row, "6" in row) == (True, True)
    assert "tudo-certo, 02_conexoes_residuais: 8 → 6 (o prazo, a regra de atraso ou a hora da entrega mudou)" in told
    assert "desconto por atraso: 2 → 4" in told
    assert finished(turma) == before
    assert log(turma)[-1]["depois"]["desconto"] == 4.0


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[aulas\n", "prazos.toml, linha 1: não se entende"),
        ("[aulas]\n02_conexoes = 2026-03-20\n", "prazos.toml, linha 2: não conheço a aula '02_conexoes'; as aulas são: 01_"),
    ],
)
def test_a_wrong_file_of_deadlines_is_one_line_before_anything_is_written(corrigir: Corrigir, turma: Path, text: str, says: str) -> None:
    (turma / "prazos.toml").write_text(text)
    code, told, error = corrigir()
    assert (code, told) == (2, "")
    assert says in error
    assert len(error.splitlines()) == 1
    assert sorted(path.name for path in turma.iterdir()) == ["prazos.toml", "submitted"]


def test_a_student_whom_nobody_knows_is_named_and_stops_nobody(corrigir: Corrigir, turma: Path) -> None:
    (turma / "prazos.toml").write_text(DEADLINE + '[[excecoes]]\naluno = "joana"\ndias = 2\n')
    code, _, error = corrigir("--json")
    assert code == 0
    assert "linha 6: a turma ainda não tem o aluno 'joana'; confira o nome." in error


def test_a_mended_hidden_test_tells_who_changed_from_what_to_what_and_why(
    corrigir: Corrigir, turma: Path, runner: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_class(turma, {student: STUDENTS[student] for student in (*CLASS, "outro-caminho")})
    shutil.copytree(ROOT / "solutions", tmp_path / "solutions")
    source = tmp_path / "solutions" / "02_conexoes_residuais.py"
    right = source.read_text(encoding="utf-8")
    wrong = 'observe("nomes", lambda: list(residual.__code__.co_varnames), hint="As variáveis têm outros nomes.")\n\n\ndef ramos(matrizes):'
    source.write_text(right.replace("def ramos(matrizes):", wrong, 1), encoding="utf-8")
    monkeypatch.setattr(workers, "prepare", grade.prepare)
    monkeypatch.chdir(tmp_path)
    assert corrigir("--json")[0] == 0
    assert [line["motivo"] for line in log(turma)] == ["primeira correção"] * 4
    source.write_text(right, encoding="utf-8")
    code, told, changed = corrigir("--json", "--refazer")
    assert code == 0
    assert {json.loads(line)["aluno"] for line in told.splitlines()} == {*CLASS, "outro-caminho"}
    lines = changed[changed.index("Mudou desde a última correção") :].splitlines()
    assert lines[1:3] == [
        "outro-caminho, 02_conexoes_residuais: 7,75 → 8,5 (a aula mudou)",
        "  2.1: parcial 0,75 → certo 1,5. Já não se diz: nomes: esperados 4 elementos, obtidos 2. Dica: As variáveis têm outros nomes.",
    ]
    (line,) = [line for line in log(turma)[4:] if line["aluno"] == "outro-caminho"]
    assert (line["antes"]["exercicios"]["2.1"], line["depois"]["exercicios"]["2.1"]) == (
        {"nota": 0.75, "veredito": "parcial"},
        {"nota": 1.5, "veredito": "certo"},
    )
    assert (line["motivo"], line["semente"], line["antes"]["nota"]) == ("a aula mudou", int(SEED), 7.75)
    assert "outros nomes" not in (turma / "historico.jsonl").read_text()


def test_a_log_that_could_not_be_written_is_completed_by_the_next_run(
    corrigir: Corrigir, turma: Path, wanted: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, calls = grader.history.append, itertools.count(1)

    def full(path: Path, line: bytes) -> None:
        if next(calls) == 2:
            raise StorageError(path, "o disco está cheio", "libere espaço")
        whole(path, line)

    monkeypatch.setattr(grader.history, "append", full)
    assert corrigir()[0] == 2
    assert (len(finished(turma)), len(log(turma))) == (2, 1)
    assert corrigir()[0] == 0
    assert [line["semente"] for line in log(turma)] == [int(SEED)] * 3
    assert flaws(turma, wanted) == []


def test_a_registered_source_is_the_same_whatever_the_seed_of_the_run(corrigir: Corrigir, turma: Path) -> None:
    assert corrigir()[0] == 0
    (source,) = turma.glob("source/*/*.ipynb")
    before = source.read_bytes(), source.stat().st_mtime_ns
    assert b"Recorded(" in before[0]
    assert corrigir("--refazer", "--semente", "99")[0] == 0
    assert (source.read_bytes(), source.stat().st_mtime_ns) == before


def test_a_run_killed_before_the_source_has_its_reference_values_is_completed_by_the_next(
    corrigir: Corrigir, turma: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as now:
        now.setattr(classroom.Gradebook, "complete", killed)
        assert corrigir()[0] == 130
    (source,) = turma.glob("source/*/*.ipynb")
    assert set(finished(turma)) == {*CLASS, "intocado"}
    assert b"Recorded(" not in source.read_bytes()
    assert corrigir()[0] == 0
    assert b"Recorded(" in source.read_bytes()


def test_half_written_files_of_a_killed_regrading_are_swept_by_the_next_run(corrigir: Corrigir, turma: Path) -> None:
    assert corrigir()[0] == 0
    place = turma / "autograded" / "tudo-certo" / "02_conexoes_residuais"
    (place / ".02_conexoes_residuais.ipynb.abc.parte").write_text("{")
    (place / ".resultado.json.abc.parte").write_text("{")
    assert corrigir()[0] == 0
    assert list(turma.rglob("*.parte")) == []


@pytest.mark.parametrize("finished_before", [0, 1])
def test_ctrl_c_is_one_line_and_leaves_no_process(turma: Path, tmp_path: Path, finished_before: int) -> None:
    with (tmp_path / "erros.txt").open("w+b") as errors:
        # A shell's background job, as which this test may run, is deaf to Ctrl+C, and so would be what it starts.
        hearing = ["env", "--default-signal=INT", *grading(turma)]
        command = subprocess.Popen(hearing, cwd=ROOT, stdout=subprocess.PIPE, stderr=errors, start_new_session=True)
        assert command.stdout is not None
        for _ in range(finished_before):
            command.stdout.readline()
        while not any(one.kind == "aquecido" for one in family(command.pid)):
            time.sleep(0.01)
        processes = family(command.pid)
        os.killpg(command.pid, signal.SIGINT)
        assert command.wait(20) == 130
        errors.seek(0)
        lines = errors.read().decode().splitlines()
    assert survivors(processes) == []
    assert [line for line in lines if line] == [
        "grader: interrompido; o que já foi corrigido está guardado, e o mesmo comando continua daqui"
    ]
    assert len(finished(turma)) >= finished_before
