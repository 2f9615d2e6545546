"""No page that shows a student's work runs a script of his or asks anything of the network: the feedback, formgrader's grading page.

Every attack whose answer could be live in a page is graded, put on record in a real class folder, and opened in Chromium.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from nbconvert.exporters import HTMLExporter
from nbgrader.server_extensions.formgrader import handlers
from nbgrader.server_extensions.formgrader.formgrader import FormgradeExtension
from playwright.sync_api import Browser, BrowserContext, Dialog, Error, Page, Route
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from grader import grade
from grader.grade import Reference
from grader.gradebook.book import Gradebook
from grader.lesson.source import read
from grader.records import Graded
from grader.report import feedback_html
from grader.runner import Runner
from tests.attacks import Attack, corpus, guarded, neighbour, prepare
from tests.demonstracao import SOURCE

pytestmark = [pytest.mark.browser, pytest.mark.sandbox, pytest.mark.xdist_group("paginas")]

PAGE_LANGUAGE = ("<script", "<svg", "<img", "javascript:", "text/html", "\\x1b")
BULKY = {"celulas_que_se_parecem", "bombas_para_o_analisador", "celulas_de_nota_a_mais"}
"""Thousands of cells, or cells of 10^5 characters, and no markup: formgrader takes a minute to show each."""
LIVE = [
    one
    for one in corpus()
    if (one.path.parent.name == "caderno" and one.path.stem not in BULKY) or any(map(one.path.read_text().__contains__, PAGE_LANGUAGE))
]
ORIGIN = "http://formgrader.teste"
CLICKS = "a, button, summary, [onclick], [onmouseover]"
SETTLE_MS = 150
"""For an image that fails, an animation or a timer to call what it carries."""

STUDENT = "atacante"
HONEST = "vizinha"


@dataclass
class Seen:
    """What a page did while it was open."""

    requests: set[str]
    dialogs: list[str]
    console: list[str]
    attacked: object


@pytest.fixture(scope="module")
def reference(runner: Runner) -> Reference:
    return prepare(runner)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gradebook]:
    with Gradebook(tmp_path_factory.mktemp("turma")) as opened:
        opened.register(guarded(), read(SOURCE))
        yield opened


@pytest.fixture(scope="module")
def context(chromium: Browser) -> Iterator[BrowserContext]:
    opened = chromium.new_context()
    yield opened
    opened.close()


def filed(book: Gradebook, graded: Graded) -> Graded:
    """What the pages are made from: the record, read back."""
    book.record(graded, "impressão")
    return book.load(graded.result.student, graded.result.lesson)


def feedback_page(book: Gradebook, graded: Graded) -> str:
    return feedback_html(filed(book, graded), guarded(), {"aberta": "Veja a resposta."})


def grading_page(book: Gradebook, graded: Graded) -> str:
    """As formgrader's SubmissionHandler renders it, with the configuration that lies in the class folder."""
    filed(book, graded)
    config = Config(PyFileConfigLoader("nbgrader_config.py", path=str(book.files.root)).load_config())
    config.merge(FormgradeExtension().build_extra_config())
    student, lesson = graded.result.student, graded.result.lesson
    lesson_names = dict.fromkeys(("assignment_id", "notebook_id"), lesson)
    student_names = {"student": student, "last_name": None, "first_name": None}
    place = {"submission_id": "1", "index": 0, "total": 1, "base_url": "", "notebook_path": "x.ipynb"}
    path = str(book.files.notebook("autograded", student, lesson))
    html: str = HTMLExporter(config=config).from_filename(path, resources=lesson_names | student_names | place)[0]
    return html


PAGES: dict[str, Callable[[Gradebook, Graded], str]] = {"devolutiva": feedback_page, "formgrader": grading_page}


def look(context: BrowserContext, html: str) -> Seen:
    """Open the page, touch all that can be touched, and tell what it did. Only formgrader's own files are answered."""
    seen = Seen(set(), [], [], None)
    page = context.new_page()

    def answer(route: Route) -> None:
        url = urlsplit(route.request.url)
        static = Path(handlers.static_path, url.path.partition("/formgrader/static/")[2])
        if url.path == "/pagina":
            route.fulfill(body=html, content_type="text/html; charset=utf-8")
            return
        seen.requests.add(url._replace(query="").geturl() if url.netloc == urlsplit(ORIGIN).netloc else route.request.url)
        if "/formgrader/static/" in url.path and static.is_file():
            route.fulfill(path=static)
        else:
            route.abort()

    def dismiss(dialog: Dialog) -> None:
        seen.dialogs.append(dialog.message)
        dialog.dismiss()

    page.route("**/*", answer)
    page.on("dialog", dismiss)
    page.on("console", lambda message: seen.console.append(message.text))
    try:
        page.goto(f"{ORIGIN}/pagina", wait_until="load")
        _touch(page)
        page.wait_for_timeout(SETTLE_MS)
        seen.attacked = page.evaluate("window.atacado === undefined ? null : String(window.atacado)")
    except Error as error:  # what a student wrote took the person to another page
        seen.attacked = str(error)
    page.close()
    return seen


