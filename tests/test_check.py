"""The course's check of itself: calm where all is well, and a line with place and cure for each thing that is not."""

from __future__ import annotations

import contextlib
import re
import shutil
from pathlib import Path

import pytest

from grader import check, cli, timing
from grader.check import Report, check_lesson
from grader.lesson import publish, source
from grader.runner import Runner

from .conftest import CASES, ROOT

SMALL = CASES / "aulas_quebradas" / "02_inteira.py"
KEPT = {
    "2.1/certo/multiplica": "def dobro(x):\n    return 2 * x\n",
    "2.1/errado/quadrado": "# Elevou ao quadrado.\n# Mensagem: O valor cresce demais. E com 3?\ndef dobro(x):\n    return x * x\n",
    "triviais/um": "# Devolve 1.\ndef dobro(x):\n    return 1\n\n\ndef triplo(x):\n    return 1\n",
}

pytestmark = pytest.mark.sandbox


@pytest.fixture
def lesson(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small lesson in a course of its own, in order and published; the folder is the current one."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "solutions").mkdir()
    (tmp_path / "course").mkdir()
    path = Path("solutions/02_pequena.py")
    shutil.copy(SMALL, path)
    for name, text in KEPT.items():
        keep(name, text)
    publish.publish([path], Path("course"))
    return path


def keep(name: str, text: str) -> None:
    path = Path("tests/cases/02") / f"{name}.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def failures(runner: Runner, lesson: Path) -> list[str]:
    return check_lesson(runner, lesson, Path("course"))[0]


def one_failure(runner: Runner, lesson: Path) -> str:
    (line,) = failures(runner, lesson)
    assert "\n" not in line
    assert ";" in line
    return line


@pytest.mark.parametrize("path", source.find_lessons([], ROOT / "solutions", graded=True), ids=lambda path: path.stem)
def test_this_course_is_in_order(runner: Runner, path: Path) -> None:
    found, tried = check_lesson(runner, path, ROOT / "course")
    assert found == []
    assert tried["errado"] >= 5


def test_a_lesson_in_order_is_one_calm_line(runner: Runner, lesson: Path) -> None:
    (report,) = check.check([lesson], Path("course"), runner)
    assert report.failures == ()
    assert str(report).startswith("02_pequena: em ordem (1 respostas certas, 1 erros típicos, 14 respostas triviais; ")


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("2.1/certo/multiplica", "def dobro(x):\n    return 3 * x\n", "certo/multiplica.py: uma resposta certa tirou 0 de 4"),
        ("2.1/errado/igual", "# Igual.\n# Mensagem: Fato. Pergunta?\ndef dobro(x):\n    return 2 * x\n", "erro típico tirou 4 de 4"),
        ("2.1/errado/muda", "# Muda.\ndef dobro(x):\n    return x + 7\n", "errado/muda.py: quem comete este erro não lê"),
        ("2.1/errado/cai", "# Cai.\n# Mensagem: Fato. Pergunta?\ndef dobro(x):\n    return x.nada\n", "só levanta exceções"),
        ("2.1/errado/torta", "# Torta.\n# Mensagem: Fato. Pergunta?\ndef dobro(x:\n", "só levanta exceções"),
        (
            "2.1/errado/outro",
            "# Outro.\n# Mensagem: Fato. Outra pergunta?\ndef dobro(x):\n    return x**2\n",
            "dá as mesmas observações que",
        ),
        ("triviais/sabida", "# Sabe.\ndef dobro(x):\n    return x + x\n", "'sabida' tirou 4 de 4"),
        ("triviais/torta", "# Torta.\ndef dobro(x:\n", "triviais/torta.py: não é Python válido (linha 2)"),
    ],
)
def test_a_kept_answer_that_is_not_what_its_folder_says_is_named(runner: Runner, lesson: Path, name: str, text: str, says: str) -> None:
    keep(name, text)
    found = failures(runner, lesson)
    assert any(says in line for line in found), found
    assert {line.split(":")[0] for line in found} <= {"solutions/02_pequena.py, teste-2-1"} | {
        f"tests/cases/02/{one}.py" for one in (name, "2.1/errado/quadrado")
    }


def test_a_lesson_without_points_is_checked_for_its_publication_alone(runner: Runner, lesson: Path) -> None:
    welcome = lesson.with_name("00_ola.py")
    welcome.write_text("# %% [markdown]\n# # 00 · Olá\n", encoding="utf-8")
    publish.publish([welcome], Path("course"))
    (calm,) = check.check([welcome], Path("course"), runner)
    assert str(calm) == "00_ola: em ordem (não vale nota)"
    welcome.write_text("# %% [markdown]\n# # 00 · Olá, turma\n", encoding="utf-8")
    (line,) = failures(runner, welcome)
    assert "não é o que `make publicar` gera" in line


def test_a_hidden_test_that_pays_for_anything_is_told_for_every_trivial_answer(runner: Runner, lesson: Path) -> None:
    text = lesson.read_text()
    lesson.write_text(text.replace('observe("dobro", lambda: dobro(n))', 'observe("dobro", lambda: float(dobro(n) or 0), atol=1e9)'))
    (line,) = failures(runner, lesson)
    assert "uma resposta vazia tirou" in line
    lesson.write_text(text.replace('observe("dobro", lambda: dobro(n))', 'observe("dobro", lambda: float(dobro(n)), atol=1e9)'))
    found = "\n".join(failures(runner, lesson))
    for name in ("devolve o primeiro argumento", "devolve zeros", "devolve True", "um"):
        assert f"teste-2-1: a resposta trivial '{name}' tirou 4 de 4" in found
    assert "teste-2-1: o que era certo com outra semente tirou 4 de 4" in found


