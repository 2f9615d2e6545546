"""A real formgrader, started by `make professor` on a class, and what an instructor does in it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
START_SECONDS = 60
READY = "window.formgrader && formgrader.loaded && formgrader.grades.loaded && formgrader.comments.loaded && MathJax.loaded === true"


@contextlib.contextmanager
def serving(folder: Path, home: Path) -> Iterator[str]:
    """The address that `make professor` prints, as long as it runs. `home` stands for the person's own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "JPY_", "XDG_", "MAKE", "MFLAGS"))}
    process = subprocess.Popen(
        ["make", f"AMBIENTE={sys.prefix}", f"--old-file={sys.prefix}/.pronto", "professor", f"TURMA={folder}", "PORTA=0"],
        cwd=ROOT,
        env=kept | {"HOME": str(home), "BROWSER": "true"},  # the browser that a person would see come up
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    said: list[str] = []
    told = threading.Event()

    def listen() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            said.append(line)
            if line.startswith("http://"):
                told.set()
        told.set()

    threading.Thread(target=listen, daemon=True).start()
    told.wait(START_SECONDS)
    try:
        found = [line.strip() for line in said if line.startswith("http://")]
        assert found, "".join(said)
        yield found[0]
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)


def origin(address: str) -> str:
    """The server, without the page that it opens with."""
    return address.partition("/formgrader")[0]


def open_submission(page: Page, address: str, lesson: str, student: str) -> None:
    """The page on which one student's answers are graded."""
    listed = page.request.get(f"{origin(address)}/formgrader/api/submitted_notebooks/{lesson}/{lesson}").json()
    place = next(one["id"] for one in listed if one["student"] == student)
    page.goto(f"{origin(address)}/formgrader/submissions/{place}/")
    ready(page)


def ready(page: Page) -> None:
    """Wait until the page takes scores and comments."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and not page.evaluate(READY):  # not wait_for_function: it needs eval, which the page's policy forbids
        page.wait_for_timeout(50)
    assert page.evaluate(READY)


def give(page: Page, cell: str, score: str, comment: str) -> None:
    """A score and a comment for one answer, saved as a person's are: on leaving the field."""
    with page.expect_response(lambda answer: answer.request.method == "PUT" and "/api/grade/" in answer.url and answer.ok):
        page.locator(f"#{cell}").fill(score)
        page.keyboard.press("Tab")
    with page.expect_response(lambda answer: answer.request.method == "PUT" and "/api/comment/" in answer.url and answer.ok):
        page.locator(f"#{cell}-comment").fill(comment)
        page.keyboard.press("Escape")
