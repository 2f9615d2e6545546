"""`grader corrigir` killed over and over at random moments, on purpose, and what must be true of the class afterwards.

`make quedas` runs it (some six minutes on two cores): SIGKILL, in turn, for the whole command, one of its workers, one bubblewrap, one
warm process and one submission's child. A command killed as a whole is started again; the others have to go on by themselves. In the
end one more run, undisturbed, must leave what a run that nobody disturbed leaves: one result for each submission, the same scores, a
sound database, nothing half written, no process. What was judged before a kill stays untouched to the byte: nothing is graded twice.
A submission that was hit twice may be left not judged, which the next run grades.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.records import State
from tests.demonstracao import ROOT, STUDENTS, write_class

GRADER = Path(sys.executable).with_name("grader")
SEED = "7"
HONEST = ("tudo-certo", "outro-caminho", "soma-x-em-vez-de-h", "esquece-o-atalho-vazio", "ordem-trocada", "pela-metade", "intocado")
KINDS = (*HONEST, "arquivo-truncado")
TARGETS = ("comando", "trabalhador", "bwrap", "aquecido", "filho")
Plan = tuple[str, ...]
"""What is killed of one command, one after the other."""
PLANS: tuple[Plan, ...] = (
    ("comando",),
    ("comando",),
    ("trabalhador", "comando"),
    ("bwrap", "comando"),
    ("aquecido", "comando"),
    ("filho", "filho"),
    ("trabalhador", "bwrap", "aquecido"),
)
"""One command each. Where it is not killed as a whole, the kills wait for the next result, and what stays alive has to end the class."""
LONGEST_PAUSE = 9.0
"""Seconds from one kill to the next, at most: about what a run needs to start and grade a few."""
SECONDS_TO_END = 20.0


@dataclass(frozen=True)
class Process:
    """A process as /proc shows it; `started` tells it from a later one with the same number."""

    pid: int
    parent: int
    started: str
    command: tuple[str, ...]

    def lives(self) -> bool:
        found = look(self.pid)
        return found is not None and found.started == self.started

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    @property
    def kind(self) -> str:
        """Which of TARGETS it is; empty for any other."""
        program, text = Path(self.command[0]).name if self.command else "", " ".join(self.command)
        if program == "bwrap":
            return "bwrap"
        if "inside.warm" in text:  # a child is a fork, and keeps the warm process's name
            parent = look(self.parent)
            return "aquecido" if parent and parent.kind == "bwrap" else "filho"
        return "trabalhador" if "spawn_main" in text else ""


def look(pid: int) -> Process | None:
    """The process of this number; None where there is none, or only what is left of one until its parent looks."""
    place = Path("/proc", str(pid))
    try:
        fields = (place / "stat").read_text().rpartition(")")[2].split()
        words = (place / "cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return None
    return None if fields[0] in "ZX" else Process(pid, int(fields[1]), fields[19], tuple(words[:-1]))


def family(root: int) -> list[Process]:
    """All the processes below one."""
    found = [one for place in Path("/proc").iterdir() if place.name.isdigit() and (one := look(int(place.name)))]
    below, ids = [], {root}
    while grown := [one for one in found if one.parent in ids and one not in below]:
        below += grown
        ids |= {one.pid for one in grown}
    return below


def survivors(processes: Sequence[Process]) -> list[Process]:
    """Those that do not end by themselves, soon. They are killed."""
    end = time.monotonic() + SECONDS_TO_END
    while (alive := [one for one in processes if one.lives()]) and time.monotonic() < end:
        time.sleep(0.05)
    for one in alive:
        one.kill()
    return alive


@dataclass
class Siege:
    """One class under kills: what was done to it, and what was found wrong on the way."""

    folder: Path
    chance: random.Random
    kills: list[str] = field(default_factory=list)
    ends: list[str] = field(default_factory=list)
    """Of the commands that came to an end by themselves: the exit code and, where it was 2, why."""
    wrong: list[str] = field(default_factory=list)

    def run(self, targets: Sequence[str], options: Sequence[str] = ()) -> None:
        """Start the command and kill these in turn, until it is gone."""
        before = {} if options else finished(self.folder)
        with tempfile.TemporaryFile() as output:
            command = subprocess.Popen(grading(self.folder, *options), cwd=ROOT, stdout=output, stderr=output, start_new_session=True)
            try:
                for target in targets:
                    self._kill(command, target, grading="comando" not in targets)
                self._note_end(command, output, self.kills[-1:] == ["comando"])
            finally:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(command.pid, signal.SIGKILL)
                command.wait()
        now = finished(self.folder)
        judged = [student for student, raw in before.items() if json.loads(raw)["resultado"]["estado"] != State.NOT_JUDGED]
        self.wrong += [f"{student}: o que estava pronto mudou" for student in judged if now.get(student) != before[student]]

    def _kill(self, command: subprocess.Popen[bytes], target: str, grading: bool) -> None:
        """Wait a while (`grading`: for the next result), and then for such a process; kill it. Nothing where the command ends before."""
        end, done = time.monotonic() + self.chance.uniform(0.2, LONGEST_PAUSE), len(finished(self.folder))
        while command.poll() is None:
            late = len(finished(self.folder)) > done if grading else time.monotonic() >= end
            if late and self._hit(command.pid, target):
                self.kills.append(target)
                return
            time.sleep(0.005)

    def _hit(self, root: int, target: str) -> bool:
        if target == "comando":
            os.killpg(root, signal.SIGSTOP)  # so that nothing is born between the look and the kill
            processes = family(root)
            os.killpg(root, signal.SIGKILL)
            self.wrong += [f"processo sobrou: {' '.join(one.command)[:80]}" for one in survivors(processes)]
            return True
        fitting = [one for one in family(root) if one.kind == target]
        if fitting:
            self.chance.choice(fitting).kill()
        return bool(fitting)

    def _note_end(self, command: subprocess.Popen[bytes], output: Any, killed: bool) -> None:
        code = command.wait(timeout=400)
        if killed and code == -signal.SIGKILL:
            return
        output.seek(0)
        said = output.read().decode(errors="replace")
        self.ends.append(f"{code} {said.strip().splitlines()[-1]}" if code == 2 else str(code))
        if code not in {0, 1, 2} or "Traceback" in said:
            self.wrong.append(f"o comando terminou com {code}: {said[-1500:]}")


def grading(folder: Path, *options: str) -> list[str]:
    return [str(GRADER), "corrigir", "--turma", str(folder), "--json", "--processos", "2", "--semente", SEED, *options]


def finished(folder: Path) -> dict[str, bytes]:
    """The markers of the submissions that are done, by student."""
    return {path.parent.parent.name: path.read_bytes() for path in folder.glob("autograded/*/*/resultado.json")}


def undisturbed(folder: Path) -> subprocess.CompletedProcess[str]:
    """The command run to its end."""
    return subprocess.run(grading(folder), cwd=ROOT, capture_output=True, text=True, check=False, timeout=500)


@dataclass(frozen=True)
class Record:
    """All that a class has on record, less what differs from run to run."""

    grades: Mapping[str, list[tuple[Any, ...]]]
    """By student, from nbgrader's database: a list for each submitted assignment."""
    results: Mapping[str, Any]
    """By student, from resultado.json."""


