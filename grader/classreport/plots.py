"""The report's two figures: SVG that takes its colours and letters from the page, so that it follows light, dark and print.

Nothing of a student's gets here: numbers and the lesson's own exercise ids alone.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from grader.classreport.statistics import Item, Scores
from grader.deadlines import decimal
from grader.records import Verdict

INK, PAPER, LINE, BLUE, RED, GREY = "#010101", "#020202", "#030303", "#040404", "#050505", "#060606"
"""Stand-ins that no figure shows: `_VARIABLES` says which of the page's colours takes the place of each."""
_VARIABLES = {INK: "--texto", PAPER: "--papel", LINE: "--linha", BLUE: "--figura-azul", RED: "--figura-vermelho", GREY: "--figura-cinza"}
_STYLE: Any = {
    "svg.fonttype": "none",  # letters stay letters: the page's own font, and a sharp zoom
    "font.size": 12,
    "hatch.linewidth": 1.6,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": LINE,
    "xtick.color": INK,
    "ytick.color": INK,
}
WIDTH = 4.7
"""Inches; at 72 units an inch the page shows a letter of size 12 at 12 pixels on a phone."""

SHADES = (
    ("certo", (Verdict.RIGHT,), BLUE, ""),
    ("parcial", (Verdict.PARTIAL,), BLUE, "//"),
    ("errado ou erro", (Verdict.WRONG, Verdict.ERROR, Verdict.TIME, Verdict.MEMORY), RED, "xx"),
    ("sem resposta", (Verdict.UNANSWERED,), GREY, "--"),
)
"""What the bars of an exercise are made of: a name, its verdicts, a colour and a pattern, because colour alone is not enough."""


def distribution(scores: Scores, alt: str) -> Markup:
    """The histogram of the scores, with the median marked."""
    with rc_context(_STYLE | {"svg.hashsalt": "notas"}):
        figure, axes = _axes(2.7)
        lows = [one.low for one in scores.bins]
        width, maximum = scores.bins[0].high - scores.bins[0].low, scores.bins[-1].high
        axes.bar(lows, [one.count for one in scores.bins], width=width, align="edge", color=BLUE, edgecolor=PAPER, linewidth=2)
        axes.set_xlim(0, maximum)
        ticks = [*lows[::2], maximum]
        axes.set_xticks(ticks, list(map(decimal, ticks)))
        axes.yaxis.set_major_locator(MaxNLocator(5, integer=True))
        axes.set(xlabel="nota", ylabel="alunos")
        if scores.quartiles:
            median = scores.quartiles[1]
            axes.axvline(median, color=INK, linestyle="--", linewidth=1.5)
            top = max(one.count for one in scores.bins) * 1.16
            axes.set_ylim(0, top)
            axes.plot([median], [top], marker="v", color=INK, clip_on=False, markersize=8)
            side = "left" if median < 0.15 * maximum else "right" if median > 0.85 * maximum else "center"
            axes.annotate(f"mediana {decimal(median)}", (median, top), (0, 8), textcoords="offset points", ha=side)
        return _svg(figure, alt)


def exercises(items: Sequence[Item], alt: str) -> Markup:
    """One bar per exercise: which part of the submissions got it right, in part, wrong, or left it out; a diamond at the mean."""
    with rc_context(_STYLE | {"svg.hashsalt": "exercicios"}):
        figure, axes = _axes(1.25 + 0.42 * len(items))
        for row, item in enumerate(items):
            _bar(axes, row, item.verdicts)
            if item.mean is not None:
                axes.plot(
                    [100 * item.mean],
                    [row],
                    marker="D",
                    markersize=9,
                    clip_on=False,
                    color=INK,
                    markeredgecolor=PAPER,
                    markeredgewidth=1.5,
                    zorder=3,
                )
        axes.set_yticks(range(len(items)), [item.id for item in items])
        axes.set_ylim(len(items) - 0.4, -0.6)
        axes.set_xlim(0, 100)
        axes.set_xticks(range(0, 101, 25))
        axes.set_xlabel("% das entregas  (◆ média dos pontos, em %)")
        patches = [axes.barh([0], [0], color=color, hatch=hatch, edgecolor=PAPER, label=name) for name, _, color, hatch in SHADES]
        figure.legend(handles=patches, loc="outside upper center", ncols=2, frameon=False, handlelength=1.6, columnspacing=1.2)
        return _svg(figure, alt)


def _bar(axes: Axes, row: int, verdicts: Mapping[Verdict, int]) -> None:
    total = sum(verdicts.values())
    left = 0.0
    for _, kinds, color, hatch in SHADES:
        width = 100 * sum(verdicts.get(kind, 0) for kind in kinds) / total if total else 0.0
        if width:
            axes.barh([row], [width], left=left, height=0.66, color=color, hatch=hatch, edgecolor=PAPER, linewidth=1)
        left += width


def _axes(height: float) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(WIDTH, height), layout="constrained", facecolor="none")
    axes = figure.subplots()
    axes.set_facecolor("none")
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def _svg(figure: Figure, alt: str) -> Markup:
    """The figure as an element of the page, told to who does not see it by `alt`.

    Each figure has a salt of its own (`svg.hashsalt`): the same class gives the same bytes, and no id stands twice in the page.
    """
    file = io.StringIO()
    nothing: dict[str, Any] = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    figure.savefig(file, format="svg", metadata=nothing)
    svg = file.getvalue()
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>|<style.*?</style>", "", svg, flags=re.DOTALL)
    svg = re.sub(r'<g id="[^"]*"', "<g", svg)  # matplotlib's names, which are the same in every figure
    svg = re.sub(r'font-family: [^;"]*', "font-family: inherit", svg)
    for stand_in, variable in _VARIABLES.items():
        svg = svg.replace(stand_in, f"var({variable})")
    height, width = (re.search(rf'{side}="([\d.]+)pt"', svg) for side in ("height", "width"))
    assert height is not None and width is not None  # noqa: PT018 - one fact: matplotlib's own header
    svg = svg.replace(height[0], "", 1).replace(width[0], "", 1)
    return Markup(svg.replace("<svg", f'<svg role="img" aria-label="{escape(alt)}"', 1))  # noqa: S704 - our own drawing, `alt` escaped
