"""The archive that students get: whole, safe to unpack on any system, without a secret, and enough to begin with pip alone."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterable
from pathlib import Path, PureWindowsPath

import nbformat
import pytest
from nbclient import NotebookClient
from packaging.requirements import Requirement
from trilha import conferencia

from grader import package
from grader.lesson import leaks, source
from grader.records import LeakError
from tests import spelling
from tests.colab.__main__ import PINNED

from .conftest import ROOT

LESSONS = source.find_lessons([], ROOT / "solutions")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
TOP = f"trilha-residual-{PROJECT['version']}"
WHEEL = f"trilha-{PROJECT['version']}-py3-none-any.whl"
LONGEST = 120
RESERVED = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", *(f"{port}{n}" for port in ("COM", "LPT") for n in "0123456789¹²³")}
"""Names that Windows keeps for devices, whatever their ending."""
UNIX_ALONE = {"fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty"}
UNIX_ATTRIBUTES = {"fork", "forkpty", "killpg", "setsid", "getuid", "chown", "mkfifo", "alarm", "setitimer", "SIGKILL", "SIGALRM", "nice"}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return package.build(ROOT, tmp_path_factory.mktemp("pacote"))


@pytest.fixture(scope="module")
def unpacked(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive's one folder, in a place whose name has what people's folders have."""
    place = tmp_path_factory.mktemp("Área de trabalho")
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(place)
    (folder,) = place.iterdir()
    return folder


def names(file: Path) -> list[str]:
    with zipfile.ZipFile(file) as opened:
        return opened.namelist()


def test_it_holds_lessons_package_and_what_to_do_and_nothing_else(archive: Path, unpacked: Path) -> None:
    lessons = [f"aulas/{path.stem}.ipynb" for path in LESSONS]
    expected = ["LEIAME.txt", "LICENSE.txt", "requirements.txt", WHEEL, "aulas/glossario.md", *lessons]
    assert sorted(names(archive)) == sorted(f"{TOP}/{name}" for name in expected)
    assert {name.split("/")[0] for name in names(unpacked / WHEEL)} == {"trilha", f"trilha-{PROJECT['version']}.dist-info"}
    modules = {name for name in names(unpacked / WHEEL) if name.startswith("trilha/")}
    assert modules == {f"trilha/{path.name}" for path in (ROOT / "course" / "trilha").iterdir() if path.is_file()}


def test_its_notebooks_are_those_of_the_course(unpacked: Path) -> None:
    for path in (unpacked / "aulas").glob("[0-9g]*"):
        assert path.read_bytes() == (ROOT / "course" / path.name).read_bytes(), f"{path.name}: rode `make publicar`"


def test_no_solution_and_no_hidden_test_is_in_it(unpacked: Path) -> None:
    with zipfile.ZipFile(unpacked / WHEEL) as wheel:
        wheel.extractall(unpacked.parent / "roda")
    sources = {path: source.read(path) for path in LESSONS}
    published = {path: nbformat.read(path, as_version=4) for path in (unpacked / "aulas").glob("*.ipynb")}
    leaks.prove_nothing_leaked(sources, published, unpacked.parent)
    spied = unpacked.parent / "roda" / "trilha" / "cores.py"
    spied.write_text(spied.read_text(encoding="utf-8") + _first_solution(sources), encoding="utf-8")
    with pytest.raises(LeakError, match=re.escape("cores.py")):
        leaks.prove_nothing_leaked(sources, published, unpacked.parent)


def _first_solution(sources: dict[Path, nbformat.NotebookNode]) -> str:
    """The lines of one solution, which an author may paste where students look."""
    texts = (cell.source for notebook in sources.values() for cell in notebook.cells if "### BEGIN SOLUTION" in cell.source)
    return next(texts).split("### BEGIN SOLUTION")[1].split("### END SOLUTION")[0]


