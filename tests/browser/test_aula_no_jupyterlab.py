"""A lesson in JupyterLab as `make curso` opens it: what a student sees, types and moves."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.readings import LESSONS

from .axe import violations
from .lab import ROOT, Notebook, Server

# One group: a worker of pytest-xdist that took one of these tests alone would open a JupyterLab of its own.
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("jupyterlab")]

GRADER = Path(sys.prefix, "bin", "grader")
LAST = "entrega()"
WRONG = """# Exercício 2.1
def residual(x, funcoes):
    for f in funcoes:
        x = f(x)
    return x"""
RIGHT = """# Exercício 2.1
def residual(x, funcoes):
    h = x.clone()
    for f in funcoes:
        h = h + f(h)
    return h"""


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    started = Server(tmp_path_factory.mktemp("curso"))
    yield started
    started.stop()


@pytest.fixture(scope="module")
def lesson(page: Page, server: Server) -> Notebook:
    """Lesson 02 as published, run from top to bottom; no test here depends on what another one did to it."""
    notebook = Notebook(page, server, "02_conexoes_residuais.ipynb")
    notebook.run_all(LAST)
    return notebook


def test_the_interface_is_portuguese_and_asks_about_no_news(lesson: Notebook) -> None:
    expect(lesson.page.locator("html")).to_have_attribute("lang", "pt-BR")
    save = lesson.page.locator(".jp-NotebookPanel-toolbar [data-command='docmanager:save']")
    expect(save).to_have_attribute("title", re.compile("Salvar"))
    expect(lesson.page.locator(".Toastify__toast")).to_have_count(0)


def test_only_what_a_student_needs_is_in_the_toolbar(lesson: Notebook) -> None:
    expect(lesson.page.get_by_text("Validate")).to_have_count(0)  # nbgrader's, which the grader brings along


def test_the_journey_of_a_student_from_a_wrong_answer_to_the_grade(lesson: Notebook, server: Server, tmp_path: Path) -> None:
    answer, check, panel = lesson.cell("# Exercício 2.1"), lesson.cell("# Verificação 2.1"), lesson.cell(LAST)
    hints = lesson.output(lesson.cell("# Dicas 2.1"))

    lesson.run(answer, WRONG)
    lesson.run(check)
    expect(lesson.output(check)).to_contain_text("2.1  ✗")
    expect(lesson.output(check)).to_contain_text("isto é a rede sequencial")
    lesson.run(panel)
    expect(lesson.output(panel)).to_contain_text("✗ 2.1")

    expect(hints.get_by_text("Que valor entra em g?")).not_to_be_visible()
    hints.get_by_text("Próxima dica (1 de 3)").press("Enter")
    expect(hints.get_by_text("Que valor entra em g?")).to_be_visible()
    expect(hints.get_by_text("Um laço sobre a lista")).not_to_be_visible()
    hints.get_by_text("Próxima dica (2 de 3)").click()
    expect(hints.get_by_text("Um laço sobre a lista")).to_be_visible()

    lesson.run(answer, RIGHT)
    lesson.run(check)
    expect(lesson.output(check)).to_contain_text("2.1  ✓")
    lesson.run(panel)
    expect(lesson.output(panel)).to_contain_text("✓ 2.1")
    expect(lesson.output(panel)).to_contain_text("Ao todo, 1 de")

    lesson.save()
    page = handed_in_and_graded(server.course / "02_conexoes_residuais.ipynb", tmp_path)
    assert "1,5 de 1,5" in page


def test_hints_run_folded_and_their_code_unfolds_by_keyboard(lesson: Notebook) -> None:
    hints = lesson.cell("# Dicas 2.2: rode para ver")
    code, keys = hints.locator(".cm-content"), lesson.page.keyboard
    lesson.page.locator(".jp-MarkdownCell").filter(has_text="Exercício 2.2").locator(".jp-MarkdownOutput").click()
    keys.press("Shift+Enter")  # the arrows pass over folded code
    keys.press("Control+Enter")
    expect(lesson.output(hints).get_by_text("Próxima dica (1 de 3)")).to_be_visible()
    expect(code).to_have_count(0)
    keys.press("Enter")
    expect(code).to_contain_text("Mova o controle")


def handed_in_and_graded(notebook: Path, folder: Path) -> str:
    """The feedback on the file that the student uploads, as it lies on disk."""
    student = folder / "entregas" / "aluna"
    student.mkdir(parents=True)
    shutil.copy(notebook, student)
    turma = folder / "turma"
    for command in (["coletar", str(folder / "entregas"), "--aula", "02"], ["corrigir"], ["devolver"]):
        subprocess.run([GRADER, *command, "--turma", str(turma)], cwd=ROOT, check=True, capture_output=True)
    return (turma / "feedback" / "aluna" / "02_conexoes_residuais" / "02_conexoes_residuais.html").read_text(encoding="utf-8")


def test_a_slider_moves_by_keyboard_and_the_figure_follows(lesson: Notebook) -> None:
    output = lesson.output(lesson.cell("Escala s dos pesos"))
    figure = output.get_by_role("img", name=re.compile("Distância entre a entrada e a saída"))
    slider = output.get_by_role("slider", name="Escala s dos pesos")
    expect(figure).to_have_count(1)  # the still one is for pages without the widget
    expect(figure).to_have_attribute("alt", re.compile("s = 1,0"))
    before = figure.get_attribute("src") or ""
    slider.press("ArrowLeft")
    expect(figure).to_have_attribute("alt", re.compile("s = 0,9"))
    expect(figure).not_to_have_attribute("src", before)
    expect(output.get_by_role("spinbutton", name="Escala s dos pesos, ou digite:")).to_have_value("0.9")


def test_axe_finds_nothing_in_texts_and_outputs(lesson: Notebook) -> None:
    # JupyterLab's own frame has faults of its own; ours is what the cells show.
    assert violations(lesson.page, {"include": [[".jp-MarkdownOutput"], [".jp-OutputArea-output"]]}) == []


def test_a_notebook_reopened_without_its_kernel_shows_the_still_figure(lesson: Notebook) -> None:
    lesson.save()
    lesson.reopen_with_another_kernel()
    figure = lesson.page.get_by_role("img", name=re.compile("Distância entre a entrada e a saída"))
    figure.scroll_into_view_if_needed()
    expect(figure).to_be_visible()


@pytest.mark.parametrize("name", LESSONS)
def test_every_lesson_opens_without_a_warning(name: str, chromium: Browser, server: Server) -> None:
    page = chromium.new_context().new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    Notebook(page, server, f"{name}.ipynb")
    expect(page.locator(".jp-Dialog, .Toastify__toast")).to_have_count(0)
    assert errors == []
    assert server.warning(page, f"{name}.ipynb") is None
    page.context.close()
