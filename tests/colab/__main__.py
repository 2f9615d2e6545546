"""`make test-colab`: every published lesson on a machine like Colab's. `.venv/bin/python -m tests.colab [PASTA]`.

Not part of `make test`: PASTA (`.venv/colab` if none is given) takes some 7 GB, which stay for the next time, and the lessons take minutes.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat

from grader.lesson import colab
from tests.colab.machine import ColabReader
from tests.readings import COLAB_PYTHON, GRADED, LESSONS, ROOT

PINNED = {
    "torch": "2.8.*",
    "torchvision": "0.23.*",
    "ipython": "7.34.*",
    "ipykernel": "6.17.1",
    "ipywidgets": "7.7.1",
    "numpy": "2.1.*",
    "matplotlib": "3.10.*",
}
"""Read in Colab's release notes, August 2026; of PyTorch, the oldest that it offers."""
PYTHONS = ("3.13", "3.12", "3.11")
"""Colab's own, that of its pinned runtimes, and the oldest that the course runs on."""
ABSENT = {"trilha-residual", "mnist1d"}
"""What Colab does not have of all that a lesson needs: the set-up cell brings it, and nothing else."""
PROJECT = "https://github.com/gente/curso"
_TESTS = ("tests/test_bare_folder.py", "tests/solutions/test_numeros.py", "tests/colab/lessons.py", "tests/colab")


def find_python() -> str:
    """The first of `PYTHONS` that is installed and starts; pyenv's in its folder, because its commands refuse where none is chosen."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"), "versions")
    for version in PYTHONS:
        found = [shutil.which(f"python{version}"), *map(str, sorted(pyenv.glob(f"{version}.*/bin/python{version}")))]
        for python in filter(None, found):
            if subprocess.run([python, "-c", "import ensurepip, venv"], capture_output=True, check=False).returncode == 0:
                return python
    raise SystemExit("Python 3.13, 3.12 ou 3.11: não encontrado; instale um deles (Debian: apt-get install python3 python3-venv).")


def machine(folder: Path) -> str:
    """The Python of an environment with Colab's versions and without what Colab lacks; made if it is missing."""
    python = folder / "bin" / "python"
    if not python.exists():
        chosen = find_python()
        print(f"Criando em {folder} um ambiente com as versões do Colab (uns 7 GB e alguns minutos)…", flush=True)
        subprocess.run([chosen, "-m", "venv", folder], check=True)
    quiet = ("-qq", "--disable-pip-version-check", "--no-input")
    pip = [str(python), "-m", "pip"]
    pinned = [f"{name}=={version}" for name, version in PINNED.items()]
    if subprocess.run([*pip, "install", *quiet, ROOT, *pinned], check=False).returncode:
        raise SystemExit(f"{folder}: o pip não conseguiu instalar (mensagem acima); verifique a rede e o espaço em disco e repita.")
    subprocess.run([*pip, "uninstall", "-qq", "-y", *sorted(ABSENT)], check=True)
    return str(python)


def installed(python: str) -> dict[str, str]:
    """The distributions that this Python finds, with their versions."""
    asked = "import importlib.metadata, json; print(json.dumps({one.name: one.version for one in importlib.metadata.distributions()}))"
    return dict(json.loads(subprocess.run([python, "-c", asked], capture_output=True, text=True, check=True).stdout))


def set_up_cell() -> str:
    """The cell that a course with an address publishes, with this folder for the address."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(colab.PLACEHOLDER)])
    with tempfile.TemporaryDirectory() as place:
        Path(place, "pyproject.toml").write_text(f"[project.urls]\nRepository = '{PROJECT}'\n", encoding="utf-8")
        colab.fill(notebook, Path(place, "solutions", "00_x.py"))
    before, address, after = notebook.cells[1].source.partition(f"{PROJECT}/archive/refs/heads/{colab.BRANCH}.zip")
    assert address
    return f"{before}{shlex.quote(str(ROOT))}{after}"


def set_up(python: str) -> str:
    """Runs the set-up cell as a reader does who runs everything twice. Returns what is wrong, or nothing."""
    before = installed(python)
    sources = {"primeira": set_up_cell(), "uso": "from trilha import verifica", "segunda": set_up_cell()}
    cells = [{"cell_type": "code", "id": name, "source": source, "metadata": {}} for name, source in sources.items()]
    first, use, again = ColabReader(python).read(json.dumps({"cells": cells}).encode(), "a célula de instalação").cells
    changed = {name for name, _ in installed(python).items() ^ before.items()}
    if error := first.error or use.error or again.error:
        return f"termina em {error}"
    if changed != ABSENT:
        return f"mudou {', '.join(sorted(changed))} em vez de trazer {', '.join(sorted(ABSENT))} e nada mais"
    return f"faz algo na segunda vez: {again.text.strip()}" if again.text else ""


def main(folder: Path) -> int:
    """Make the machine, say what it is, install the course there as a reader does, and read every lesson."""
    started = time.monotonic()
    python = machine(folder)
    found = installed(python)
    version = subprocess.run([python, "-V"], capture_output=True, text=True, check=True).stdout.strip()
    print(f"Colab: {version}, " + ", ".join(f"{name} {found[name]}" for name in PINNED) + ".", flush=True)
    if wrong := set_up(python):
        print(f"Colab: a célula de instalação (grader/lesson/colab.py) {wrong}.", file=sys.stderr)
        return 1
    done = subprocess.run([sys.executable, "-m", "pytest", *_TESTS], env={**os.environ, COLAB_PYTHON: python}, cwd=ROOT, check=False)
    minutes, seconds = divmod(round(time.monotonic() - started), 60)
    told = "há falhas; as linhas FAILED, acima, dizem em que aula"
    if done.returncode == 0:
        told = f"{len(LESSONS)} aulas rodaram sem resposta e {len(GRADED)} resolvidas; {len(GRADED)} entregas sem metadados, nota inteira"
    print(f"Colab, com {version}: {told} ({minutes} min {seconds} s).")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).absolute() if len(sys.argv) > 1 else ROOT / ".venv" / "colab"))
