"""The commands as a person or a script meets them: Portuguese, one line for an error, and a run that a kill cannot spoil."""

from __future__ import annotations

import json
import os
import select
import signal
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from grader import cli

from .conftest import ROOT
from .demonstracao import STUDENTS, write_class
from .lms.download import FILE, LESSON, download, prefix, worksheet

GRADER = str(Path(sys.executable).with_name("grader"))
HEALTHY = ("tudo-certo", "outro-caminho", "pela-metade", "sem-metadados")


def run(*arguments: object, cwd: Path = ROOT, **settings: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run([GRADER, *map(str, arguments)], capture_output=True, text=True, cwd=cwd, check=False, **settings)


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    """The one line of an error. Fails on a stack trace."""
    (line,) = done.stderr.strip().splitlines()
    assert "Traceback" not in done.stderr
    return line


@pytest.fixture
def small_class(tmp_path: Path) -> Path:
    write_class(tmp_path, {name: STUDENTS[name] for name in HEALTHY})
    (submitted,) = (tmp_path / "submitted" / "tudo-certo").glob("*/*.ipynb")
    submitted.rename(submitted.with_name("Minha aula 2.ipynb"))
    return tmp_path


@pytest.mark.parametrize("command", [[], ["publicar"], ["coletar"], ["corrigir"], ["devolver"], ["exportar"]])
def test_help_is_portuguese_alone(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main([*command, "--help"])
    assert end.value.code == 0
    text = capsys.readouterr().out
    assert text.startswith("Uso: grader")
    assert not {"usage:", "options:", "show", "default", "positional", "optional"} & set(text.lower().split())


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "falta dizer: COMANDO"),
        (["corrijir"], "não conheço 'corrijir'"),
        (["corrigir", "--processos", "dois"], "--processos precisa de um número inteiro"),
        (["corrigir", "--semente"], "--semente precisa de um valor"),
        (["corrigir", "--rapido"], "não conheço: --rapido"),
        (["corrigir", "--p"], "pode ser mais de uma opção: --processos, --perfil"),
        (["corrigir", "--json=sim"], "--json não recebe valor"),
        (["exportar", "--formato", "xls"], "escolha entre"),
        (["coletar", "x.ipynb"], "falta dizer: --aula"),
    ],
)
def test_a_wrong_command_line_is_one_portuguese_line(arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(arguments)
    (line,) = capsys.readouterr().err.splitlines()
    assert end.value.code == 2
    assert says in line
    assert "--help" in line


@pytest.mark.parametrize(
    ("arguments", "place"),
    [
        (["corrigir", "09_nada"], "09_nada"),
        (["corrigir", "--turma", "nao_existe"], "nao_existe"),
        (["corrigir", "--processos", "0"], "--processos"),
        (["devolver", "--turma", "nao_existe"], "nao_existe"),
        (["exportar", "--turma", "nao_existe"], "nao_existe"),
        (["coletar", "nao_existe", "--aula", "2"], "nao_existe"),
        (["coletar", "nao_existe.zip", "--aula", "2"], "nao_existe.zip"),
        (["coletar", "turma", "--aula", "2", "--lista", "nao_existe.csv"], "nao_existe.csv"),
        (["publicar", "99"], "99"),
    ],
)
def test_what_does_not_exist_is_named_in_one_line_with_the_next_step(
    arguments: list[str], place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "turma").mkdir()
    (tmp_path / "solutions").symlink_to(ROOT / "solutions")
    monkeypatch.chdir(tmp_path)
    code = cli.main(arguments)
    (line,) = capsys.readouterr().err.splitlines()
    assert code == 2
    assert place in line
    assert line.count(";") >= 1
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["solutions", "turma"]


def test_a_hostile_name_cannot_move_the_cursor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As a shell gives it for `entregas/*`."""
    hostile = tmp_path / "\x1b[2J\x9b2J\u202e\n.zip"
    hostile.write_bytes(b"PK")
    assert cli.main(["coletar", str(hostile), "--aula", "2", "--turma", str(tmp_path / "turma")]) == 2
    assert capsys.readouterr().err.removesuffix("\n").isprintable()


def test_a_class_without_submissions_says_how_to_bring_them(tmp_path: Path) -> None:
    done = run("corrigir", "--turma", tmp_path)
    assert done.returncode == 2
    assert "grader coletar" in one_line(done)
    assert list(tmp_path.iterdir()) == []


def test_without_bubblewrap_nothing_is_written(small_class: Path) -> None:
    done = run("corrigir", "--turma", small_class, env={"PATH": "/nenhum", "HOME": str(small_class)})
    assert done.returncode == 2
    assert "apt-get install bubblewrap" in one_line(done)
    assert [path.name for path in small_class.iterdir()] == ["submitted"]


@pytest.mark.skipif(os.getuid() != 0, reason="só o root monta um disco só de leitura")
def test_a_read_only_class_folder_is_one_line(small_class: Path) -> None:
    inside = ["--bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--ro-bind", str(small_class), str(small_class)]
    command = ["bwrap", *inside, "--", GRADER, "corrigir", "--turma", str(small_class)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 2
    assert "só de leitura" in one_line(done)


def grades(folder: Path) -> dict[str, float]:
    """Auto scores by student, read from nbgrader's database by SQL of our own, after its integrity was checked."""
    with sqlite3.connect(folder / "gradebook.db") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        rows = database.execute(
            "SELECT submitted_assignment.student_id, SUM(grade.auto_score) FROM submitted_assignment "
            "JOIN submitted_notebook ON submitted_notebook.assignment_id = submitted_assignment.id "
            "JOIN grade ON grade.notebook_id = submitted_notebook.id GROUP BY submitted_assignment.id"
        ).fetchall()
    assert len({student for student, _ in rows}) == len(rows)
    return dict(rows)


@pytest.mark.sandbox
@pytest.mark.parametrize("finished", [0, 2])
def test_a_killed_run_leaves_a_readable_gradebook_and_the_next_one_finishes(small_class: Path, finished: int) -> None:
    command = [GRADER, "corrigir", "--turma", str(small_class), "--json", "--processos", "1"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as killed:
        assert killed.stdout is not None
        before = [json.loads(killed.stdout.readline()) for _ in range(finished)]
        workers = descendants(killed.pid)
        killed.kill()
    assert all_end(workers), "um processo de correção sobrou depois do SIGKILL"
    again = run("corrigir", "--turma", small_class, "--json", "--processos", "1")
    assert again.returncode == 0, again.stderr
    after = {one["aluno"]: one for one in map(json.loads, again.stdout.splitlines())}
    assert sorted(after) == sorted(HEALTHY)
    assert all(after[one["aluno"]] == one for one in before)
    assert grades(small_class) == {name: after[name]["nota"] for name in HEALTHY}


def descendants(pid: int) -> list[int]:
    """pidfds of every process below `pid`."""
    found = []
    for name in Path("/proc").iterdir():
        if name.name.isdigit():
            try:
                if int((name / "stat").read_text().rpartition(")")[2].split()[1]) == pid:
                    found += [os.pidfd_open(int(name.name)), *descendants(int(name.name))]
            except OSError:  # gone meanwhile
                continue
    return found


def all_end(processes: list[int]) -> bool:
    """Whether all of them end by themselves, soon."""
    poll = select.poll()
    for process in processes:
        poll.register(process, select.POLLIN)
    waiting = set(processes)
    while waiting:
        ready = poll.poll(20_000)
        if not ready:
            for process in waiting:
                signal.pidfd_send_signal(process, signal.SIGKILL)
            return False
        for process, _ in ready:
            poll.unregister(process)
            os.close(process)
            waiting.discard(process)
    return True


@pytest.mark.sandbox
def test_the_whole_path_from_moodle_and_back(tmp_path: Path) -> None:
    write_class(tmp_path / "origem", {name: STUDENTS[name] for name in ("tudo-certo", "arquivo-truncado")})
    people = [("tudo-certo", 101), ("arquivo-truncado", 102)]
    sent = [(name, number, (tmp_path / "origem" / "submitted" / name / LESSON / FILE).read_bytes()) for name, number in people]
    (tmp_path / "alunos.csv").write_text("Nome;Grupo\ntudo-certo;A\narquivo-truncado;A\nCaio Conceição;B\n", encoding="latin-1")
    rows = [(101, "tudo-certo", "", ""), (102, "arquivo-truncado", "", ""), (103, "Caio Conceição", "", "")]
    (tmp_path / "planilha.csv").write_text(worksheet(rows), encoding="utf-8")
    folder = tmp_path / "turma"
    folder.mkdir()
    late_by_an_hour = f"[aulas]\n{LESSON} = 2026-09-14T20:51:00\n[atraso]\ndesconto_por_dia = 10\n"
    (folder / "prazos.toml").write_text(late_by_an_hour)
    zipped = download(tmp_path / "turma.zip", sent, "pasta antiga")
    lists = ("--lista", tmp_path / "alunos.csv", "--planilha", tmp_path / "planilha.csv")
    collected = run("coletar", zipped, "--aula", "2", "--turma", folder, *lists)
    assert collected.returncode == 0, collected.stderr
    missing, last = collected.stdout.splitlines()[-2:]
    assert (missing, "com hora: 2, de " in last) == ("Faltam: Caio Conceição.", True)
    graded = run("corrigir", "--turma", folder)
    assert graded.returncode == 1, graded.stderr
    assert "−0,85 │ 7,65" in graded.stdout
    assert "ilegível" in graded.stdout
    returned = run("devolver", "--turma", folder, "--moodle")
    assert returned.returncode == 0, returned.stderr
    with zipfile.ZipFile(folder / "feedback" / f"{LESSON}-moodle.zip") as archive:
        assert archive.namelist() == [f"{prefix(name, number)}_/{LESSON}.html" for name, number in reversed(people)]
        page = folder / "feedback" / "tudo-certo" / LESSON / f"{LESSON}.html"
        assert archive.read(f"{prefix(*people[0])}_/{LESSON}.html") == page.read_bytes()
    assert "<html" in page.read_text()
    exported = run("exportar", "--turma", folder, "--formato", "csv")
    assert exported.returncode == 0, exported.stderr
    sheet = (folder / "notas.csv").read_text(encoding="utf-8-sig")
    assert "tudo-certo;02_conexoes_residuais;corrigida;7,65;10;1,5" in sheet
    assert ";2026-09-14 21:51;0,85" in sheet
    assert "arquivo-truncado;02_conexoes_residuais;ilegivel;;10;;;" in sheet
    filled = run("exportar", "--turma", folder, "--formato", "moodle", "--planilha", tmp_path / "planilha.csv")
    assert filled.returncode == 0, filled.stderr
    assert "à espera de uma pessoa: tudo-certo.\n" in filled.stdout
    assert "sem nota, deixadas como estavam: arquivo-truncado.\n" in filled.stdout
    assert (tmp_path / "planilha-com-notas.csv").read_text(encoding="utf-8") == worksheet([(*rows[0][:3], "76,50"), *rows[1:]])


@pytest.mark.sandbox
def test_a_second_run_grades_nothing_again_unless_told_to_and_a_folder_of_no_student_stops_nobody(small_class: Path) -> None:
    first, second = (run("corrigir", "--turma", small_class, "--json") for _ in range(2))
    assert sorted(first.stdout.splitlines()) == sorted(second.stdout.splitlines())
    (small_class / "submitted" / "ana\\2").mkdir()
    third = run("corrigir", "--turma", small_class, "--json", "--refazer", "--semente", "5")
    took = [{one["aluno"]: one["segundos"] for one in map(json.loads, done.stdout.splitlines())} for done in (first, third)]
    assert took[0] != took[1]
    assert "submitted/ana\\2: o nome não serve" in third.stderr
    assert (first.returncode, third.returncode) == (0, 1)
    (renamed,) = [one for one in map(json.loads, first.stdout.splitlines()) if one["aluno"] == "tudo-certo"]
    assert renamed["nota"] == 8.5
    assert "outro nome" in renamed["reparos"][0]