def record(folder: Path) -> Record:
    """Read by nbgrader's own classes."""
    import nbgrader.api as api

    with api.Gradebook(f"sqlite:///{folder}/gradebook.db") as book:
        grades: dict[str, list[tuple[Any, ...]]] = {}
        for submission in book.db.query(api.SubmittedAssignment).all():
            found = sorted((grade.name, grade.auto_score, grade.needs_manual_grade) for nb in submission.notebooks for grade in nb.grades)
            grades.setdefault(submission.student_id, []).append(tuple(found))
    results = {student: json.loads(raw) for student, raw in finished(folder).items()}
    for one in results.values():
        one["resultado"].pop("segundos")
        one.pop("registro")
    return Record(grades, results)


def flaws(folder: Path, wanted: Record) -> list[str]:
    """What a class lacks or has too much, compared with one that nobody disturbed."""
    with contextlib.closing(sqlite3.connect(folder / "gradebook.db")) as database:
        sound = database.execute("PRAGMA integrity_check").fetchall()
    found = [] if sound == [("ok",)] else [f"banco danificado: {sound}"]
    found += [f"sobrou {path.name}" for path in folder.rglob("*") if path.name.endswith((".parte", "-journal", "-wal"))]
    now = record(folder)
    students = {path.name for path in (folder / "submitted").iterdir()}
    for student in sorted(students | set(now.grades) | set(now.results)):
        if now.grades.get(student) != wanted.grades.get(student) or len(now.grades.get(student, ())) != 1:
            found.append(f"{student}: notas {now.grades.get(student)}, e não {wanted.grades.get(student)}")
        if now.results.get(student) != wanted.results.get(student):
            found.append(f"{student}: resultado.json falta ou é outro")
    return found + _gaps(folder, {student: one["resultado"]["nota"] for student, one in now.results.items()})


