"""The values that observations hold, on the trusted side: read from plain trees without running anything, and compared.

A tree is what `inside/plain.py` writes. Of the student's side a difference names shapes, types, positions and numbers, nothing free-form.
"""

from __future__ import annotations

import base64
import builtins
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

TOLERANCE = {"float64": (1e-10, 1e-12), "float32": (1e-4, 1e-5), "float16": (1e-2, 1e-3), "bfloat16": (3e-2, 1e-2)}
"""Relative and absolute, by the reference's dtype; the absolute one grows with the largest value of the tensor."""
NUMBER_TOLERANCE = (1e-5, 1e-8)

STORED = {"float64", "float32", "int64", "int32", "int16", "int8", "uint8", "bool"}
MAX_DEPTH = 10
MAX_DIGITS = 1300
MAX_MEMBERS = 2000
"""Of a set or map, as in `inside/plain.py`."""

UNKNOWN = "algo desconhecido"
KNOWN = {name for name, value in vars(builtins).items() if isinstance(value, type)} | {
    "OutOfMemoryError",
    "LinAlgError",
    "ndarray",
    "generator",
    "module",
    "Generator",
    "Linear",
    "Sequential",
    "ModuleList",
    "float64",
    "float32",
    "float16",
    "bfloat16",
    "int64",
    "int32",
    "int16",
    "int8",
    "uint8",
}


class MalformedError(ValueError):
    """A tree that `inside/plain.py` cannot have made."""


@dataclass(frozen=True)
class Tensor:
    """A tensor as it arrived: its own dtype's name, and its values in a dtype that numpy knows."""

    dtype: str
    values: np.ndarray[Any, Any]


@dataclass(frozen=True)
class Raised:
    """The observed code raised an exception of this type."""

    type: str


@dataclass(frozen=True)
class Other:
    """A value that has no plain form."""

    type: str


@dataclass(frozen=True)
class Difference:
    """Where and how an observation departs from the reference, without the expected value."""

    fact: str
    """A Portuguese phrase."""
    path: tuple[int, ...] = ()
    """The places that lead to it, through nested sequences and maps."""

    def within(self, place: int) -> Difference:
        """The same difference, seen from the value that holds it at `place`."""
        return Difference(self.fact, (place, *self.path))

    def __str__(self) -> str:
        places = "".join(f"[{place}]" for place in self.path[:4])
        return f"em {places}, {self.fact}" if places else self.fact


def read(tree: Any, depth: int = 0) -> Any:
    """The value of a plain tree. Raises `MalformedError` for anything else; runs no code of the tree's."""
    if depth > MAX_DEPTH or not isinstance(tree, list) or not tree or not isinstance(tree[0], str):
        raise MalformedError("tree")
    kind, body = tree[0], tree[1] if len(tree) == 2 else None
    reader = _READERS.get(kind)
    if reader is None:
        raise MalformedError(kind[:20])
    try:
        return reader(body, depth + 1)
    except (TypeError, ValueError, KeyError, OverflowError, RecursionError) as error:
        raise MalformedError(kind) from error


def _read_tensor(body: Any, _: int) -> Tensor:
    shape, stored = tuple(int(size) for size in body["shape"]), body["stored"]
    data = base64.b64decode(body["data"], validate=True)
    if stored not in STORED or any(size < 0 for size in shape) or len(shape) > 16:
        raise MalformedError("tensor")
    if math.prod(shape) * np.dtype(stored).itemsize != len(data):
        raise MalformedError("tensor")
    return Tensor(word(body["dtype"]), np.frombuffer(data, dtype=stored).reshape(shape))


def word(text: Any) -> str:
    """A type's name, the only text of the student's side that a message shows: one that Python or torch gave, or `UNKNOWN`."""
    return text if isinstance(text, str) and text in KNOWN else UNKNOWN


def _few(body: Any) -> Any:
    if len(body) > MAX_MEMBERS:
        raise MalformedError("members")
    return body


def _digits(body: Any) -> str:
    if not isinstance(body, str) or len(body) > MAX_DIGITS:
        raise MalformedError("int")
    return body


def _key(value: Any) -> tuple[str, str]:
    """What tells a member of a set or a key of a map from the others: its value and, apart, its type (2, 2.0 and True are equal to Python).

    Text, because nobody can choose texts whose hashes clash: 2000 whole numbers or tuples of one hash cost 2000² comparisons.
    """
    value = _plain_number(value)
    if isinstance(value, tuple | frozenset):
        parts = [_key(item) for item in value] if isinstance(value, tuple) else sorted(value)
        kind = type(value).__name__
        return f"{kind}({', '.join(part for part, _ in parts)})", f"({', '.join(types for _, types in parts)})"
    if isinstance(value, Tensor | dict):
        raise TypeError("not a member of anything")
    whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
    return repr(int(value) if whole else value), type(value).__name__


_READERS: Mapping[str, Any] = {
    "none": lambda body, depth: None,
    "bool": lambda body, depth: body is True,
    "int": lambda body, depth: int(_digits(body)),
    "float": lambda body, depth: float.fromhex(body),
    "str": lambda body, depth: str(body)[:500],
    "seq": lambda body, depth: tuple(read(item, depth) for item in body),
    "set": lambda body, depth: frozenset(_key(read(item, depth)) for item in _few(body)),
    "map": lambda body, depth: {_key(read(key, depth)): read(item, depth) for key, item in _few(body)},
    "tensor": _read_tensor,
    "raised": lambda body, depth: Raised(word(body)),
    "other": lambda body, depth: Other(word(body)),
}


