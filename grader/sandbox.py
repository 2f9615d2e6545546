"""The outer wall: the bubblewrap command line that the warm process is started with, and the proof that its walls stand.

Read-only system, only the Python environment, `trilha` and `grader/inside` visible, no network, a bare /dev, nothing writable but three
small places that every child gets anew (`grader/inside/walls.py` raises the inner walls). bwrap(1) is the source of every option.
"""

from __future__ import annotations

import os
import re
import shutil
import site
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from grader.inside import seccomp, walls
from grader.records import SandboxError

NOBODY = 65534
HOME = "/run"
BORDER = "/opt/trilha-residual"
"""Where `inside` and `trilha` stand in the sandbox, whatever their places outside."""

ENVIRONMENT = {
    "HOME": HOME,
    "TMPDIR": HOME,
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "USER": "aluno",
    "MPLCONFIGDIR": HOME,
    "PYTHONPATH": BORDER,
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONSAFEPATH": "1",
    "OMP_THREAD_LIMIT": "1",  # a fork after a threaded operation hangs (facts: 9 times in 9)
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "IPYTHONDIR": HOME + "/ipython",
    "CUDA_VISIBLE_DEVICES": "",  # none
}
SET_INSIDE = ("PWD", "LC_CTYPE", "TORCHINDUCTOR_CACHE_DIR", "KMP_DUPLICATE_LIB_OK", "KMP_INIT_AT_FORK")
"""Variables that bubblewrap, Python and torch add by themselves."""

ETC = ("ld.so.cache", "ld.so.conf", "ld.so.conf.d", "alternatives", "fonts", "localtime", "passwd", "group")
MERGED = ("bin", "lib", "lib64", "sbin")

INSTALL = "instale-o com `sudo apt-get install bubblewrap` (ou `dnf install bubblewrap`, `pacman -S bubblewrap`) e rode de novo"
INSTALL_SECCOMP = "instale-a com `sudo apt-get install libseccomp2` (ou `dnf install libseccomp`, `pacman -S libseccomp`) e rode de novo"
NAMESPACES = (
    "se o sistema não deixa criar espaços de nomes: em Ubuntu 24.04 ou mais novo, libere o bwrap no AppArmor "
    "(`sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0`); em Docker, rode com "
    "`--security-opt seccomp=unconfined --cap-add SYS_ADMIN`"
)


GPU_NODES = re.compile(r"nvidia(\d+|ctl|-uvm|-uvm-tools)")
"""Device files that CUDA opens: one for each GPU, the driver's own, and two for its memory."""
GPU_VARIABLES = ("CUDA_VISIBLE_DEVICES", "LD_LIBRARY_PATH")
"""Which GPUs a scheduler gave us, and where the driver's library lies, if not among the system's."""
NO_GPU_STEP = "corrija na CPU, sem `--dispositivo`: as notas são as mesmas; docs/gpu.md diz o que é preciso"


class Device(StrEnum):
    """What answers are computed on."""

    CPU = "cpu"
    CUDA = "cuda"


@dataclass(frozen=True)
class Box:
    """What a warm process is started in."""

    isolated: bool = True
    device: Device = Device.CPU
    """CUDA: its children may be given the GPU, and need not be."""


ORDINARY = Box()


def command(arguments: Sequence[str], box: Box) -> list[str]:
    """The command that starts `python ARGUMENTS…` behind the outer wall (or, without isolation, bare).

    Raises SandboxError where bubblewrap is missing, or the GPU that is asked for.
    """
    python = [sys.executable, *arguments]
    if box.device is Device.CUDA and not _gpu_nodes():
        raise SandboxError("GPU", "esta máquina não tem uma da NVIDIA à vista (não há /dev/nvidia0)", NO_GPU_STEP)
    if not box.isolated:
        return python
    bubblewrap = shutil.which("bwrap")
    if bubblewrap is None:
        raise SandboxError("bubblewrap", "não está instalado, e sem ele o código dos alunos correria solto nesta máquina", INSTALL)
    try:
        seccomp.library()
    except OSError:
        raise SandboxError("libseccomp", "não está instalada, e com ela se filtram as chamadas de sistema", INSTALL_SECCOMP) from None
    wall = ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--die-with-parent", "--new-session"]
    if os.getuid() != 0:
        wall.append("--unshare-user")
    wall += [*_system(), *_environment_paths(), *_devices(box), "--clearenv"]
    for name, value in _variables(box).items():
        wall += ["--setenv", name, value]
    # As root, bubblewrap makes no user namespace: become nobody inside, so that limits on processes hold.
    drop = ["setpriv", "--reuid", str(NOBODY), "--regid", str(NOBODY), "--clear-groups", "--"] if os.getuid() == 0 else []
    return [bubblewrap, *wall, "--", *drop, *python]


def environment(box: Box) -> Mapping[str, str]:
    """The environment for the process that `command` starts. Behind bubblewrap it is cleared anyway."""
    if box.isolated:
        return {"PATH": os.environ.get("PATH", os.defpath)}
    border = [str(_package("grader")), str(_package("trilha").parent)]
    return {
        **_variables(box),
        "PYTHONPATH": os.pathsep.join(border),
        "HOME": os.environ.get("HOME", "/"),
        "TMPDIR": "",
        "MPLCONFIGDIR": "",
    }


