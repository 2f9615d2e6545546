"""The pictures of README.md, taken of the real thing: `make retratos` (some two minutes) writes docs/imagens/.

A lesson in JupyterLab with a wrong answer and what the check says of it; the demonstration class graded in a terminal; the page that one
of its students gets back; the report on the whole class.
"""

from __future__ import annotations

import io
import os
import pty
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from rich.console import Console
from rich.text import Text

from .browser.lab import ROOT, Notebook, Server
from .demonstracao import STUDENTS, write_class

FOLDER = ROOT / "docs" / "imagens"
LARGEST = 60_000
"""Bytes of one picture."""
COLUMNS = 112
GRADER = str(Path(sys.prefix, "bin", "grader"))
LESSON = "02_conexoes_residuais"
STUDENT = "soma-x-em-vez-de-h"

WRONG = """# Exercício 2.1
def residual(x: torch.Tensor, funcoes: list) -> torch.Tensor:
    \"\"\"h ← h + f(h), para cada f em ordem.\"\"\"
    h = x
    for f in funcoes:
        h += f(h)
    return h"""

TERMINAL = """<meta charset="utf-8"><body style="margin:0;background:#1b1f24">
<pre style="margin:0;padding:18px 20px;width:max-content;color:#e6e6e6;font:14px/1.17 'DejaVu Sans Mono',monospace">{code}</pre>"""


def main() -> None:
    """Take every picture anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        executable = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-dev-shm-usage"])
        place = Path(name)
        save("aula.png", lesson(browser, place / "curso"))
        classroom(place / "turma-toda")
        save("corrigir.png", terminal(browser, place / "turma-toda", "corrigir"))
        grade(place / "turma-toda", "devolver")
        grade(place / "turma-toda", "relatorio", "2")
        feedback = place / "turma-toda" / "turma" / "feedback" / STUDENT / LESSON / f"{LESSON}.html"
        save("devolutiva.png", page(browser, feedback, "Exercício 2.1", 760, 660))
        save("relatorio.png", page(browser, place / "turma-toda" / "turma" / "relatorio" / f"{LESSON}.html", "Notas", 640, 1010))
        browser.close()
    print(f"{sum(path.stat().st_size for path in FOLDER.glob('*.png')) // 1000} kB em {FOLDER.relative_to(ROOT)}")


def lesson(browser: Browser, folder: Path) -> bytes:
    """Exercise 2.1 with an answer that writes into its input, and the check's words."""
    folder.mkdir()
    server = Server(folder)
    try:
        shown = browser.new_context(viewport={"width": 1000, "height": 700}).new_page()
        notebook = Notebook(shown, server, f"{LESSON}.ipynb")
        shown.keyboard.press("ControlOrMeta+b")  # without the list of files
        for text in ("import torch", "from trilha import"):
            for cell in notebook.cell(text).all():
                notebook.run(cell)
        answer = notebook.cell("# Exercício 2.1")
        notebook.run(answer, WRONG)
        check = notebook.cell("# Verificação 2.1")
        notebook.run(check)
        check.locator(".jp-InputCollapser").click()  # what it asks is long, and the answer should be seen with what it says
        answer.evaluate("cell => cell.scrollIntoView({block: 'center'})")
        shown.wait_for_timeout(500)
        return shown.screenshot()
    finally:
        server.stop()


def classroom(folder: Path) -> None:
    """A folder from which `grader` works as from the repository's root, with the demonstration class in turma/."""
    folder.mkdir()
    for part in ("solutions", "course", "tests", "pyproject.toml"):
        (folder / part).symlink_to(ROOT / part)
    write_class(folder / "turma", STUDENTS)


def grade(folder: Path, *arguments: str) -> None:
    subprocess.run([GRADER, *arguments], cwd=folder, check=True, capture_output=True)


def terminal(browser: Browser, folder: Path, *arguments: str) -> bytes:
    """What a command prints at a terminal, as the terminal shows it."""
    screen, other = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": str(COLUMNS)}
    with subprocess.Popen([GRADER, *arguments], cwd=folder, stdout=other, stderr=subprocess.DEVNULL, env=environment) as running:
        os.close(other)
        printed = b"".join(iter(lambda: _read(screen), b""))
        running.wait()
    os.close(screen)
    # The class lies in a temporary folder, whose name says nothing to anybody.
    text = printed.decode().replace("\r\n", "\n").replace(str(folder.resolve()), "~/trilha-residual")
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi(f"$ grader {' '.join(arguments)}\n" + text), overflow="fold")
    html = folder / "terminal.html"
    html.write_text(console.export_html(code_format=TERMINAL, inline_styles=True), encoding="utf-8")
    shown = browser.new_page()
    shown.goto(html.as_uri())
    return shown.locator("pre").screenshot()


def _read(screen: int) -> bytes:
    try:
        return os.read(screen, 65536)
    except OSError:  # how Linux says that nobody writes there any more
        return b""


def page(browser: Browser, file: Path, heading: str, width: int, height: int) -> bytes:
    """A page from the part under this heading on."""
    shown: Page = browser.new_page(viewport={"width": width, "height": height})
    shown.goto(file.as_uri())
    shown.get_by_role("heading", name=heading).first.evaluate("heading => window.scrollTo(0, heading.getBoundingClientRect().top - 30)")
    return shown.screenshot()


def save(name: str, picture: bytes) -> None:
    """The picture with as many colours as its size allows. Fails where none are few enough."""
    for colours in (128, 64, 32, 16):
        small = io.BytesIO()
        Image.open(io.BytesIO(picture)).convert("RGB").quantize(colours, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
        if small.tell() <= LARGEST:
            (FOLDER / name).write_bytes(small.getvalue())
            print(f"{name}: {small.tell() // 1000} kB, {colours} cores")
            return
    raise AssertionError(f"{name}: {small.tell()} bytes com {colours} cores")


if __name__ == "__main__":
    main()