def compare(expected: Any, got: Any, rtol: float | None = None, atol: float | None = None) -> Difference | None:
    """None when `got` is the same as `expected` within the tolerances, else where they part."""
    expected, got = _plain_number(expected, got), _plain_number(got, expected)
    if isinstance(got, Raised):
        return None if isinstance(expected, Raised) and expected.type == got.type else Difference(f"levantou {got.type}")
    if isinstance(expected, Tensor) and isinstance(got, Tensor):
        return _compare_tensors(expected, got, rtol, atol)
    if type(expected) is float and type(got) in {int, float}:
        return _compare_floats(expected, _as_float(got), rtol, atol)
    if type(expected) is not type(got) or isinstance(got, Other):
        return Difference(f"esperado {_kind(expected)}, obtido {_kind(got)}")
    if isinstance(expected, tuple):
        return _compare_sequences(expected, got, rtol, atol)
    if isinstance(expected, dict):
        return _compare_maps(expected, got, rtol, atol)
    if isinstance(expected, frozenset):
        return _compare_members(expected, got, "elementos")
    return None if expected == got else Difference("valor diferente do esperado")


def _plain_number(value: Any, other: Any = None) -> Any:
    """A 0-d tensor counts as the number that it holds, unless it meets another 0-d tensor: then dtypes are compared too."""
    if isinstance(value, Tensor) and value.values.ndim == 0 and not isinstance(other, Tensor):
        return value.values.item()
    return value


def _compare_tensors(expected: Tensor, got: Tensor, rtol: float | None, atol: float | None) -> Difference | None:
    if expected.values.shape != got.values.shape:
        return Difference(f"esperada a forma {_shape(expected)}, obtida {_shape(got)}")
    if expected.dtype != got.dtype:
        return Difference(f"esperado o tipo {expected.dtype}, obtido {got.dtype}")
    if expected.dtype not in TOLERANCE:
        wrong = expected.values != got.values
    else:
        relative, absolute = TOLERANCE[expected.dtype]
        finite = np.abs(expected.values[np.isfinite(expected.values)])
        # The typical size, not the largest: one huge value must not make the others right.
        scale = max(1.0, float(np.median(finite))) if finite.size else 1.0
        absolute = absolute * scale if atol is None else atol
        close = np.isclose(got.values, expected.values, rtol=relative if rtol is None else rtol, atol=absolute, equal_nan=True)
        wrong = ~np.asarray(close)
    if not wrong.any():
        return None
    index = [int(place) for place in np.argwhere(wrong)[0]] if wrong.ndim else []
    where = f", a primeira em {index}, onde a sua resposta dá {_number(got.values[tuple(index)])}" if index else ""
    return Difference(f"{int(wrong.sum())} de {wrong.size} posições têm valor diferente do esperado{where}")


def _as_float(number: float) -> float:
    try:
        return float(number)
    except OverflowError:  # an int with hundreds of digits
        return math.inf


def _compare_floats(expected: float, got: float, rtol: float | None, atol: float | None) -> Difference | None:
    relative, absolute = NUMBER_TOLERANCE if rtol is None else (rtol, NUMBER_TOLERANCE[1])
    same = math.isclose(expected, got, rel_tol=relative, abs_tol=absolute if atol is None else atol)
    if same or (math.isnan(expected) and math.isnan(got)):
        return None
    return Difference(f"a sua resposta dá {_number(got)}, um valor diferente do esperado")


def _compare_sequences(expected: tuple[Any, ...], got: tuple[Any, ...], rtol: float | None, atol: float | None) -> Difference | None:
    if len(expected) != len(got):
        return Difference(f"esperados {len(expected)} elementos, obtidos {len(got)}")
    for place, (one, other) in enumerate(zip(expected, got, strict=True)):
        if difference := compare(one, other, rtol, atol):
            return difference.within(place)
    return None


def _compare_maps(expected: dict[Any, Any], got: dict[Any, Any], rtol: float | None, atol: float | None) -> Difference | None:
    if difference := _compare_members(frozenset(expected), frozenset(got), "chaves"):
        return difference
    for place, (key, one) in enumerate(expected.items()):
        if difference := compare(one, got[key], rtol, atol):
            return difference.within(place)
    return None


def _compare_members(expected: frozenset[tuple[str, str]], got: frozenset[tuple[str, str]], what: str) -> Difference | None:
    """The members of two sets or the keys of two maps, as `_key` gives them."""
    if expected == got:
        return None
    wanted, found = {value for value, _ in expected}, {value for value, _ in got}
    missing, extra = len(wanted - found), len(found - wanted)
    return Difference(f"faltam {missing} {what} e sobram {extra}" if missing or extra else f"há {what} de outro tipo")


def _shape(tensor: Tensor) -> str:
    sizes = ", ".join(str(size) if size < 10**6 else "enorme" for size in tensor.values.shape[:6])
    return f"({sizes}{',' if tensor.values.ndim == 1 else ''})"


def _number(value: Any) -> str:
    return f"{float(value):.5g}".replace(".", ",")


KINDS = {
    type(None): "None",
    bool: "bool",
    int: "int",
    float: "float",
    str: "str",
    tuple: "lista ou tupla",
    dict: "dicionário",
    frozenset: "conjunto",
}


def _kind(value: Any) -> str:
    if isinstance(value, Tensor):
        return f"tensor de forma {_shape(value)}"
    if isinstance(value, Raised):
        return f"a exceção {value.type}"
    return KINDS.get(type(value)) or f"{value.type}"
