"""A student's Markdown as formgrader may show it: rendered, and then cleaned of all that could run, ask the network or pose as the page.

`nbgrader_config.py` (`filing.py`) puts it in the place of nbconvert's own filter. nbconvert's SanitizeHTML cleans the source instead, and
so lets through what Markdown itself can write: an image from another machine tells its owner who is grading, when and from where.
"""

from __future__ import annotations

import html

import bleach  # type: ignore[import-untyped]
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

TAGS = frozenset(
    [
        *("a", "blockquote", "br", "code", "dd", "del", "details", "div", "dl", "dt", "em", "hr", "img", "li", "ol", "p", "pre"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "s", "span", "strong", "sub", "summary", "sup", "ul"),
        *("table", "tbody", "td", "th", "thead", "tr"),
    ]
)
PICTURES = ("data:image/png;base64,", "data:image/jpeg;base64,", "data:image/gif;base64,")
LINKS = ("http://", "https://", "#")
LONGEST = 10_000
"""Characters that are rendered: of some texts the renderer takes the square of the length. A longer one is shown as it was typed."""


def inert_html(source: str) -> str:
    """HTML in which nothing but text, formulas, tables, links to be clicked and pictures within the text itself is left."""
    if len(source) > LONGEST:
        return f"<pre>{html.escape(source)}</pre>"
    rendered = MarkdownWithMath(renderer=IPythonRenderer(escape=False, exclude_anchor_links=True)).render(source)
    kept: str = bleach.clean(rendered, tags=TAGS, attributes=_keeps, protocols={"http", "https", "data"})
    return kept


def _keeps(tag: str, name: str, value: str) -> bool:
    """No class and no id: the page's own scripts go by them."""
    if name == "src":
        return tag == "img" and value.startswith(PICTURES)
    if name == "href":
        return tag == "a" and value.startswith(LINKS)
    return name in {"alt", "title", "start"}
