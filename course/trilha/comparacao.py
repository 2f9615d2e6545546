"""Compara um valor obtido com o esperado e diz, em uma frase, a primeira diferença.

O veredito é o da correção, pelas mesmas regras e tolerâncias: o que aqui conta como igual conta lá, e o que aqui difere difere lá.
"""

from __future__ import annotations

import math
import reprlib
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

_TOLERANCE = {torch.float64: (1e-10, 1e-12), torch.float32: (1e-4, 1e-5), torch.float16: (1e-2, 1e-3), torch.bfloat16: (3e-2, 1e-2)}
"""Relative and absolute, by dtype, as in grading; the absolute one grows with the typical size of the expected values."""
_EXACT = {torch.int64, torch.int32, torch.int16, torch.int8, torch.uint8, torch.bool}
_NUMBER_RTOL, _NUMBER_ATOL = 1e-5, 1e-8
_LONGEST = 100
_WIDEST = 12


@dataclass(frozen=True)
class Difference:
    """What sets two values apart: a short clause and the sentence that shows it."""

    clause: str
    detail: str
    of_value: bool = True
    """False where the very kind of thing is wrong (its type, its shape), so that no sentence about values would be true."""
    picture: tuple[str, ...] = ()
    """Lines that draw where a matrix differs, if that shows more than the first place does."""


def difference(expected: object, got: object) -> Difference | None:
    """The first difference between the two, or None. May raise whatever a hostile `got` raises."""
    expected, got = _plain(expected, got), _plain(got, expected)
    if got is None and expected is not None:
        return Difference("a resposta devolveu None", "Falta um `return`, ou uma parte ainda por escrever.", of_value=False)
    if isinstance(expected, torch.Tensor):
        return _of_tensors(expected, got)
    if isinstance(expected, int | float) and not isinstance(expected, bool):
        return _of_numbers(expected, got)
    if isinstance(expected, Mapping):
        return _of_mappings(expected, got)
    if isinstance(expected, set | frozenset):
        return _of_sets(expected, got)
    if isinstance(expected, list | tuple):
        return _of_sequences(expected, got)
    return None if type(got) is type(expected) and got == expected else _of_values(expected, got)


def show(value: object) -> str:
    """A short text for a value, floats with a decimal comma; never raises."""
    try:
        value = _plain(value)
        if isinstance(value, float):
            return f"{value:.6g}".replace(".", ",")
        if isinstance(value, torch.Tensor):
            return f"um tensor de forma {tuple(value.shape)}"
        if isinstance(value, Set) and value:
            text = "{" + ", ".join(sorted(map(repr, value), key=lambda item: (len(item), item))) + "}"
        else:
            text = reprlib.repr(value) if len(repr(value)) > _LONGEST else repr(value)
    except Exception:  # the value is a student's object: its repr may do anything
        return f"um objeto {type(value).__name__}"
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _plain(value: object, other: object = None) -> Any:
    """Scalars of numpy and tensors without dimensions count as the number they hold; beside another tensor one stays a tensor."""
    alone = isinstance(value, torch.Tensor) and value.ndim == 0 and not isinstance(other, torch.Tensor)
    if alone or isinstance(value, np.generic):
        value = value.item()  # type: ignore[attr-defined]
    for kind in (bool, int, float, str):  # a subclass counts as what it is built on
        if isinstance(value, kind):
            return kind(value)
    return value


def _of_values(expected: object, got: object) -> Difference:
    return Difference("o valor não é o esperado", f"Esperado: {show(expected)}; obtido: {show(got)}.")


def _of_kinds(expected: str, got: object) -> Difference:
    return Difference("o tipo não é o esperado", f"Esperado: {expected}; obtido: {type(got).__name__}, {show(got)}.", of_value=False)


def _of_tensors(expected: torch.Tensor, got: object) -> Difference | None:
    if not isinstance(got, torch.Tensor):
        return _of_kinds("um tensor", got)
    if got.shape != expected.shape:
        sizes = f"Esperada: {tuple(expected.shape)}; obtida: {tuple(got.shape)}."
        return Difference("a forma não é a esperada", sizes, of_value=False)
    if got.dtype != expected.dtype:
        return Difference("o dtype não é o esperado", f"Esperado: {expected.dtype}; obtido: {got.dtype}.", of_value=False)
    if got.layout != torch.strided or got.dtype not in {*_TOLERANCE, *_EXACT}:
        return _of_kinds("um tensor denso, de números reais", got)
    right, here = _numbers(expected), _numbers(got)
    wrong = ~_close(right, here, expected.dtype)
    count = int(wrong.sum())
    if not count:
        return None
    first = tuple(np.argwhere(wrong)[0].tolist()) if wrong.ndim else ()
    place = f"Em [{', '.join(map(str, first))}], esperado" if first else "Esperado"
    detail = f"{place}: {show(right[first].item())}; obtido: {show(here[first].item())}."
    if wrong.size > 1:
        detail += f" {'Difere' if count == 1 else 'Diferem'} {count} de {wrong.size} valores."
    return Difference("o valor não é o esperado", detail, picture=_picture(wrong, count))


