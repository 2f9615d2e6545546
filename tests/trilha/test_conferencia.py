"""What `entrega` reads in a saved notebook, whatever happened to it."""

from __future__ import annotations

import copy
import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from trilha import Caso, caderno, entrega, verifica

from grader.records import Lesson, Role
from grader.submission.transplant import repair

Document = dict[str, Any]
Say = Callable[..., list[str]]
PUBLISHED = Path(__file__).parents[2] / "course" / "02_conexoes_residuais.ipynb"


@pytest.fixture
def document() -> Document:
    """The published notebook, to be filled in or spoiled."""
    return json.loads(PUBLISHED.read_text(encoding="utf-8"))


@pytest.fixture
def say(folder: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    """Save a notebook (or bytes) in the working folder and give what `entrega` says of it."""

    def check(content: Document | bytes, name: str = "02.ipynb") -> list[str]:
        raw = content if isinstance(content, bytes) else json.dumps(content).encode()
        (folder / name).write_bytes(raw)
        entrega(name)
        return capsys.readouterr().out.splitlines()

    return check


def cell(document: Document, name: str) -> dict[str, Any]:
    return next(cell for cell in document["cells"] if cell["id"] == name)


def write(document: Document, name: str, source: str) -> None:
    cell(document, name)["source"] = source


def solve(document: Document, lesson: Lesson) -> None:
    for name, source in lesson.solutions.items():
        write(document, name, source)
    write(document, "aberta-2", "Os caminhos longos quase não carregam gradiente.")


def forget_metadata(document: Document) -> None:
    for number, item in enumerate(document["cells"]):
        item["metadata"], item["id"] = {}, f"x{number}"


def test_the_untouched_notebook(document: Document, say: Say) -> None:
    lines = say(document)
    assert re.fullmatch(r"02\.ipynb · aula 02 · \d+ kB · salvo em \d\d/\d\d/\d{4}, às \d\d:\d\d", lines[0])
    assert lines[1:9] == [
        *[f"2.{k}  ·  ainda não respondido" for k in range(1, 7)],
        "Questão aberta  ·  em branco",
        "Exercícios com resposta: 0 de 6.",
    ]
    assert len(lines) == 10


@pytest.mark.parametrize("forget", [False, True], ids=["com metadados", "sem metadados"])
def test_the_solved_notebook_with_and_without_its_metadata(forget: bool, document: Document, lesson: Lesson, say: Say) -> None:
    solve(document, lesson)
    if forget:
        forget_metadata(document)
    lines = say(document)
    assert lines[1:9] == [
        *[f"2.{k}  ✓  respondido" for k in range(1, 7)],
        "Questão aberta  ✓  respondida (7 palavras)",
        "Exercícios com resposta: 6 de 6.",
    ]
    assert not any("verificação:" in line for line in lines)


def test_each_state_of_an_answer_has_its_sentence(document: Document, say: Say) -> None:
    write(document, "ex-2-1", "# Exercício 2.1\nresidual = lambda x, funcoes: x\n")
    stub = "".join(cell(document, "ex-2-2")["source"])
    write(document, "ex-2-2", stub.replace("# SEU CÓDIGO AQUI", "return 2**n", 1))
    write(document, "ex-2-3", "# Exercício 2.3\n%timeit 1\ndef comprimentos(n)\n    return {}\n")
    document["cells"].remove(cell(document, "ex-2-4"))
    added = {"cell_type": "code", "id": "nova", "metadata": {}, "source": ["def jacobiano_residual(pesos):\n", "    return pesos[0]\n"]}
    document["cells"].append(added)
    assert say(document)[1:7] == [
        "2.1  ✓  respondido",
        "2.2  ·  respondido em parte: falta `caminhos_a_partir_de`, `caminhos_por`",
        "2.3  ✗  a linha 3 da célula não é Python válido: assim, nada dela é executado",
        "2.4  ✗  não encontrei a célula da resposta; ela começa com o comentário do exercício",
        "2.5  ✓  respondido",
        "2.6  ·  ainda não respondido",
    ]


def test_test_cells_gone_or_edited_are_told_as_harmless(document: Document, say: Say) -> None:
    document["cells"].remove(cell(document, "teste-2-1"))
    write(document, "teste-2-2", "# Verificação 2.2\nprint('certo')")
    assert "Células de verificação: 1 fora do arquivo e 1 com mudanças. Não faz mal: a correção usa as originais." in say(document)


def test_it_agrees_with_what_grading_finds(document: Document, lesson: Lesson) -> None:
    for path in sorted((Path(__file__).parents[1] / "cases" / "02").glob("2.*/*/*.py")):
        changed, exercise = copy.deepcopy(document), path.parts[-3]
        write(changed, f"ex-{exercise.replace('.', '-')}", path.read_text(encoding="utf-8"))
        raw = json.dumps(changed).encode()
        found = {item.id: caderno.answer(caderno.read(raw), item.id).state != "vazio" for item in lesson.exercises}
        unanswered = repair(raw, lesson).unanswered
        assert found == {item.id: item.id not in unanswered for item in lesson.exercises}, path


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "cortado"),
        (b'{"cells": [', "cortado"),
        (b"\xff\xfe\x00\x01", "UTF-8"),
        (b"[]", "forma de um caderno"),
        (b'{"cells": [3]}', "forma de um caderno"),
        (b'{"cells": [{"cell_type": "code", "source": [3]}]}', "forma de um caderno"),
        (b'{"worksheets": []}', "forma de um caderno"),
        (b'{"cells": []}', "nenhum exercício do curso"),
    ],
)
def test_a_file_that_is_no_notebook_of_the_course_says_why(raw: bytes, said: str, say: Say) -> None:
    (line,) = say(raw)
    assert said in line


