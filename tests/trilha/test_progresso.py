"""Progress lies in a file beside the notebooks, and nothing that happens to that file stops a check."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from trilha import Caso, painel, progresso, verifica
from trilha.aulas import AULAS

from .conftest import Screen

FILE = Path(".trilha", "progresso.json")
COURSE = Path(__file__).parents[2] / "course"


def check(exercise: str, got: int) -> None:
    verifica(exercise, lambda: got, [Caso("um", lambda: got, 1), Caso("inteiro", lambda: 1, 1)])


def restart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progresso, "_memory", {})


def test_what_checks_said_outlives_the_kernel(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    check("2.1", 1)
    check("2.2", 0)
    restart(monkeypatch)
    check("3.1", 1)
    restart(monkeypatch)
    painel()
    text = screen.shown[0]["text/plain"]
    assert "02 · Conexões residuais  1 de 6   ✓ 2.1  ✗ 2.2  · 2.3" in text
    assert "03 · Bloco residual      1 de 6   ✓ 3.1" in text
    assert "Ao todo, 2 de 47 exercícios" in text
    assert '<th scope="row"' in screen.shown[0]["text/html"]
    assert [path.name for path in FILE.parent.iterdir()] == ["progresso.json"]
    assert json.loads(FILE.read_text(encoding="utf-8"))["exercicios"]["2.2"]["passaram"] == 1


def test_an_answer_made_right_and_broken_again_is_told_as_it_is(screen: Screen) -> None:
    states = []
    for got in (0, 1, 0):
        check("2.1", got)
        states.append(progresso.read()["2.1"]["estado"])
    assert states == ["tentado", "certo", "tentado"]


def test_an_unanswered_exercise_records_nothing(screen: Screen) -> None:
    def stub() -> None:
        """Por fazer."""

    verifica("2.1", stub, [Caso("um", stub, 1)])
    assert progresso.read() == {}
    assert not FILE.exists()


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "null", '{"exercicios": 3}', '{"exercicios": {"2.1": 3}}', '{"exercicios": {"2.1": {"estado": []}}}', "[" * 10_000],
)
def test_a_broken_file_is_set_aside(content: str, screen: Screen) -> None:
    FILE.parent.mkdir()
    FILE.write_text(content)
    check("2.1", 1)
    assert progresso.read()["2.1"]["estado"] == "certo"
    assert FILE.with_suffix(".ilegivel").read_text() == content


def test_a_folder_that_cannot_be_written_is_said_and_memory_serves(screen: Screen, capsys: pytest.CaptureFixture[str]) -> None:
    FILE.parent.write_text("um arquivo onde devia haver uma pasta")
    check("2.1", 1)
    assert capsys.readouterr().out == "2.1  ✓  2 de 2 verificações\n"
    painel()
    assert "✓ 2.1" in screen.shown[0]["text/plain"]
    assert "Não foi possível gravar em .trilha" in screen.shown[0]["text/plain"]


def test_outside_a_notebook_no_file_is_left(capsys: pytest.CaptureFixture[str]) -> None:
    check("2.1", 1)
    painel()
    assert "✓ 2.1" in capsys.readouterr().out
    assert not FILE.parent.exists()


def test_the_lessons_are_those_that_are_published() -> None:
    for path in COURSE.glob("0[1-9]_*.ipynb"):  # 00 has no exercises that count
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        ids = {cell["id"] for cell in cells if re.fullmatch(r"ex-\d+-\d+", cell["id"])}
        number = int(path.name[:2])
        assert number in AULAS, f"course/trilha/aulas.py não tem a aula {number:02d}: acrescente a linha dela"
        assert ids == {f"ex-{name.replace('.', '-')}" for name in AULAS[number].ids(number)}
        title = re.match(r"# (\d\d) · (.+)", "".join(cells[0]["source"]))
        assert title is not None
        assert title.groups() == (path.name[:2], AULAS[number].titulo)
