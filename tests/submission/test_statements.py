"""Cells that broke off are taken apart at their commands, and at nothing else."""

from __future__ import annotations

import pytest

from grader.records import RepairedCell, Role
from grader.submission.statements import BROKEN, LATE_ANNOTATIONS, MANY, apart, new_definitions, with_definitions


def cell(source: str, role: Role = Role.ANSWER, name: str = "ex-2-1") -> RepairedCell:
    return RepairedCell(name, "code", role, source, None, "2.1")


def sources(*cells: RepairedCell) -> list[str]:
    return [one.source for one in apart(cells, {one.id for one in cells})]


def test_each_command_becomes_a_cell_that_still_is_the_answer() -> None:
    whole = cell("# Exercício 2.1\nimport google.colab\n\n@torch.no_grad()\ndef f(x):\n    return x\n\n\nprint(f(1)); y = 2")
    after, *parts = apart([whole], {"ex-2-1"})
    assert after == LATE_ANNOTATIONS
    assert [part.source for part in parts] == ["import google.colab", "@torch.no_grad()\ndef f(x):\n    return x", "print(f(1)); y = 2"]
    assert {(part.role, part.exercise) for part in parts} == {(Role.ANSWER, "2.1")}
    assert len({part.id for part in parts}) == len(parts)


def test_magics_are_commands_of_their_own() -> None:
    assert sources(cell("%%time\n!pip install x\narquivos = !ls\nif True:\n    %cd /")) == [
        LATE_ANNOTATIONS.source,
        "%%time",
        "!pip install x",
        "arquivos = !ls",
        "if True:\n    %cd /",
    ]


@pytest.mark.parametrize("source", ["def f(:\n    pass", "", "# nada", "x = 1\n" * (MANY + 1), "x = '" + "a" * 60_000 + "'"])
def test_what_cannot_be_taken_apart_stays_whole(source: str) -> None:
    assert sources(cell(source)) == []


def test_only_the_students_broken_cells_are_taken_apart() -> None:
    ours, right, broken = (
        cell("a = 1\nb = 2", Role.SETUP, "c-1"),
        cell("c = 3\nd = 4", name="ex-2-2"),
        cell("e = 5\nf = 6", Role.ADDED, "extra-1"),
    )
    assert [one.id for one in apart([ours, right, broken], {"c-1", "extra-1"})] == [
        LATE_ANNOTATIONS.id,
        "c-1",
        "ex-2-2",
        "extra-1 comando 1",
        "extra-1 comando 2",
    ]


def test_of_an_experiment_only_imports_and_definitions_run() -> None:
    show = cell("import copy\nX = carrega()\n\ndef f():\n    return X\n\nclass A:\n    pass\n\ntreina(f)", Role.SHOW, "c-3")
    answer, figure = cell("x = A()"), cell("desenha()", Role.SHOW, "c-4")
    ready = with_definitions([show, answer, figure])
    assert ready[0].role is Role.SETUP
    assert ready[0].source == "import copy\ndef f():\n    return X\nclass A:\n    pass"
    assert ready[1:] == (answer, figure)


def test_an_experiments_definitions_run_for_those_that_name_them_and_for_what_these_need() -> None:
    first, second = cell("import copy as c", Role.SHOW, "c-3"), cell("def f():\n    return c.copy", Role.SHOW, "c-4")
    other = cell("def g(f):\n    return copy", Role.SHOW, "c-5")
    ready = with_definitions([first, second, other, cell("y = f()", Role.ADDED)])
    assert [one.role for one in ready] == [Role.SETUP, Role.SETUP, Role.SHOW, Role.ADDED]
    assert with_definitions([first, cell("x = 1")])[0] == first


def test_new_definitions_are_those_that_ours_lacks() -> None:
    ours = "import copy\n\ndef f():\n    return 1\n\ntreina()"
    assert new_definitions("import copy, math\n\n\ndef f():  # igual\n    return 1\n\ntreina(100)", ours) == "import copy, math"
    assert new_definitions("não é (Python", ours) == ""


def test_a_definition_too_deep_to_be_written_down_again_is_left_out() -> None:
    deep = "def f():\n    return 1" + "+1" * 1500
    assert new_definitions(f"import math\n{deep}", "") == ""
    assert new_definitions("import math", "") == "import math"


def test_only_so_many_cells_are_taken_apart() -> None:
    many = [cell("a = 1\nb = 2", name=f"extra-{number}") for number in range(BROKEN + 5)]
    assert sources(*many).count("a = 1\nb = 2") == 5
