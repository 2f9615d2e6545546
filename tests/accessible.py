"""What the course owes to those who see little, or nothing, or no colours (`make lint`): titles, words for pictures, contrast.

    python -m tests.accessible

Titles and alternative texts are also rules of authoring (grader/lesson/accessible.py): publishing refuses a lesson that breaks one.
"""

from __future__ import annotations

import re
import runpy
import sys
from collections.abc import Iterator
from pathlib import Path

from grader.lesson import source
from grader.records import GraderError

ROOT = Path(__file__).parent.parent
SOLUTIONS = ROOT / "solutions"
COLOURS = ROOT / "course" / "trilha" / "cores.py"
LEAST = 4.5
"""WCAG 2.2, level AA, for text (1.4.3): the colours of the curves are also those of the words beside them."""


def problems(solutions: Path = SOLUTIONS, colours: Path = COLOURS) -> Iterator[str]:
    """One line for each lesson that shuts somebody out, and for each colour too pale on white."""
    for path in source.find_lessons([], solutions):
        try:
            source.read(path)
        except GraderError as error:
            yield str(error)
    # The file by itself: importing the package would import PyTorch.
    for name, colour in runpy.run_path(str(colours)).items():
        if isinstance(colour, str) and re.fullmatch(r"#[0-9a-fA-F]{6}", colour) and contrast(colour, "#ffffff") < LEAST:
            told = f"tem contraste {contrast(colour, '#ffffff'):.2f} com o branco; escureça-a até {LEAST}".replace(".", ",")
            yield f"{colours}: {name} ({colour}) {told}"


def contrast(one: str, other: str) -> float:
    """WCAG's contrast of two colours written as #rrggbb: from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


if __name__ == "__main__":
    found = list(problems())
    print("\n".join(found) if found else "Títulos, textos alternativos e contraste: nada a corrigir.")
    sys.exit(bool(found))
