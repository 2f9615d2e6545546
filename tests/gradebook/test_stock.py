"""Stock `nbgrader autograde` on a class of ours: honest work gets the same scores, and nothing of the source's hidden tests gets out."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import subprocess
from pathlib import Path

import nbformat
import pytest

from bench.stock import BIN, ENVIRONMENT
from tests.demonstracao import STUDENTS, lesson, write_class

NAME = lesson().name
HONEST = ("outro-caminho", "soma-x-em-vez-de-h", "esquece-o-atalho-vazio", "intocado")
"""Right by other means, partly right, wrong, untouched: none of them crashes, runs out of time or writes on stderr."""
DEADLINES = f"""[aulas]
{NAME} = 2026-03-20T23:59:00
[atraso]
desconto_por_dia = 15
[[excecoes]]
aluno = "soma-x-em-vez-de-h"
dias = 2
"""
ARRIVED = dict.fromkeys(("outro-caminho", "soma-x-em-vez-de-h"), "2026-03-22 10:00:00 America/Sao_Paulo")
"""A day and ten hours after the class's deadline, and half a day before that of the second."""
SECRETS = ("Recorded", "BEGIN HIDDEN", "observe(", "BEGIN SOLUTION")


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The class after `grader corrigir`."""
    folder = tmp_path_factory.mktemp("turma")
    write_class(folder, {student: STUDENTS[student] for student in HONEST})
    (folder / "prazos.toml").write_text(DEADLINES)
    for student, when in ARRIVED.items():
        (folder / "submitted" / student / NAME / "timestamp.txt").write_text(when)
    done = subprocess.run([BIN / "grader", "corrigir", "--turma", folder], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def theirs(ours: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy without our notebooks and grades, where stock nbgrader made the assignment from source/ and graded it."""
    folder = tmp_path_factory.mktemp("copia") / "turma"
    shutil.copytree(ours, folder, ignore=shutil.ignore_patterns("autograded", "release", "feedback"))
    with contextlib.closing(sqlite3.connect(folder / "gradebook.db")) as database, database:
        database.execute("UPDATE grade SET auto_score = NULL")
        database.execute("UPDATE submitted_notebook SET late_submission_penalty = NULL")
    for command in ("generate_assignment", "autograde"):
        done = subprocess.run([BIN / "nbgrader", command, NAME], cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-3000:]
    return folder


def scores(folder: Path) -> dict[tuple[str, str], float | None]:
    """The automatic scores in nbgrader's database, by student and cell."""
    import nbgrader.api as api

    with api.Gradebook(f"sqlite:///{folder}/gradebook.db") as book:
        notebooks = (notebook for submission in book.assignment_submissions(NAME) for notebook in submission.notebooks)
        return {(notebook.student.id, grade.name): grade.auto_score for notebook in notebooks for grade in notebook.grades}


@pytest.mark.sandbox
@pytest.mark.parametrize("student", HONEST)
def test_stock_autograde_gives_honest_work_the_same_scores(ours: Path, theirs: Path, student: str) -> None:
    here, there = ({cell: score for (who, cell), score in scores(folder).items() if who == student} for folder in (ours, theirs))
    assert len(here) == 7
    assert here == pytest.approx(there)


@pytest.mark.sandbox
def test_stock_autograde_takes_the_same_points_for_being_late(ours: Path, theirs: Path) -> None:
    import nbgrader.api as api

    taken = []
    for folder in (ours, theirs):
        with api.Gradebook(f"sqlite:///{folder}/gradebook.db") as book:
            taken.append({one.student.id: one.late_submission_penalty for one in book.assignment_submissions(NAME)})
    assert taken[0] == pytest.approx(taken[1])
    assert taken[0] == dict.fromkeys(HONEST, 0.0) | {"outro-caminho": pytest.approx(8.5 * 0.3)}


@pytest.mark.sandbox
def test_the_honest_class_has_every_kind_of_score(ours: Path) -> None:
    found = {score for (_, cell), score in scores(ours).items() if cell.startswith("teste-")}
    assert 0.0 in found
    assert 1.5 in found
    assert any(score not in {0.0, 1.0, 1.5} for score in found)


@pytest.mark.sandbox
def test_nothing_of_the_hidden_tests_leaves_source(ours: Path, theirs: Path) -> None:
    source = (ours / "source" / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8")
    assert all(secret in source for secret in SECRETS)
    assert [path.name for path in (ours / "source" / NAME).iterdir()] == [f"{NAME}.ipynb"], "files beside it are copied into the release"
    assert '\\"expected\\": ' in source
    for folder in (ours, theirs):
        released = (folder / "release" / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8")
        assert [secret for secret in (*SECRETS, '\\"expected\\": ') if secret in released] == []
    pages = [nbformat.read(folder / "release" / NAME / f"{NAME}.ipynb", as_version=4) for folder in (ours, theirs)]
    assert [cell.source for cell in pages[0].cells] == [cell.source for cell in pages[1].cells]
    ours_alone = [path for path in ours.rglob("*") if path.is_file() and "source" not in path.parts and path.name != "gradebook.db"]
    assert [path for path in ours_alone if b"Recorded" in path.read_bytes()] == []
