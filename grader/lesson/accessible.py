"""What a lesson owes to those who read it with other means than their eyes: titles in order, and words for every picture."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence

from nbformat import NotebookNode

FEWEST_WORDS = 4
"""Of an alternative text: fewer say what the picture is, and not what it shows."""

Fault = tuple[int, str, str]
"""The number of a cell, counted from 1; what is wrong in it; the next step."""

_CODE = re.compile(r"^(```|~~~).*?^\1|`[^`\n]*`", re.MULTILINE | re.DOTALL)
_TITLE = re.compile(r"^(?P<marks>#{1,6})\s+(?P<words>\S.*)$", re.MULTILINE)
_PICTURE = re.compile(r"!\[(?P<words>[^\]]*)\]|<img\b(?P<attributes>[^>]*)>")
_ALT = re.compile(r"\balt\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')")
_ALT_AT = {"mostrar": 1, "explora": None}
"""Our helpers that show pictures, and where among the arguments without a name the alternative text may stand."""


def faults(cells: Sequence[NotebookNode]) -> Iterator[Fault]:
    """Everything that shuts somebody out, in the order of the titles first and of the cells then."""
    yield from _titles(cells)
    for number, cell in enumerate(cells, start=1):
        if cell.cell_type == "markdown":
            yield from ((number, *fault) for fault in _pictures(cell.source))
        elif cell.cell_type == "code":
            yield from ((number, *fault) for fault in _figures(cell.source))


def _titles(cells: Sequence[NotebookNode]) -> Iterator[Fault]:
    """One title of the first level, which opens the lesson, and no level left out on the way down."""
    level = 0
    for number, cell in enumerate(cells, start=1):
        if cell.cell_type != "markdown":
            continue
        for title in _TITLE.finditer(_CODE.sub("``", cell.source)):
            deeper = len(title["marks"])
            if deeper == 1 and level:
                yield number, f"há um segundo título de nível 1: '{title['words']}'", "use ## ou ###: o nível 1 é só o nome da aula"
            elif deeper > level + 1:
                after = f"depois de um de nível {level}" if level else "antes do nome da aula"
                yield number, f"o título '{title['words']}', de nível {deeper}, vem {after}", "desça um nível por vez"
            level = deeper
    if not level:
        yield 1, "a aula não tem título", "comece-a com uma linha como `# 02 · Conexões residuais`"


def _pictures(source: str) -> Iterator[tuple[str, str]]:
    for picture in _PICTURE.finditer(_CODE.sub("", source)):
        alt = _ALT.search(picture["attributes"] or "")
        words = picture["words"] if alt is None else alt["double"] or alt["single"]
        if not (words or "").strip():
            yield "uma imagem não tem texto alternativo", "escreva o que ela mostra: ![o que se vê](endereço)"


def _figures(source: str) -> Iterator[tuple[str, str]]:
    try:
        tree = ast.parse(source)
    except SyntaxError:  # Jupyter's magics may stand in a lab
        return
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="plt"), attr="show")):
                yield "plt.show() mostra a figura sem texto alternativo", "use mostrar(figura, alt=…)"
            case ast.Call(func=ast.Name(id="mostrar" | "explora" as helper)):
                alt = _alternative(node, _ALT_AT[helper])
                if alt is None:
                    yield f"{helper} sem texto alternativo", "acrescente alt=… com o que a figura mostra"
                elif len(_words(alt)) < FEWEST_WORDS:
                    cause = f"o texto alternativo de {helper} tem menos de {FEWEST_WORDS} palavras"
                    yield cause, "diga o que a figura mostra: o que sobe, o que desce, os números que importam"


def _alternative(call: ast.Call, position: int | None) -> ast.expr | None:
    named = next((keyword.value for keyword in call.keywords if keyword.arg == "alt"), None)
    if named is None and position is not None and len(call.args) > position:
        return call.args[position]
    return named


def _words(alt: ast.expr) -> list[str]:
    """The words that the text is sure to have; one that is computed elsewhere counts as long enough."""
    texts = [node.value for node in ast.walk(alt) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return " ".join(texts).split() if texts or isinstance(alt, ast.Constant) else ["?"] * FEWEST_WORDS
