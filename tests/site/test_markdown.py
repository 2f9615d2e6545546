"""A lesson's Markdown on a page without scripts: formulas, titles with an address, code, tables, links."""

from __future__ import annotations

import re

import pytest

from grader.records import LessonError
from grader.site.markdown import Text, code


def html(source: str) -> str:
    return str(Text("02.ipynb").html(source))


def test_a_formula_in_a_line_is_mathml() -> None:
    page = html(r"seja $h \leftarrow h + f[h]$, com `$5`")
    assert "<math>" in page
    assert ">←</mo>" in page
    assert "<code>$5</code>" in page
    assert page.count("$") == 1


def test_a_line_never_begins_with_the_full_stop_after_a_formula() -> None:
    assert re.search(r'<span class="junto">\(<math>.*?</math>\)\.</span></p>', html("(seja ($n - 1$)."))
    assert "junto" not in html("seja $n$ o número. Fim.")


def test_a_line_never_ends_with_the_parenthesis_before_a_formula() -> None:
    assert re.search(r'unidade <span class="junto">\(<math>.*?</math></span> e .*</math>\)</span>', html("unidade ($n = 1$ e $m = 1$)"))


def test_the_comma_after_a_long_formula_stays_in_its_box() -> None:
    page = html("o bloco $y = x + W_2 \\mathrm{ReLU}[W_1 x + b_1] + b_2$, zera")
    assert re.search(r'<span class="comprida"[^>]*><span class="junto"><math>.*</math>,</span></span> zera', page)


def test_a_number_and_its_per_cent_sign_stay_on_one_line() -> None:
    assert "84,3\N{NO-BREAK SPACE}%, <strong>47</strong>\N{NO-BREAK SPACE}% ou <strong>9\N{NO-BREAK SPACE}%</strong>" in html(
        "84,3 %, **47** % ou **9 %**"
    )
    assert "\N{NO-BREAK SPACE}" not in code("10 % 3")


def test_a_formula_of_its_own_scrolls_inside_its_box() -> None:
    page = html("$$\n\\begin{aligned} a &= b \\\\ &= c \\end{aligned}\n$$")
    assert '<span class="formula" tabindex="0"' in page
    assert page.count("<mtr>") == 2
    assert "&amp;" not in page


def test_a_formula_that_is_no_latex_is_refused_with_its_place() -> None:
    with pytest.raises(LessonError, match=r"02\.ipynb: a fórmula '\\resíduo\{x\}' não pode ser desenhada"):
        html(r"seja $\resíduo{x}$")


def test_titles_have_an_address_of_their_words() -> None:
    text = Text("02.ipynb")
    first = text.html("## De compor a somar\n\n### Exercício 2.1 — Somar, em *ordem*")
    again = text.html("## De compor a somar\n\n## ε")
    assert '<h2 id="de-compor-a-somar"><a class="titulo" href="#de-compor-a-somar">De compor a somar</a></h2>' in first
    assert 'id="de-compor-a-somar-2"' in again
    assert [(one.level, one.id) for one in text.headings] == [
        (2, "de-compor-a-somar"),
        (3, "exercicio-2-1-somar-em-ordem"),
        (2, "de-compor-a-somar-2"),
        (2, "secao"),
    ]
    assert text.headings[1].html == "Exercício 2.1 — Somar, em <em>ordem</em>"


def test_a_title_with_a_link_in_it_gets_no_second_one() -> None:
    assert html("## [aula 01](01_redes.ipynb)").count("<a ") == 1


@pytest.mark.parametrize(
    ("target", "there"),
    [
        ("glossario.md", "glossario.html"),
        ("01_redes_sequenciais.ipynb", "01_redes_sequenciais.html"),
        ("01_redes_sequenciais.ipynb#resumo", "01_redes_sequenciais.html#resumo"),
        ("https://arxiv.org/abs/1512.03385", "https://arxiv.org/abs/1512.03385"),
        ("https://exemplo/a.md", "https://exemplo/a.md"),
        ("#resumo", "#resumo"),
    ],
)
def test_links_between_lessons_lead_to_pages(target: str, there: str) -> None:
    assert f'<a href="{there}">texto</a>' in html(f"[texto]({target})")


def test_code_is_coloured_and_never_markup() -> None:
    shown = str(code("def f(x):\n    return '<script>'"))
    assert '<span class="k">def</span>' in shown
    assert "&lt;script&gt;" in shown
    assert "<script" not in shown + html("```html\n<script>1</script>\n```")


def test_tables_scroll_inside_their_box_and_name_their_columns() -> None:
    page = html("| a | b |\n|---|---:|\n| 1 | 2 |")
    assert page.count('<th scope="col"') == 2
    assert '<div class="tabela" tabindex="0" role="group" aria-label="Tabela">' in page
    assert '<td style="text-align:right">2</td>' in page
