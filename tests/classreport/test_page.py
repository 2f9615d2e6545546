"""The page of the class report: complete, in Portuguese, and inert whatever a student is called or wrote."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from grader.classreport import plots
from grader.classreport.copies import find
from grader.classreport.page import NAMES, SHOWN_LIMIT, class_html
from grader.classreport.statistics import summarise
from grader.records import Result, State, Verdict
from tests.conftest import ROOT
from tests.test_report import EVIL, Page, text_of

from .results import IDS, NAME, exercise, lesson, result
from .test_copies import long_answer, work


def a_class() -> list[Result]:
    """Twelve graded, in a line from the worst to the best; one of each kind that needs a person."""
    line = [result(f"aluno-{n:02d}", [0.25 * n, 0.0 if n < 6 else 3.0, 1.5, None], seconds=0.5 + n) for n in range(1, 13)]
    wrong = replace(line[0], exercises=(exercise("2.1", 0.0, mistake="soma_no_lugar", flags=("BatchNorm1d",)), *line[0].exercises[1:]))
    lost = Result("sem-leitura", NAME, None, 10.0, State.UNREADABLE, (), ("Termina no meio.",))
    return [wrong, *line[1:], lost, Result("sumida", NAME, None, 10.0, State.NOT_RECEIVED)]


def page_of(results: list[Result], answers: dict[str, dict[str, str]] | None = None, unread: tuple[str, ...] = ()) -> str:
    known = answers or {}
    return class_html(lesson(), summarise(lesson(), results), find(known, []), known, unread)


def test_the_page_tells_scores_exercises_mistakes_needs_and_times() -> None:
    text = text_of(page_of(a_class()))
    assert "Relatório da turma: 02 · Conexões residuais" in text
    assert "14 alunos: 12 com a entrega corrigida, 1 ilegível, 1 sem entrega." in text
    assert "Usam o que o enunciado não permite: 1 A nota não mudou. Leia a resposta e decida. aluno-01 (2.1: BatchNorm1d)" in text
    assert "Ilegíveis: 1" in text
    assert "sem-leitura (Termina no meio.)" in text
    assert "Não entregaram: 1 sumida" in text
    assert "Ainda sem a questão aberta de 12 alunos, que vale até 1." in text
    assert "2.1 — Somar, em ordem 53 %" in text
    assert "2.3 — Somar, em ordem 50 % não há: aqui todos fizeram os mesmos pontos" in text
    assert "1 aluno: O atalho soma a entrada intacta: x + f(x). (soma no lugar)Quem aluno-01" in text
    assert "1 min 24" not in text
    assert "84,0 s somando todas" in text
    assert "7,0 s mediana" in text
    assert "12,5 s a mais demorada (aluno-12)" in text
    assert "Nenhum par de alunos" in text


def test_numbers_have_the_brazilian_comma() -> None:
    text = text_of(page_of(a_class()))
    assert not re.findall(r"\d\.\d{2,}", text)
    assert re.search(r"2\.2 — Somar, em ordem 58 % 0,\d+ \(muito boa\)", text)


def test_a_small_or_empty_class_gets_words_and_no_number() -> None:
    few = text_of(page_of(a_class()[:3]))
    assert few.count("entregas de menos para dizer") == len(IDS)
    nobody = text_of(page_of([]))
    assert "0 alunos: 0 com a entrega corrigida." in nobody
    assert "Ninguém tem nota ainda." in nobody
    assert "Nenhum exercício foi julgado ainda." in nobody
    assert "Nada foi corrigido ainda." in nobody


def test_figures_have_alternative_text_and_a_table() -> None:
    html = page_of(a_class())
    figures = [attributes for tag, attributes in Page(html).tags if tag == "svg"]
    assert [one["role"] for one in figures] == ["img", "img"]
    assert figures[0]["aria-label"].startswith("Histograma de 12 notas, de 0 a 10, em 10 faixas. A mediana é ")  # type: ignore[union-attr]
    assert "A maior média é a do 2.2, com 58\u00a0% dos pontos; a menor, a do 2.3, com 50" in figures[1]["aria-label"]  # type: ignore[operator]
    assert html.count("Os números do gráfico") == 2


def test_figures_take_their_colours_from_the_page_and_repeat_no_id() -> None:
    html = page_of(a_class())
    drawn = "".join(re.findall(r"<svg.*?</svg>", html, re.DOTALL))
    assert set(re.findall(r"#[0-9a-f]{6}\b", drawn)) == set()
    assert all(f"{name}: " in html for name in re.findall(r"var\((--[\w-]+)\)", drawn))
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert sorted(ids) == sorted(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)", drawn)) <= set(ids)
    assert page_of(a_class()) == html


def test_the_figures_colours_are_the_courses_own() -> None:
    """On paper and on a light screen; trilha cannot be imported here, so its palette is read."""
    palette = dict(re.findall(r'^([A-Z]+) = "(#[0-9a-f]{6})"', (ROOT / "course/trilha/cores.py").read_text(), re.MULTILINE))
    html = page_of(a_class())
    for name, color in (("azul", "AZUL"), ("vermelho", "VERMELHO"), ("cinza", "CINZA")):
        assert html.count(f"--figura-{name}: {palette[color]};") == 2


def test_every_shade_has_a_pattern_or_colour_of_its_own() -> None:
    assert len({(color, hatch) for _, _, color, hatch in plots.SHADES}) == len(plots.SHADES)
    covered = [kind for _, kinds, _, _ in plots.SHADES for kind in kinds]
    assert sorted(covered) == sorted(set(Verdict) - {Verdict.NOT_JUDGED})


def test_likely_copies_stand_side_by_side_with_what_they_share_marked() -> None:
    copied = {name: f"x = {place}\n{text}" for place, (name, text) in enumerate(work(3).items())}
    html = page_of(a_class(), {"ana": copied, "bia": work(3), "caio": work(4)})
    assert "É uma pista, e não um veredito." in html
    assert "2 alunos: ana, bia" in text_of(html)
    assert "caio" not in html
    assert html.count("<mark>") == 2 * len(copied)
    assert f"<mark>{work(3)['2.1']}</mark>" in html
    assert f"x = 0\n<mark>{work(3)['2.1']}</mark>" in html


def test_who_could_not_be_compared_is_named() -> None:
    assert "o caderno corrigido falta ou está danificado: aluno-03." in text_of(page_of(a_class(), {}, ("aluno-03",)))


def hostile() -> str:
    evil = replace(result(EVIL, [0.0, 1.0, 2.0, None]), exercises=(exercise("2.1", 0.0, mistake=EVIL, flags=(EVIL,)),))
    unreadable = Result(f"{EVIL}2", NAME, None, 10.0, State.UNREADABLE, (), (EVIL,))
    answers = {f"{EVIL}{copy}": {name: f"{EVIL}\n{text}\n{EVIL}" for name, text in work(1).items()} for copy in range(2)}
    return page_of([evil, unreadable, *a_class()], answers, (EVIL,))


def test_nothing_of_a_students_becomes_markup() -> None:
    html = hostile()
    frame = "html head meta title style body main header nav section ul li a h1 h2 h3 p strong code bdi span details summary figure div"
    table = "table caption thead tbody tr th td pre mark svg defs g path use text clippath rect pattern"
    page = Page(html)
    assert {tag for tag, _ in page.tags} <= set(f"{frame} {table}".split())
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]
    assert {attributes.get("href", "#")[:1] for tag, attributes in page.tags if tag == "a"} == {"#"}  # type: ignore[index]
    assert "&lt;script&gt;" in html
    assert not re.search("[\x00-\x08\x0b-\x1f]", html)
    assert "default-src 'none'" in html


@pytest.mark.parametrize("extra", [0, 7])
def test_long_lists_and_long_answers_are_cut_and_said(extra: int) -> None:
    missing = [Result(f"aluno-{n:03d}", NAME, None, 10.0, State.NOT_RECEIVED) for n in range(NAMES + extra)]
    assert ("e mais 7" in text_of(page_of(missing))) == bool(extra)
    long = {"2.1": long_answer(1, 3 * SHOWN_LIMIT)}
    html = page_of([], {"ana": long, "bia": long})
    assert "… (cortado)" in html
    assert len(html) < 60_000