SLIPS = {
    "lambda: dobro(m)": "teste-2-1: a observação 'morta' dá NameError na própria solução; corrija o teste oculto",
    "dobro(n)": "observe('morta', …) pede uma função: lambda: …",
}


@pytest.mark.parametrize("slip", SLIPS)
def test_an_observation_that_fails_in_the_solution_itself_is_told(runner: Runner, lesson: Path, slip: str) -> None:
    text = lesson.read_text()
    lesson.write_text(text.replace('observe("dobro", lambda: dobro(n))', f'observe("dobro", lambda: dobro(n))\nobserve("morta", {slip})'))
    publish.publish([lesson], Path("course"))
    assert SLIPS[slip] in one_failure(runner, lesson)


def test_a_notebook_that_publishing_would_not_give_names_the_cure(runner: Runner, lesson: Path) -> None:
    notebook = Path("course/02_pequena.ipynb")
    notebook.write_bytes(notebook.read_bytes() + b"\n")
    assert one_failure(runner, lesson).endswith("rode `make publicar`")
    notebook.unlink()
    assert "course/02_pequena.ipynb: não é o que `make publicar` gera" in one_failure(runner, lesson)


def test_what_is_wrong_with_the_course_as_a_whole_is_told(lesson: Path) -> None:
    course = Path("course")
    publish.publish_glossary(lesson.parent, course)
    assert list(check.course_failures(lesson.parent, course)) == []
    (course / "glossario.md").write_text("outro", encoding="utf-8")
    (course / "09_antiga.ipynb").write_text("{}", encoding="utf-8")
    stale, orphan = check.course_failures(lesson.parent, course)
    assert stale == "course/glossario.md: não é o que `make publicar` gera das aulas; rode `make publicar`"
    assert orphan == "course/09_antiga.ipynb: não há solutions/09_antiga.py; apague o caderno, que nenhuma aula gera"


def test_a_leak_beside_the_notebooks_is_told(runner: Runner, lesson: Path) -> None:
    Path("course/cola.md").write_text("observe.given(1)")
    assert one_failure(runner, lesson).startswith("course/cola.md: contém um teste oculto")


def test_a_source_that_breaks_a_rule_is_told_once(runner: Runner, lesson: Path) -> None:
    lesson.write_text(lesson.read_text().replace('"points": 4', '"points": 3'))
    assert "10" in one_failure(runner, lesson)


def test_several_failures_are_a_list() -> None:
    assert str(Report("02_x", ("a: b; c",), {}, 1.0)) == "02_x: um problema\n  a: b; c"
    assert str(Report("02_x", ("a: b; c", "d: e; f"), {}, 1.0)) == "02_x: 2 problemas\n  a: b; c\n  d: e; f"


def test_the_command_ends_with_0_or_1_and_prints_the_reports(
    runner: Runner, lesson: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("grader.runner.Runner", lambda: contextlib.nullcontext(runner))
    publish.publish_glossary(lesson.parent, Path("course"))
    assert cli.main(["conferir"]) == 0
    assert "em ordem" in capsys.readouterr().out
    keep("2.1/certo/multiplica", "def dobro(x):\n    return 0\n")
    assert cli.main(["conferir", "2"]) == 1
    assert "02_pequena: um problema\n  tests/cases/02/2.1/certo/multiplica.py" in capsys.readouterr().out
    assert cli.main(["conferir", "3"]) == 2


def tables(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The rows that `conferir --tempos` printed below its heading of two lines."""
    return capsys.readouterr().out.splitlines()[2:]


def test_the_times_of_a_lesson_are_a_row_with_clock_and_cpu(lesson: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["conferir", "--tempos", "2"]) == 0
    (row,) = tables(capsys)
    seconds = r" +(\d+,\d\d?) s"
    found = re.fullmatch(rf"02_pequena{4 * seconds} +(\d+) MiB   dentro das metas", row)
    assert found, row
    read, read_cpu, graded, graded_cpu, peak = (float(number.replace(",", ".")) for number in found.groups())
    assert 0 < read_cpu <= 2 * read + 0.1
    assert graded > 0
    assert graded_cpu < graded + 0.1
    assert peak > 10


def test_a_lesson_that_passes_a_limit_is_told_and_the_command_ends_with_1(
    lesson: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(timing, "READING", timing.Budget(0, 0))
    assert cli.main(["conferir", "--tempos"]) == 1
    (row,) = tables(capsys)
    assert row.endswith("MiB   resolvida PASSA do limite de 0 s")


def test_a_missed_aim_is_told_and_no_failure() -> None:
    fast, slow = timing.Cost(1.0, 1.0, timing.GRADING), timing.Cost(60.0, 50.0, timing.READING)
    times = timing.Times("02_x", slow, fast, 400)
    assert not times.over
    assert str(times).endswith("resolvida acima da meta de 45 s")


def test_on_a_busy_machine_the_cpu_counts_and_with_two_threads_the_clock() -> None:
    assert timing.Times("02_x", timing.Cost(200.0, 40.0, timing.READING), timing.Cost(1.0, 2.0, timing.GRADING), 400).over is False
    assert timing.Times("02_x", timing.Cost(95.0, 180.0, timing.READING), timing.Cost(1.0, 2.0, timing.GRADING), 400).over is True


def test_a_solved_lesson_with_a_cell_that_fails_is_named(lesson: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lesson.write_text(lesson.read_text() + '\n# %% tags=["skip-execution"]\n1 / 0\n')
    assert cli.main(["conferir", "--tempos"]) == 2
    assert "da aula resolvida terminou em ZeroDivisionError: division by zero; " in capsys.readouterr().err
