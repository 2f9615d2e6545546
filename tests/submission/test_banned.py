"""What a statement rules out is found where it is used as a name, and told to a person; no score hangs on it."""

from __future__ import annotations

import pytest

from grader.records import Exercise, ExerciseResult, RepairedCell, Result, Role, State, Verdict
from grader.screen import flagged
from grader.submission import banned

EXERCISE = Exercise("5.3", 2.0, "ex-5-3", "teste-5-3", ("MinhaBatchNorm",), "", forbidden=("BatchNorm1d", "batch_norm"))
FREE = Exercise("5.4", 2.0, "ex-5-4", "teste-5-4", ("conta_batchnorm",), "")


def found(*sources: str, role: Role = Role.ANSWER) -> dict[str, tuple[str, ...]]:
    cells = [
        RepairedCell(f"c{place}", "code", role, source, None, "5.3" if role is Role.ANSWER else None)
        for place, source in enumerate(sources)
    ]
    return banned.used([EXERCISE, FREE], cells)


@pytest.mark.parametrize(
    "source",
    [
        "class MinhaBatchNorm(nn.BatchNorm1d):\n    pass",
        "from torch.nn import BatchNorm1d as B",
        "def f(x):\n    return BatchNorm1d(3)(x)",
        "BatchNorm1d = 1\n  def quebrado(:",
        "%time\nBatchNorm1d",
    ],
)
def test_a_name_in_the_code_is_found(source: str) -> None:
    assert found(source) == {"5.3": ("BatchNorm1d",)}


@pytest.mark.parametrize("source", ["# BatchNorm1d não pode", "'batch_norm'", "def minha_batch_norm(x):\n    return x", "", "\x00", "'''"])
def test_a_comment_a_text_or_a_longer_name_is_no_use(source: str) -> None:
    assert found(source) == {}


def test_a_cell_that_the_student_added_counts_too() -> None:
    assert found("from torch.nn.functional import batch_norm", role=Role.ADDED) == {"5.3": ("batch_norm",)}


def test_only_so_much_is_read() -> None:
    assert found("x = 1\n" * banned.LARGEST, "BatchNorm1d") == {}


def test_the_instructor_reads_who_and_what() -> None:
    exercise = ExerciseResult("5.3", 2.0, 2.0, Verdict.RIGHT, flags=("BatchNorm1d",))
    result = Result("ana\x1b[2J", "05_batch_norm", 2.0, 10.0, State.GRADED, (exercise,))
    (line,) = flagged([result])
    assert line == "Olhe ana�[2J, 5.3: a resposta usa `BatchNorm1d`, que o enunciado não permite. A nota não mudou."
