"""What axe, the accessibility checker, finds on a page, in lines that a person can act on."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def violations(page: Page, context: dict[str, Any] | None = None) -> list[str]:
    """One line per element at fault: the rule, the element, and what to do."""
    # Off-screen cells are not painted, and axe overlooks what is not painted.
    page.add_style_tag(content="* { content-visibility: visible !important; }")
    found = Axe().run(page, context).response["violations"]
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))}: {node['html'][:200]}: {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]
