"""What every command says of itself, and what a shell completes: an example that works as written, and a quick answer."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from grader import cli

from .conftest import ROOT


def parsers() -> dict[str, cli.Parser]:
    """Every command by name, and under "" the whole program."""
    parser = cli.build_parser()
    (choices,) = [action.choices for action in parser._actions if action.dest == "command"]
    return {"": parser, **dict(choices)}  # type: ignore[arg-type]


COMMANDS = parsers()


def example(command: str) -> str:
    """The example that a command's help shows, from the help itself."""
    (line,) = [line for line in COMMANDS[command].format_help().splitlines() if line.startswith(cli.EXAMPLE)]
    return line.removeprefix(cli.EXAMPLE)


@pytest.mark.parametrize("columns", ["40", "200"])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_help_ends_with_an_example_on_one_line(command: str, columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert COMMANDS[command].format_help().splitlines()[-1] == cli.EXAMPLE + example(command)


@pytest.mark.parametrize("command", [name for name in COMMANDS if name])
def test_the_example_is_a_command_line_of_that_very_command(command: str) -> None:
    program, *arguments = shlex.split(example(command))
    assert program == "grader"
    assert cli.build_parser().parse_args(arguments).command == command


def test_the_program_s_own_example_shows_a_command_s_help(capsys: pytest.CaptureFixture[str]) -> None:
    program, *arguments = shlex.split(example(""))
    with pytest.raises(SystemExit) as end:
        cli.main(arguments)
    assert (program, end.value.code) == ("grader", 0)
    assert cli.EXAMPLE in capsys.readouterr().out


@pytest.mark.parametrize("command", [name for name in COMMANDS if name])
def test_every_option_says_what_it_is_for(command: str) -> None:
    assert all(action.help for action in COMMANDS[command]._actions)


def completed(line: str, told: Path) -> list[str]:
    """What a shell is offered after `line`: the protocol of argcomplete, with a file for the shell."""
    asked = {"_ARGCOMPLETE": "1", "_ARGCOMPLETE_IFS": "\n", "_ARGCOMPLETE_STDOUT_FILENAME": str(told), "COMP_TYPE": "9"}
    environment = {**os.environ, **asked, "COMP_LINE": line, "COMP_POINT": str(len(line.encode()))}
    subprocess.run([Path(sys.executable).with_name("grader")], env=environment, cwd=ROOT, check=True)
    return [word.strip() for word in told.read_text(encoding="utf-8").split("\n")]


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("grader exp", ["exportar"]),
        ("grader corrigir 02", ["02_conexoes_residuais"]),
        ("grader coletar x.zip --aula 08", ["08_unet"]),
        ("grader corrigir --sem-", ["--sem-isolamento"]),
    ],
)
def test_a_shell_completes_commands_lessons_and_options(line: str, offered: list[str], tmp_path: Path) -> None:
    assert completed(line, tmp_path / "told") == offered


def test_reading_the_command_line_loads_nothing_heavy() -> None:
    """Help, errors and completion answer at once because of this."""
    code = "import sys; from grader import cli; cli.build_parser(); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"argcomplete", "rich", "jupytext", "nbformat", "nbgrader", "jinja2", "sqlalchemy", "torch"} & set(loaded)


def test_make_help_lists_every_target_once_under_a_heading() -> None:
    said = subprocess.run(["make", "--no-print-directory", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    groups = [group.split("\n") for group in said.split("\n\n")[2:-1]]
    assert all(not heading.startswith(" ") and targets for heading, *targets in groups)
    listed = [line.split()[0] for _, *targets in groups for line in targets]
    (called,) = [line for line in (ROOT / "Makefile").read_text(encoding="utf-8").splitlines() if line.startswith("CHAMADOS := ")]
    assert sorted(["help", *listed]) == sorted(called.split()[2:])
