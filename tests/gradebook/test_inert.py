"""A student's Markdown as formgrader shows it."""

from __future__ import annotations

from grader.gradebook.inert import LONGEST, inert_html


def test_text_formulas_and_links_stay_and_what_runs_or_asks_goes() -> None:
    html = inert_html("**sim** $x^2$ [ali](https://exemplo.br) <script>alert(1)</script> ![](http://exemplo.br/a.png) <b onclick=x()>b</b>")
    assert "<strong>sim</strong>" in html
    assert "x^2" in html
    assert 'href="https://exemplo.br"' in html
    assert not any(word in html for word in ("<script", "<b ", 'src="http'))


def test_a_long_text_is_shown_as_typed_and_not_rendered() -> None:
    html = inert_html("a" + " " * LONGEST + "<b>")
    assert html.startswith("<pre>a ")
    assert html.endswith("&lt;b&gt;</pre>")
