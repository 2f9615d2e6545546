"""A class whose gradebook is a real PostgreSQL server, which this test starts from Debian's own programs and stops."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from grader import cli
from grader.gradebook.book import Gradebook
from tests.conftest import ROOT
from tests.demonstracao import STUDENTS, write_class

pytestmark = pytest.mark.sandbox

NAME = "02_conexoes_residuais"
CLASS = ("tudo-certo", "esquece-o-atalho-vazio", "intocado")
EXTRA = '[[excecoes]]\naluno = "tudo-certo"\ndias = 1\n'
NOBODY = 65534
"""PostgreSQL refuses to run as root."""


def programs() -> Path | None:
    """Where `initdb` and `pg_ctl` are; Debian keeps them off the path."""
    found = [*sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")), *filter(None, [shutil.which("initdb")])]
    return Path(found[-1]).resolve().parent if found else None


@pytest.fixture
def server() -> Iterator[str]:
    """The address of an empty database; its server listens on a socket in its own folder alone."""
    where = programs()
    if where is None:
        pytest.skip("PostgreSQL não está instalado (make postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    user = NOBODY if os.getuid() == 0 else os.getuid()
    os.chown(folder, user, -1)

    def run(program: str, *arguments: str) -> None:
        subprocess.run([where / program, *arguments], check=True, capture_output=True, user=user, cwd=folder, timeout=60)

    run("initdb", "--pgdata", "dados", "--auth", "trust", "--username", "turma", "--no-sync")
    try:
        run("pg_ctl", "--pgdata", "dados", "--wait", "--log", "registro", "--options", f"-k {folder} -c listen_addresses= -F", "start")
        yield f"postgresql://turma@/postgres?host={folder}"
    finally:
        run("pg_ctl", "--pgdata", "dados", "--mode", "immediate", "stop")
        shutil.rmtree(folder)


def grades(server: str, turma: Path) -> dict[str, float]:
    """What nbgrader's own class reads in the database."""
    with Gradebook(turma, server) as book:
        api = book.database.api.Gradebook(server)
    with api:
        return {one.student.id: round(one.score, 4) for one in api.assignment_submissions(NAME)}


def test_a_class_is_graded_returned_and_exported_from_postgresql_and_a_persons_points_stay(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_class(tmp_path, {name: STUDENTS[name] for name in CLASS})
    monkeypatch.chdir(ROOT)
    options = ["--turma", str(tmp_path), "--banco", server]
    assert cli.main(["corrigir", *options, "--processos", "1", "--json"]) == 0
    given = {one["aluno"]: one["nota"] for one in map(json.loads, capsys.readouterr().out.splitlines())}
    assert (given["tudo-certo"], given["intocado"]) == (8.5, 0.0)
    assert grades(server, tmp_path) == given
    assert not (tmp_path / "gradebook.db").exists()
    with Gradebook(tmp_path, server) as book:
        api = book.database.api.Gradebook(server)
    with api:
        cell = api.find_grade("aberta-2", NAME, NAME, "tudo-certo")
        cell.manual_score = 1.25
        api.db.commit()
    assert cli.main(["corrigir", *options, "--processos", "1", "--json", "--refazer"]) == 0
    assert grades(server, tmp_path)["tudo-certo"] == 9.75
    assert cli.main(["devolver", *options]) == 0
    assert cli.main(["exportar", *options]) == 0
    assert "tudo-certo;02_conexoes_residuais;corrigida;9,75;10;1,5" in (tmp_path / "notas.csv").read_text(encoding="utf-8-sig")
    (tmp_path / "prazos.toml").write_text(f"[aulas]\n{NAME} = 2026-03-20\n[atraso]\ndesconto_por_dia = 20\n" + EXTRA)
    (tmp_path / "submitted" / "tudo-certo" / NAME / "timestamp.txt").write_text("2026-03-22 10:00:00 America/Sao_Paulo")
    capsys.readouterr()
    assert cli.main(["corrigir", *options, "--json"]) == 0
    told = capsys.readouterr()
    assert {one["aluno"]: one["nota"] for one in map(json.loads, told.out.splitlines())}["tudo-certo"] == 7.8
    assert "tudo-certo, 02_conexoes_residuais: 9,75 → 7,8 (o prazo" in told.err
    with Gradebook(tmp_path, server) as book:
        api = book.database.api.Gradebook(server)
    with api:
        found = api.find_submission(NAME, "tudo-certo")
        assert (found.late_submission_penalty, found.total_seconds_late, found.extension) == (1.95, 36_001, timedelta(days=1))


def test_a_server_that_is_not_there_is_one_line_without_the_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_class(tmp_path, {"ana": STUDENTS["tudo-certo"]})
    monkeypatch.chdir(ROOT)
    assert cli.main(["corrigir", "--turma", str(tmp_path), "--banco", f"postgresql://turma:segredo@/x?host={tmp_path}"]) == 2
    told = capsys.readouterr().err.splitlines()[-1]
    assert "o banco de notas recusou" in told
    assert "segredo" not in told
