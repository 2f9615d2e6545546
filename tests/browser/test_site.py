"""The site in a browser without a network: axe finds nothing, nothing is wider than the screen, and the keyboard gets everywhere.

The pages are those of the small lesson, executed, and of the real front page and glossary; a real lesson takes axe half a minute.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Browser, Page

from grader.site.build import build, pages
from grader.site.executed import run
from tests.site.small import PROJECT, ROOT, course

from .axe import violations

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]

LOOKS = [(width, scheme) for width in (390, 1280) for scheme in ("light", "dark")]
NAMES = ["index", "02_pequena"]
WIDTHS = [320, 390, 768, 1280]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small course, executed and built, with buttons for Colab."""
    place = tmp_path_factory.mktemp("site")
    made = course(place, PROJECT)
    build(made.published, made.solutions, {path: run(path) for path in made.notebooks}, place / "site")
    return place / "site"


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of the course as it is, of notebooks that were not executed."""
    place = tmp_path_factory.mktemp("curso")
    notebooks = {path: nbformat.read(path, as_version=4) for path in sorted((ROOT / "course").glob("*.ipynb"))}
    for name, content in pages(ROOT / "course", notebooks).items():
        (place / name).write_bytes(content)
    return place


class Reader:
    """Somebody who reads in a window of this width and scheme; the network is shut, and what a page asks of it is put on record."""

    def __init__(self, browser: Browser, width: int, scheme: str = "light") -> None:
        self.context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        self.asked: list[str] = []
        self.said: list[str] = []
        self.context.route(lambda url: not url.startswith("file:"), lambda route: (self.asked.append(route.request.url), route.abort()))
        self.page = self.context.new_page()
        self.page.on("request", lambda request: self.asked.append(request.url) if request.url.startswith("http") else None)
        self.page.on("console", lambda message: self.said.append(message.text))

    def open(self, path: Path, *, unfolded: bool = True) -> Page:
        self.page.goto(path.as_uri())
        if unfolded:
            self.page.evaluate("document.querySelectorAll('details').forEach(folded => { folded.open = true })")
        return self.page

    @property
    def too_wide(self) -> int:
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.fixture
def reader(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Reader]:
    made = Reader(chromium, *getattr(request, "param", (1280, "light")))
    yield made
    made.context.close()


@pytest.mark.parametrize("reader", LOOKS, indirect=True, ids=str)
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing_and_nothing_is_asked_of_a_network(name: str, reader: Reader, site: Path) -> None:
    page = reader.open(site / f"{name}.html")
    page.wait_for_load_state("networkidle")
    assert (reader.asked, reader.said, reader.too_wide) == ([], [], 0)
    found = violations(page)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("reader", LOOKS, indirect=True, ids=str)
@pytest.mark.parametrize("name", ["index", "glossario"])
def test_axe_finds_nothing_in_the_real_front_page_and_glossary(name: str, reader: Reader, real: Path) -> None:
    found = violations(reader.open(real / f"{name}.html"))
    assert not found, "\n".join(found)


def test_no_page_of_the_course_is_wider_than_the_screen(reader: Reader, real: Path, site: Path) -> None:
    wide = {}
    for path in (*sorted(real.glob("*.html")), site / "02_pequena.html"):
        page = reader.open(path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            wide[path.stem, width] = reader.too_wide
    assert {look: pixels for look, pixels in wide.items() if pixels > 0} == {}
    assert (reader.asked, reader.said) == ([], [])


def test_the_page_shows_what_the_notebook_showed(reader: Reader, site: Path) -> None:
    page = reader.open(site / "02_pequena.html", unfolded=False)
    assert page.locator("figure img").count() == 3, "one of mostrar, two of explora, which nobody moves here"
    assert page.locator("figure img").nth(2).get_attribute("alt") == "Uma reta que sobe de 0 a 3."
    assert page.locator("math").count() == 5
    assert "ainda não respondido" in page.inner_text("main")
    for secret in ("Três mais três", "Dois mais dois", "O que é somar um número"):
        assert not page.get_by_text(secret).first.is_visible(), "hints and right options wait to be asked for"
    page.get_by_text("Próxima dica (1 de 2)").click()
    assert page.locator("p", has_text="O que é somar um número a ele mesmo?").first.is_visible()


def test_the_keyboard_skips_to_the_text_and_sees_where_it_is(reader: Reader, site: Path) -> None:
    page = reader.open(site / "02_pequena.html", unfolded=False)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Ir para o conteúdo"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left >= 0"), "the link comes into sight with the focus"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "principal"


def test_long_code_scrolls_in_its_box_by_keyboard(chromium: Browser, site: Path) -> None:
    reader = Reader(chromium, 390)
    page = reader.open(site / "02_pequena.html")
    box = page.locator(".codigo", has_text="comprida de propósito")
    assert box.evaluate("box => box.scrollWidth > box.clientWidth")
    box.focus()
    page.keyboard.press("ArrowRight")
    for _ in range(40):  # it scrolls smoothly; the page's own policy forbids playwright to wait by script
        if box.evaluate("box => box.scrollLeft > 0"):
            break
        page.wait_for_timeout(50)
    assert box.evaluate("box => box.scrollLeft > 0")
    reader.context.close()


def test_what_goes_on_to_the_right_fades_until_it_is_moved_there_or_in_focus(chromium: Browser, site: Path) -> None:
    reader = Reader(chromium, 390)
    page = reader.open(site / "02_pequena.html")
    long, short = page.locator(".codigo", has_text="comprida de propósito"), page.locator(".codigo", has_text="SEU CÓDIGO AQUI")
    faded = "box => getComputedStyle(box).maskImage !== 'none'"
    assert [box.evaluate(faded) for box in (long, short)] == [True, False]
    page.keyboard.press("Tab")  # a ring is drawn for the keyboard alone
    long.focus()
    assert not long.evaluate(faded)
    long.evaluate("box => { box.blur(); box.scrollLeft = box.scrollWidth }")
    page.wait_for_timeout(200)
    assert not long.evaluate(faded)
    reader.context.close()


@pytest.mark.parametrize(
    ("reader", "beside"), [((390, "light"), False), ((1280, "light"), True)], indirect=["reader"], ids=["phone", "desk"]
)
def test_the_table_of_contents_stands_beside_the_text_or_folded_above_it(reader: Reader, beside: bool, site: Path) -> None:
    page = reader.open(site / "02_pequena.html", unfolded=False)
    assert page.get_by_role("navigation", name="Nesta aula").count() == 1, "one at a time, for a screen reader too"
    if not beside:
        page.locator("summary", has_text="Nesta aula").click()
    page.get_by_role("link", name="Exercício 2.1 — Dobrar", exact=True).click()
    assert page.evaluate("document.querySelector(':target').tagName") == "H3"
    assert abs(page.evaluate("document.querySelector(':target').getBoundingClientRect().top")) < 60


def test_a_line_of_text_is_about_seventy_letters(reader: Reader, real: Path) -> None:
    page = reader.open(real / "02_conexoes_residuais.html")
    lines = page.evaluate(_LETTERS)
    assert 55 <= lines <= 80, lines


_LETTERS = """() => {
  const long = [...document.querySelectorAll('main > p')].filter(p => p.textContent.length > 300 && !p.querySelector('math'));
  const rates = long.map(p => p.textContent.length / Math.round(p.clientHeight / parseFloat(getComputedStyle(p).lineHeight)));
  return Math.max(...rates);
}"""


def test_on_paper_there_is_the_lesson_alone_and_no_line_is_cut(reader: Reader, site: Path) -> None:
    page = reader.open(site / "02_pequena.html")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 720, "height": 1000})  # A4 without its margins
    assert not page.locator(".topo, .lateral, .dobrada, .vizinhas, .acoes, .rodape").filter(visible=True).count()
    assert page.locator("h1").is_visible()
    cut = page.evaluate("[...document.querySelectorAll('.codigo, .impresso')].filter(box => box.scrollWidth > box.clientWidth).length")
    assert cut == 0
    assert page.pdf().startswith(b"%PDF")
