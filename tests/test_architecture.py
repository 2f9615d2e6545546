"""The arrows between modules, as docs/arquitetura.md draws them."""

from __future__ import annotations

import ast
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from .conftest import ROOT

GRADER = ROOT / "grader"
MODULES = sorted(path for path in GRADER.rglob("*.py") if path.stem != "__init__" and path.parent.name != "inside")
INSIDE = sorted((GRADER / "inside").glob("*.py"))
NBGRADER_AT = {"lesson.publish", "gradebook.database", "gradebook.connection", "gradebook.penalty", "professor"}
INSIDE_MAY_IMPORT = {"torch", "torchvision", "matplotlib", "matplotlib_inline", "numpy", "IPython", "traitlets", "trilha"} | set(
    sys.stdlib_module_names
)


def dotted(path: Path) -> str:
    """`lesson.publish` for grader/lesson/publish.py."""
    return ".".join(path.relative_to(GRADER).with_suffix("").parts)


def imports(path: Path) -> set[str]:
    """Every absolute name that a module imports, wherever in it; relative ones start with a dot."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            start = "." * node.level + (f"{node.module}." if node.module else "")
            found |= {start + alias.name for alias in node.names}
    return found


def tops(path: Path) -> set[str]:
    return {name.split(".")[0] for name in imports(path)}


def ours(path: Path) -> set[str]:
    """The grader's own modules that a module imports."""
    names = imports(path)
    found = {dotted(module) for module in MODULES}
    return {module for module in found if any(f"{name}.".startswith(f"grader.{module}.") for name in names)} - {dotted(path)}


@pytest.mark.parametrize("path", INSIDE, ids=lambda path: path.stem)
def test_inside_imports_nothing_else_of_the_grader(path: Path) -> None:
    assert tops(path) - {""} <= INSIDE_MAY_IMPORT
    assert not any(name.startswith("..") for name in imports(path))


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_torch_is_imported_inside_the_border_alone(path: Path) -> None:
    assert not tops(path) & {"torch", "torchvision", "trilha"}


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_nbgrader_is_imported_where_notebooks_are_published_and_in_the_gradebook(path: Path) -> None:
    assert "nbgrader" not in tops(path) or dotted(path) in NBGRADER_AT


def test_arrows_go_one_way() -> None:
    TopologicalSorter({dotted(path): ours(path) for path in MODULES}).prepare()  # raises CycleError
    assert ours(GRADER / "records.py") == set()


def test_the_judge_sees_plain_data_alone() -> None:
    assert ours(GRADER / "judge.py") == {"records", "values"}
    assert ours(GRADER / "values.py") == set()
