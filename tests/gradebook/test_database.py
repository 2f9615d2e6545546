"""The one door to nbgrader's tables: what opening it brings along."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

OPENS = """
import sys
from pathlib import Path
from grader.gradebook.database import Database
Database(Path(sys.argv[1]), None).close()
print("jupyter_server" in sys.modules)
from nbgrader.server_extensions.formgrader.formgrader import FormgradeExtension
print("jupyter_server" in sys.modules)
"""


def test_a_gradebook_opens_without_jupyters_server_and_formgrader_is_there_for_who_asks(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", OPENS, str(tmp_path)], capture_output=True, text=True, timeout=100, check=True)
    assert done.stdout.split() == ["False", "True"]
