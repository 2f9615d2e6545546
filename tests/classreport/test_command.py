"""`grader relatorio` on a class folder: the page from what is on record, and one line where there is nothing to tell."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from grader import cli
from grader.gradebook.book import Gradebook
from grader.lesson import publish, source
from grader.records import Graded, Lesson, RepairedCell, Result, Role, State, Verdict
from tests.conftest import ROOT
from tests.demonstracao import SOURCE
from tests.test_report import text_of

from .results import exercise
from .test_copies import disguised, work


@pytest.fixture(scope="module")
def lesson() -> Lesson:
    return publish.load_lesson(SOURCE)


@pytest.fixture
def folder(tmp_path: Path, lesson: Lesson, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Three students: one is told on, one copied from her, one handed in nothing for this lesson."""
    monkeypatch.chdir(ROOT)
    for student in ("ana", "bia"):
        submitted = tmp_path / "submitted" / student / lesson.name
        submitted.mkdir(parents=True)
        (submitted / f"{lesson.name}.ipynb").write_bytes(b"{}")
    (tmp_path / "submitted" / "caio").mkdir()
    return tmp_path


def record(folder: Path, lesson: Lesson, student: str, answers: dict[str, str]) -> None:
    cells = tuple(
        RepairedCell(
            cell.id,
            cell.kind,
            cell.role,
            answers.get(cell.exercise or "", "") if cell.role is Role.ANSWER else "",
            cell.grade_id,
            cell.exercise,
        )
        for cell in lesson.cells
    )
    mistake = lesson.mistakes[0].name
    first, *others = [one.id for one in lesson.exercises]
    exercises = (
        exercise(first, 0.0, mistake=mistake, flags=("Sequential",)),
        *(exercise(name, 1.5, Verdict.RIGHT) for name in others),
        exercise("aberta", None),
    )
    result = Result(student, lesson.name, 7.5, 10.0, State.GRADED, exercises, (), 0.25)
    with Gradebook(folder) as book:
        book.register(lesson, publish.instructor_notebook(source.read(SOURCE), lesson))
        book.record(Graded(result, cells), "impressão")


def report(folder: Path, *more: str) -> int:
    return cli.main(["relatorio", "2", "--turma", str(folder), *more])


def test_one_page_per_lesson_from_what_is_on_record(folder: Path, lesson: Lesson, capsys: pytest.CaptureFixture[str]) -> None:
    record(folder, lesson, "ana", work(1))
    record(folder, lesson, "bia", {name: disguised(text) for name, text in work(1).items()})
    assert report(folder) == 0
    page = folder / "relatorio" / f"{lesson.name}.html"
    assert capsys.readouterr().out == f"{page}\n"
    html = page.read_text(encoding="utf-8")
    text = text_of(html)
    assert "3 alunos: 2 com a entrega corrigida, 1 sem entrega." in text
    assert "Não entregaram: 1 caio" in text
    assert "ana (2.1: Sequential), bia (2.1: Sequential)" in text
    message = lesson.mistakes[0].message.replace("`", "")
    assert f"2 alunos: {message} ({lesson.mistakes[0].name.replace('_', ' ')})Quem ana, bia" in text
    assert "2 alunos: ana, bia" in text
    assert html.count("<mark>") == 2 * len(work(1))
    before = page.stat().st_mtime_ns
    assert report(folder) == 0
    assert page.stat().st_mtime_ns == before


def test_a_damaged_notebook_costs_its_comparison_and_not_the_report(folder: Path, lesson: Lesson) -> None:
    record(folder, lesson, "ana", work(1))
    record(folder, lesson, "bia", work(1))
    (folder / "autograded" / "bia" / lesson.name / f"{lesson.name}.ipynb").write_bytes(b"{")
    assert report(folder) == 0
    text = text_of((folder / "relatorio" / f"{lesson.name}.html").read_text(encoding="utf-8"))
    assert "2 com a entrega corrigida" in text
    assert "Nenhum par de alunos" in text
    assert "o caderno corrigido falta ou está danificado: bia." in text


def test_what_was_not_graded_yet_is_one_line_with_the_next_step(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert report(folder) == 2
    assert capsys.readouterr().err.splitlines()[-1].endswith("ainda não há entrega corrigida; rode `grader corrigir` primeiro")
    assert not (folder / "relatorio").exists()


@pytest.mark.parametrize(("arguments", "place"), [(["--turma", "nao_existe"], "nao_existe"), (["99"], "99")])
def test_what_does_not_exist_is_named(arguments: list[str], place: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["relatorio", *arguments]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert place in line


def test_a_page_that_cannot_be_written_is_told_in_one_line(folder: Path, lesson: Lesson, capsys: pytest.CaptureFixture[str]) -> None:
    record(folder, lesson, "ana", work(1))
    (folder / "relatorio").write_bytes(b"")
    assert report(folder) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "relatorio: há um arquivo onde deveria haver uma pasta" in line
