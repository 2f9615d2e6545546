"""nbgrader's formgrader as this course shows it: in Portuguese, with the criteria beside the answer, and armed against what students write.

nbgrader's own templates and scripts are taken as they lie and changed as text before they are used, so that an upgrade of nbgrader needs
no copy of ours to follow. Words that are no longer found stay English. What safety hangs on is checked: a template without it is
refused (`arm`), and a script that was not marked by `arm` does not run in the browser at all (`policy`).

Trust: the templates are nbgrader's. Nothing of a student's is ever part of what is changed here.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from grader.records import StorageError

PARTS = Path(__file__).parent / "templates" / "formgrader"
GRADING = "index.html.j2"
"""The template of the page on which one submission is graded."""

_HANDLER = re.compile(r'\son[a-z]+="([^"]*)"', re.IGNORECASE)
_VALUE = re.compile(r"{{ (resources\.[a-z_]+) }}")
_ANSWER = '<div class="panel-body">\n      <div class="text_cell_render'
"""Where, in the grading page, an answer in Markdown begins."""


def translated(name: str, text: str) -> str:
    """One of formgrader's files, by its name, with the words of frases.json in the place of its own."""
    for english, portuguese in phrases().get(name, ()):
        text = text.replace(english, portuguese)
    return text


@cache
def phrases() -> Mapping[str, list[tuple[str, str]]]:
    """By file: what it says, and what stands there instead; longer ones first where one holds another."""
    found: Mapping[str, list[tuple[str, str]]] = json.loads((PARTS / "frases.json").read_text(encoding="utf-8"))
    return found


def arm(name: str, template: str, nonce: str) -> str:
    """A template of nbgrader's with its scripts marked, its values escaped, and formulas from this machine.

    Raises `StorageError` where nbgrader's template is not the one that was known.
    """
    if name == GRADING:
        template = _put(name, template, "{{ mathjax() }}", _part("formulas.html"))
        panel, _, text = _ANSWER.partition("\n")
        template = _put(name, template, _ANSWER, f"{panel}\n{_part('criterios.html')}{text}")
    if "</head>" in template:
        template = template.replace("</head>", f"{_part('cabeca.html')}</head>")
    template = _VALUE.sub(r"{{ \1 | e }}", template)
    return template.replace("<script", f'<script nonce="{nonce}"')


def _part(name: str) -> str:
    return (PARTS / name).read_text(encoding="utf-8")


def _put(name: str, template: str, place: str, content: str) -> str:
    if place not in template:
        raise StorageError(name, "esta versão do nbgrader tem outra página de correção", "instale a versão de requirements.lock")
    return template.replace(place, content)


def policy(nonce: str, templates: Iterable[str]) -> str:
    """The content security policy under which these templates work: their own scripts alone, and no request to another machine."""
    handlers = {handler for template in templates for handler in _HANDLER.findall(template)}
    hashes = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(one.encode()).digest()).decode()}'" for one in sorted(handlers))
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'nonce-{nonce}'",
            f"script-src-attr 'unsafe-hashes' {hashes}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def criteria(source: Path) -> dict[str, str]:
    """By grade_id: what the instructor's notebook says where a student writes an answer that a person grades; none without such a file."""
    try:
        cells = json.loads(source.read_bytes())["cells"]
    except (OSError, ValueError, KeyError):
        return {}
    found = {}
    for cell in cells:
        meta = cell.get("metadata", {}).get("nbgrader", {})
        if cell.get("cell_type") == "markdown" and meta.get("grade") and meta.get("solution"):
            text = cell["source"]
            found[meta["grade_id"]] = text if isinstance(text, str) else "".join(text)
    return found
