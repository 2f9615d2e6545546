"""IPython's own shell, without a kernel: it runs a notebook's cells and keeps their outputs in nbformat's form.

Trust: none. The student's cells run in this process; outputs leave it as claims, cleaned on the trusted side (`outputs.py`).
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import sys
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.inputtransformer2 import TransformerManager
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from . import walls

OUTPUT_LIMIT = 200_000
"""Characters of text that one cell may leave; the rest is dropped."""

Output = dict[str, Any]


class Outputs:
    """The outputs of the cell that is running, in order, bounded."""

    def __init__(self) -> None:
        self.items: list[Output] = []
        self.room = OUTPUT_LIMIT

    def add(self, output: Output) -> None:
        size = sum(len(str(part)) for part in (output.get("data") or output).values())
        if size <= self.room * 10:  # an image may be larger than a text
            self.items.append(output)

    def write(self, name: str, text: str) -> None:
        text, self.room = text[: max(self.room, 0)], self.room - len(text)
        if not text:
            return
        last = self.items[-1] if self.items else {}
        if last.get("output_type") == "stream" and last["name"] == name:
            last["text"] += text
        else:
            self.items.append({"output_type": "stream", "name": name, "text": text})


class Stream(io.TextIOBase):
    """Stands in for sys.stdout or sys.stderr."""

    def __init__(self, shell: Shell, name: str) -> None:
        self._shell, self._name = shell, name

    def write(self, text: str) -> int:
        self._shell.outputs.write(self._name, str(text))
        return len(text)

    def writable(self) -> bool:
        return True


class Publisher(DisplayPublisher):  # type: ignore[misc]
    """Keeps what `display` shows."""

    def publish(self, data: Any, metadata: Any = None, **_: Any) -> None:
        self.shell.outputs.add({"output_type": "display_data", "data": dict(data), "metadata": {}})


class ResultHook(DisplayHook):  # type: ignore[misc]
    """Keeps the value of a cell's last expression."""

    def write_output_prompt(self) -> None:
        """No prompt: nobody sees a terminal."""

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        output = {"output_type": "execute_result", "data": dict(format_dict), "metadata": {}}
        self.shell.outputs.add(output | {"execution_count": self.shell.execution_count})


_MAY_ESCAPE = re.compile(r"\?|!(?!=)|^\s*[!%,;/]|=\s*%")
"""In a line that is no plain Python: `%magic`, `!command`, `name?`, and what IPython calls automatically."""


class PlainFirst(TransformerManager):  # type: ignore[misc]
    """Leaves plain Python as it is without reading it token by token, which is a third of what a short cell costs.

    It lets pass a line that IPython's tokenizer refuses and Python may not: what is no Python fails a step later.
    """

    def do_token_transforms(self, lines: list[str]) -> list[str]:
        transformed: list[str] = super().do_token_transforms(lines) if any(map(_MAY_ESCAPE.search, lines)) else lines
        return transformed


class Shell(InteractiveShell):  # type: ignore[misc]
    """Built once before the fork; every child works in its own copy."""

    def __init__(self) -> None:
        self.outputs = Outputs()
        # No history: it is a database and, in every child, a thread.
        no_history = Config(HistoryManager={"enabled": False})
        super().__init__(config=no_history, displayhook_class=ResultHook, display_pub_class=Publisher)
        self.input_transformer_manager = PlainFirst()
        self.errors: list[str] = []

    def enable_gui(self, gui: Any = None) -> None:
        """`%matplotlib inline` asks for it; inline figures need no event loop."""

    def _tee(self, channel: str) -> contextlib.AbstractContextManager[None]:
        """IPython would keep a second copy of all that is printed, however long."""
        return contextlib.nullcontext()

    def ask_exit(self) -> None:
        """`exit()` in a notebook ends nothing here: the next cells still count."""

    def showtraceback(self, *args: Any, **kwargs: Any) -> None:
        """A short report where memory ran out: the full one would need memory that is not there."""
        etype, evalue, _ = sys.exc_info()
        if etype is None or not issubclass(etype, MemoryError):
            super().showtraceback(*args, **kwargs)
            return
        walls.open_last_memory()
        self._showtraceback(etype, evalue or etype(), ["MemoryError"])

    def _showtraceback(self, etype: type, evalue: BaseException, stb: list[str]) -> None:
        self.errors.append(etype.__name__[:60])
        self.outputs.add({"output_type": "error", "ename": etype.__name__, "evalue": str(evalue)[:2000], "traceback": stb[-30:]})


class Capture:
    """Everything that code writes while it runs, descriptors 1 and 2 included: they point to a file of bounded size in memory."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self._file = os.memfd_create("saida")

    def redirect(self) -> None:
        """From here on, this process's descriptors 1 and 2 and Python's streams."""
        os.dup2(self._file, 1)
        os.dup2(self._file, 2)
        sys.stdout, sys.stderr = Stream(self._shell, "stdout"), Stream(self._shell, "stderr")

    def start(self) -> None:
        self._shell.outputs, self._shell.errors = Outputs(), []
        os.ftruncate(self._file, 0)
        os.lseek(self._file, 0, os.SEEK_SET)

    def finish(self) -> list[Output]:
        """The outputs since `start`; what went past Python's streams comes last."""
        low = os.pread(self._file, OUTPUT_LIMIT, 0).decode(errors="replace")
        self._shell.outputs.write("stdout", low)
        return self._shell.outputs.items