def _system() -> list[str]:
    found = ["--ro-bind", "/usr", "/usr"]
    for name in MERGED:
        path = Path("/", name)
        if path.is_symlink():
            found += ["--symlink", str(path.readlink()), str(path)]
        elif path.exists():
            found += ["--ro-bind", str(path), str(path)]
    for name in ETC:
        found += ["--ro-bind-try", f"/etc/{name}", f"/etc/{name}"]
    return [*found, "--perms", "1777", "--tmpfs", "/tmp"]  # noqa: S108 - the sandbox's own


def _environment_paths() -> list[str]:
    """The Python environment at its own place, our two packages at `BORDER`, and a cover over every other part of ours."""
    found = []
    prefixes = (sys.base_prefix, sys.prefix)
    seen = [Path(path) for path in dict.fromkeys((*prefixes, *map(os.path.realpath, prefixes)))]
    for path in seen:
        if not path.is_relative_to("/usr"):
            found += [*_parents(path), "--ro-bind", str(path), str(path)]
    found += [*_parents(Path(BORDER, "x")), "--ro-bind", str(_package("grader") / "inside"), f"{BORDER}/inside"]
    found += ["--ro-bind", str(_package("trilha")), f"{BORDER}/trilha"]
    visible = [*seen, Path("/usr")]
    for secret in (_package("grader"), *(Path(place, "grader") for place in site.getsitepackages())):
        if secret.is_dir() and any(secret.resolve().is_relative_to(path) for path in visible):
            found += ["--tmpfs", str(secret.resolve()), "--remount-ro", str(secret.resolve())]
    return found


def _parents(path: Path) -> list[str]:
    """bubblewrap 0.8 makes the parents of a bind for its caller alone: make them readable first."""
    parents = [parent for parent in reversed(path.parents) if str(parent) != "/" and not parent.is_relative_to("/usr")]
    return [word for parent in parents for word in ("--perms", "0755", "--dir", str(parent))]


def _devices(box: Box) -> list[str]:
    found = ["--proc", "/proc", "--dev", "/dev", *(_gpu() if box.device is Device.CUDA else ())]
    for place in ("/dev/shm", HOME):  # noqa: S108
        found += ["--perms", "1777", "--tmpfs", place]
    for place in ("/tmp", "/dev", "/"):  # noqa: S108 - what is shared by children must not be writable
        found += ["--remount-ro", place]
    return found


def _gpu_nodes() -> list[str]:
    """The device files of NVIDIA's GPUs; none where there is no GPU among them."""
    found = sorted(str(path) for path in Path("/dev").glob("nvidia*") if GPU_NODES.fullmatch(path.name))
    return found if any(path[-1].isdigit() for path in found) else []


def _gpu() -> list[str]:
    """The GPUs' device files, and the description of the machine that CUDA reads to find them (error 304 without)."""
    nodes = [word for path in _gpu_nodes() for word in ("--dev-bind", path, path)]
    return [*nodes, "--ro-bind", "/sys", "/sys"]


def _variables(box: Box) -> dict[str, str]:
    if box.device is Device.CPU:
        return ENVIRONMENT
    ours = {name: value for name, value in ENVIRONMENT.items() if name not in GPU_VARIABLES}
    return ours | {name: os.environ[name] for name in GPU_VARIABLES if name in os.environ}


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise SandboxError(name, "o pacote não está instalado neste ambiente", "rode `make ambiente`")
    return Path(spec.origin).resolve().parent


def missing_walls(seen: Mapping[str, Any], box: Box = ORDINARY) -> list[str]:
    """The walls that are not there, by what a process behind them reported (`inside/probe.py`): each one Portuguese phrase."""
    expected_places = {place for place in walls.WRITABLE if not sys.prefix.startswith(place + "/")}
    found = {
        "espaço próprio de processos": seen["pid"] == 1 and set(seen["processes"]) <= {1},
        "sessão própria": seen["session"],
        "usuário comum": seen["uid"] != 0,
        "nenhuma capacidade do kernel": seen["capabilities"] == 0,
        "nenhum privilégio novo": seen["no_new_privs"] == 1,
        "nenhuma rede": not seen["network"],
        "nenhum descritor além do canal": len(seen["descriptors"]) <= 5,
        "ambiente limpo": set(seen["environment"]) <= {*ENVIRONMENT, *_variables(box), *SET_INSIDE},
        "sistema somente de leitura": set(seen["writable"]) <= expected_places,
        "lugares de escrita vazios": not any(seen["found_in_places"][place] for place in expected_places),
        "chamadas de sistema filtradas": not seen["calls"],
        "limites de tamanho": seen["limits"]["FSIZE"] == walls.FILE_BYTES and seen["limits"]["NPROC"] == walls.PROCESSES,
        "paredes que não se desmontam": not seen["undone"],
    }
    return [name for name, stands in found.items() if not stands]