def _gaps(folder: Path, scores: Mapping[str, float | None]) -> list[str]:
    """What the log lacks or says twice: one first line for each submission, and a last one that says what is on record."""
    try:
        lines = [json.loads(line) for line in (folder / "historico.jsonl").read_bytes().splitlines()]
    except (OSError, ValueError) as error:
        return [f"historico.jsonl: {error}"]
    firsts = sorted(line["aluno"] for line in lines if line["antes"] is None)
    found = [] if firsts == sorted(scores) else [f"historico.jsonl: primeiras correções de {firsts}"]
    return (
        found if {line["aluno"]: line["depois"]["nota"] for line in lines} == scores else [*found, "historico.jsonl: notas de outra hora"]
    )


def besiege(
    base: Path, kills: int, submissions: int, seed: int, plans: Sequence[Plan] = PLANS, again: bool = True
) -> tuple[list[str], str]:
    """At least `kills` kills over classes of this size, the last one of each under `--refazer` if `again`.

    Returns all that was found wrong, and a line that says what was done.
    """
    chance, started = random.Random(seed), time.monotonic()
    kinds = [KINDS[number % len(KINDS)] for number in range(submissions)]
    write_class(base / "intacta", {f"{kind}-{number:02d}": STUDENTS[kind] for number, kind in enumerate(kinds)})
    assert undisturbed(base / "intacta").returncode == 1, "um arquivo truncado pede a saída 1"
    wanted, alone = record(base / "intacta"), time.monotonic() - started
    sieges: list[Siege] = []
    while sum(len(siege.kills) for siege in sieges) < kills:
        folder = base / f"turma-{len(sieges)}"
        shutil.copytree(base / "intacta" / "submitted", folder / "submitted")
        siege = Siege(folder, chance)
        sieges.append(siege)
        for plan in plans:
            siege.run(plan)
        siege.wrong += end_of(folder, wanted)
        if again:
            siege.run(("comando",), ["--refazer"])
            siege.wrong += end_of(folder, wanted)
    done = [target for siege in sieges for target in siege.kills]
    counted = ", ".join(f"{target} {done.count(target)}" for target in TARGETS)
    line = f"{len(done)} mortes ({counted}) em {len(sieges)} turmas de {submissions}; saídas por si: {[siege.ends for siege in sieges]}; "
    wrong = [one for siege in sieges for one in siege.wrong]
    return wrong, line + f"{time.monotonic() - started:.0f} s no total, {alone:.0f} s uma rodada sem mortes"


def end_of(folder: Path, wanted: Record) -> list[str]:
    """The command run to its end, and what is wrong then."""
    last = undisturbed(folder)
    said = [] if last.returncode == 1 else [f"a última rodada terminou com {last.returncode}: {last.stderr[-1500:]}"]
    return said + flaws(folder, wanted)


def main() -> int:
    parser = argparse.ArgumentParser(prog="make quedas", description="Mata a correção muitas vezes e confere que nada se perdeu.")
    parser.add_argument("--mortes", type=int, default=32, help="quantas, no mínimo (padrão: 32)")
    parser.add_argument("--entregas", type=int, default=40, help="entregas da turma (padrão: 40)")
    parser.add_argument("--semente", type=int, default=0, help="dos momentos (padrão: 0)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="quedas-") as base:
        wrong, line = besiege(Path(base), options.mortes, options.entregas, options.semente)
    print(line)
    for one in wrong:
        print(one, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
