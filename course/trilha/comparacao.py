"""Compara um valor obtido com o esperado e diz, em uma frase, a primeira diferença."""

from __future__ import annotations

import math
import numbers
import reprlib
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np
import torch

# A worked example is computed in a few operations, so float32's rounding is far below this; a wrong formula is far above.
_RTOL, _ATOL = 1e-4, 1e-6
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
    if isinstance(expected, torch.Tensor):
        return _of_tensors(expected, got)
    got = _plain(got)
    if got is None and expected is not None:
        return Difference("a resposta devolveu None", "Falta um `return`, ou uma parte ainda por escrever.", of_value=False)
    if isinstance(expected, bool | str) or expected is None:
        return None if type(got) is type(expected) and got == expected else _of_values(expected, got)
    if isinstance(expected, numbers.Number):
        return _of_numbers(expected, got)
    if isinstance(expected, Mapping):
        return _of_mappings(expected, got)
    if isinstance(expected, Set):
        return _of_sets(expected, got)
    if isinstance(expected, Sequence):
        return _of_sequences(expected, got)
    return None if got == expected else _of_values(expected, got)


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


def _plain(value: object) -> object:
    """numpy's scalars and tensors without dimensions count as the number they hold, as in grading."""
    return value.item() if isinstance(value, torch.Tensor | np.ndarray | np.generic) and value.ndim == 0 else value


def _of_values(expected: object, got: object) -> Difference:
    return Difference("o valor não é o esperado", f"Esperado: {show(expected)}; obtido: {show(got)}.")


def _of_kinds(expected: str, got: object) -> Difference:
    return Difference("o tipo não é o esperado", f"Esperado: {expected}; obtido: {type(got).__name__}, {show(got)}.", of_value=False)


def _of_tensors(expected: torch.Tensor, got: object) -> Difference | None:
    if got is None:
        return Difference("a resposta devolveu None", "Falta um `return`, ou uma parte ainda por escrever.", of_value=False)
    if not isinstance(got, torch.Tensor):
        return _of_kinds("um tensor", got)
    if got.shape != expected.shape:
        sizes = f"Esperada: {tuple(expected.shape)}; obtida: {tuple(got.shape)}."
        return Difference("a forma não é a esperada", sizes, of_value=False)
    if got.dtype != expected.dtype:
        return Difference("o dtype não é o esperado", f"Esperado: {expected.dtype}; obtido: {got.dtype}.", of_value=False)
    here = got.detach().to(expected.device)
    wrong = ~torch.isclose(here, expected, rtol=_RTOL, atol=_ATOL, equal_nan=expected.is_floating_point())
    count = int(wrong.sum())
    if not count:
        return None
    first = tuple(wrong.nonzero()[0].tolist())
    place = f"Em [{', '.join(map(str, first))}], esperado" if first else "Esperado"
    detail = f"{place}: {show(expected[first].item())}; obtido: {show(here[first].item())}."
    if wrong.numel() > 1:
        detail += f" {'Difere' if count == 1 else 'Diferem'} {count} de {wrong.numel()} valores."
    return Difference("o valor não é o esperado", detail, picture=_picture(wrong, count))


def _picture(wrong: torch.Tensor, count: int) -> tuple[str, ...]:
    """A small matrix with a cross where it differs: a diagonal or a column is seen at once. Nothing if one place or all differ."""
    if wrong.ndim != 2 or max(wrong.shape) > _WIDEST or count in (1, wrong.numel()):
        return ()
    rows = [" ".join("✗" if bad else "·" for bad in row) for row in wrong.tolist()]
    return (f"Onde difere (✗):  {rows[0]}", *(f"{'':18}{row}" for row in rows[1:]))


def _of_numbers(expected: numbers.Number, got: object) -> Difference | None:
    if isinstance(expected, numbers.Integral):
        if isinstance(got, bool) or not isinstance(got, numbers.Integral):
            return _of_kinds("um int", got)
        return None if got == expected else _of_values(expected, got)
    if isinstance(got, bool) or not isinstance(got, numbers.Real) or not isinstance(expected, numbers.Real):
        return _of_kinds("um número", got)
    same = math.isclose(expected, got, rel_tol=_RTOL, abs_tol=_ATOL) or (math.isnan(expected) and math.isnan(got))
    return None if same else _of_values(expected, got)


def _of_mappings(expected: Mapping[object, object], got: object) -> Difference | None:
    if not isinstance(got, Mapping):
        return _of_kinds("um dicionário", got)
    if parts := _of_members(set(expected), set(got), "a chave", "as chaves"):
        return parts
    return _of_parts(((key, expected[key], got[key]) for key in expected), "Na chave")


def _of_sets(expected: Set[object], got: object) -> Difference | None:
    if not isinstance(got, Set):
        return _of_kinds("um conjunto (set)", got)
    return _of_members(set(expected), set(got), "o elemento", "os elementos")


def _of_members(expected: set[object], got: set[object], one: str, many: str) -> Difference | None:
    told = []
    for verb, members in (("Falta", expected - got), ("Sobra", got - expected)):
        if members:
            told.append(f"{verb} {one} {show(next(iter(members)))}." if len(members) == 1 else f"{verb}m {many} {show(members)}.")
    return Difference("o valor não é o esperado", " ".join(told)) if told else None


def _of_sequences(expected: Sequence[object], got: object) -> Difference | None:
    kind = list if isinstance(expected, list) else tuple
    if not isinstance(got, kind):
        return _of_kinds("uma lista" if kind is list else "uma tupla", got)
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
