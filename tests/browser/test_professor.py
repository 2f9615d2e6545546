"""`make professor` on a class of three, one of them hostile: an open question graded as a person does it, and what comes of it."""

from __future__ import annotations

import csv
import re
import runpy
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from playwright.sync_api import Browser, BrowserContext, Dialog, Locator, Page, Request, expect

from grader.formgrader import phrases
from grader.professor import STATIC, TEMPLATES
from tests.attacks import CASES
from tests.demonstracao import OPEN_ANSWER as ANSWER
from tests.demonstracao import Student, graded, lesson, to_bytes, write_class

from .formgrader import ROOT, give, open_submission, origin, ready, serving

pytestmark = [pytest.mark.browser, pytest.mark.sandbox, pytest.mark.xdist_group("professor")]

LESSON = lesson().name
ANA, HALF = "ana", "bia"
HOSTILE = "<img src=x onerror=window.atacado=1>"
"""A folder's name, and so a student's."""
COMMENT = 'Falta o termo I: <b>veja</b> & "a metade"; =1+1'
NO_FONT = "about:blank"
"""MathJax tries a font that does not exist, on every page with formulas."""


def hostile(notebook: NotebookNode) -> bytes:
    """All that tests/cases/ataques/caderno holds against a page, in one notebook."""
    for name in ("script_na_resposta", "tratadores_de_eventos", "svg_e_molduras", "ligacoes_javascript", "pedidos_para_fora"):
        notebook = nbformat.reads(runpy.run_path(str(CASES / "caderno" / f"{name}.py"))["monta"](notebook), as_version=4)
    return to_bytes(notebook)


STUDENTS = {
    ANA: Student(graded()),
    HALF: Student(graded(), {"2.1": "2.1/errado/soma_x_em_vez_de_h"}),
    HOSTILE: Student(graded(), accident=hostile),
}