def _touch(page: Page) -> None:
    """Click, hover and focus, without leaving the page by a link."""
    page.evaluate(
        """selector => {
          document.addEventListener('click', event => {
            const link = event.target.closest('a[href]');
            if (link && !link.href.startsWith('javascript:')) event.preventDefault();
          }, true);
          document.addEventListener('submit', event => {
            if (!event.target.action.startsWith('javascript:')) event.preventDefault();
          }, true);
          for (const element of document.querySelectorAll(selector)) {
            if (element.closest('nav')) continue;
            element.dispatchEvent(new MouseEvent('mouseover', {bubbles: true}));
            element.focus();
            element.click();
          }
        }""",
        CLICKS,
    )


def own_noise(console: list[str]) -> list[str]:
    """Console lines without the browser's own about files that the test does not serve."""
    return [line for line in console if "Failed to load resource" not in line]


@pytest.fixture(scope="module")
def quiet(book: Gradebook, runner: Runner, reference: Reference, context: BrowserContext) -> dict[str, Seen]:
    """What each page does by itself, with an honest student's work in it."""
    graded = grade.grade(runner, reference, HONEST, neighbour())
    return {name: look(context, make(book, graded)) for name, make in PAGES.items()}


@pytest.fixture(scope="module")
def graded_attack(runner: Runner, reference: Reference) -> Callable[[Attack], Graded]:
    known: dict[str, Graded] = {}

    def graded(attack: Attack) -> Graded:
        if attack.name not in known:
            known[attack.name] = grade.grade(runner, reference, STUDENT, attack.submission())
        return known[attack.name]

    return graded


@pytest.mark.parametrize("attack", LIVE, ids=lambda attack: attack.name)
@pytest.mark.parametrize("kind", PAGES)
def test_nothing_that_a_student_wrote_is_alive_in_a_page(
    kind: str,
    attack: Attack,
    book: Gradebook,
    context: BrowserContext,
    quiet: dict[str, Seen],
    graded_attack: Callable[[Attack], Graded],
) -> None:
    seen = look(context, PAGES[kind](book, graded_attack(attack)))
    assert (seen.attacked, seen.dialogs) == (None, [])
    assert own_noise(seen.console) == own_noise(quiet[kind].console)
    assert seen.requests <= quiet[kind].requests


def test_the_feedback_asks_for_nothing_at_all(quiet: dict[str, Seen]) -> None:
    assert quiet["devolutiva"] == Seen(set(), [], [], None)


def test_formgraders_own_scripts_ran(quiet: dict[str, Seen]) -> None:
    """Else the attacks on what those scripts do with a student's text would not have been tried."""
    assert f"{ORIGIN}/formgrader/static/js/formgrade.js" in quiet["formgrader"].requests


ALIVE = ("caderno/script_na_resposta", "caderno/tratadores_de_eventos", "caderno/svg_e_molduras", "caderno/pedidos_para_fora")


@pytest.mark.parametrize("name", ALIVE)
def test_without_the_filter_the_grading_page_is_alive(
    name: str, book: Gradebook, context: BrowserContext, quiet: dict[str, Seen], graded_attack: Callable[[Attack], Graded]
) -> None:
    """The test above can fail: each of these attacks works on a class whose configuration lacks our two lines."""
    config = book.files.root / "nbgrader_config.py"
    whole = config.read_text()
    config.write_text("".join(line for line in whole.splitlines(keepends=True) if "HTMLExporter" not in line))
    try:
        graded = graded_attack(next(attack for attack in LIVE if attack.name == name))
        seen = look(context, grading_page(book, replace(graded, result=replace(graded.result, student="sem-filtro"))))
    finally:
        config.write_text(whole)
    assert seen.attacked or seen.dialogs or not seen.requests <= quiet["formgrader"].requests