def test_the_same_course_gives_the_same_bytes_whatever_its_files_dates_and_permissions(archive: Path, tmp_path: Path) -> None:
    for part in ("solutions", "LICENSE", "pyproject.toml"):
        (tmp_path / part).symlink_to(ROOT / part)
    shutil.copytree(ROOT / "course" / "trilha", tmp_path / "course" / "trilha", copy_function=shutil.copyfile)
    (tmp_path / "course" / "02_conexoes_residuais.ipynb").write_text("what somebody ran here stays here")
    kept = tmp_path / "course" / "trilha" / ".ipynb_checkpoints" / "resposta-checkpoint.py"
    kept.parent.mkdir()
    kept.write_text("and so does what an editor keeps")
    for number, path in enumerate((tmp_path / "course").rglob("*.py")):
        path.chmod(0o600)
        os.utime(path, (1e9 + number, 1e9 + number))
    assert package.build(tmp_path, tmp_path / "pacote").read_bytes() == archive.read_bytes()


def unsafe(paths: Iterable[str]) -> list[str]:
    """The paths that Windows or macOS would refuse, cut or mix up with another."""
    seen: set[str] = set()
    bad = []
    for path in paths:
        parts = PureWindowsPath(path).parts
        wrong = PureWindowsPath(path).anchor != "" or ".." in parts or len(path) >= LONGEST or path.casefold() in seen
        wrong |= any(part.split(".")[0].rstrip().upper() in RESERVED or part[-1] in ". " for part in parts)
        if wrong or not re.fullmatch(r"[\w.+/-]+", path, re.ASCII):
            bad.append(path)
        seen.add(path.casefold())
    return bad


def test_every_name_is_safe_on_windows_and_macos(archive: Path, unpacked: Path) -> None:
    assert unsafe(names(archive)) == []
    assert unsafe(names(unpacked / WHEEL)) == []


UNSAFE = ["a/aux.py", "a/Com1", "a/b.", "a/b ", "a:b", "C:/a", "/a", "a/../b", "a\\b", "aula-é.ipynb", "a" * LONGEST]


@pytest.mark.parametrize("path", UNSAFE)
def test_unsafe_names_are_seen(path: str) -> None:
    assert unsafe([path]) == [path]
    assert unsafe(["A.py", "a.py"]) == ["a.py"]


def test_the_readme_opens_in_notepad_and_names_what_is_there(unpacked: Path) -> None:
    raw = (unpacked / "LEIAME.txt").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\n") == raw.count(b"\r\n") == raw.count(b"\r") > 40
    text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    assert max(map(len, text.split("\n"))) < 80
    assert "$" not in text
    prose = re.sub(r"^    .*$|sudo .*$|\S+[./]\S+", "", text, flags=re.MULTILINE)  # without what is typed, files and addresses
    assert spelling.unknown(prose) <= {"ARM", "Debian", "Language", "Mac", "Settings", "WINDOWS", "py", "python"}
    for name in (WHEEL, "requirements.txt", "aulas", "LICENSE.txt"):
        assert name in text
        assert (unpacked / name).exists()


@pytest.mark.parametrize(("python", "tools"), [("py", "ambiente\\Scripts\\"), ("python3", "ambiente/bin/")])
def test_its_commands_need_pip_alone(unpacked: Path, python: str, tools: str) -> None:
    typed = [line.strip() for line in (unpacked / "LEIAME.txt").read_text(encoding="utf-8-sig").split("\n") if line.startswith("    ")]
    start = typed.index(f"{python} -m venv ambiente")
    assert typed[start + 1 : start + 3] == [f"{tools}python -m pip install -r requirements.txt", f"{tools}jupyter lab aulas"]


@pytest.mark.parametrize("repository", [None, "gente/curso"])
def test_with_an_address_the_readme_says_where_to_study_without_installing(repository: str | None) -> None:
    text = package.readme("1.0", "trilha-1.0.whl", repository).decode("utf-8-sig")
    found = re.findall(r"https://\S+", text)
    assert found == (
        [
            "https://colab.research.google.com/github/gente/curso/blob/main/course/00_comece_aqui.ipynb",
            "https://mybinder.org/v2/gh/gente/curso/main?urlpath=lab%2Ftree%2Fcourse%2F00_comece_aqui.ipynb",
        ]
        if repository
        else []
    )
    assert ("Fazer upload" in text) == (repository is None)


