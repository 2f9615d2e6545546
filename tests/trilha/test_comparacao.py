"""The visible check and the judge decide alike: the same pair of values is equal to both or to neither.

The judge sees values as the child sends them: encoded to a plain tree, through JSON, and read again.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, OrderedDict
from enum import IntEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.inside import plain
from grader.values import MalformedError, compare, read

sys.path.insert(0, str(Path(__file__).parents[2] / "course"))

from trilha.comparacao import difference


class Size(IntEnum):
    TWO = 2


class Agreeable:
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None  # type: ignore[assignment]


def as_sent(value: Any) -> Any:
    """As `observe` reports it: a value that fails while it is read is an exception to the judge."""
    try:
        tree = plain.encode(value)
    except Exception as error:
        tree = ["raised", type(error).__name__]
    return json.loads(json.dumps(tree))


def judged_equal(expected: Any, got: Any) -> bool:
    try:
        return compare(read(as_sent(expected)), read(as_sent(got))) is None
    except MalformedError:
        return False


def shown_equal(expected: Any, got: Any) -> bool:
    """What the visible check makes of it; an exception there is a ✗."""
    try:
        return difference(expected, got) is None
    except Exception:
        return False


DTYPES = [torch.float64, torch.float32, torch.float16, torch.bfloat16, torch.int64, torch.int32, torch.uint8, torch.bool]
NEAR = [0.0, 1e-12, 1e-9, 3e-6, 1e-5, 3e-5, 1e-4, 1e-3, 5e-3, 0.02, 0.5]
numbers = st.sampled_from([0.0, -0.0, 1.0, -2.5, 3e-7, 1e4, 1e30, float("inf"), float("nan")]) | st.floats(-10, 10)
exact = st.integers(-3, 3) | st.booleans() | st.sampled_from(["a", "b", ""]) | st.none()


@st.composite
def tensors(draw: st.DrawFn) -> torch.Tensor:
    shape = draw(st.sampled_from([(), (1,), (3,), (2, 2), (0,), (3, 1)]))
    elements = draw(st.lists(numbers, min_size=6, max_size=6))
    dtype = draw(st.sampled_from(DTYPES))
    values = torch.tensor(elements[: int(np.prod(shape, dtype=int))], dtype=torch.float64).reshape(shape)
    return (values if dtype.is_floating_point else values.nan_to_num().clamp(-100, 100)).to(dtype)


members = st.recursive(
    # No NaN: it is unequal to itself, so that no set that holds one has an equal.
    st.integers(-3, 3) | st.booleans() | st.floats(-2, 2) | st.sampled_from(["a", 1.0, 2.0, np.int64(2)]),
    lambda inner: st.lists(inner, max_size=2).map(tuple) | st.frozensets(inner, max_size=2),
    max_leaves=3,
)
plain_values = st.recursive(
    exact | numbers | tensors(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(members, inner, max_size=3)
        | st.sets(members, max_size=3)
    ),
    max_leaves=6,
)


def is_hashable(value: Any) -> bool:
    try:
        hash(value)
    except TypeError:
        return False
    return True


def disguised(value: Any, draw: st.DrawFn) -> Any:
    """The same value or nearly so: in another wrapping, of another type, off by a little."""
    way = draw(st.sampled_from(["as it is", "wrapped", "nudged", "retyped", "inside"]))
    if isinstance(value, list | tuple) and way == "inside" and value:
        return type(value)(disguised(item, draw) for item in value)
    if isinstance(value, dict) and way == "inside":
        return {key: disguised(item, draw) for key, item in value.items()}
    if isinstance(value, set) and way == "inside":
        return {other for item in value if is_hashable(other := disguised(item, draw))}
    changes: dict[str, list[Any]] = {
        "wrapped": [torch.as_tensor, np.asarray, torch.nn.Parameter, tuple, list, frozenset, MappingProxyType, OrderedDict, dict.keys],
        "retyped": [
            float,
            int,
            bool,
            str,
            torch.Tensor.double,
            torch.Tensor.float,
            torch.Tensor.flatten,
            set,
            np.float32,
            torch.Tensor.tolist,
        ],
    }
    if way == "nudged":
        off = 1 + draw(st.sampled_from(NEAR))
        changes[way] = [lambda number: number * off, lambda number: number + off - 1]
    change = draw(st.sampled_from(changes.get(way, [lambda same: same])))
    try:
        return change(value)
    except Exception:  # a change that does not apply to this value
        return value


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Any, Any]:
    expected = draw(plain_values)
    return expected, draw(st.just(disguised(expected, draw)) | plain_values)


@settings(max_examples=300, deadline=None)
@given(pairs())
def test_any_pair_gets_the_same_verdict_from_both(pair: tuple[Any, Any]) -> None:
    expected, got = pair
    assert shown_equal(expected, got) == judged_equal(expected, got), (expected, got)


TENSORS = {torch.tensor(1), torch.tensor(2)}


@pytest.mark.parametrize(
    ("expected", "got", "equal"),
    [
        ({0, 1}, {0: 1, 1: 1}.keys(), False),
        ({0, 1}, frozenset({0, 1}), True),
        ({1, 2}, TENSORS, True),
        ({1.0, 2.0}, TENSORS, False),
        ({(1, 2)}, {(1, torch.tensor(2))}, True),
        ({(1, 2)}, {(1.0, 2.0)}, False),
        ({(): 1}, {(): True}, False),
        ({0: 1, 1: 1}, {0.0: 1, 1.0: 1}, False),
        ({0: 1, 1: 1}, {False: 1, True: 1}, False),
        ({0: 1}, Counter([0]), True),
        ({0: 1}, MappingProxyType({0: 1}), True),
        ({0: 1}, {torch.tensor(0): torch.tensor(1)}, True),
        ([2, 3], torch.Size([2, 3]), True),
        ([8, 4], (8, 4), True),
        ((8, 4), [8, 4], True),
        ([8, 4], range(8, 0, -4), False),
        ([8, 4], np.array([8, 4]), False),
        (2, Size.TWO, True),
        (2, np.array(2), False),
        (2, np.int8(2), True),
        (2, torch.tensor(2), True),
        (2, torch.tensor([2]), False),
        (2, torch.tensor(2.0), False),
        (2.0, 2, True),
        (2.0, True, False),
        (2.0, torch.tensor(2), True),
        (torch.tensor(2.0), 2.0, True),
        (torch.tensor(2.0), torch.tensor(2.0, dtype=torch.float64), False),
        (torch.tensor(2), 2.0, False),
        (torch.tensor([2.0]), 2.0, False),
        pytest.param(float("inf"), 10**400, True, id="inf-a huge int"),
        (0.5, 0.5 * (1 + 3e-5), False),
        (torch.tensor([0.5]), torch.tensor([0.5 * (1 + 3e-5)]), True),
        (torch.tensor([0.5]).double(), torch.tensor([0.5]).double() * (1 + 3e-5), False),
        (torch.tensor([1e6, 1e6, 0.0]), torch.tensor([1e6, 1e6, 5.0]), True),
        (torch.tensor([1e6, 0.0, 0.0]), torch.tensor([1e6, 5.0, 0.0]), False),
        (torch.tensor([float("nan")]), torch.tensor([float("nan")]), True),
        (torch.ones(2), torch.ones(2, requires_grad=True), True),
        (torch.ones(2), torch.ones(2).to_sparse(), False),
        (torch.ones(2), torch.ones(2, device="meta"), False),
        ("a", Agreeable(), False),
        (None, Agreeable(), False),
        (1, 1 + 0j, False),
        ("a", np.str_("a"), True),
        (None, 0, False),
    ],
)
def test_values_that_look_alike_get_the_same_verdict_from_both(expected: Any, got: Any, equal: bool) -> None:
    assert (shown_equal(expected, got), judged_equal(expected, got)) == (equal, equal)


@pytest.mark.parametrize(
    ("expected", "got", "said"),
    [
        ({0: 1}, {0.0: 1}, "Esperado: a chave 0; obtido: a chave 0.0."),
        ({(3, 4)}, {(3.0, 4.0)}, "Esperado: o elemento (3, 4); obtido: o elemento (3.0, 4.0)."),
        ({0}, {0: 1}.keys(), "Esperado: um conjunto (set); obtido: dict_keys, {0}."),
        (torch.ones(2), torch.ones(2).to_sparse(), "Esperado: um tensor denso, de números reais; obtido: Tensor, um tensor de forma (2,)."),
    ],
)
def test_what_python_calls_equal_and_a_reader_does_not_is_told(expected: Any, got: Any, said: str) -> None:
    found = difference(expected, got)
    assert found is not None
    assert found.detail == said
