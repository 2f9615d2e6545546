"""`observe`, the one name through which a hidden test speaks: it draws inputs and reports raw values, and decides nothing.

The same hidden test runs in the reference's process and in the student's. In the first, `given` draws and reports each input;
in the second it hands out what was drawn there. Names, hints, weights and tolerances are the reference's alone.

Trust: none. In the student's process all of this may be replaced; what it sends is a claim that the judge weighs.
"""

from __future__ import annotations

import hashlib
import math
import traceback
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import torch
from torch import nn
from torch.overrides import TorchFunctionMode

from .plain import Tree, decode, encode

Report = Callable[[dict[str, Any]], None]
Module = TypeVar("Module", bound=nn.Module)


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
        if self._inputs is None and not callable(value):
            raise TypeError(f"observe('{name}', …) pede uma função: lambda: …")
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
    def fill(self, module: Module) -> Module:
        """Overwrite parameters and floating buffers in place, from the run's seed and each one's name; gives the module back.

        Weights get variance 1/fan-in, vectors variance 0.01, running variances lie in [0.5, 1.5): outputs stay of order one.
        """
        for name, tensor in [*module.named_parameters(), *module.named_buffers()]:
            if tensor.is_floating_point():
                statistic = name.rpartition(".")[2] in {"running_var", "var_movel"}
                self._draw(tensor, name, 0.1, statistic)
        return module

    @torch.no_grad()
    def fill_by_use(self, module: Module, *inputs: torch.Tensor, vectors: float = 0.1) -> Module:
        """As `fill`, with the place in the order of `used` in evaluation instead of names, and vectors of this standard deviation.

        For answers whose attributes may have any name and be registered in any order. Parameters and buffers are counted apart, because
        a normalisation may take them in either order; every buffer lies in [0.5, 1.5). What the call does not use stays as it is.
        """
        mode = module.training
        tensors = dict([*module.named_parameters(), *module.named_buffers()])
        used = [tensors[name] for name in self.used(module.eval(), *inputs)]
        for kind, statistic in (("parameter", False), ("buffer", True)):
            for place, tensor in enumerate(t for t in used if isinstance(t, nn.Parameter) != statistic):
                self._draw(tensor, f"{kind} {place}", vectors, statistic)
        return module.train(mode)

    def _draw(self, tensor: torch.Tensor, key: str, vectors: float, statistic: bool) -> None:
        """A vector is what has one axis longer than 1: a 1×1 convolution may be kept as a matrix, a bias as (C, 1, 1)."""
        count, generator = tensor.numel(), torch.Generator().manual_seed(_seed_of(self._seed, key))
        if statistic:
            drawn = torch.rand(count, generator=generator) + 0.5
        else:
            scale = vectors if count == max(tensor.shape, default=1) else math.sqrt(len(tensor) / max(1, count))
            drawn = torch.randn(count, generator=generator) * scale
        tensor.copy_(drawn.view(tensor.shape))

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
    """Watches torch's functions, and notes each tensor of a module's the first time one combines it with something else.

    What a function makes of the module's tensors alone (a view, a folded weight) stands for them until it is combined.
    """

    def __init__(self, module: nn.Module) -> None:
        super().__init__()
        self.names: list[str] = []
        tensors = [*module.named_parameters(), *module.named_buffers()]
        # By id, with the tensor itself: an id is given again once its owner is gone.
        self._made: dict[int, tuple[torch.Tensor, tuple[str, ...]]] = {
            id(tensor): (tensor, (name,)) for name, tensor in tensors if tensor.is_floating_point()
        }

    def __torch_function__(self, function: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        result = function(*args, **(kwargs or {}))
        if not isinstance(result, torch.Tensor | tuple | list):  # it was only looked at: a device, a shape
            return result
        given = _tensors([*args, *(kwargs or {}).values()])
        names = dict.fromkeys(name for value in given if id(value) in self._made for name in self._made[id(value)][1])
        if names and all(id(value) in self._made for value in given):
            for made in _tensors([result]):
                self._made.setdefault(id(made), (made, tuple(names)))
        else:
            self.names += [name for name in names if name not in self.names]
        return result


def _tensors(values: list[Any]) -> list[torch.Tensor]:
    """Those among the values, and in lists and tuples among them."""
    flat = [member for value in values for member in (value if isinstance(value, tuple | list) else [value])]
    return [value for value in flat if isinstance(value, torch.Tensor)]


def is_out_of_memory(error: BaseException) -> bool:
    """torch reports a refused allocation on the CPU as a plain RuntimeError."""
    refused = isinstance(error, RuntimeError) and "can't allocate memory" in str(error)
    return refused or isinstance(error, MemoryError | torch.OutOfMemoryError)


def _seed_of(seed: int, name: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{seed} {name}".encode()).digest()[:7], "big")