def _numbers(tensor: torch.Tensor) -> np.ndarray[Any, Any]:
    """The values in a dtype that numpy knows and that holds them exactly."""
    half = tensor.dtype in {torch.float16, torch.bfloat16}
    array: np.ndarray[Any, Any] = (tensor.float() if half else tensor).detach().cpu().resolve_conj().resolve_neg().numpy()
    return array


def _close(expected: np.ndarray[Any, Any], got: np.ndarray[Any, Any], dtype: torch.dtype) -> np.ndarray[Any, Any]:
    if dtype in _EXACT:
        return np.asarray(expected == got)
    rtol, atol = _TOLERANCE[dtype]
    finite = np.abs(expected[np.isfinite(expected)])
    scale = max(1.0, float(np.median(finite))) if finite.size else 1.0
    return np.asarray(np.isclose(got, expected, rtol=rtol, atol=atol * scale, equal_nan=True))


def _picture(wrong: np.ndarray[Any, Any], count: int) -> tuple[str, ...]:
    """A small matrix with a cross where it differs: a diagonal or a column is seen at once. Nothing if one place or all differ."""
    if wrong.ndim != 2 or max(wrong.shape) > _WIDEST or count in (1, wrong.size):
        return ()
    rows = [" ".join("✗" if bad else "·" for bad in row) for row in wrong.tolist()]
    return (f"Onde difere (✗):  {rows[0]}", *(f"{'':18}{row}" for row in rows[1:]))


def _of_numbers(expected: float, got: object) -> Difference | None:
    if isinstance(expected, int):
        if type(got) is not int:
            return _of_kinds("um int", got)
        return None if got == expected else _of_values(expected, got)
    if not isinstance(got, int | float) or isinstance(got, bool):
        return _of_kinds("um número", got)
    try:
        number = float(got)
    except OverflowError:  # an int with hundreds of digits
        number = math.inf
    same = math.isclose(expected, number, rel_tol=_NUMBER_RTOL, abs_tol=_NUMBER_ATOL) or (math.isnan(expected) and math.isnan(number))
    return None if same else _of_values(expected, got)


def _of_mappings(expected: Mapping[object, object], got: object) -> Difference | None:
    if not isinstance(got, Mapping):
        return _of_kinds("um dicionário", got)
    right, here = ({_member(key): value for key, value in one.items()} for one in (expected, got))
    if parts := _of_members(set(right), set(here), "a chave", "as chaves"):
        return parts
    return _of_parts(((key, value, here[key]) for key, value in right.items()), "Na chave")


def _of_sets(expected: Set[object], got: object) -> Difference | None:
    if not isinstance(got, set | frozenset):
        return _of_kinds("um conjunto (set)", got)
    return _of_members(set(map(_member, expected)), set(map(_member, got)), "o elemento", "os elementos")


def _member(value: object) -> Any:
    """An element of a set or a key: what it holds, all the way down."""
    value = _plain(value)
    if isinstance(value, list | tuple):
        return tuple(map(_member, value))
    return frozenset(map(_member, value)) if isinstance(value, set | frozenset) else value


def _of_members(expected: set[Any], got: set[Any], one: str, many: str) -> Difference | None:
    told = []
    for verb, members in (("Falta", expected - got), ("Sobra", got - expected)):
        if members:
            told.append(f"{verb} {one} {show(next(iter(members)))}." if len(members) == 1 else f"{verb}m {many} {show(members)}.")
    if told:
        return Difference("o valor não é o esperado", " ".join(told))
    typed = {_typed(member): member for member in expected}
    for member in got:
        if _typed(member) not in typed:  # 2, 2.0 and True are equal to Python, and of different types to a reader
            right = next(other for other in expected if other == member)
            detail = f"Esperado: {one} {right!r}; obtido: {one} {member!r}."
            return Difference("o tipo não é o esperado", detail, of_value=False)
    return None


def _typed(value: Any) -> Any:
    return tuple(map(_typed, value)) if isinstance(value, tuple) else (type(value), value)


def _of_sequences(expected: Sequence[object], got: object) -> Difference | None:
    if not isinstance(got, list | tuple):
        return _of_kinds("uma lista" if isinstance(expected, list) else "uma tupla", got)
    parts = ((index, *pair) for index, pair in enumerate(zip(expected, got, strict=False)))
    found = _of_parts(parts, "Na posição")
    if len(got) == len(expected):
        return found
    sizes = f"Esperados: {len(expected)} itens; obtidos: {len(got)}."
    return Difference("o tamanho não é o esperado", f"{sizes} {found.detail}" if found else sizes)


def _of_parts(parts: Iterable[tuple[object, object, object]], where: str) -> Difference | None:
    for key, expected, got in parts:
        found = difference(expected, got)
        if found:
            detail = f"{where} {show(key)}, {found.detail[0].lower()}{found.detail[1:]}"
            return Difference(found.clause, detail, found.of_value, found.picture)
    return None