def test_the_docs_show_the_addresses_as_they_are_made() -> None:
    text = (ROOT / "docs" / "onde-estudar.md").read_text(encoding="utf-8")
    for address in package.addresses("DONO/NOME").values():
        assert address in text


def test_the_requirements_are_the_projects_and_take_colabs_versions(unpacked: Path) -> None:
    wheel, *lines = [line for line in (unpacked / "requirements.txt").read_text(encoding="ascii").splitlines() if not line.startswith("#")]
    assert wheel == f"./{WHEEL}"
    assert lines == [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["curso"]]
    for requirement in map(Requirement, PROJECT["dependencies"]):
        assert [one.operator for one in requirement.specifier] == [">="]
        if requirement.name in PINNED:
            assert requirement.specifier.contains(PINNED[requirement.name].replace("*", "0"))


def test_conda_brings_the_pytorch_that_the_project_asks_for() -> None:
    lines = {line.strip() for line in (ROOT / "environment.yml").read_text(encoding="utf-8").splitlines()}
    bounds = {one.name: str(one.specifier) for one in map(Requirement, PROJECT["dependencies"])}
    assert {f"- pytorch-cpu{bounds['torch']}", f"- torchvision{bounds['torchvision']}", "- -e .[curso]"} <= lines


WHERE = """
import locale, trilha
print(trilha.__file__, locale.getpreferredencoding(False))
trilha.entrega("01_redes_sequenciais.ipynb")
"""


def test_pip_alone_installs_it_and_the_first_lesson_runs(unpacked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the encoding of a system that is not in UTF-8: what the package reads and writes must say its own."""
    target = tmp_path / "pacotes"
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index", "--no-deps"]
    subprocess.run([*command, "--target", str(target), str(unpacked / WHEEL)], check=True)
    for name, value in {"PYTHONPATH": str(target), "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}.items():
        monkeypatch.setenv(name, value)
    notebook = nbformat.read(unpacked / "aulas" / "00_comece_aqui.ipynb", as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(WHERE))
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(unpacked / "aulas")}}).execute()
    shown = ["".join(output.get("text", "") for output in cell.get("outputs", ())) for cell in notebook.cells]
    assert shown[-1].splitlines()[0] == f"{target / 'trilha' / '__init__.py'} ANSI_X3.4-1968"
    assert "01_redes_sequenciais.ipynb · aula 01" in shown[-1]
    assert any("Tudo em ordem" in text for text in shown)
    assert json.loads((unpacked / "aulas" / ".trilha" / "progresso.json").read_text(encoding="utf-8"))["versao"] == 1


def code(unpacked: Path) -> Iterable[tuple[str, ast.Module]]:
    """Every module of the package and every code cell of the lessons."""
    for path in sorted((ROOT / "course" / "trilha").glob("*.py")):
        yield path.name, ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted((unpacked / "aulas").glob("*.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "code":
                yield path.name, ast.parse(cell.source)  # a line for a shell (!ls, %%bash) would be no Python, and fail here


def test_nothing_that_students_run_needs_what_windows_lacks(unpacked: Path) -> None:
    for place, tree in code(unpacked):
        for node in ast.walk(tree):
            if isinstance(node, ast.Import | ast.ImportFrom):
                modules = {alias.name for alias in node.names} | {getattr(node, "module", None) or ""}
                assert not {module.split(".")[0] for module in modules} & UNIX_ALONE, place
            elif isinstance(node, ast.Attribute):
                assert node.attr not in UNIX_ATTRIBUTES, place
            elif isinstance(node, ast.keyword):
                assert node.arg != "num_workers", f"{place}: worker processes start over in Windows and macOS, and find no notebook"


def test_a_windows_path_of_the_notebook_is_understood(unpacked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(unpacked / "aulas")
    monkeypatch.setenv("JPY_SESSION_NAME", r"C:\Users\Luísa\Área de Trabalho\aulas\03_bloco_residual.ipynb")
    monkeypatch.setattr(conferencia, "Path", lambda text="": Path(PureWindowsPath(text).as_posix()))
    assert [path.name for path in conferencia._candidates()] == ["03_bloco_residual.ipynb"]
