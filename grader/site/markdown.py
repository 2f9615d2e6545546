"""The lessons' Markdown as HTML for a page that asks nothing of a network: formulas as MathML, coloured code, titles one can link to.

Trust: what is rendered here are the course's own lessons, never a submission; HTML in them is kept.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup, escape
from math_core import LatexError, LatexToMathML
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from pygments import highlight  # type: ignore[import-untyped]
from pygments.formatters import HtmlFormatter  # type: ignore[import-untyped]
from pygments.lexers import PythonLexer, TextLexer  # type: ignore[import-untyped]

from grader.lesson.glossary import HEADING
from grader.records import LessonError

_FORMULAS = LatexToMathML(fancy_error=False)
_COLOURS = HtmlFormatter(nowrap=True)
_PYTHON = frozenset({"python", "py", "python3", "ipython3"})
_SCROLLS = Markup('<div class="{}" tabindex="0" role="group" aria-label="{}">{}</div>')
"""What may be wider than a phone moves inside its own box, which the keyboard reaches."""
_CLINGING = re.compile(r"\(<math>(?:(?!</math>).)*</math>[).,;:?!]*|<math>(?:(?!</math>).)*</math>[).,;:?!]+", re.DOTALL)
"""A formula with the marks that belong to it: browsers would begin a line with a full stop, or end one with a parenthesis."""
_AFTER_A_BOX = re.compile(r"(</math>)(</span>)([.,;:?!]+)")
"""The marks after a long formula, whose box would leave them to the next line."""
_PER_CENT = re.compile(r"(?<=\d)((?:</(?:strong|em|b)>)?) (?=%)")
"""The space between a number and its per cent sign, where no line may end."""
_LONGEST_IN_LINE = 20
"""Letters of a formula that fit a phone's line of text: browsers break none."""
_OWN_PAGE = re.compile(r"(?P<name>\w+)\.(?:ipynb|md)(?P<place>#.*)?")


@dataclass(frozen=True)
class Heading:
    """One title of a page, as the table of contents needs it."""

    level: int
    id: str
    html: Markup


@dataclass
class Text:
    """Renders the texts of one page, in order, and keeps its titles. `place` is what an error names."""

    place: str
    headings: list[Heading] = field(default_factory=list)

    def html(self, source: str) -> Markup:
        """One Markdown text as HTML. Raises LessonError for a formula that is no LaTeX."""
        rendered = MarkdownWithMath(renderer=_Renderer(self)).render(source)
        rendered = _AFTER_A_BOX.sub(r"\1\3\2", rendered)
        return unbroken(_CLINGING.sub(r'<span class="junto">\g<0></span>', rendered))

    def heading_id(self, html: str, level: int) -> str:
        """A new id, unique on the page, made of the title's words; the title is put on record."""
        words = "-".join(re.findall(r"[a-z0-9]+", _plain(Markup(html).striptags()))) or "secao"  # noqa: S704
        taken = {heading.id for heading in self.headings}
        name = next(name for number in range(1, len(taken) + 2) if (name := words if number == 1 else f"{words}-{number}") not in taken)
        self.headings.append(Heading(level, name, Markup(html)))  # noqa: S704
        return name

    def formula(self, latex: str, *, display: bool) -> str:
        """A formula as MathML, which browsers lay out and read aloud by themselves."""
        try:
            return _FORMULAS.convert_with_local_state(latex, displaystyle=display)
        except LatexError as error:
            raise LessonError(self.place, f"a fórmula '{latex.strip()}' não pode ser desenhada ({error})", "corrija a fórmula") from error


def code(source: str, language: str = "python") -> Markup:
    """Source code in a box of its own, coloured if it is Python."""
    lexer = PythonLexer(stripnl=False) if language in _PYTHON else TextLexer(stripnl=False)
    coloured = Markup(highlight(source, lexer, _COLOURS).rstrip("\n"))  # noqa: S704 - pygments escapes what it is given
    return _SCROLLS.format("codigo", "Código", Markup("<pre><code>{}</code></pre>").format(coloured))


def unbroken(html: str) -> Markup:
    """HTML of a lesson's with every number and its per cent sign on one line."""
    return Markup(_PER_CENT.sub("\\1\N{NO-BREAK SPACE}", html))  # noqa: S704 - a lesson of ours


def _plain(text: str) -> str:
    """Small letters without accents."""
    return unicodedata.normalize("NFD", text.casefold()).encode("ascii", "ignore").decode("ascii")


class _Renderer(IPythonRenderer):
    """nbconvert's renderer of a notebook's Markdown, with our own formulas, titles, code, tables and links."""

    def __init__(self, text: Text) -> None:
        super().__init__(escape=False, exclude_anchor_links=True)
        self._text = text

    def heading(self, text: str, level: int, **_attributes: Any) -> str:
        name = self._text.heading_id(text, level)
        inner = text if "<a " in text else f'<a class="titulo" href="#{name}">{text}</a>'
        return f'<h{level} id="{name}">{inner}</h{level}>\n'

    def inline_math(self, body: str) -> str:
        formula = self._text.formula(body, display=False)
        if len(Markup(formula).striptags()) <= _LONGEST_IN_LINE:  # noqa: S704 - measured, not shown
            return formula
        return f'<span class="comprida" tabindex="0" role="group" aria-label="Fórmula">{formula}</span>'

    def block_math(self, body: str) -> str:
        # A span, because Markdown puts it into a paragraph.
        formula = self._text.formula(body, display=True)
        return f'<span class="formula" tabindex="0" role="group" aria-label="Fórmula">{formula}</span>'

    def block_code(self, code_text: str, info: str | None = None) -> str:
        return code(code_text, (info or "").split(" ")[0])

    def table(self, text: str) -> str:
        kind = "tabela termos" if f">{HEADING[1]}</th>" in text else "tabela"
        return _SCROLLS.format(kind, "Tabela", Markup(f"<table>\n{text}</table>"))  # noqa: S704

    def table_cell(self, text: str, align: str | None = None, head: bool = False) -> str:
        side = f' style="text-align:{align}"' if align else ""
        if head and text.startswith("<math>"):  # which not every reader of a table's heads counts as text
            words = Markup(text).striptags()  # noqa: S704 - read aloud in place of the formula
            hidden = text.replace("<math>", '<math aria-hidden="true">')
            text = f'<span class="so-voz">{escape(words)}</span>{hidden}'
        return f'<th scope="col"{side}>{text}</th>\n' if head else f"<td{side}>{text}</td>\n"

    def link(self, text: str, url: str, title: str | None = None) -> str:
        own = _OWN_PAGE.fullmatch(url)
        target = f"{own['name']}.html{own['place'] or ''}" if own else url
        told = f' title="{escape(title)}"' if title else ""
        return f'<a href="{escape(target)}"{told}>{text}</a>'
