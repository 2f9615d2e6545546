"""The notebook in a class's source/: the instructor's and, once a run has made them, with hidden tests that stock nbgrader can run.

Those hold reference values, so they are kept from one run to the next, as long as the lesson and the grader are the same and nobody
has edited the file; a digest in the notebook's metadata says so.
"""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat

import grader
from grader.files import storage
from grader.gradebook.filing import NAMESPACE, read_json
from grader.lesson.cells import BEGIN_HIDDEN, END_HIDDEN, nbgrader_id

DIGEST = "impressao"


def completed(plain: Any, blocks: Mapping[str, str]) -> Any:
    """A copy of the instructor's notebook whose hidden tests are `blocks`, by the grade_id of the test cell."""
    notebook = copy.deepcopy(plain)
    own = {nbgrader_id(grade_id): text for grade_id, text in blocks.items()}
    for cell in notebook.cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        if grade_id in own:
            before, _, rest = cell.source.partition(BEGIN_HIDDEN)
            cell.source = before + own[grade_id] + rest.partition(END_HIDDEN)[2]
    notebook.metadata[NAMESPACE] = {DIGEST: _digest(plain, notebook)}
    return notebook


def kept(path: Path, plain: Any) -> Any | None:
    """The notebook on file, where `completed` made it of this very `plain` and nobody has touched it since. Raises `StorageError`."""
    with storage(path):
        try:
            notebook = nbformat.from_dict(read_json(path))
            return notebook if notebook.metadata[NAMESPACE][DIGEST] == _digest(plain, notebook) else None
        except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
            return None


def _digest(plain: Any, notebook: Any) -> str:
    text = json.dumps([grader.__version__, plain.cells, notebook.cells], sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