def grader(folder: Path, *arguments: str) -> None:
    """A command of the grader, which has to succeed."""
    command = [f"{sys.prefix}/bin/grader", arguments[0], "--turma", str(folder), *arguments[1:]]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The class, graded once."""
    made = tmp_path_factory.mktemp("turma")
    write_class(made, STUDENTS)
    grader(made, "corrigir")
    return made


@pytest.fixture(scope="module")
def address(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """What `make professor` prints, as long as it runs."""
    with serving(folder, tmp_path_factory.mktemp("casa")) as told:
        yield told


@dataclass
class Watched:
    """What pages did while they were open."""

    requests: set[str] = field(default_factory=set)
    dialogs: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)


@pytest.fixture
def context(chromium: Browser, address: str) -> Iterator[BrowserContext]:
    """A browser that has opened the page with its token."""
    opened = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="pt-BR")
    page = opened.new_page()
    page.goto(address)
    page.close()
    yield opened
    opened.close()


@pytest.fixture
def watched() -> Watched:
    return Watched()


@pytest.fixture
def page(context: BrowserContext, watched: Watched) -> Page:
    def seen(request: Request) -> None:
        watched.requests.add(request.url)

    def dismiss(dialog: Dialog) -> None:
        watched.dialogs.append(dialog.message)
        dialog.dismiss()

    opened = context.new_page()
    opened.on("request", seen)
    opened.on("dialog", dismiss)
    opened.on("console", lambda message: NO_FONT in message.text or watched.console.append(message.text))
    opened.on("pageerror", lambda error: watched.console.append(str(error)))
    return opened


def queue(page: Page, address: str) -> Locator:
    """From the first page to the list of submissions, as a person clicks; its rows."""
    page.goto(f"{origin(address)}/formgrader/gradebook")
    for _ in range(2):  # the lesson, then its one notebook
        page.get_by_role("link", name=LESSON, exact=True).last.click()
        page.wait_for_url("**/gradebook/**")
    rows = page.locator("#main-table tr")
    expect(rows).to_have_count(len(STUDENTS))
    return rows


def test_open_questions_queue_and_what_a_person_gives_stays(page: Page, address: str, folder: Path, watched: Watched) -> None:
    waiting = queue(page, address).locator(".needs-manual-grade .glyphicon-ok")
    expect(waiting).to_have_count(len(STUDENTS))
    page.get_by_role("button", name="Mostrar os nomes").click()
    page.get_by_role("link", name=ANA, exact=True).click()
    ready(page)
    expect(page.locator("#aberta-2")).to_be_focused()
    expect(page.locator(".criterios")).to_contain_text("Resposta de referência e critérios")
    give(page, "aberta-2", "1.2", COMMENT)

    grader(folder, "corrigir", "--refazer")  # beside the open page
    grader(folder, "devolver")
    grader(folder, "exportar")

    with (folder / "notas.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["aluno"]: row for row in csv.DictReader(file, delimiter=";")}
    assert (rows[ANA]["aberta"], rows[ANA]["nota"]) == ("1,2", "9,7")
    assert (rows[HALF]["aberta"], rows[HALF]["estado"]) == ("", "corrigida")
    page.goto((folder / "feedback" / ANA / LESSON / f"{LESSON}.html").as_uri())
    answered = page.locator("section, article").filter(has_text="Questão aberta").last
    expect(answered).to_contain_text("1,2")
    expect(answered).to_contain_text(COMMENT)
    open_submission(page, address, LESSON, ANA)
    expect(page.locator("#aberta-2")).to_have_value("1.2")
    expect(page.locator("#aberta-2-comment")).to_have_value(COMMENT)
    queue(page, address)
    expect(page.locator("#main-table .needs-manual-grade .glyphicon-ok")).to_have_count(len(STUDENTS) - 1)
    assert watched.dialogs == []


def test_what_could_not_be_saved_is_said_and_the_next_is_saved(page: Page, address: str, folder: Path, watched: Watched) -> None:
    open_submission(page, address, LESSON, HALF)
    comment = page.locator("#ex-2-1-comment")
    other = sqlite3.connect(folder / "gradebook.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with page.expect_event("dialog", timeout=30_000):
        comment.fill("perdido")
        comment.blur()
    other.rollback()
    other.close()
    assert "pode não ter sido gravado" in watched.dialogs[0]
    with page.expect_response(lambda answer: answer.request.method == "PUT" and answer.ok):
        comment.fill("Cuidado com a ordem.")
        comment.blur()
    page.reload()
    expect(comment).to_have_value("Cuidado com a ordem.")


def test_formulas_are_drawn_without_the_network(page: Page, address: str) -> None:
    open_submission(page, address, LESSON, ANA)
    expect(page.locator(".criterios .MathJax").first).to_be_visible()


def test_nothing_that_a_student_wrote_is_alive(page: Page, address: str, watched: Watched) -> None:
    open_submission(page, address, LESSON, HOSTILE)
    expect(page.locator(".live-notebook .name-shown").first).to_have_text(re.compile("img src=x onerror"))
    expect(page.locator("#notebook").first).to_contain_text(ANSWER.partition("\n")[0][:40])
    page.evaluate(TOUCH)
    page.wait_for_timeout(300)
    assert page.evaluate("window.atacado") is None
    assert (watched.dialogs, watched.console) == ([], [])
    assert {url for url in watched.requests if not url.startswith((origin(address) + "/", "data:", NO_FONT))} == set()


TOUCH = """() => {
  document.addEventListener('click', event => { if (event.target.closest('a')) event.preventDefault(); }, true);
  document.addEventListener('submit', event => event.preventDefault(), true);
  for (const element of document.querySelectorAll('#notebook a, #notebook img, #notebook summary, #notebook [onclick], #notebook *')) {
    if (element.closest('.panel-heading')) continue;  // formgrader's own buttons give points
    element.dispatchEvent(new MouseEvent('mouseover', {bubbles: true}));
    if (element.matches('a, summary')) element.click();
  }
}"""

ALIVE = """() => {
  const attack = "window.atacado = 1; fetch('http://127.0.0.1:9/atacado')";
  document.body.insertAdjacentHTML('beforeend', `<img src="http://127.0.0.1:9/x" onerror="${attack}">`);
  $('body').append('<script>' + attack + '<' + '/script>');
  $('body').append(`<iframe srcdoc="<script>parent.atacado = 1</script>"></iframe>`);
}"""


def test_a_script_that_came_through_would_not_run_either(page: Page, address: str, watched: Watched) -> None:
    """The second wall, without the first: as if the filter of Markdown had let everything through."""
    open_submission(page, address, LESSON, ANA)
    page.evaluate(ALIVE)
    page.wait_for_timeout(300)
    assert page.evaluate("window.atacado") is None
    assert any("Content Security Policy" in line for line in watched.console)


CLOSED = [
    "api/contents",
    "api/kernels",
    "api/sessions",
    "api/terminals",
    "files/nbgrader_config.py",
    "lab",
    "tree",
    "formgrader?path=/tmp",
    "formgrader/manage_assignments",
    "formgrader/manage_students",
    f"formgrader/api/submission/{LESSON}/{ANA}/autograde",
    f"formgrader/api/assignment/{LESSON}/assign",
    "formgrader/static/../../../../nbgrader/api.py",
]


@pytest.mark.parametrize("place", CLOSED)
def test_nothing_but_grading_by_hand_is_served(context: BrowserContext, address: str, place: str) -> None:
    """No kernel, no file, and none of formgrader's buttons that run a student's code without walls."""
    token = next(cookie["value"] for cookie in context.cookies() if cookie["name"] == "_xsrf")
    for method in ("GET", "POST"):
        answer = context.request.fetch(f"{origin(address)}/{place}", method=method, headers={"X-CSRFToken": token})
        assert answer.status in {404, 405}


def test_only_this_machine_and_only_with_the_token(chromium: Browser, address: str) -> None:
    port = int(address.split(":")[2].partition("/")[0])
    listening = [line.split()[1] for kind in ("tcp", "tcp6") for line in Path(f"/proc/net/{kind}").read_text().splitlines()[1:]]
    assert {place for place in listening if place.endswith(f":{port:04X}") and not place.startswith("0100007F")} == set()
    stranger = chromium.new_context()
    assert "login" in stranger.request.get(f"{origin(address)}/formgrader/gradebook").url
    assert stranger.request.get(f"{origin(address)}/formgrader/api/assignments", max_redirects=0).status in {302, 403}
    stranger.close()


@pytest.mark.parametrize("name", phrases())
def test_every_phrase_is_still_in_nbgraders_own_file(name: str) -> None:
    """After an upgrade of nbgrader: mend grader/templates/formgrader/frases.json."""
    places = (TEMPLATES / name, TEMPLATES / "formgrade" / name, STATIC / "js" / name)
    text = next(place for place in places if place.is_file()).read_text(encoding="utf-8")
    for english, portuguese in phrases()[name]:
        assert english in text
        text = text.replace(english, portuguese)
