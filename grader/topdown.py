"""Runs a notebook as its reader does, each code cell in turn in IPython's shell, and reports what each one showed.

A script of its own, started by `reading.py` in an interpreter that may be older than ours (Python 3.11, IPython 7.34): it imports nothing
of the grader, so that a lesson which needs the grader fails here. The plan arrives as JSON on standard input; the report is a JSON file.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import SimpleNamespace
from typing import Any


class Allowed(PathFinder):
    """Finds the packages on a list and no others, as if only they were installed."""

    names: frozenset[str] = frozenset()

    @classmethod
    def find_spec(cls, fullname: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        top = fullname.partition(".")[0]
        ours = path is not None or top in cls.names or top in sys.stdlib_module_names or top.startswith("_sysconfigdata")
        return super().find_spec(fullname, path, target) if ours else None


def restrict(packages: list[str], folders: list[str]) -> None:
    """From here on, imports find these packages, in these folders, and the standard library."""
    sys.path += folders
    Allowed.names = frozenset(packages)
    sys.meta_path[sys.meta_path.index(PathFinder)] = Allowed


def shell(watched: bool) -> Any:
    """IPython's shell with what stands in for a kernel: `watched` says whether somebody could type, as JupyterLab does and nbclient not."""
    from IPython.core.displayhook import DisplayHook
    from IPython.core.interactiveshell import InteractiveShell

    class Results(DisplayHook):  # type: ignore[misc]
        """Shows the value of a cell's last expression as `display` would, where a terminal prints a prompt."""

        def write_output_prompt(self) -> None:
            pass

        def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
            self.shell.display_pub.publish(format_dict, md_dict)

        def finish_displayhook(self) -> None:
            pass

    made = InteractiveShell.instance(colors="NoColor", displayhook_class=Results)
    made.history_manager.enabled = False
    request = {"content": {"allow_stdin": watched}}
    comms = SimpleNamespace(register_target=lambda *_: None)  # ipywidgets reports itself there
    made.kernel = SimpleNamespace(get_parent=lambda *_: request, comm_manager=comms)
    return made


def run(cell: dict[str, Any], running: Any) -> dict[str, Any]:
    """Run one cell. Returns what it showed: text, the MIME types of its rich outputs, the error that ended it."""
    from IPython.utils.capture import capture_output

    source = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
    started = time.perf_counter()
    with capture_output() as captured:
        result = running.run_cell(source, store_history=True)
    error = result.error_before_exec or result.error_in_exec
    rich = [output.data for output in captured.outputs]
    return {
        "id": cell["id"],
        "text": "".join([captured.stdout, captured.stderr, *(f"{data.get('text/plain', '')}\n" for data in rich)]),
        "kinds": sorted({kind for data in rich for kind in data}),
        "error": f"{type(error).__name__}: {error}" if error else None,
        "seconds": time.perf_counter() - started,
    }


def measures(file: str, names: dict[str, Any]) -> dict[str, float]:
    """What the functions in the file's `MEASURES` make of the names that the notebook left."""
    space: dict[str, Any] = {"__name__": "measures"}
    exec(compile(Path(file).read_text(encoding="utf-8"), file, "exec"), space)  # noqa: S102 - a file of our own tests
    asked: dict[str, Callable[[dict[str, Any]], float]] = space["MEASURES"]
    return {key: float(value(names)) for key, value in asked.items()}


def peak() -> float:
    """The most memory that this process held at once, in MiB; 0 where the system does not say.

    Not getrusage: what it calls the maximum is inherited from the process that started this one.
    """
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:"))
    except (OSError, StopIteration):  # not Linux
        return 0.0


def main() -> None:
    """Carry out the plan."""
    plan = json.load(sys.stdin)
    if plan["cores"] and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: plan["cores"]])
    if plan["packages"]:
        restrict(plan["packages"], plan["folders"])
    cells = json.loads(Path(plan["notebook"]).read_text(encoding="utf-8"))["cells"]
    running = shell(plan["watched"])
    shown = [run(cell, running) for cell in cells if cell["cell_type"] == "code"]
    spent = os.times()
    report: dict[str, Any] = {"cells": shown, "cpu": sum(spent[:4]), "peak": peak(), "measured": {}}
    if plan["measures"]:
        report["measured"] = measures(plan["measures"], running.user_ns)
    Path(plan["report"]).write_text(json.dumps(report), encoding="utf-8")


if __name__ == "__main__":
    main()
