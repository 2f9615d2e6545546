"""Each wall around a student's process, by what a probe behind it can see and undo."""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from grader import sandbox
from grader.inside import walls
from grader.records import RepairedCell, Role, SandboxError
from grader.runner import Runner
from grader.sandbox import Box

from .conftest import ROOT


@pytest.fixture(scope="module")
def seen(runner: Runner) -> dict[str, Any]:
    return runner.probe()


BREACHES = {
    "espaço próprio de processos": {"pid": 37},
    "sessão própria": {"session": False},
    "usuário comum": {"uid": 0},
    "nenhuma capacidade do kernel": {"capabilities": 1 << 21},
    "nenhum privilégio novo": {"no_new_privs": 0},
    "nenhuma rede": {"network": True},
    "nenhum descritor além do canal": {"descriptors": list(range(9))},
    "ambiente limpo": {"environment": ["AWS_SECRET_ACCESS_KEY"]},
    "sistema somente de leitura": {"writable": ["/run", "/usr/lib"]},
    "lugares de escrita vazios": {"found_in_places": {place: ["resto"] for place in walls.WRITABLE}},
    "chamadas de sistema filtradas": {"calls": ["unshare"]},
    "limites de tamanho": {"limits": {"FSIZE": 2**40, "NPROC": 64}},
    "paredes que não se desmontam": {"undone": True},
}


@pytest.mark.sandbox
@pytest.mark.parametrize("wall", BREACHES)
def test_every_wall_stands_and_its_absence_is_named(seen: dict[str, Any], wall: str) -> None:
    assert wall not in sandbox.missing_walls(seen)
    assert sandbox.missing_walls(seen | BREACHES[wall]) == [wall]


@pytest.mark.sandbox
def test_all_walls_stand(seen: dict[str, Any]) -> None:
    assert sandbox.missing_walls(seen) == []


LOOK = """
import os, sys, importlib.util
achados = []
for pasta, pastas, arquivos in os.walk('/', followlinks=False):
    pastas[:] = [p for p in pastas if os.path.join(pasta, p) not in ('/proc', '/sys', '/usr')]
    achados += [os.path.join(pasta, a) for a in arquivos if a.endswith(('.ipynb', '.db')) or 'conexoes_residuais' in a]
print([a for a in achados if 'site-packages' not in a])
try:
    import grader
    print('grader', sorted(os.listdir(os.path.dirname(grader.__file__ or '/nada'))))
except ImportError:
    print('sem grader')
print(os.path.exists('/home'), os.path.exists('/var'), os.path.exists('/sys'))
"""


@pytest.mark.sandbox
def test_no_solution_notebook_gradebook_or_grader_can_be_read(runner: Runner) -> None:
    run = runner.run([RepairedCell("c", "code", Role.ADDED, LOOK)], [], {})
    assert run.outputs["c"][0]["text"].splitlines() == ["[]", "sem grader", "False False False"]


@pytest.mark.parametrize("option", ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--die-with-parent", "--new-session", "--clearenv"])
def test_the_outer_wall_holds_for_the_warm_process_too(option: str) -> None:
    assert option in sandbox.command([], Box())


@pytest.mark.parametrize("place", ["/", "/dev", "/tmp"])
def test_what_children_share_is_read_only(place: str) -> None:
    words = sandbox.command([], Box())
    assert ("--remount-ro", place) in list(pairwise(words))


def test_the_outer_wall_shows_no_folder_of_the_course_but_two() -> None:
    words = sandbox.command([], Box())
    shown = [Path(words[place + 1]).resolve() for place, word in enumerate(words) if word in {"--ro-bind", "--bind", "--ro-bind-try"}]
    ours = [path.relative_to(ROOT) for path in shown if path.is_relative_to(ROOT) and path != Path(sys.prefix).resolve()]
    assert ours == [Path("grader/inside"), Path("course/trilha")]
    assert not any(ROOT.is_relative_to(path) for path in shown)


def test_without_bubblewrap_the_error_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nenhum")
    with pytest.raises(SandboxError, match="apt-get install bubblewrap"):
        sandbox.command([], Box())
    assert sandbox.command(["-V"], Box(isolated=False)) == [sys.executable, "-V"]


def test_a_system_that_allows_no_namespaces_is_named_with_its_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    refuse = [sys.executable, "-c", "import sys; sys.exit('bwrap: No permissions to create new namespace')"]
    monkeypatch.setattr(sandbox, "command", lambda arguments, box: refuse)
    with pytest.raises(SandboxError, match=r"No permissions to create new namespace; .*AppArmor"):
        Runner().start()


@pytest.mark.sandbox
def test_a_missing_wall_stops_the_runner_before_any_submission(monkeypatch: pytest.MonkeyPatch) -> None:
    outer = sandbox.command

    def with_a_shared_place(arguments: list[str], box: Box) -> list[str]:
        built = outer(arguments, box)
        return [*built[:1], "--bind", "/var", "/var", *built[1:]] if box.isolated else built

    monkeypatch.setattr(sandbox, "command", with_a_shared_place)
    with pytest.raises(SandboxError, match="somente de leitura"):
        Runner().start()
