"""`make pacote`: everything a student needs, in one archive that asks for no git, no make and no Linux.

    python -m grader.package

The notebooks are made from solutions/ once more, with the proof that nothing leaked: a copy of course/ would take along what somebody ran
there. The package that they import is built by pip into a wheel of its own, which holds `trilha` and nothing of the grader.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import quote

from grader.files import storage, write_atomic
from grader.lesson import colab, glossary, publish, source
from grader.records import GraderError, StorageError

FOLDER = Path("pacote")
FIRST = "00_comece_aqui"
DATE = (2020, 2, 2, 0, 0, 0)
"""Of every file in the archive, so that the same course gives the same bytes; it is the date that wheels carry too."""

_README = Path(__file__).parent / "templates" / "LEIAME.txt"
_BOM = b"\xef\xbb\xbf"

ADDRESSES = {
    "Colab": "https://colab.research.google.com/github/{repository}/blob/{branch}/course/{lesson}.ipynb",
    "Binder": "https://mybinder.org/v2/gh/{repository}/{branch}?urlpath=lab%2Ftree%2Fcourse%2F{lesson}.ipynb",
    "JupyterHub com nbgitpuller": (
        "https://SERVIDOR/hub/user-redirect/git-pull?repo=https%3A%2F%2Fgithub.com%2F{quoted}&branch={branch}"
        "&urlpath=lab%2Ftree%2F{name}%2Fcourse%2F{lesson}.ipynb"
    ),
}
"""Where the course opens without being installed, by place; docs/onde-estudar.md shows them too."""

_UPLOAD = """\
No Colab (colab.research.google.com): Arquivo, Fazer upload de notebook, com
uma das aulas. Envie também o arquivo {wheel}
à pasta da sessão e, antes das outras células, rode uma nova com

    %pip install -q *.whl"""


def build(root: Path, folder: Path) -> Path:
    """Write the archive of the course at `root` into `folder`. Returns its path. Raises LessonError, LeakError, StorageError."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    name = f"trilha-residual-{project['version']}"
    with storage(folder), tempfile.TemporaryDirectory() as temporary:
        staging = Path(temporary, "course")
        shutil.copytree(root / "course" / "trilha", staging / "trilha", ignore=shutil.ignore_patterns("__pycache__", ".*"))
        # Into the folder where the package lies already: the proof looks at all that is there.
        publish.publish(source.find_lessons([], root / "solutions"), staging)
        publish.publish_glossary(root / "solutions", staging)
        files = {f"aulas/{path.name}": path.read_bytes() for path in (*staging.glob("*.ipynb"), staging / glossary.FILE)}
        wheel = _wheel(staging, project, (root / "LICENSE").read_bytes())
        files[wheel.name] = wheel.read_bytes()
    files["requirements.txt"] = requirements(project, wheel.name)
    files["LEIAME.txt"] = readme(project["version"], wheel.name, colab.github_repository(root / "pyproject.toml"))
    files["LICENSE.txt"] = (root / "LICENSE").read_bytes().replace(b"\n", b"\r\n")
    target = folder / f"{name}.zip"
    write_atomic(target, _archive({f"{name}/{path}": content for path, content in files.items()}))
    return target


def requirements(project: Mapping[str, Any], wheel: str) -> bytes:
    """What pip installs for a student. ASCII: pip on Windows may read it in the system's encoding."""
    lines = [f"./{wheel}", *project["dependencies"], *project["optional-dependencies"]["curso"]]
    return ("# python -m pip install -r requirements.txt\n" + "\n".join(lines) + "\n").encode("ascii")


def readme(version: str, wheel: str, repository: str | None) -> bytes:
    """LEIAME.txt as Windows' Notepad shows it right: UTF-8 with its mark, and the line ends of Windows."""
    online = "\n".join(f"{place}:\n    {address}" for place, address in _for_students(repository)) or _UPLOAD.format(wheel=wheel)
    text = Template(_README.read_text(encoding="utf-8")).substitute(version=version, wheel=wheel, online=online)
    return _BOM + text.replace("\n", "\r\n").encode("utf-8")


def addresses(repository: str | None) -> dict[str, str]:
    """Where the lessons of a GitHub repository (`owner/name`) open, by place; nowhere without one."""
    if repository is None:
        return {}
    names = {"repository": repository, "quoted": quote(repository, safe=""), "name": repository.split("/")[1]}
    return {place: address.format(**names, branch=colab.BRANCH, lesson=FIRST) for place, address in ADDRESSES.items()}


def _for_students(repository: str | None) -> list[tuple[str, str]]:
    """Those that are whole as they stand: a JupyterHub's own address is its instructor's to fill in."""
    return [(place, address) for place, address in addresses(repository).items() if "SERVIDOR" not in address]


def _wheel(folder: Path, project: Mapping[str, Any], license_text: bytes) -> Path:
    """The wheel of folder/trilha, built beside it. Raises StorageError."""
    (folder / "pyproject.toml").write_text(_student_project(project), encoding="utf-8")
    (folder / "LICENSE").write_bytes(license_text)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-input", "--no-index", "--no-deps"]
    command += ["--no-build-isolation", "--wheel-dir", str(folder), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "SOURCE_DATE_EPOCH": "1580601600"})
    if done.returncode:
        cause = " ".join(done.stderr.split())[-200:] or "o pip não disse por quê"
        raise StorageError("o pacote trilha", f"não pôde ser montado ({cause})", "rode `make ambiente` e repita o comando")
    (wheel,) = folder.glob("*.whl")
    return wheel


def _student_project(project: Mapping[str, Any]) -> str:
    """The pyproject.toml of the student's package: what this project's own says of it. JSON's strings and lists are TOML's too."""
    kept = {key: project[key] for key in ("version", "description", "license", "requires-python", "dependencies")}
    tables = {
        "build-system": {"requires": ["hatchling"], "build-backend": "hatchling.build"},
        "project": {"name": "trilha", **kept, "license-files": ["LICENSE"]},
        "project.optional-dependencies": {"curso": project["optional-dependencies"]["curso"]},
        "tool.hatch.build.targets.wheel": {"packages": ["trilha"]},
    }
    lines = []
    for table, entries in tables.items():
        lines += [f"[{table}]", *(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in entries.items())]
    return "\n".join(lines) + "\n"


def _archive(files: Mapping[str, bytes]) -> bytes:
    """A zip of these files: the same bytes for the same files, in any order, on any system."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path, content in sorted(files.items()):
            entry = zipfile.ZipInfo(path, DATE)
            entry.create_system, entry.external_attr, entry.compress_type = 3, 0o100644 << 16, zipfile.ZIP_DEFLATED
            archive.writestr(entry, content, compresslevel=9)
    return buffer.getvalue()


def main() -> int:
    """`make pacote`."""
    try:
        print(build(Path(), FOLDER))
        for place, address in addresses(colab.github_repository(Path("pyproject.toml"))).items():
            print(f"{place}: {address}")
    except GraderError as error:
        print(f"make pacote: {error}", file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
