"""A real JupyterLab, started by `make curso` in a private copy of the course, and what a person does with a notebook in it."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

ROOT = Path(__file__).parents[2]
TOKEN = "curso"
START_SECONDS = 90
RUN_MS = 400_000
"""Longest wait for cells to run: the lesson's labs train real networks, here with other tests beside them."""


class Server:
    """`make curso`, as a user types it, in a folder where everything but the copied course/ is the repository's own."""

    def __init__(self, folder: Path) -> None:
        self.course = _workplace(folder)
        self.url = ""
        self._log: list[str] = []
        self._told = threading.Event()
        command = ["make", f"AMBIENTE={sys.prefix}", f"--old-file={sys.prefix}/.pronto", "curso"]
        self._process = subprocess.Popen(
            command,
            cwd=folder,
            env=_environment(folder),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        threading.Thread(target=self._listen, daemon=True).start()
        if not self._told.wait(START_SECONDS) or not self._answers():
            self.stop()
            raise AssertionError("make curso did not start JupyterLab:\n" + "".join(self._log[-40:]))

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._log.append(line)
            if found := re.search(r"http://127\.0\.0\.1:\d+/", line):
                self.url = self.url or found[0]
                self._told.set()
        self._told.set()

    def _answers(self) -> bool:
        """The address is written a moment before anybody listens there."""
        until = time.monotonic() + START_SECONDS
        while self.url and time.monotonic() < until and self._process.poll() is None:
            with suppress(OSError), urllib.request.urlopen(f"{self.url}api"):
                return True
            time.sleep(0.05)
        return False

    def warning(self, page: Page, name: str) -> str | None:
        """What Jupyter's server finds wrong in the notebook (validity, cell ids), which the page does not always show."""
        answer = page.request.get(f"{self.url}api/contents/{name}?token={TOKEN}").json()
        return str(answer["message"]) if answer.get("message") else None

    def stop(self) -> None:
        """Ends the server, which ends its kernels."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGTERM)
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)


def _workplace(folder: Path) -> Path:
    for part in ("Makefile", ".jupyter", "pyproject.toml", "requirements.lock"):
        (folder / part).symlink_to(ROOT / part)
    leave = shutil.ignore_patterns(".trilha", "dados", ".ipynb_checkpoints", "__pycache__")
    return Path(shutil.copytree(ROOT / "course", folder / "course", ignore=leave))


def _environment(folder: Path) -> dict[str, str]:
    """Nothing of the person's who runs the test: own home, own Jupyter folders; a free port, and no window of its own."""
    home, settings = folder / "home", folder / "home" / ".jupyter"
    settings.mkdir(parents=True)
    server = {"ip": "127.0.0.1", "port": 0, "open_browser": False}
    (settings / "jupyter_server_config.json").write_text(json.dumps({"ServerApp": server, "IdentityProvider": {"token": TOKEN}}))
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "JPY_", "IPYTHON", "XDG_", "MAKE", "MFLAGS"))
    }
    return kept | {"HOME": str(home), "PATH": f"{sys.prefix}/bin:{os.environ['PATH']}"}


class Notebook:
    """One lesson, open before a person."""

    def __init__(self, page: Page, server: Server, name: str) -> None:
        self.page = page
        self._server = server
        self._name = name
        self._open()

    def _open(self) -> None:
        self.page.goto(f"{self._server.url}lab/tree/{self._name}?token={TOKEN}&reset")
        self.page.wait_for_function(_READY, timeout=60_000)

    def cell(self, text: str) -> Locator:
        """The code cell that holds this text, which no other holds; of folded code only the first line is there to be found."""
        code = self.page.locator(".cm-content, .jp-PlaceholderText").filter(has_text=text)
        return self.page.locator(".jp-Notebook .jp-CodeCell").filter(has=code)

    def output(self, cell: Locator) -> Locator:
        return cell.locator(".jp-Cell-outputWrapper")

    def run_all(self, last: str) -> None:
        """Restarts the kernel and runs every cell; `last` is text of the last one."""
        self.page.locator(".jp-NotebookPanel-toolbar [data-command='notebook:restart-run-all']").click()
        self.page.locator(".jp-Dialog .jp-mod-accept").click()
        expect(_prompt(self.cell(last))).to_have_text(_RAN, timeout=RUN_MS)

    def run(self, cell: Locator, source: str | None = None) -> None:
        """Runs one cell, with another source if one is given, and waits for it."""
        before = _prompt(cell).text_content() or ""
        cell.locator(".cm-content").click()
        if source is not None:
            self.page.keyboard.press("ControlOrMeta+a")
            self.page.keyboard.insert_text(source)
        self.page.keyboard.press("Control+Enter")
        expect(_prompt(cell)).not_to_have_text(before, timeout=RUN_MS)
        expect(_prompt(cell)).to_have_text(_RAN, timeout=RUN_MS)

    def save(self) -> None:
        with self.page.expect_response(lambda answer: answer.request.method == "PUT" and self._name in answer.url):
            self.page.locator(".jp-NotebookPanel-toolbar [data-command='docmanager:save']").click()

    def reopen_with_another_kernel(self) -> None:
        """What JupyterLab does on the next day: the saved file, and a kernel that ran nothing of it."""
        sessions = f"{self._server.url}api/sessions"
        for session in self.page.request.get(f"{sessions}?token={TOKEN}").json():
            self.page.request.delete(f"{sessions}/{session['id']}?token={TOKEN}")
        self._open()


# Before there is a kernel, JupyterLab calls it idle too, and forgets what is then run.
_READY = """() => document.querySelector('.jp-Toolbar-kernelName')?.textContent.includes('Python') &&
  document.querySelector('.jp-Notebook-ExecutionIndicator')?.dataset.status === 'idle'"""
_RAN = re.compile(r"^\[\d+\]:$")


def _prompt(cell: Locator) -> Locator:
    return cell.locator(".jp-InputPrompt")
