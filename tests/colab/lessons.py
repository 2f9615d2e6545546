"""What is asked of each lesson on Colab's machine alone: `make test-colab` names this file, and `make test` has no such machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from grader.lesson import publish
from grader.reading import answered
from tests.colab.machine import ColabReader
from tests.colab.saved import downloaded
from tests.readings import COLAB_PYTHON, GRADED, LESSONS, ROOT, Lookup
from tests.test_bare_folder import cells_that_call


def test_the_kernel_is_like_colabs() -> None:
    source = "import os, sys\ntype(get_ipython()).__module__, 'google.colab' in sys.modules, os.listdir()"
    raw = json.dumps({"cells": [{"cell_type": "code", "id": "c", "source": source, "metadata": {}}]}).encode()
    (cell,) = ColabReader(os.environ[COLAB_PYTHON]).read(raw, "uma célula").cells
    assert cell.text == "('google.colab._shell', True, [])\n"


@pytest.mark.parametrize("name", GRADED)
def test_handing_in_says_how_to_check_a_file_that_is_not_on_the_machine(name: str, reading: Lookup) -> None:
    (cell,) = cells_that_call(name, "entrega", reading(name, True).cells)
    assert cell.text.startswith("No Colab o caderno não é um arquivo desta máquina.")


@pytest.mark.parametrize("name", LESSONS)
def test_the_record_says_how_long_it_lasts_there(name: str, reading: Lookup) -> None:
    told = [cell.text for cell in cells_that_call(name, "painel", reading(name, False).cells)]
    assert told
    assert all("No Colab, o registro se perde quando a sessão termina; o caderno, não." in text for text in told)


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What `grader corrigir` gives, by lesson, for one who solved everything and handed in what Colab saved."""
    folder = tmp_path_factory.mktemp("turma")
    for name in GRADED:
        raw, solutions = (ROOT / "course" / f"{name}.ipynb").read_bytes(), publish.load_lesson(ROOT / "solutions" / f"{name}.py").solutions
        file = folder / "submitted" / "ana" / name / f"{name}.ipynb"
        file.parent.mkdir(parents=True)
        file.write_bytes(downloaded(answered(raw, solutions)))
    command = [Path(sys.executable).with_name("grader"), "corrigir", "--json", "--turma", folder]
    lines = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout.splitlines()
    return {one["aula"]: one for one in map(json.loads, lines)}


@pytest.mark.sandbox
@pytest.mark.parametrize("name", GRADED)
def test_what_colab_saved_is_graded_to_full_marks_and_the_repair_is_said(name: str, graded: dict[str, dict[str, Any]]) -> None:
    result = graded[name]
    assert {one["id"]: one["veredito"] for one in result["exercicios"] if one["nota"] != one["maximo"]} == {}
    assert result["nota"] == sum(one["maximo"] for one in result["exercicios"]) > 0
    assert result["reparos"][0].startswith("As identificações das células tinham sido perdidas")
