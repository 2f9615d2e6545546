"""`observe`, the one name through which a hidden test speaks: it draws inputs and reports raw values, and decides nothing.

The same hidden test runs in the reference's process and in the student's. In the first, `given` draws and reports each input;
in the second it hands out what was drawn there. Names, hints, weights and tolerances are the reference's alone.
"""

from __future__ import annotations

import hashlib
import math
import traceback
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
from torch import nn
from torch.overrides import TorchFunctionMode

from .plain import Tree, decode, encode

Report = Callable[[dict[str, Any]], None]


class Observe:
    """Made anew for each run of each hidden test."""

    def __init__(self, report: Report, seed: int, device: str, inputs: Mapping[str, Tree] | None) -> None:
        """`inputs` None: this is the reference's process, and `given` draws."""
        self.device = torch.device(device)
        self._report, self._seed, self._inputs = report, seed, inputs

    def given(self, name: str, draw: Callable[[], Any]) -> Any:
        """The input called `name`: drawn once per run by `draw()`, under a seed of its own, in the reference's process alone."""
        if self._inputs is not None:
            return decode(self._inputs[name], self.device)
        with torch.random.fork_rng():
            torch.manual_seed(_seed_of(self._seed, name))
            tree = encode(draw())
        self._report({"say": "given", "name": name, "value": tree})
        return decode(tree, self.device)

    def __call__(
        self,
        name: str,
        value: Callable[[], Any],
        *,
        hint: str = "",
        weight: float = 1.0,
        gate: bool = False,
        rtol: float | None = None,
        atol: float | None = None,
    ) -> None:
        """Report what `value()` gives, or the type of what it raises, under `name`.

        `gate`: right adds nothing, wrong takes the full mark away. `rtol`, `atol`: tolerances in place of the judge's own.
        """
        memory = False
        try:
            tree = encode(value())
        except Exception as error:
            tree, memory = ["raised", type(error).__name__[:60]], is_out_of_memory(error)
            traceback.print_exc(limit=-3)
        message = {"say": "observation", "name": name, "value": tree, "memory": memory}
        if self._inputs is None:
            message |= {"hint": hint, "weight": weight, "gate": gate, "rtol": rtol, "atol": atol}
        self._report(message)

    @torch.no_grad()
    def fill(self, module: nn.Module, order: Sequence[str] | None = None) -> None:
        """Overwrite parameters and floating buffers in place, from the run's seed and each one's name.

        `order`: names, as `used` gives them, whose places decide instead of what they are called; the others stay as they are.
        Weights get variance 1/fan-in, vectors variance 0.01, running variances lie in [0.5, 1.5): outputs stay of order one.
        """
        tensors = dict([*module.named_parameters(), *module.named_buffers()])
        for place, name in enumerate(tensors if order is None else order):
            tensor = tensors[name]
            if tensor.is_floating_point():
                key = name if order is None else f"{place} {tuple(tensor.shape)}"
                generator = torch.Generator().manual_seed(_seed_of(self._seed, key))
                if name.rpartition(".")[2] in {"running_var", "var_movel"}:
                    drawn = torch.rand(tensor.shape, generator=generator) + 0.5
                else:
                    scale = 1 / math.sqrt(max(1, tensor[0].numel())) if tensor.dim() > 1 else 0.1
                    drawn = torch.randn(tensor.shape, generator=generator) * scale
                tensor.copy_(drawn)

    @torch.no_grad()
    def used(self, module: nn.Module, *inputs: torch.Tensor) -> list[str]:
        """The names of the module's parameters and floating buffers, in the order in which a call on these inputs first uses them.

        For answers whose attributes may have any name and be registered in any order. What the call does not use is left out.
        """
        uses = _Uses(module)
        with uses:
            module(*inputs)
        return uses.names


class _Uses(TorchFunctionMode):
    """Watches torch's functions, and notes each tensor of a module's the first time one makes something of it."""

    def __init__(self, module: nn.Module) -> None:
        super().__init__()
        self.names: list[str] = []
        tensors = [*module.named_parameters(), *module.named_buffers()]
        self._known = {id(tensor): name for name, tensor in tensors if tensor.is_floating_point()}

    def __torch_function__(self, function: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        result = function(*args, **(kwargs or {}))
        if isinstance(result, torch.Tensor | tuple | list):  # else it was only looked at: a device, a shape
            found = (self._known.get(id(value)) for value in [*args, *(kwargs or {}).values()])
            self.names += dict.fromkeys(name for name in found if name and name not in self.names)
        return result


def is_out_of_memory(error: BaseException) -> bool:
    """torch reports a refused allocation on the CPU as a plain RuntimeError."""
    refused = isinstance(error, RuntimeError) and "can't allocate memory" in str(error)
    return refused or isinstance(error, MemoryError | torch.OutOfMemoryError)


def _seed_of(seed: int, name: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{seed} {name}".encode()).digest()[:7], "big")
