"""Spelling of what people read (`make lint`), against hunspell's Brazilian dictionary and our own list of words.

    python -m tests.spelling

English stands in italics in a lesson and is skipped, with code, formulas and addresses. A word that is right and unknown goes to
tests/palavras.txt, one a line.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from grader.lesson import source

ROOT = Path(__file__).parent.parent
WORDS = Path(__file__).parent / "palavras.txt"

_NOT_PROSE = re.compile(r"```.*?```|`[^`\n]*`|\$\$.*?\$\$|\$[^$\n]+\$|\]\([^)\s]*\)|<[^>\n]*>|\w+://\S+|\{[^}\n]*\}", re.DOTALL)
_ITALIC = re.compile(r"(?<!\*)\*(?![*\s])[^*]+\*(?!\*)")
_ENGLISH = re.compile(r"^> \*\*In English\.\*\*.*?\n\n", re.DOTALL | re.MULTILINE)
"""README's paragraph for those who read no Portuguese."""
_FEWEST = 4
"""Words that make a string of a lesson's code a sentence."""


def texts() -> Iterator[tuple[str, str]]:
    """Every text that people read, with the place where it stands."""
    for path in source.find_lessons([], ROOT / "solutions"):
        for number, cell in enumerate(source.read(path).cells, start=1):
            place = f"solutions/{path.name}, célula {number}"
            if cell.cell_type == "markdown":
                yield place, cell.source
            else:
                yield from ((place, text) for text in sentences(cell.source))
    for path in sorted((ROOT / "tests" / "cases").glob("0*/*/errado/*.py")):
        yield str(path.relative_to(ROOT)), "\n".join(path.read_text(encoding="utf-8").split("\n")[:2])
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        yield str(path.relative_to(ROOT)), _ENGLISH.sub("", path.read_text(encoding="utf-8"))


def sentences(code: str) -> Iterator[str]:
    """The strings of some code that are prose: docstrings, hints, captions, messages."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value.split()) >= _FEWEST:
            yield node.value


def prose(text: str) -> str:
    """The text without code, formulas, addresses and what stands in italics."""
    return _ITALIC.sub(" ", _NOT_PROSE.sub(" ", text)).replace("\n> ", "\n")


def unknown(text: str) -> set[str]:
    """The words of a text that neither the dictionary nor our list knows. Raises OSError where hunspell is not installed."""
    known = set(WORDS.read_text(encoding="utf-8").split())
    done = subprocess.run(["hunspell", "-d", "pt_BR", "-i", "utf-8", "-l"], input=prose(text), capture_output=True, text=True, check=True)
    return {word for word in done.stdout.split() if word not in known and word.strip("-") not in known}


def report(places: Iterable[tuple[str, str]]) -> list[str]:
    """One line for each unknown word, with the first place where it stands."""
    together = list(places)
    bad = unknown("\n".join(text for _, text in together))
    lines = []
    for word in sorted(bad):
        place = next((place for place, text in together if re.search(rf"\b{re.escape(word)}\b", prose(text))), "?")
        lines.append(f"{place}: '{word}' não está no dicionário; corrija a palavra ou acrescente-a a tests/palavras.txt")
    return lines


if __name__ == "__main__":
    found = report(texts())
    print("\n".join(found) if found else "Ortografia: nada a corrigir.")
    sys.exit(bool(found))
