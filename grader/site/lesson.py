"""An executed notebook as the parts of a page: texts, code and what the code showed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape
from nbformat import NotebookNode

from grader.lesson.cells import role
from grader.lesson.folded import AIDS, calls
from grader.outputs import clean
from grader.records import LessonError, Role
from grader.site.markdown import Heading, Text, code, unbroken

_BADGE = re.compile(r"^\[!\[[^\]]*\]\([^)]*\)\]\((?P<address>https://colab[^)]*)\)$", re.MULTILINE)
_COLAB_LINE = re.compile(r"^(?:\*No Colab:\*|\[!\[Abrir no Colab\]).*\n+", re.MULTILINE)
"""What `lesson/colab.py` puts into the header: the page has a place of its own for it."""
_TIME = re.compile(r"\*\*Seu tempo:\*\*\s*(.*?)\.")
_AIDS = AIDS | {"painel", "entrega"}
"""Calls whose code is no reading."""
_FIGURES = frozenset({"mostrar", "explora"})
"""Calls that end a drawing: its code is long, and the reader wants the figure."""


@dataclass(frozen=True)
class Block:
    """One cell as the template shows it."""

    kind: str
    """`texto`, `codigo` or `aberta`."""
    html: Markup
    label: str = ""
    """What stands over the code; over folded code, what unfolds it."""
    folded: bool = False
    outputs: tuple[Markup, ...] = ()


@dataclass(frozen=True)
class LessonPage:
    """A lesson, ready for the template."""

    name: str
    title: str
    question: Markup
    """The paragraph under the title: what the lesson asks."""
    time: str
    """`cerca de 110 minutos`; empty where the lesson does not say."""
    colab: str
    """The address that opens it in Colab, empty where the course has no repository."""
    blocks: tuple[Block, ...]
    headings: tuple[Heading, ...]


def lesson_page(name: str, notebook: NotebookNode) -> LessonPage:
    """The parts of the page of an executed notebook. Raises LessonError for what cannot be shown to everybody."""
    text = Text(f"{name}.ipynb")
    header = notebook.cells[0].source
    badge = _BADGE.search(header)
    told = _COLAB_LINE.sub("", header)
    blocks = [Block("texto", text.html(told))]
    blocks += [_block(cell, text) for cell in notebook.cells[1:] if cell.source.strip()]
    time = _TIME.search(header)
    return LessonPage(
        name=name,
        title=told.split("\n")[0].lstrip("# "),
        question=_question(told, name),
        time=" ".join(time[1].split()) if time else "",
        colab=badge["address"] if badge else "",
        blocks=tuple(blocks),
        headings=tuple(text.headings),
    )


def _question(header: str, name: str) -> Markup:
    """The first paragraph after the title, as it stands in a list: without the paragraph's own tags."""
    paragraphs = [part for part in header.split("\n\n") if part.strip() and not part.startswith("#")]
    return Markup(Text(name).html(paragraphs[0]).strip().removeprefix("<p>").removesuffix("</p>")) if paragraphs else Markup()  # noqa: S704


def _block(cell: NotebookNode, text: Text) -> Block:
    if role(cell) is Role.OPEN:
        return Block("aberta", Markup())
    if cell.cell_type != "code":
        return Block("texto", text.html(cell.source))
    shown = tuple(_output(output, text.place) for output in _joined(cell.get("outputs", ())))
    if cell.source.startswith("# Exercício"):  # the first line that the rules of authoring ask for, in ungraded lessons too
        return Block("codigo", code(cell.source), "Para você responder", False, shown)
    label = "Código da verificação" if cell.source.startswith("# Verificação") else _fold(cell.source)
    return Block("codigo", code(cell.source), label, bool(label), shown)


def _fold(source: str) -> str:
    """What unfolds the code of a cell that is there for what it shows; empty for code that is to be read."""
    done = calls(source)
    if done and all(call in _AIDS for call in done):
        return "Código desta célula"
    return "Código da figura" if done and done[-1] in _FIGURES else ""


def _joined(outputs: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The outputs with what was printed in a row as one: the kernel cuts it wherever it happens to send."""
    joined: list[dict[str, Any]] = []
    for output in outputs:
        if output["output_type"] == "stream" and joined and joined[-1]["output_type"] == "stream":
            joined[-1]["text"] += output["text"]
        else:
            joined.append(dict(output))
    return joined


def _output(output: Mapping[str, Any], place: str) -> Markup:
    """What a cell showed. A picture comes with its text only as `mostrar` writes it, so a bare one is refused."""
    if output["output_type"] == "stream":
        return _printed(output["text"])
    data: Mapping[str, Any] = output.get("data", {})
    if "text/html" in data:
        html = data["text/html"]
        return Markup('<div class="mostrado">{}</div>').format(unbroken("".join(html)))
    if any(kind.startswith("image/") for kind in data):
        raise LessonError(place, "uma célula mostra uma figura sem texto alternativo", "mostre-a com mostrar(figura, alt=…)")
    return _printed(data.get("text/plain", ""))


def _printed(text: object) -> Markup:
    lines = Markup("\n").join(_line(line) for line in clean(text).split("\n"))
    return Markup('<div class="impresso" tabindex="0" role="group" aria-label="Saída"><pre>{}</pre></div>').format(lines)


def _line(line: str) -> Markup:
    """A printed line: a sentence may be broken to fit the page, a row of columns scrolls with the others."""
    return escape(line) if "  " in line or not line else Markup('<span class="frase">{}</span>').format(line)
