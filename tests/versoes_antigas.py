"""The published lessons with the oldest versions that a student meets (Colab's): `.venv/bin/python -m tests.versoes_antigas [FOLDER]`.

Not part of `make test`: it puts some 7 GB into FOLDER (`.venv/versoes-antigas` if none is given), which stay for the next time.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from .readings import OTHER_PYTHON, ROOT

COLAB = (
    "torch==2.8.*",
    "torchvision==0.23.*",
    "ipython==7.34.*",
    "ipywidgets==7.7.1",
    "ipykernel==6.17.1",
    "numpy==2.1.*",
    "matplotlib==3.10.*",
)
"""Read in Colab's release notes, August 2026."""


def main(folder: Path) -> int:
    """Make the environment if it is missing, install the student's package as it is now, and read every lesson with it."""
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    subprocess.run([*install, ROOT, *COLAB], check=True)
    subprocess.run([*install, "--no-deps", "--force-reinstall", ROOT], check=True)  # the version number alone tells pip of no change
    tests = [sys.executable, "-m", "pytest", "tests/test_bare_folder.py"]
    return subprocess.run(tests, env={**os.environ, OTHER_PYTHON: str(python)}, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).absolute() if len(sys.argv) > 1 else ROOT / ".venv" / "versoes-antigas"))
