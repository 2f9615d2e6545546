"""All that a submission can see and reach from inside, against the short list of what it may; run as root and as an ordinary user."""

from __future__ import annotations

import json
import os
import socket
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from grader import sandbox
from grader.inside import walls

from .conftest import CASES, ROOT

ORDINARY = 1717
"""A user id that owns nothing on this machine."""
LOOK = """
from pathlib import Path
from grader.records import RepairedCell, Role
from grader.runner import Runner
with Runner() as runner:
    run = runner.run([RepairedCell("sonda", "code", Role.ADDED, Path(r"{file}").read_text(encoding="utf-8"))], [], {{}})
print(run.outputs["sonda"][-1]["text"])
"""
SYSTEM = {"bin", "dev", "etc", "lib", "lib32", "lib64", "libx32", "opt", "proc", "run", "sbin", "tmp", "usr"}
DEVICES = {"core", "fd", "full", "null", "ptmx", "pts", "random", "shm", "stderr", "stdin", "stdout", "tty", "urandom", "zero"}
BY_PYTHON = {"COLUMNS", "LINES", "PYTHONHASHSEED"}


def as_ordinary_user() -> list[str]:
    """What goes before a command so that root runs it as nobody in particular; nothing where that is who runs the tests."""
    if os.getuid() != 0:
        return []
    python = Path(sys.executable).resolve().parents[1]
    ancestors = list(reversed(python.parents))
    closed = next((place for place in ancestors if not place.stat().st_mode & stat.S_IXOTH), None)
    view = []
    if closed:  # an environment made from root's own Python: open the way to it, in a view of the files that this command alone has
        below = [place for place in ancestors if place.is_relative_to(closed) and place != closed]
        view = ["--perms", "0755", "--tmpfs", str(closed)]
        view += [word for place in below for word in ("--perms", "0755", "--dir", str(place))]
        view += ["--ro-bind", str(python), str(python)]
    become = ["setpriv", f"--reuid={ORDINARY}", f"--regid={ORDINARY}", "--clear-groups", "--"]
    return ["bwrap", "--dev-bind", "/", "/", *view, "--", *become]


@pytest.fixture(scope="module", params=["whoever tests", "an ordinary user"])
def seen(request: pytest.FixtureRequest) -> dict[str, Any]:
    become = as_ordinary_user() if request.param == "an ordinary user" else []
    surroundings = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'course'}", "SEGREDO": "do professor"}
    command = [*become, sys.executable, "-c", LOOK.format(file=CASES / "sonda.py")]
    done = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.sandbox
def test_only_the_system_the_environment_and_two_packages_are_visible(seen: dict[str, Any]) -> None:
    prefixes = (sys.prefix, sys.base_prefix)
    environment = {Path(place).parts[1] for place in (*prefixes, *map(os.path.realpath, prefixes))}
    assert set(seen["raiz"]) <= SYSTEM | environment
    assert set(seen["etc"]) <= set(sandbox.ETC)
    assert set(seen["dev"]) <= DEVICES
    assert seen["curso"] == ["inside", "trilha"]


@pytest.mark.sandbox
def test_no_other_process_user_or_secret_is_within_reach(seen: dict[str, Any]) -> None:
    assert set(seen["processos"]) <= {"1"}
    assert seen["vizinhos"] == []
    assert 0 not in seen["usuario"]
    assert set(seen["ambiente"]) <= {*sandbox.ENVIRONMENT, *sandbox.SET_INSIDE, *BY_PYTHON}
    assert seen["descritores"] <= 5


@pytest.mark.sandbox
def test_the_kernel_gives_no_privilege_and_no_network(seen: dict[str, Any]) -> None:
    assert seen["familias"] == [socket.AF_UNIX]
    assert (seen["capacidades"], seen["filtro"], seen["sem_privilegios_novos"]) == (0, 2, 1)


@pytest.mark.sandbox
def test_it_writes_only_in_small_places_of_its_own(seen: dict[str, Any]) -> None:
    assert set(seen["escreve"]) <= set(walls.WRITABLE)
    assert seen["limites"] == {"FSIZE": walls.FILE_BYTES, "NOFILE": walls.OPEN_FILES, "NPROC": walls.PROCESSES, "CORE": 0}
