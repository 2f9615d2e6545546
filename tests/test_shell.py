"""The shell without a kernel: IPython's own syntax means what it means there."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from IPython.core.inputtransformer2 import TransformerManager

from grader.inside.shell import PlainFirst

WORDS = ["\n", "\\\n", " ", "    ", "# a", '"""', *"x1%!?,;/():='", "==", "!=", "%%", "!!", "??"]


def transformed(manager: TransformerManager, cell: str) -> str | None:
    """None: the text is refused before it is Python; IPython itself trips over some (`=%` before an open string)."""
    with contextlib.suppress(SyntaxError, IndexError):
        return str(manager.transform_cell(cell))
    return None


def is_python(cell: str) -> bool:
    try:
        compile(cell, "", "exec")
    except SyntaxError:
        return False
    return True


@settings(max_examples=1500, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=12).map("".join))
def test_what_counts_as_plain_python_is_what_ipython_leaves_alone(cell: str) -> None:
    found, stock = transformed(PlainFirst(), cell), transformed(TransformerManager(), cell)
    assert found == stock or (stock is None and not is_python(cell))


ESCAPES = ["%time x", "x = %who", "x = !ls", "!ls", "x?", "??x", "%%time\nx", ">>> x", "if x:\n    %time x", "x = \\\n!ls"]


@pytest.mark.parametrize("cell", ESCAPES)
def test_ipython_s_own_syntax_is_still_seen(cell: str) -> None:
    assert transformed(PlainFirst(), cell) == transformed(TransformerManager(), cell) != cell + "\n"
