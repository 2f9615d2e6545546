"""One assignment as an instructor lives it: Moodle's zip in, the class graded, the open question read, pages and grades back to Moodle."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.demonstracao import Student, graded, lesson, write_class
from tests.lms.download import download, prefix, worksheet

from .formgrader import ROOT, give, open_submission, serving

pytestmark = [pytest.mark.browser, pytest.mark.sandbox]

LESSON = lesson().name
PEOPLE = {"Ana Araújo": (101, "2026001"), "Bia D'Ávila": (102, "2026002"), "Araújo, Neta": (103, "2026003")}
"""Name, number in the assignment, identification number. The last one hands nothing in."""
ANSWERS = {"Ana Araújo": Student(graded()), "Bia D'Ávila": Student(graded(), {"2.1": "2.1/errado/soma_x_em_vez_de_h"})}
COMMENT = "Faltou dizer por que o atalho conserva o gradiente."


def run(folder: Path, *arguments: str) -> str:
    """What a command of the grader says; it has to succeed."""
    command = [f"{sys.prefix}/bin/grader", arguments[0], *arguments[1:], "--turma", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def from_moodle(folder: Path) -> tuple[Path, Path, Path]:
    """The zip of all submissions, the list of participants, and the grading worksheet, as Moodle gives them."""
    write_class(folder / "feita", ANSWERS)
    notebooks = [(folder / "feita" / "submitted" / name / LESSON / f"{LESSON}.ipynb").read_bytes() for name in ANSWERS]
    sent = download(folder / "envios.zip", [(name, PEOPLE[name][0], raw) for name, raw in zip(ANSWERS, notebooks, strict=True)])
    listed, sheet = folder / "alunos.csv", folder / "notas.csv"
    rows = [f'"{name}",{identification}' for name, (_, identification) in PEOPLE.items()]
    listed.write_text("\n".join(["Nome completo,Número de identificação", *rows]) + "\n", encoding="utf-8")
    sheet.write_text(worksheet((number, name, own, "") for name, (number, own) in PEOPLE.items()), encoding="utf-8")
    return sent, listed, sheet


def test_the_journey_of_an_instructor_from_moodles_zip_to_moodles_worksheet(chromium: Browser, tmp_path: Path) -> None:
    sent, listed, sheet = from_moodle(tmp_path)
    turma = tmp_path / "turma"
    assert "Araújo, Neta" in run(turma, "coletar", str(sent), "--aula", "2", "--lista", str(listed))
    run(turma, "corrigir", "2")

    home = tmp_path / "casa"
    home.mkdir()
    with serving(turma, home) as address:
        page = chromium.new_context(viewport={"width": 1280, "height": 900}).new_page()
        page.goto(address)
        open_submission(page, address, LESSON, "2026001")
        give(page, "aberta-2", "1", COMMENT)
        page.context.close()

    run(turma, "relatorio", "2")
    (report,) = (turma / "relatorio").glob("*.html")
    assert "2026003" in report.read_text(encoding="utf-8")  # who handed nothing in

    run(turma, "devolver", "2", "--moodle")
    with zipfile.ZipFile(turma / "feedback" / f"{LESSON}-moodle.zip") as back:
        folders = {name.partition("/")[0]: back.read(name).decode() for name in back.namelist()}
    assert set(folders) == {prefix(name, PEOPLE[name][0]) for name in ANSWERS}
    assert COMMENT in folders[prefix("Ana Araújo", 101)]
    assert "No segundo bloco" in folders[prefix("Bia D'Ávila", 102)]  # the mistake, recognised

    run(turma, "exportar", "2", "--formato", "moodle", "--planilha", str(sheet))
    filled = csv.DictReader(io.StringIO((tmp_path / "notas-com-notas.csv").read_text(encoding="utf-8")))
    assert {row["Nome completo"]: row["Nota"] for row in filled} == {"Ana Araújo": "95,00", "Bia D'Ávila": "73,00", "Araújo, Neta": ""}
