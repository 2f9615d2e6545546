"""What the instructor reads of a round trip through Moodle, and the files that are left behind."""

from __future__ import annotations

import argparse
import zipfile
from pathlib import Path

import pytest

from grader.gradebook.filing import ClassFolder
from grader.lms import commands
from grader.lms.collect import collect
from grader.lms.moodle import parse
from grader.records import UsageError

from .download import FORMS, LESSON, download

SOLUTIONS = Path(__file__).parents[2] / "solutions"

PEOPLE = [("Ana Araújo", 11, b"a"), ("Joana D'Ávila", 12, b"b"), ("Bia\u202e", 13, b"c")]
LIST = "Nome completo;E-mail\nAna Araujo;ana@x.br\nJoana D'Ávila;joana@x.br\nCaio Lima;caio@x.br\n"


def asked(tmp_path: Path, **settings: object) -> argparse.Namespace:
    defaults = {"lesson": "2", "turma": tmp_path / "turma", "lista": None, "planilha": None, "paths": [tmp_path / "turma.zip"]}
    return argparse.Namespace(**{**defaults, **settings})


def test_the_list_says_who_is_missing_and_who_is_unknown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    download(tmp_path / "turma.zip", PEOPLE)
    (tmp_path / "alunos.csv").write_text(LIST, encoding="latin-1")
    code = commands.collect(asked(tmp_path, lista=tmp_path / "alunos.csv"), SOLUTIONS)
    *lines, missing, unlisted, last = capsys.readouterr().out.splitlines()
    assert code == 0
    assert [line.split(" ← ")[0] for line in lines] == ["recebida: Bia", "recebida: ana_x.br", "recebida: joana_x.br"]
    assert (missing, unlisted) == ("Faltam: Caio Lima.", "Fora da lista: Bia.")
    counted = f"{LESSON}, coletadas: 3 de 3; faltam: 1 de 3 da lista; fora da lista: 1."
    assert last == f"{counted} Para corrigir: grader corrigir 2 --turma {tmp_path / 'turma'}"


def test_who_is_on_the_list_is_known_to_the_class_from_then_on(tmp_path: Path) -> None:
    (tmp_path / "turma.csv").write_text("Nome completo\nAna Souza\nBia Lima\n", encoding="utf-8")
    sent = download(tmp_path / "envios.zip", [("Ana Souza", 1, b"{}")])
    commands.collect(asked(tmp_path, paths=[sent], lista=tmp_path / "turma.csv"), SOLUTIONS)
    known = ClassFolder(tmp_path / "turma")
    assert len(known.students()) == 2
    assert [known.arrived(student, LESSON) for student in sorted(known.students())] == [True, False]


def test_what_was_not_taken_is_exit_code_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    download(tmp_path / "turma.zip", [("Ana", 11, b"a"), ("Ana", 12, b"b"), ("Bia", 13, b"c")])
    assert commands.collect(asked(tmp_path), SOLUTIONS) == 1
    *lines, last = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines] == ["conflito", "recebida"]
    assert last.startswith(f"{LESSON}, coletadas: 1 de 2 (o resto está acima). Para corrigir: ")


def test_where_nothing_was_taken_there_is_nothing_to_grade_next(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    download(tmp_path / "turma.zip", [("Ana", 11, b"a"), ("Ana", 12, b"b")])
    assert commands.collect(asked(tmp_path), SOLUTIONS) == 1
    assert capsys.readouterr().out.endswith("coletadas: 0 de 1 (o resto está acima). Resolva o que está acima e colete de novo.\n")


@pytest.mark.parametrize("form", FORMS)
def test_the_pages_go_back_under_the_names_that_came(tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    came = download(tmp_path / "turma.zip", PEOPLE[:2], form)
    folder = ClassFolder(tmp_path / "turma")
    collect([came], LESSON, folder.root)
    for student in ("Ana_Araújo", "Joana_DÁvila", "Davi"):
        folder.feedback(student, LESSON).parent.mkdir(parents=True)
        folder.feedback(student, LESSON).write_text(f"<p>{student}</p>", encoding="utf-8")
    assert commands.write_feedback_zip(folder, LESSON, ["Ana_Araújo", "Davi", "Joana_DÁvila"]) == 1
    target = folder.root / "feedback" / f"{LESSON}-moodle.zip"
    assert capsys.readouterr().out.splitlines() == [
        f"2 devolutivas para o Moodle em {target}",
        "Sem participante do Moodle, e por isso fora do zip: Davi.",
    ]
    with zipfile.ZipFile(came) as sent, zipfile.ZipFile(target) as back:
        assert {name.replace(".html", ".ipynb") for name in back.namelist()} == set(sent.namelist())
        assert [back.read(name).decode() for name in back.namelist()] == ["<p>Ana_Araújo</p>", "<p>Joana_DÁvila</p>"]
        assert {sent.number for name in back.namelist() if (sent := parse(name.split("/")[0]))} == {"11", "12"}
    before = target.read_bytes()
    assert commands.write_feedback_zip(folder, LESSON, ["Joana_DÁvila", "Ana_Araújo"]) == 0
    assert target.read_bytes() == before


def test_without_a_download_there_is_no_zip_to_give_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.write_feedback_zip(ClassFolder(tmp_path), LESSON, ["ana"]) == 1
    assert "nenhuma entrega veio de um zip do Moodle" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("formato", "planilha", "lessons", "says"),
    [
        ("moodle", None, [LESSON], "falta a planilha; baixe do Moodle"),
        ("csv", Path("x.csv"), [LESSON], "só serve com --formato moodle"),
        ("moodle", Path("x.csv"), [LESSON, "03_bloco_residual"], "é de uma só tarefa; diga a aula"),
    ],
)
def test_what_the_worksheet_needs_is_said_before_anything_is_done(
    formato: str, planilha: Path | None, lessons: list[str], says: str
) -> None:
    with pytest.raises(UsageError, match=says):
        commands.check_format(argparse.Namespace(formato=formato, planilha=planilha), lessons)


def test_long_lists_of_names_are_cut_and_cannot_move_the_cursor() -> None:
    assert commands.names(["a\x1b[2J"], "") == "a�[2J"
    many = [str(number) for number in range(25)]
    assert commands.names(many, "todos ali").endswith("19 e mais 5 (todos ali)")
    assert commands.names(many, "").endswith(", 24")
