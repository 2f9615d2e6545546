"""axe finds nothing in what is ours: the lesson as a page, and the feedback, on a phone and on a desk, light and dark."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from playwright.sync_api import Browser, Page

from grader.lesson.publish import load_lesson
from grader.records import RepairedCell, Role, Verdict
from grader.report import feedback_html
from tests.readings import GRADED, LESSONS, ROOT
from tests.test_report import PNG, graded, lesson

from .axe import violations

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("acessibilidade")]

LOOKS = [(width, scheme) for width in (390, 1280) for scheme in ("light", "dark")]
NOT_OURS = [
    [".jp-InputPrompt"],  # nbconvert's template: "In [1]:", too pale on white
    [".highlight"],  # its colours of code, Pygments' own: comments and keywords fall short of 4.5
]


@pytest.fixture(scope="module", params=LESSONS)
def solved(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> nbformat.NotebookNode:
    """A published lesson with every answer filled in, run as a build server runs it: nobody there to move a slider."""
    name = request.param
    leave = shutil.ignore_patterns(".trilha", "__pycache__")
    course = Path(shutil.copytree(ROOT / "course", tmp_path_factory.mktemp("aula") / "course", ignore=leave))
    solutions = load_lesson(ROOT / "solutions" / f"{name}.py").solutions if name in GRADED else {}
    notebook = nbformat.read(course / f"{name}.ipynb", as_version=4)
    for cell in notebook.cells:
        cell.source = solutions.get(cell.id, cell.source)
    # Labs and figures are tagged for the grader to skip; a reader sees them.
    client = NotebookClient(notebook, timeout=300, skip_cells_with_tag="", resources={"metadata": {"path": str(course)}})
    return client.execute()


@pytest.fixture
def page(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, scheme = request.param
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    context.route("http*://**", lambda route: route.abort())  # MathJax and the Colab badge: not ours, and not there offline
    yield context.new_page()
    context.close()


def problems(page: Page, html: str, context: dict[str, list[list[str]]] | None = None) -> list[str]:
    page.set_content(html, wait_until="domcontentloaded")
    page.evaluate("document.querySelectorAll('details').forEach(folded => { folded.open = true })")
    found = violations(page, context)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return found + ([f"the page is {wide} pixels wider than the screen"] if wide > 0 else [])


@pytest.fixture(scope="module")
def pages(solved: nbformat.NotebookNode) -> dict[str, str]:
    """The lesson as HTML, by colour scheme."""
    return {theme: HTMLExporter(theme=theme, language_code="pt").from_notebook_node(solved)[0] for theme in ("light", "dark")}


@pytest.mark.parametrize(("page", "theme"), [(look, look[1]) for look in LOOKS], indirect=["page"], ids=str)
def test_the_lesson_as_a_page(page: Page, theme: str, pages: dict[str, str]) -> None:
    found = problems(page, pages[theme], {"exclude": NOT_OURS})
    assert not found, "\n".join(found)


PAIRS = [
    (Verdict.RIGHT, Verdict.PARTIAL),
    (Verdict.WRONG, Verdict.TIME),
    (Verdict.ERROR, Verdict.UNANSWERED),
    (Verdict.MEMORY, Verdict.NOT_JUDGED),
]
OUTPUTS = {
    "ex-2-1": [
        {"output_type": "display_data", "data": {"image/png": PNG}},
        {"output_type": "stream", "name": "stderr", "text": "aviso"},
    ],
    "ex-2-2": [{"output_type": "error", "ename": "ValueError", "evalue": "não", "traceback": ["Traceback", "ValueError: não"]}],
    "teste-2-2": [{"output_type": "stream", "name": "stdout", "text": "2.2  ✗  " + "comprida" * 40}],
}
COMMENTS = {"2.1": "Bom caminho.", "aberta": "Falta o termo I."}


@pytest.mark.parametrize("page", LOOKS, indirect=True, ids=str)
@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_the_feedback(page: Page, first: Verdict, second: Verdict) -> None:
    one = graded(first, second)
    added = RepairedCell("extra", "code", Role.ADDED, "print('rascunho')")
    assert problems(page, feedback_html(replace(one, cells=(*one.cells, added), outputs=OUTPUTS), lesson(), COMMENTS)) == []
