"""The class report in a real browser: axe finds nothing, it fits a phone, and nothing that a student wrote is alive in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.classreport.test_copies import work
from tests.classreport.test_page import a_class, hostile, page_of

from .axe import violations

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("relatorio")]

LOOKS = [(width, scheme) for width in (390, 1280) for scheme in ("light", "dark")]
CLASSES = {
    "ninguém": page_of([]),
    "uma turma": page_of(a_class(), {"ana": work(3), "bia": work(3)}, ("aluno-03",)),
    "uma turma hostil": hostile(),
}


@pytest.fixture
def page(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, scheme = request.param
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    yield context.new_page()
    context.close()


def show(page: Page, html: str) -> None:
    page.set_content(html, wait_until="domcontentloaded")
    page.evaluate("document.querySelectorAll('details').forEach(folded => { folded.open = true })")


@pytest.mark.parametrize("page", LOOKS, indirect=True, ids=str)
@pytest.mark.parametrize("name", CLASSES)
def test_axe_finds_nothing_and_the_page_fits_the_screen(page: Page, name: str) -> None:
    show(page, CLASSES[name])
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert violations(page) == []
    assert wide <= 0


@pytest.mark.parametrize("page", LOOKS[:1], indirect=True, ids=str)
def test_nothing_in_a_hostile_class_is_alive_and_nothing_is_asked_of_the_network(page: Page) -> None:
    asked: list[str] = []
    told: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: (told.append(dialog.message), dialog.dismiss()))
    show(page, CLASSES["uma turma hostil"])
    page.wait_for_timeout(150)
    assert (asked, told) == ([], [])
    assert page.evaluate("document.querySelectorAll('script, img, iframe, [onerror], [onload]').length") == 0


@pytest.mark.parametrize("page", LOOKS, indirect=True, ids=str)
def test_the_figures_stand_out_from_the_paper(page: Page) -> None:
    """Three to one, as WCAG 1.4.11 asks of what a figure is read from; axe does not look inside figures."""
    show(page, CLASSES["uma turma"])
    ratios = page.evaluate(
        """() => {
          const style = getComputedStyle(document.documentElement);
          const light = name => {
            const hex = style.getPropertyValue(name).trim().slice(1);
            const part = at => {
              const c = parseInt(hex.slice(at, at + 2), 16) / 255;
              return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
            };
            return 0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4);
          };
          const paper = light('--papel');
          return ['--figura-azul', '--figura-vermelho', '--figura-cinza'].map(name => {
            const one = light(name);
            return (Math.max(one, paper) + 0.05) / (Math.min(one, paper) + 0.05);
          });
        }"""
    )
    assert min(ratios) >= 3


@pytest.mark.parametrize("page", LOOKS[:1], indirect=True, ids=str)
def test_on_paper_nothing_stays_folded(page: Page) -> None:
    """A folded list of names would be lost in print."""
    page.set_content(CLASSES["uma turma"], wait_until="domcontentloaded")
    page.emulate_media(media="print")
    folded = "[...document.querySelectorAll('details > p, details > table, details > div')]"
    seen = page.evaluate(f"{folded}.map(one => one.checkVisibility())")
    assert seen
    assert all(seen)
