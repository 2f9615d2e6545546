"""Values as plain data: what an observation or an input may hold, written as nested JSON lists.

`encode` turns a Python value into a tree such as `["seq", [["int", "3"], ["tensor", {...}]]]`; `decode` turns the trees of
`observe.given` back into values. A tree carries no code and no class: whatever has no plain form becomes `["other", its type]`.

Trust: `decode` reads what the trusted side sent into a child; `encode` runs among the student's objects, so the trusted side believes
nothing of a tree but its form.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import torch

MAX_DEPTH = 8
MAX_ITEMS = 100_000
MAX_MEMBERS = 2000
MAX_ELEMENTS = 2**22
MAX_BITS = 4096
MAX_TEXT = 500

Tree = list[Any]

STORED_AS = {
    torch.float64: "float64",
    torch.float32: "float32",
    torch.float16: "float32",
    torch.bfloat16: "float32",
    torch.int64: "int64",
    torch.int32: "int32",
    torch.int16: "int16",
    torch.int8: "int8",
    torch.uint8: "uint8",
    torch.bool: "bool",
}
"""dtype of a tensor → dtype of the bytes that carry it (numpy knows no bfloat16; float32 holds it exactly)."""


def encode(value: Any, depth: int = 0) -> Tree:
    """The plain tree of `value`. Never raises for a value of ordinary classes; sizes are bounded."""
    if depth > MAX_DEPTH:
        return ["other", "profundo demais"]
    if isinstance(value, torch.Tensor):
        return _encode_tensor(value)
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or isinstance(value, bool | int | float | str):
        return _encode_scalar(value)
    if isinstance(value, Mapping):
        return _bounded(value, lambda: ["map", [[encode(k, depth + 1), encode(v, depth + 1)] for k, v in value.items()]], MAX_MEMBERS)
    if isinstance(value, set | frozenset):
        return _bounded(value, lambda: ["set", sorted((encode(item, depth + 1) for item in value), key=repr)], MAX_MEMBERS)
    if isinstance(value, list | tuple):
        return _bounded(value, lambda: ["seq", [encode(item, depth + 1) for item in value]])
    return ["other", type(value).__name__[:60]]


def _encode_scalar(value: Any) -> Tree:
    if value is None:
        return ["none"]
    if isinstance(value, bool):
        return ["bool", value is True]
    if isinstance(value, int):
        return ["int", str(int(value))] if int(value).bit_length() <= MAX_BITS else ["other", "inteiro grande demais"]
    if isinstance(value, float):
        return ["float", float(value).hex()]
    return ["str", str(value)[:MAX_TEXT]]


def _bounded(value: Any, build: Any, limit: int = MAX_ITEMS) -> Tree:
    tree: Tree = build() if len(value) <= limit else ["other", "longo demais"]
    return tree


def _encode_tensor(value: torch.Tensor) -> Tree:
    # A subclass may override everything that a tensor does: look at the storage beneath it.
    with torch._C.DisableTorchFunctionSubclass(), torch.no_grad():
        tensor = torch.Tensor.detach(value)
        stored = STORED_AS.get(tensor.dtype)
        if tensor.layout != torch.strided or tensor.is_meta or stored is None:
            return ["other", f"tensor {tensor.layout} {tensor.device.type} {tensor.dtype}".replace("torch.", "")]
        if tensor.numel() > MAX_ELEMENTS:
            return ["other", "tensor grande demais"]
        data = tensor.cpu().resolve_conj().resolve_neg().to(getattr(torch, stored)).contiguous().numpy().tobytes()
    form = {"dtype": str(tensor.dtype)[6:], "stored": stored, "shape": list(tensor.shape)}
    return ["tensor", form | {"data": base64.b64encode(data).decode()}]


def decode(tree: Tree, device: torch.device | str = "cpu") -> Any:
    """The value of a tree that the reference's own `observe.given` made; tensors arrive on `device`, fresh at every call."""
    kind, *rest = tree
    if kind == "none":
        return None
    body = rest[0]
    if kind == "tensor":
        array = np.frombuffer(base64.b64decode(body["data"]), dtype=body["stored"]).reshape(body["shape"]).copy()
        return torch.from_numpy(array).to(device=device, dtype=getattr(torch, body["dtype"]))
    if kind == "map":
        return {decode(key, device): decode(item, device) for key, item in body}
    if kind == "seq":
        return [decode(item, device) for item in body]
    if kind == "set":
        return {decode(item, device) for item in body}
    return _SCALARS[kind](body)


_SCALARS: dict[str, Callable[[Any], Any]] = {"bool": bool, "int": int, "float": float.fromhex, "str": str}
