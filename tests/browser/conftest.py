"""A browser for the tests that need eyes: Debian's Chromium, driven by playwright."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

MISSING = "Chromium não está instalado, e estes testes olham páginas de verdade; rode: make navegador"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Headless Chromium; a machine without it fails here, with the cure, rather than skipping.

    It lives no longer than a module: while it does, playwright's event loop runs, which other tests would trip over.
    """
    executable = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if executable is None:
        pytest.fail(MISSING)
    with sync_playwright() as playwright:
        # No sandbox: root has none, and the pages are our own. /dev/shm is small in containers.
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()