def test_a_heavy_notebook_is_told_how_to_lose_weight(document: Document, say: Say) -> None:
    document["cells"][0]["metadata"] = {"saida": "x" * 21_000_000}
    clear = "Edit → Clear Outputs of All Cells; no Colab, Editar → Limpar todas as saídas"
    assert f"O arquivo passa de 20,0 MB: apague as saídas ({clear}), salve e confira de novo." in say(document)


def test_it_finds_the_notebook_of_this_lesson_and_prefers_the_last_saved(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "velho.ipynb").write_bytes(PUBLISHED.read_bytes())
    (folder / "novo.ipynb").write_bytes(PUBLISHED.read_bytes())
    os.utime(folder / "velho.ipynb", (1, 1))
    (folder / "outro.ipynb").write_text(json.dumps({"cells": [{"cell_type": "code", "source": "# Exercício 3.1\n", "metadata": {}}]}))
    (folder / "lixo.ipynb").write_text("{")
    verifica("2.1", lambda: 1, [Caso("um", lambda: 1, 1)])
    capsys.readouterr()
    entrega()
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("novo.ipynb · aula 02")
    assert lines[1] == "Há outros cadernos desta aula na pasta (velho.ipynb); conferi o salvo por último."


def test_the_notebook_that_jupyter_names_wins(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("um.ipynb", "dois.ipynb"):
        (folder / name).write_bytes(PUBLISHED.read_bytes())
    monkeypatch.setenv("JPY_SESSION_NAME", "/aulas/um.ipynb")
    entrega()
    assert capsys.readouterr().out.startswith("um.ipynb")


def test_without_a_file_it_says_what_to_do_here_and_in_colab(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    entrega()
    assert capsys.readouterr().out.startswith("Não há caderno do curso em ")
    monkeypatch.setitem(sys.modules, "google.colab", sys)
    entrega()
    assert "Fazer download" in capsys.readouterr().out
    entrega("nada.ipynb")
    assert capsys.readouterr().out.startswith("✗ nada.ipynb: não pode ser lido")


def test_the_published_cells_are_what_the_check_knows(lesson: Lesson) -> None:
    open_cell = next(cell for cell in lesson.cells if cell.role is Role.OPEN)
    assert open_cell.source == caderno.OPEN_STUB
