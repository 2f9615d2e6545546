"""Figuras com texto alternativo, que sobrevive no JupyterLab, no Colab e na página HTML."""

from __future__ import annotations

import base64
import html
import io
import sys
from typing import TYPE_CHECKING

from trilha.tela import as_html, publish

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_DPI = 160
_WIDTH_DPI = 80  # pixels of the page per inch: half, so that dense screens stay sharp
_NARROWEST = 480  # pixels: on a phone a wide figure scrolls sideways before its letters get too small to read


def mostrar(fig: Figure, alt: str, legenda: str = "") -> None:
    """Mostra uma figura do matplotlib com o seu texto alternativo, e a fecha.

    fig: a figura, como a que `plt.subplots()` devolve.
    alt: o que a figura mostra, para quem não a vê; obrigatório.
    legenda: a frase embaixo da figura.
    """
    text = f"Figura: {alt}" + (f"\n{legenda}" if legenda else "")
    publish(figure_html(fig, alt, legenda), text)


def figure_html(fig: Figure, alt: str, caption: str = "") -> str:
    """The figure as an HTML `<figure>` that holds everything it needs; closes it. Raises ValueError without alternative text."""
    if not alt.strip():
        raise ValueError("Toda figura precisa de um texto alternativo: diga em `alt` o que ela mostra.")
    png = io.BytesIO()
    fig.savefig(png, format="png", dpi=_DPI, bbox_inches="tight")
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close(fig)  # else the notebook would show it a second time
    data = png.getvalue()
    width = int.from_bytes(data[16:20], "big") * _WIDTH_DPI // _DPI  # PNG's header holds its width there
    image = f'<img alt="{html.escape(alt, quote=True)}" src="data:image/png;base64,{base64.b64encode(data).decode()}" '
    image += f'width="{width}" style="max-width:100%;min-width:{min(width, _NARROWEST)}px;height:auto;background:#fff">'
    # What scrolls must be reached by the keyboard; contain: else the widget around it grows to the width of the picture, and clips it.
    image = f'<div tabindex="0" role="group" aria-label="Figura" style="overflow-x:auto;contain:inline-size">{image}</div>'
    below = f"<figcaption>{as_html(caption)}</figcaption>" if caption else ""
    return f'<figure style="margin:1em 0">{image}{below}</figure>'
