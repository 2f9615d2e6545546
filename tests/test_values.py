"""Values: plain trees come back as what they held, and are told apart by exactly what should tell them apart."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from grader.inside import plain
from grader.values import UNKNOWN, MalformedError, Other, Raised, Tensor, compare, read, word

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
keys = st.integers() | st.text(max_size=5) | st.tuples(st.integers(), st.integers())
values = st.recursive(scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4), max_leaves=10)


NESTED: list[Any] = ["none"]
for _ in range(12):
    NESTED = ["seq", [NESTED]]


def same(one: Any, other: Any) -> bool:
    return compare(read(plain.encode(one)), read(plain.encode(other))) is None


@given(values)
def test_every_plain_value_equals_itself(value: Any) -> None:
    assert same(value, value)


@given(st.recursive(st.none() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8))
def test_inputs_come_back_from_their_tree(value: Any) -> None:
    assert plain.decode(plain.encode(value)) == value


@given(st.recursive(st.none() | st.integers() | st.text() | st.lists(st.text()), lambda inner: st.lists(inner, max_size=4), max_leaves=20))
def test_arbitrary_trees_are_read_or_refused(tree: Any) -> None:
    try:
        value = read(tree)
    except MalformedError:
        return
    assert compare(value, value) is None or "Other(" in repr(value)


@pytest.mark.parametrize(
    ("value", "plain_value"),
    [
        (np.int64(7), 7),
        (torch.tensor(7), 7),
        (torch.Size([2, 3]), (2, 3)),
        ((1, 2), [1, 2]),
        (frozenset({1}), {1}),
        (torch.nn.Parameter(torch.ones(2)), torch.ones(2)),
        (np.float64(0.5), 0.5),
        (2, 2.0),
    ],
)
def test_a_wrapped_value_counts_as_the_plain_value_that_it_holds(value: Any, plain_value: Any) -> None:
    assert same(plain_value, value) or same(value, plain_value)


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        (16, 16.0),
        (1, True),
        (True, 1),
        (0, None),
        ({1: 2}, {1.0: 2}),
        ({(1, 2)}, {(1, 2), ()}),
        ({(1, 2)}, {(1.0, 2)}),
        ({(0,): 1}, {(False,): 1}),
        ([1, 2], [2, 1]),
        ([1, 2], [1, 2, 3]),
        (torch.ones(2), torch.ones(2, dtype=torch.float64)),
        (torch.ones(2), torch.ones(2, dtype=torch.int64)),
        (torch.ones(2, 1), torch.ones(1, 2)),
        (torch.ones(2), torch.tensor([1.0, math.nan])),
        (torch.ones(2), torch.tensor([1.0, math.inf])),
        (torch.ones(2), [1.0, 1.0]),
        (torch.ones(2), torch.ones(2).to_sparse()),
        (torch.ones(2), torch.ones(2, device="meta")),
        (torch.ones(2), torch.ones(2, dtype=torch.complex64)),
        (1.0, 1.001),
        (1.0, 10**400),
        (torch.tensor([-1e9, 0.3, 0.7]), torch.tensor([-1e9, 77.0, -500.0])),
        ("a", "b"),
    ],
)
def test_values_that_differ_by_a_detail_are_told_apart(expected: Any, got: Any) -> None:
    assert not same(expected, got)


def test_nan_is_right_only_where_the_reference_has_it() -> None:
    assert same(torch.tensor([1.0, math.nan]), torch.tensor([1.0, math.nan]))
    assert same(math.nan, math.nan)
    assert not same(torch.tensor([1.0, 2.0]), torch.tensor([math.nan, math.nan]))


def test_a_float64_result_that_was_computed_in_float32_is_wrong() -> None:
    value = torch.linspace(1, 2, 50, dtype=torch.float64).sin()
    assert not same(value, torch.linspace(1, 2, 50).sin().double())


@pytest.mark.parametrize("dtype", [torch.float64, torch.float32, torch.float16, torch.bfloat16])
def test_rounding_is_within_tolerance_and_a_real_error_is_not(dtype: torch.dtype) -> None:
    value = torch.linspace(1, 2, 50, dtype=dtype)
    assert same(value, (value * 3) / 3)
    assert not same(value, value * 1.1)


def test_a_tensor_subclass_is_seen_as_the_storage_beneath_it() -> None:
    class Agrees(torch.Tensor):
        @classmethod
        def __torch_function__(cls, *_: Any, **__: Any) -> Any:
            return True

    liar = torch.zeros(3).as_subclass(Agrees)
    tree = plain.encode(liar)
    assert compare(read(plain.encode(torch.ones(3))), read(tree)) is not None
    assert compare(read(plain.encode(torch.zeros(3))), read(tree)) is None


def test_values_without_a_plain_form_never_equal_anything() -> None:
    class Equal:
        def __eq__(self, other: object) -> bool:
            return True

        __hash__ = object.__hash__

    assert isinstance(read(plain.encode(Equal())), Other)
    assert not same(Equal(), Equal())


@pytest.mark.parametrize(
    "tree",
    [
        ["tensor", {"dtype": "float32", "stored": "float32", "shape": [10**12], "data": ""}],
        ["tensor", {"dtype": "float32", "stored": "object", "shape": [0], "data": ""}],
        ["tensor", {"dtype": "float32", "stored": "float32", "shape": [-1, -1], "data": "AAAAAA=="}],
        ["tensor", {"dtype": "float32", "stored": "float32", "shape": [1], "data": "não é base64"}],
        ["tensor", None],
        ["int", "9" * 5000],
        ["set", [["map", []]]],
        ["exec", "print(1)"],
        NESTED,
    ],
)
def test_lying_trees_are_malformed(tree: Any) -> None:
    with pytest.raises(MalformedError):
        read(tree)


def test_messages_carry_nothing_free_form_of_the_students() -> None:
    expected = read(plain.encode(torch.ones(2)))
    for tree in (["raised", "<script>alert(1)</script>"], ["other", "\x1b[2J segredo"]):
        difference = compare(expected, read(tree))
        assert difference is not None
        assert not {"<", "\x1b", "("} & set(difference.fact.replace("(2,)", ""))


def test_members_that_all_share_one_hash_are_refused_before_they_are_compared() -> None:
    clashing = [["int", str(k * (2**61 - 1))] for k in range(3000)]
    for tree in (["set", clashing], ["map", [[one, ["none"]] for one in clashing]]):
        with pytest.raises(MalformedError):
            read(tree)


def test_a_type_name_of_the_students_own_making_is_never_shown() -> None:
    assert word("ValueError") == "ValueError"
    assert word("MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43UOV3HO6DZPI") == word(["x"]) == UNKNOWN


def test_an_expected_exception_is_right_only_by_its_type() -> None:
    assert compare(Raised("ValueError"), Raised("ValueError")) is None
    assert compare(Raised("ValueError"), Raised("TypeError")) is not None
    assert compare(Raised("ValueError"), Tensor("float32", np.ones(1))) is not None
