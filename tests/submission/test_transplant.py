"""What arrives broken is mended in the honest student's favour, and nothing that arrives can stop or fool the repair."""

from __future__ import annotations

import contextlib
import json
import random
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.records import Cell, Exercise, Lesson, RepairedCell, Role, Submission, UnreadableError
from grader.submission.code_text import CodeReader, is_stub
from grader.submission.notebook_bytes import MAX_CELLS, MAX_SOURCE, light
from grader.submission.transplant import repair
from tests.colab import saved

CASES = Path(__file__).parents[1] / "cases" / "entregas"

STUB_1 = '# Exercício 2.1\ndef residual(x, funcoes):\n    """h ← h + f(h), em ordem."""\n    # SEU CÓDIGO AQUI\n'
STUB_2 = (
    '# Exercício 2.2\ndef numero_de_caminhos(n):\n    """Caminhos da entrada à saída."""\n    # SEU CÓDIGO AQUI\n\n\n'
    'def caminhos_por(i, n):\n    """Caminhos que passam pelo bloco i."""\n    # SEU CÓDIGO AQUI\n'
)
STUB_6 = '# Exercício 2.6\nclass RedeResidual(nn.Module):\n    """Entrada, blocos, saída."""\n\n    # SEU CÓDIGO AQUI\n'
TEST_1 = '# Verificação 2.1\ndef mais_um(h):\n    return h + 1\n\n\nverifica("2.1", residual, mais_um)'
OPEN_STUB = "ESCREVA SUA RESPOSTA AQUI"

ANSWERS = {
    "ex-2.1": "# Exercício 2.1\ndef residual(x, funcoes):\n    for f in funcoes:\n        x = x + f(x)\n    return x",
    "ex-2.2": "# Exercício 2.2\ndef numero_de_caminhos(n):\n    return 2**n\n\n\ndef caminhos_por(i, n):\n    return 2 ** (n - 1)",
    "ex-2.6": "# Exercício 2.6\nclass RedeResidual(nn.Module):\n    def forward(self, x):\n        return self.saida(x)",
    "aberta-2": "Metade dos caminhos continua inteira, porque contornam o bloco removido.",
}


def _cell(kind: str, role: Role, source: str, grade_id: str | None = None, name: str = "") -> Cell:
    exercise = grade_id.split("-")[1] if grade_id and role is not Role.OPEN else None
    return Cell((grade_id or name).replace(".", "-"), kind, role, source, grade_id, exercise)


LESSON = Lesson(
    name="02_conexoes_residuais",
    cells=(
        _cell("markdown", Role.TEXT, "# Conexões residuais\n\nUma pergunta primeiro.", name="c-1"),
        _cell("code", Role.SETUP, "import torch\nfrom torch import nn\nfrom trilha import verifica", name="c-2"),
        _cell("markdown", Role.TEXT, "## Exercício 2.1\n\nSome a cada passo o que o bloco calcula.", name="c-3"),
        _cell("code", Role.ANSWER, STUB_1, "ex-2.1"),
        _cell("code", Role.TEST, TEST_1, "teste-2.1"),
        _cell("code", Role.SHOW, "for passo in range(100):\n    treina(rede, passo)\n    mostra(rede)", name="c-6"),
        _cell("code", Role.ANSWER, STUB_2, "ex-2.2"),
        _cell("code", Role.TEST, '# Verificação 2.2\nverifica("2.2", numero_de_caminhos, caminhos_por)', "teste-2.2"),
        _cell("code", Role.ANSWER, STUB_6, "ex-2.6"),
        _cell("code", Role.TEST, '# Verificação 2.6\nverifica("2.6", RedeResidual)', "teste-2.6"),
        _cell("markdown", Role.TEXT, "Explique por que remover um bloco quase não muda a saída.", name="c-11"),
        _cell("markdown", Role.OPEN, OPEN_STUB, "aberta-2"),
        _cell("markdown", Role.TEXT, "## Resumo\n\nO atalho soma.", name="c-13"),
    ),
    solutions={},
    exercises=(
        Exercise("2.1", 3.0, "ex-2.1", "teste-2.1", ("residual",), ""),
        Exercise("2.2", 3.0, "ex-2.2", "teste-2.2", ("numero_de_caminhos", "caminhos_por"), ""),
        Exercise("2.6", 3.0, "ex-2.6", "teste-2.6", ("RedeResidual",), ""),
    ),
    open_id="aberta-2",
    open_points=1.0,
)

RawCell = dict[str, Any]


def code(source: str, **hints: Any) -> RawCell:
    """A code cell as Jupyter saves it."""
    return {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": source, **hints}


def text(source: str, **hints: Any) -> RawCell:
    """A Markdown cell as Jupyter saves it."""
    return {"cell_type": "markdown", "metadata": {}, "source": source, **hints}


def raw_cells(answers: dict[str, str]) -> list[RawCell]:
    """The published notebook with these answers typed in, as raw cells."""
    cells = []
    for cell in LESSON.cells:
        make = code if cell.kind == "code" else text
        raw = make(answers.get(cell.grade_id or "", cell.source), id=cell.id)
        if cell.grade_id:
            raw["metadata"] = {"nbgrader": {"grade_id": cell.grade_id, "points": 100, "locked": False}}
        cells.append(raw)
    return cells


def dump(cells: Iterable[Any]) -> bytes:
    """The bytes of a notebook with these cells."""
    return json.dumps({"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1).encode()


def place(cells: list[RawCell], grade_id: str) -> int:
    """Where in raw cells the one with this grade_id stands."""
    return next(i for i, cell in enumerate(cells) if cell["metadata"].get("nbgrader", {}).get("grade_id") == grade_id)


def get(submission: Submission, grade_id: str) -> RepairedCell:
    """The cell of a repaired submission with this grade_id."""
    return next(cell for cell in submission.cells if cell.grade_id == grade_id)


def added(submission: Submission) -> list[RepairedCell]:
    """The cells that ride along, in order."""
    return [cell for cell in submission.cells if cell.role is Role.ADDED]


def behind(submission: Submission, identifier: str) -> list[str]:
    """Ids of the added cells that stand right behind a cell."""
    ids = [cell.id for cell in submission.cells]
    rest = ids[ids.index(identifier) + 1 :]
    return [name for i, name in enumerate(rest) if all(other.startswith("extra-") for other in rest[: i + 1])]


def answers_of(submission: Submission) -> dict[str, str]:
    """The text of every cell that the student writes."""
    return {grade_id: get(submission, grade_id).source.strip() for grade_id in ANSWERS}


def assert_skeleton_is_ours(submission: Submission) -> None:
    ours = [cell for cell in submission.cells if cell.role is not Role.ADDED]
    assert [cell.id for cell in ours] == [cell.id for cell in LESSON.cells]
    for mine, published in zip(ours, LESSON.cells, strict=True):
        assert (mine.kind, mine.role, mine.grade_id, mine.exercise) == (
            published.kind,
            published.role,
            published.grade_id,
            published.exercise,
        )
        if published.role not in (Role.ANSWER, Role.OPEN):
            assert mine.source == published.source
    assert [cell.id for cell in added(submission)] == [f"extra-{i + 1}" for i in range(len(added(submission)))]


@pytest.fixture
def solved() -> list[RawCell]:
    return raw_cells(ANSWERS)


@pytest.fixture
def untouched() -> list[RawCell]:
    return raw_cells({})


# Nothing to mend


def test_the_untouched_notebook_is_unanswered_and_needs_no_repair(untouched: list[RawCell]) -> None:
    submission = repair(dump(untouched), LESSON)
    assert submission.unanswered == {"2.1", "2.2", "2.6", "aberta-2"}
    assert submission.repairs == ()
    assert [cell.source for cell in submission.cells] == [cell.source for cell in LESSON.cells]


def test_a_solved_notebook_needs_no_repair(solved: list[RawCell]) -> None:
    submission = repair(dump(solved), LESSON)
    assert submission.unanswered == frozenset()
    assert submission.repairs == ()
    assert answers_of(submission) == ANSWERS
    assert_skeleton_is_ours(submission)


@pytest.mark.parametrize(
    "stub",
    [
        STUB_1.replace("SEU CÓDIGO AQUI", "não sei"),
        STUB_1 + "    pass\n",
        STUB_1 + "    ...\n",
        STUB_1 + "    raise NotImplementedError('depois')\n",
        STUB_1.replace('"""h ← h + f(h), em ordem."""', '"""Outra descrição."""'),
        "%%time\n" + STUB_1,
        STUB_1 + "\nprint('ainda nada')",
        STUB_1.replace("\n    ", "\n"),
        "",
        "# Exercício 2.1",
    ],
)
def test_an_answer_that_still_does_nothing_is_unanswered(untouched: list[RawCell], stub: str) -> None:
    untouched[place(untouched, "ex-2.1")]["source"] = stub
    assert "2.1" in repair(dump(untouched), LESSON).unanswered


@pytest.mark.parametrize(
    "answer", [STUB_1 + "    return x\n", "# Exercício 2.1\nresidual = lambda x, funcoes: x", STUB_1 + "    return (x\n"]
)
def test_an_answer_that_tries_is_answered(untouched: list[RawCell], answer: str) -> None:
    untouched[place(untouched, "ex-2.1")]["source"] = answer
    submission = repair(dump(untouched), LESSON)
    assert "2.1" not in submission.unanswered
    assert get(submission, "ex-2.1").source == answer


# Bytes


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "vazio"),
        (b"\0\0\0\0\n", "vazio"),
        (b"\xef\xbb\xbf", "vazio"),
        (b"PK\x03\x04" + b"\0" * 50, "zip"),
        (b"%PDF-1.7", "PDF"),
        (b'"um texto"', "não é um caderno"),
        (b"[1, 2]", "não é um caderno"),
        (b'{"cells": {"a": 1}}', "não é um caderno"),
        (b'{"cells": ', "cortado"),
        (b"[" * 200_000, "níveis"),
        (b'{"a":' * 100_000, "níveis"),
        (b"{'cells': []}", "linha 1, coluna 2"),
    ],
)
def test_what_holds_no_notebook_is_unreadable_for_its_own_reason(raw: bytes, said: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        repair(raw, LESSON)
    assert said in caught.value.cause
    assert caught.value.next_step
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("cortado", "cortado: o JSON não termina (linha 9"),
        ("pagina_html", "HTML"),
        ("conflito_que_quebra_as_duas", "marcadores de conflito do git"),
        ("dois_cadernos_em_um_arquivo", "depois do fim do caderno (linha 2"),
    ],
)
def test_a_file_broken_beyond_repair_is_unreadable(name: str, said: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        repair((CASES / f"{name}.ipynb").read_bytes(), LESSON)
    assert said in caught.value.cause


@pytest.mark.parametrize("name", ["conflito_do_git", "formato_3"])
def test_a_file_that_can_be_read_after_all_keeps_its_answer_and_says_so(name: str) -> None:
    submission = repair((CASES / f"{name}.ipynb").read_bytes(), LESSON)
    assert get(submission, "ex-2.1").source.strip() == ANSWERS["ex-2.1"]
    assert any("conflito" in sentence or "formato antigo" in sentence for sentence in submission.repairs)


def test_a_file_in_conflict_from_its_first_line_keeps_the_upper_side(solved: list[RawCell], untouched: list[RawCell]) -> None:
    raw = b"<<<<<<< HEAD\n" + dump(solved) + b"\n=======\n" + dump(untouched) + b"\n>>>>>>> origin/main\n"
    submission = repair(raw, LESSON)
    assert answers_of(submission) == ANSWERS
    assert submission.repairs == ("O arquivo tinha marcadores de conflito do git; das duas versões ficou a de cima.",)


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("utf-8-sig", "BOM"), ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16"), ("utf-32", "UTF-32"), ("cp1252", "UTF-8"), ("latin-1", "UTF-8")],
)
def test_an_encoding_costs_nothing(solved: list[RawCell], encoding: str, said: str) -> None:
    plain = json.dumps({"cells": solved}, ensure_ascii=False).replace("←", "<-").encode(encoding)
    submission = repair(plain, LESSON)
    assert answers_of(submission) == ANSWERS
    assert any(said in sentence for sentence in submission.repairs)


def test_one_broken_byte_does_not_turn_the_other_accents_into_noise(solved: list[RawCell]) -> None:
    raw = json.dumps({"cells": solved}, ensure_ascii=False).encode().replace("Conexões".encode(), b"Conex\xf5es")
    submission = repair(raw, LESSON)
    assert answers_of(submission) == ANSWERS
    assert len(submission.repairs) == 1


def test_crlf_and_lists_of_lines_are_plain_text(solved: list[RawCell]) -> None:
    for cell in solved:
        cell["source"] = [line.replace("\n", "\r\n") for line in cell["source"].splitlines(keepends=True)]
    submission = repair(dump(solved).replace(b"\n", b"\r\n"), LESSON)
    assert answers_of(submission) == ANSWERS
    assert submission.repairs == ()


def test_nul_bytes_and_half_emojis_are_replaced_and_said(solved: list[RawCell]) -> None:
    solved[place(solved, "ex-2.1")]["source"] = "\0" + ANSWERS["ex-2.1"] + "  # \ud83d"
    submission = repair(dump(solved) + b"\0\0", LESSON)
    assert get(submission, "ex-2.1").source == ANSWERS["ex-2.1"] + "  # \ufffd"
    assert submission.repairs == ("Havia caracteres inválidos (nulos ou pela metade) no texto; foram trocados.",)


def test_odd_json_is_survived(solved: list[RawCell]) -> None:
    raw = dump(solved).decode()
    raw = raw.replace('"execution_count": null', f'"execution_count": {"9" * 5000}', 1).replace(
        '"execution_count": null', '"execution_count": NaN', 1
    )
    raw = raw.replace('"nbformat": 4', '"nbformat": -Infinity, "nbformat": "quatro"')
    assert answers_of(repair(raw.encode(), LESSON)) == ANSWERS


def test_cells_that_are_no_cells_are_left_out(solved: list[RawCell]) -> None:
    odd = [None, 3, "texto", [], {}, {"cell_type": "code", "source": {"a": 1}}, {"cell_type": ["code"], "source": [1, 2]}]
    submission = repair(dump([*odd, *solved]), LESSON)
    assert answers_of(submission) == ANSWERS
    assert submission.repairs == ("Uma parte do caderno não era uma célula legível; foi deixada de fora.",)


def test_hints_of_odd_types_are_ignored(solved: list[RawCell]) -> None:
    for cell, odd in zip(solved, [[], {"grade_id": []}, {"nbgrader": 3}, {"nbgrader": {"grade_id": {"a": []}}}] * 4, strict=False):
        cell["metadata"], cell["id"] = odd, {"x": 1}
    assert [answers_of(repair(dump(solved), LESSON))[name] for name in ("ex-2.1", "ex-2.2", "ex-2.6")] == list(ANSWERS.values())[:3]


def test_old_outputs_do_not_make_a_notebook_too_large(solved: list[RawCell]) -> None:
    for cell in solved[1::2]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [
                {"output_type": "display_data", "data": {"image/png": "A" * 8_000_000, "text/plain": ["]\n", ' "source": [\n']}}
            ]
    raw = dump(solved)
    assert len(raw) > 20_000_000
    submission = repair(raw, LESSON)
    assert answers_of(submission) == ANSWERS
    assert submission.repairs == ()


@pytest.mark.parametrize("raw", [b'{"cells": ["' + b"a" * 20_000_001 + b'"]}', b'{"cells": [' + b"[],{}," * 600_000 + b"0]}"])
def test_what_is_too_large_is_refused_before_it_is_parsed(raw: bytes) -> None:
    with pytest.raises(UnreadableError, match="apague as saídas"):
        repair(raw, LESSON)


def test_too_many_cells_are_refused() -> None:
    with pytest.raises(UnreadableError, match="5001 células"):
        repair(dump([code("1")] * (MAX_CELLS + 1)), LESSON)


def test_a_giant_code_cell_costs_only_itself(solved: list[RawCell]) -> None:
    submission = repair(dump([*solved, code("dados = '" + "a" * MAX_SOURCE + "'")]), LESSON)
    assert answers_of(submission) == ANSWERS
    assert not added(submission)
    assert submission.repairs == ("Uma célula de código com mais de 200 mil caracteres foi deixada de fora.",)


def test_a_picture_pasted_into_the_open_answer_does_not_push_its_words_out(solved: list[RawCell]) -> None:
    picture = "![](data:image/png;base64," + "A" * 300_000 + ")"
    solved[place(solved, "aberta-2")]["source"] = picture + "\n\nDepois da figura, a resposta."
    source = get(repair(dump(solved), LESSON), "aberta-2").source
    assert source == "![](imagem)\n\nDepois da figura, a resposta."


# Test cells


def test_a_deleted_test_cell_costs_no_point(solved: list[RawCell]) -> None:
    del solved[place(solved, "teste-2.1")]
    submission = repair(dump(solved), LESSON)
    assert_skeleton_is_ours(submission)
    assert answers_of(submission) == ANSWERS
    assert submission.repairs == ("A célula de verificação 2.1 tinha sido apagada; foi reposta. Você não perde pontos por isso.",)


def test_several_deleted_test_cells_are_said_in_one_sentence(solved: list[RawCell]) -> None:
    kept = [cell for cell in solved if "Verificação" not in cell["source"]]
    assert repair(dump(kept), LESSON).repairs == (
        "As células de verificação 2.1, 2.2 e 2.6 tinham sido apagadas; foram repostas. Você não perde pontos por isso.",
    )


@pytest.mark.parametrize(
    "source", ["# Verificação 2.1\nprint('certo')", "print('certo')", "", "residual = 1", TEST_1.replace("h + 1", "h")]
)
def test_an_edited_test_cell_gains_nothing(solved: list[RawCell], source: str) -> None:
    solved[place(solved, "teste-2.1")]["source"] = source
    submission = repair(dump(solved), LESSON)
    assert_skeleton_is_ours(submission)
    assert not added(submission)
    assert submission.repairs == ("A célula de verificação 2.1 tinha sido alterada; vale a original. Você não perde pontos por isso.",)


def test_a_test_cell_pasted_twice_is_one(solved: list[RawCell]) -> None:
    solved.append(dict(solved[place(solved, "teste-2.2")]))
    submission = repair(dump(solved), LESSON)
    assert_skeleton_is_ours(submission)
    assert answers_of(submission) == ANSWERS
    assert (
        submission.repairs[-1]
        == "A célula de verificação 2.2 aparecia mais de uma vez; ficou só a original. Você não perde pontos por isso."
    )


def test_an_answer_typed_into_the_test_cell_counts(untouched: list[RawCell]) -> None:
    test = untouched[place(untouched, "teste-2.1")]
    test["source"] = ANSWERS["ex-2.1"].removeprefix("# Exercício 2.1\n") + "\n" + test["source"]
    submission = repair(dump(untouched), LESSON)
    assert_skeleton_is_ours(submission)
    assert behind(submission, "ex-2-1") == ["extra-1"]
    assert "2.1" not in submission.unanswered


# Answer cells


def strip_all(cells: list[RawCell]) -> list[RawCell]:
    """What an editor that keeps no identifiers saves."""
    return [{"cell_type": cell["cell_type"], "source": cell["source"]} for cell in cells]


def in_colab(cells: list[RawCell]) -> list[RawCell]:
    """New ids, kept in the metadata, and nbgrader's own lost."""
    return saved.as_colab_saves({"cells": cells})["cells"]


@pytest.mark.parametrize("save", [strip_all, in_colab])
def test_lost_metadata_costs_no_point(solved: list[RawCell], save: Callable[[list[RawCell]], list[RawCell]]) -> None:
    submission = repair(dump(save(solved)), LESSON)
    assert answers_of(submission) == ANSWERS
    assert submission.unanswered == frozenset()
    assert_skeleton_is_ours(submission)
    assert submission.repairs[0].startswith("As identificações das células tinham sido perdidas")


def test_names_find_an_answer_that_lost_everything_else(solved: list[RawCell]) -> None:
    cells = [{**cell, "source": cell["source"].replace("# Exercício 2.1\n", "")} for cell in strip_all(solved)]
    submission = repair(dump(cells), LESSON)
    assert get(submission, "ex-2.1").source == ANSWERS["ex-2.1"].removeprefix("# Exercício 2.1\n")
    assert any("2.1 foi reconhecida pelos nomes que define" in sentence for sentence in submission.repairs)


def test_names_find_an_answer_that_does_not_even_parse(solved: list[RawCell]) -> None:
    broken = "def residual(x, funcoes:\n    return x"
    cells = strip_all(solved)
    cells[3] = {"cell_type": "code", "source": broken}
    submission = repair(dump(cells), LESSON)
    assert get(submission, "ex-2.1").source == broken
    assert "2.1" not in submission.unanswered


def test_likeness_finds_a_renamed_function_without_marker_or_id(solved: list[RawCell]) -> None:
    cells = strip_all(solved)
    source = (
        STUB_2.removeprefix("# Exercício 2.2\n").replace("numero_de_caminhos", "numero_caminhos").replace("caminhos_por", "caminhos_bloco")
    )
    source = source.replace("# SEU CÓDIGO AQUI", "return 2**n", 1)
    cells[6] = {"cell_type": "code", "source": source}
    submission = repair(dump(cells), LESSON)
    assert get(submission, "ex-2.2").source == source
    assert not added(submission)


@pytest.mark.parametrize("rename", [str, lambda source: source.replace("residual", "residuo").replace("caminhos", "rotas")])
def test_text_beats_an_identifier_that_lies(rename: Callable[[str], str]) -> None:
    answers = {name: rename(source) for name, source in ANSWERS.items()}
    cells = raw_cells(answers)
    first, second = place(cells, "ex-2.1"), place(cells, "ex-2.2")
    for key in ("id", "metadata"):
        cells[first][key], cells[second][key] = cells[second][key], cells[first][key]
    assert answers_of(repair(dump(cells), LESSON)) == answers


def test_names_beat_a_marker_pasted_from_another_exercise(solved: list[RawCell]) -> None:
    cell = solved[place(solved, "ex-2.2")]
    cell["source"] = cell["source"].replace("Exercício 2.2", "Exercício 2.1")
    submission = repair(dump(solved), LESSON)
    assert get(submission, "ex-2.1").source == ANSWERS["ex-2.1"]
    assert "def numero_de_caminhos" in get(submission, "ex-2.2").source
    assert submission.repairs == ()


def test_a_deleted_answer_cell_comes_back_unanswered(solved: list[RawCell]) -> None:
    del solved[place(solved, "ex-2.6")]
    submission = repair(dump(solved), LESSON)
    assert get(submission, "ex-2.6").source == STUB_6
    assert submission.unanswered == {"2.6"}
    assert submission.repairs == ("A célula de resposta 2.6 tinha sido apagada; foi reposta como estava no caderno publicado.",)


def test_of_an_answer_pasted_twice_the_last_before_the_test_counts(solved: list[RawCell]) -> None:
    at = place(solved, "ex-2.1")
    solved.insert(at + 1, {**solved[at], "id": "outro", "source": ANSWERS["ex-2.1"] + "  # segunda"})
    solved.append({**solved[at], "id": "terceiro", "source": ANSWERS["ex-2.1"].replace("+", "-")})
    submission = repair(dump(solved), LESSON)
    assert get(submission, "ex-2.1").source == ANSWERS["ex-2.1"] + "  # segunda"
    assert any("2.1 aparecia mais de uma vez; vale a última antes" in sentence for sentence in submission.repairs)
    assert any("2.1 foi definida de novo depois da verificação" in sentence for sentence in submission.repairs)
    ids = [cell.id for cell in submission.cells]
    assert next(cell for cell in added(submission) if "-" in cell.source and "x - f(x)" in cell.source).id == ids[-1]


def test_a_later_copy_that_does_not_parse_leaves_the_earlier_one_in_force(solved: list[RawCell]) -> None:
    at = place(solved, "ex-2.1")
    solved.insert(at + 1, {**solved[at], "source": ANSWERS["ex-2.1"] + ")"})
    assert answers_of(repair(dump(solved), LESSON)) == ANSWERS


def test_an_identical_copy_of_an_answer_does_not_ride_along(solved: list[RawCell]) -> None:
    submission = repair(dump([*solved, solved[place(solved, "ex-2.1")]]), LESSON)
    assert answers_of(submission) == ANSWERS
    assert not added(submission)


def test_a_copy_of_the_stub_does_not_undo_the_answer(solved: list[RawCell]) -> None:
    at = place(solved, "ex-2.1")
    solved.insert(at + 1, {**solved[at], "source": STUB_1})
    submission = repair(dump(solved), LESSON)
    assert answers_of(submission) == ANSWERS
    assert not added(submission)


def test_an_answer_split_into_two_cells_is_whole(solved: list[RawCell]) -> None:
    at = place(solved, "ex-2.2")
    head, tail = ANSWERS["ex-2.2"].split("\n\n\n")
    solved[at : at + 1] = [{**solved[at], "source": head}, code(tail, id="b", metadata=solved[at]["metadata"])]
    submission = repair(dump(solved), LESSON)
    order = [cell.source for cell in submission.cells]
    test = order.index(get(submission, "teste-2.2").source)
    assert order.index(head) < test
    assert order.index(tail) < test
    assert STUB_2 not in order
    assert "2.2" not in submission.unanswered


def test_merged_cells_are_taken_apart_at_their_markers(solved: list[RawCell]) -> None:
    first, last = place(solved, "ex-2.1"), place(solved, "teste-2.2")
    merged = "\n\n".join(solved[i]["source"] for i in range(first, last + 1) if i != 5)
    solved[first : last + 1] = [{**solved[first], "source": merged}]
    submission = repair(dump(solved), LESSON)
    assert answers_of(submission) == ANSWERS
    assert_skeleton_is_ours(submission)
    assert not added(submission)


def test_a_marker_inside_a_string_does_not_split_a_cell(solved: list[RawCell]) -> None:
    source = ANSWERS["ex-2.1"] + '\n\n\nnotas = """\n# Exercício 2.2\n"""'
    solved[place(solved, "ex-2.1")]["source"] = source
    submission = repair(dump(solved), LESSON)
    assert get(submission, "ex-2.1").source == source
    assert get(submission, "ex-2.2").source == ANSWERS["ex-2.2"]


def test_all_answers_in_the_first_cell_are_not_undone_by_the_empty_ones(untouched: list[RawCell]) -> None:
    everything = "\n\n".join(ANSWERS[name].split("\n", 1)[1] for name in ("ex-2.1", "ex-2.2", "ex-2.6"))
    untouched[place(untouched, "ex-2.1")]["source"] = "# Exercício 2.1\n" + everything
    submission = repair(dump(untouched), LESSON)
    assert submission.unanswered == {"aberta-2"}
    assert behind(submission, "ex-2-2") == ["extra-1"]
    assert behind(submission, "ex-2-6") == ["extra-2"]


def test_reordered_cells_go_back_to_their_order(solved: list[RawCell]) -> None:
    submission = repair(dump(reversed(solved)), LESSON)
    assert_skeleton_is_ours(submission)
    assert answers_of(submission) == ANSWERS
    assert submission.repairs == (
        "As células estavam fora de ordem; voltaram à ordem do caderno publicado. Você não perde pontos por isso.",
    )


def test_magics_do_not_hide_what_a_cell_defines(solved: list[RawCell]) -> None:
    body = ANSWERS["ex-2.1"].removeprefix("# Exercício 2.1\n")
    magic = f"%matplotlib inline\n!pip install -q mnist1d\nresidual?\nif True:\n    !ls\narquivos = !ls\n{body}"
    cells = strip_all(solved)
    cells[3]["source"] = magic
    submission = repair(dump(cells), LESSON)
    assert get(submission, "ex-2.1").source == magic
    assert "2.1" not in submission.unanswered


@pytest.mark.parametrize("kind", ["markdown", "raw"])
def test_an_answer_in_a_text_cell_is_read_as_code(solved: list[RawCell], kind: str) -> None:
    solved[place(solved, "ex-2.1")]["cell_type"] = kind
    submission = repair(dump(solved), LESSON)
    assert answers_of(submission) == ANSWERS
    assert get(submission, "ex-2.1").kind == "code"
    assert "A resposta 2.1 estava em uma célula de texto; foi lida como código." in submission.repairs


def test_an_old_attempt_kept_as_text_stays_text(solved: list[RawCell]) -> None:
    old = "def residual(x, funcoes):\n    return x"
    solved.insert(place(solved, "teste-2.1"), text(old))
    submission = repair(dump(solved), LESSON)
    assert answers_of(submission) == ANSWERS
    assert [(cell.kind, cell.source) for cell in added(submission)] == [("markdown", old)]


def test_conflict_markers_inside_a_cell_leave_one_side(solved: list[RawCell]) -> None:
    sides = "<<<<<<< local\n    return x\n=======\n    return 0\n>>>>>>> remote"
    solved[place(solved, "ex-2.1")]["source"] = ANSWERS["ex-2.1"].replace("    return x", sides)
    submission = repair(dump(solved), LESSON)
    assert answers_of(submission) == ANSWERS
    assert "conflito" in submission.repairs[0]


# Added cells


def test_an_added_cell_rides_behind_its_neighbour(solved: list[RawCell]) -> None:
    solved.insert(place(solved, "ex-2.1"), code("import numpy as np"))
    solved.insert(place(solved, "teste-2.1"), text("minhas notas"))
    solved.insert(0, code("print('antes de tudo')"))
    submission = repair(dump(solved), LESSON)
    assert_skeleton_is_ours(submission)
    assert submission.cells[0].source == "print('antes de tudo')"
    assert behind(submission, "c-3") == ["extra-2"]
    assert behind(submission, "ex-2-1") == ["extra-3"]
    assert submission.repairs == ()


def test_an_added_answer_before_the_test_counts_where_it_stands(untouched: list[RawCell]) -> None:
    untouched.insert(place(untouched, "teste-2.1"), code(ANSWERS["ex-2.1"].split("\n", 1)[1]))
    submission = repair(dump(untouched), LESSON)
    assert behind(submission, "ex-2-1") == ["extra-1"]
    assert "2.1" not in submission.unanswered
    assert added(submission)[0].exercise == "2.1"
    assert submission.repairs == ()


def test_a_redefinition_after_the_test_does_not_count(solved: list[RawCell]) -> None:
    solved.insert(place(solved, "teste-2.1") + 1, code("def residual(x, funcoes):\n    return x"))
    submission = repair(dump(solved), LESSON)
    assert get(submission, "ex-2.1").source == ANSWERS["ex-2.1"]
    assert behind(submission, "teste-2-1") == ["extra-1"]
    assert added(submission)[0].exercise is None
    assert submission.repairs == ("A resposta 2.1 foi definida de novo depois da verificação; vale a que estava antes dela.",)


def test_a_redefinition_after_the_test_does_not_count_for_being_carried_in_front_of_it(solved: list[RawCell]) -> None:
    answer, test = place(solved, "ex-2.1"), place(solved, "teste-2.1")
    late = code("def residual(x, funcoes):\n    return x")
    solved[answer : test + 1] = [solved[test], solved[answer], late]
    submission = repair(dump(solved), LESSON)
    assert behind(submission, "teste-2-1") == ["extra-1"]
    assert added(submission)[0].exercise is None


def test_an_answer_below_the_test_counts_when_the_one_above_has_a_syntax_error(solved: list[RawCell]) -> None:
    solved[place(solved, "ex-2.1")]["source"] += ")"
    solved.insert(place(solved, "teste-2.1") + 1, code(ANSWERS["ex-2.1"].split("\n", 1)[1]))
    submission = repair(dump(solved), LESSON)
    assert behind(submission, "ex-2-1") == ["extra-1"]


@pytest.mark.parametrize("where", ["c-13", "c-3"])
def test_an_answer_away_from_its_empty_cell_is_moved_there(untouched: list[RawCell], where: str) -> None:
    at = next(i for i, cell in enumerate(untouched) if cell["id"] == where)
    untouched.insert(at + 1, code(ANSWERS["ex-2.1"].split("\n", 1)[1]))
    submission = repair(dump(untouched), LESSON)
    assert behind(submission, "ex-2-1")[-1] == added(submission)[-1].id
    assert "2.1" not in submission.unanswered
    assert len(submission.repairs) == 1
    assert "2.1 estava fora do lugar" in submission.repairs[0]


def test_one_cell_at_the_end_may_answer_everything(untouched: list[RawCell]) -> None:
    untouched.append(code("\n\n".join(ANSWERS[name].split("\n", 1)[1] for name in ("ex-2.1", "ex-2.2", "ex-2.6"))))
    submission = repair(dump(untouched), LESSON)
    assert submission.unanswered == {"aberta-2"}
    assert [behind(submission, name) for name in ("ex-2-1", "ex-2-2", "ex-2-6")] == [["extra-1"], ["extra-2"], ["extra-3"]]
    assert len(added(submission)) == 3


def test_a_missing_half_of_an_answer_is_found_later(solved: list[RawCell]) -> None:
    head, tail = ANSWERS["ex-2.2"].split("\n\n\n")
    solved[place(solved, "ex-2.2")]["source"] = head + "\n\n\n" + STUB_2.split("\n\n\n")[1]
    solved.append(code(tail))
    submission = repair(dump(solved), LESSON)
    assert behind(submission, "ex-2-2") == ["extra-1"]
    assert added(submission)[0].source == tail


def test_an_edited_setup_runs_behind_ours(solved: list[RawCell]) -> None:
    solved[1]["source"] += "\nimport numpy as np"
    submission = repair(dump(solved), LESSON)
    assert_skeleton_is_ours(submission)
    assert behind(submission, "c-2") == ["extra-1"]
    assert submission.repairs == ("Uma célula de preparo tinha sido alterada; a original roda primeiro e a sua roda logo depois.",)


def test_an_edited_experiment_is_not_run(solved: list[RawCell]) -> None:
    solved[5]["source"] = solved[5]["source"].replace("100", "100_000")
    submission = repair(dump(solved), LESSON)
    assert_skeleton_is_ours(submission)
    assert not added(submission)
    assert "experimentos não são executados" in submission.repairs[0]


def test_what_an_edited_experiment_defines_or_imports_anew_rides_along(solved: list[RawCell]) -> None:
    solved[5]["source"] = "import numpy as np\n" + solved[5]["source"] + "\n\ndef soma(a, b):\n    return a + b\n\ntreina(rede, 10**9)"
    submission = repair(dump(solved), LESSON)
    assert_skeleton_is_ours(submission)
    assert [cell.source for cell in added(submission)] == ["import numpy as np\ndef soma(a, b):\n    return a + b"]
    assert behind(submission, "c-6") == ["extra-1"]


def test_an_answer_typed_into_an_experiment_rides_along(untouched: list[RawCell]) -> None:
    untouched[5]["source"] = ANSWERS["ex-2.2"].split("\n", 1)[1]
    submission = repair(dump(untouched), LESSON)
    assert "2.2" not in submission.unanswered
    assert behind(submission, "ex-2-2")


# The open question


def test_the_open_answer_may_stand_in_added_text_behind_its_cell(untouched: list[RawCell]) -> None:
    at = place(untouched, "aberta-2")
    untouched[at + 1 : at + 1] = [text("Primeira parte."), text("Segunda parte.")]
    submission = repair(dump(untouched), LESSON)
    assert get(submission, "aberta-2").source == "Primeira parte.\n\nSegunda parte."
    assert not added(submission)
    assert "aberta-2" not in submission.unanswered
    assert len(submission.repairs) == 1


def test_the_open_answer_may_stand_under_the_question(untouched: list[RawCell]) -> None:
    untouched[place(untouched, "aberta-2") - 1]["source"] += "\n\nPorque os outros caminhos continuam."
    submission = repair(dump(untouched), LESSON)
    assert get(submission, "aberta-2").source == "Porque os outros caminhos continuam."
    assert_skeleton_is_ours(submission)


def test_a_deleted_open_cell_comes_back(solved: list[RawCell]) -> None:
    del solved[place(solved, "aberta-2")]
    submission = repair(dump(solved), LESSON)
    assert get(submission, "aberta-2").source == OPEN_STUB
    assert submission.unanswered == {"aberta-2"}
    assert submission.repairs == ("A célula da pergunta aberta tinha sido apagada; foi reposta, em branco.",)


@pytest.mark.parametrize("texts", [[ANSWERS["aberta-2"]], ["Primeira parte.", "Segunda parte."]])
def test_an_open_answer_in_its_place_is_known_without_identifiers(solved: list[RawCell], texts: list[str]) -> None:
    at = place(solved, "aberta-2")
    solved[at : at + 1] = [text(one) for one in texts]
    submission = repair(dump(strip_all(solved)), LESSON)
    assert get(submission, "aberta-2").source == "\n\n".join(texts)
    assert_skeleton_is_ours(submission)
    assert not added(submission)
    assert submission.repairs == (
        "As identificações das células tinham sido perdidas; cada uma foi reconhecida pelo texto. Você não perde pontos por isso.",
    )


@pytest.mark.parametrize("blank", ["", " \n", OPEN_STUB + "\n\n"])
def test_a_blank_open_answer_is_unanswered(solved: list[RawCell], blank: str) -> None:
    solved[place(solved, "aberta-2")]["source"] = blank
    assert repair(dump(solved), LESSON).unanswered == {"aberta-2"}


def test_among_many_notes_our_own_texts_are_known_by_their_words(solved: list[RawCell]) -> None:
    notes = [text(f"nota {i}") for i in range(300)]
    submission = repair(dump(strip_all([*notes, *solved])), LESSON)
    assert_skeleton_is_ours(submission)
    assert len(added(submission)) == 300


def test_our_edited_text_comes_back_in_silence(solved: list[RawCell]) -> None:
    solved[2]["source"] += "\n\nanotação minha"
    submission = repair(dump(solved), LESSON)
    assert_skeleton_is_ours(submission)
    assert submission.repairs == ()


# The notebook as a whole


def test_a_notebook_of_another_lesson_is_told_so() -> None:
    submission = repair(dump([text("# Variância"), code("# Exercício 4.1\ndef var_soma(x, y):\n    return x")]), LESSON)
    assert len(submission.repairs) == 1
    assert submission.repairs[0].startswith("Nenhuma resposta ou verificação da aula 02_conexoes_residuais foi achada")
    assert len(submission.unanswered) == 4


def test_a_notebook_of_another_lesson_is_told_so_though_every_lesson_has_the_same_open_stub() -> None:
    cells = [text("# Variância"), code("# Exercício 4.1\ndef var_soma(x, y):\n    return x"), text(OPEN_STUB, id="aberta-4")]
    assert repair(dump(cells), LESSON).repairs[0].startswith("Nenhuma resposta ou verificação da aula 02_conexoes_residuais foi achada")


def test_the_open_answer_alone_is_of_this_lesson() -> None:
    submission = repair(dump([text(ANSWERS["aberta-2"], id="aberta-2")]), LESSON)
    assert get(submission, "aberta-2").source == ANSWERS["aberta-2"]
    assert not any(sentence.startswith("Nenhuma") for sentence in submission.repairs)


def test_a_notebook_without_cells_is_read() -> None:
    submission = repair(dump([]), LESSON)
    assert_skeleton_is_ours(submission)
    assert len(submission.unanswered) == 4


def test_five_thousand_cells_are_repaired_at_once() -> None:
    words = random.Random(2).choices(["camada", "bloco", "soma", "caminho", "rede", "x", "treina", "passo"], k=60)
    noise = [code(" ".join(words) + f"\nresidual = {i}\n# {i}") if i % 2 else text(f"{' '.join(words)} {i}") for i in range(MAX_CELLS - 13)]
    raw = dump([*raw_cells(ANSWERS), *noise])
    start = time.process_time()
    assert answers_of(repair(raw, LESSON)) == ANSWERS
    assert time.process_time() - start < 2


def test_bombs_for_the_parser_are_survived(solved: list[RawCell]) -> None:
    bombs = ["-" * 90_000 + "1", "residual = " + "(" * 9_000, "residual" + ".x" * 50_000, "def residual(): return " + "f" + "()" * 30_000]
    submission = repair(dump([*solved, *map(code, bombs)]), LESSON)
    assert answers_of(submission) == ANSWERS


def test_a_spent_budget_leaves_patterns_in_the_parser_s_place() -> None:
    read = CodeReader([STUB_1], budget=10)
    facts = read(ANSWERS["ex-2.1"])
    assert not facts.parses
    assert facts.beyond(read(STUB_1)) == {"residual"}


def test_a_body_too_deep_to_compare_is_an_answer() -> None:
    deep = f"def residual(x, f):\n    return {'x + ' * 2000}x"
    read = CodeReader([STUB_1])
    assert read(deep).parses
    assert read(deep).beyond(read(STUB_1)) == {"residual"}
    assert not is_stub(deep, STUB_1, ["residual"], read)
    beside = f"{STUB_1}    pass\nsoma = {'1 + ' * 2000}1"
    assert is_stub(beside, STUB_1, ["residual"], read)


# Properties


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=300), st.text(max_size=200).map(str.encode), st.text(max_size=80).map(lambda s: s.encode("utf-16", "replace"))
    )
)
def test_arbitrary_bytes_are_repaired_or_unreadable(raw: bytes) -> None:
    with contextlib.suppress(UnreadableError):
        assert_skeleton_is_ours(repair(raw, LESSON))


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["cell_type", "source", "id", "metadata", "nbgrader"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=100, deadline=None)
@given(st.lists(JSON, max_size=6), st.dictionaries(st.sampled_from(["cells", "worksheets", "nbformat"]), JSON))
def test_arbitrary_json_is_repaired_or_unreadable(cells: list[Any], odd: dict[str, Any]) -> None:
    with contextlib.suppress(UnreadableError):
        assert_skeleton_is_ours(repair(json.dumps({"cells": cells, **odd}).encode(), LESSON))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_breakage_that_keeps_the_answers_changes_them(data: st.DataObject) -> None:
    cells = raw_cells(ANSWERS)
    kept_always = {place(cells, grade_id) for grade_id in ANSWERS}
    dropped = data.draw(st.sets(st.sampled_from(sorted(set(range(len(cells))) - kept_always))))
    doubled = data.draw(st.sets(st.integers(0, len(cells) - 1)))
    bare = data.draw(st.sets(st.integers(0, len(cells) - 1)))
    cells = [strip_all([cell])[0] if i in bare else cell for i, cell in enumerate(cells)]
    broken = [cell for i, cell in enumerate(cells) if i not in dropped for _ in range(1 + (i in doubled))]
    if data.draw(st.booleans()):
        broken = data.draw(st.permutations(broken))
    submission = repair(dump(broken), LESSON)
    assert_skeleton_is_ours(submission)
    assert {name: source for name, source in answers_of(submission).items() if name != "aberta-2"} == {
        name: source for name, source in ANSWERS.items() if name != "aberta-2"
    }
    assert ANSWERS["aberta-2"] in get(submission, "aberta-2").source
    assert submission.unanswered == frozenset()


def test_stacked_combining_marks_are_cut_before_anything_normalises_them(solved: list[RawCell]) -> None:
    solved.append({"cell_type": "code", "source": "# a" + "\u0300\u0327" * 50_000, "metadata": {}})
    assert all(len(cell.source) < 2000 for cell in repair(dump(solved), LESSON).cells)


def test_a_hundred_megabytes_of_old_outputs_do_not_travel(solved: list[RawCell]) -> None:
    next(cell for cell in solved if cell["cell_type"] == "code")["outputs"] = [{"text": "a" * 100_000_000}]
    raw = json.dumps({"cells": solved, "nbformat": 4}, indent=1).encode()
    assert len(light(raw)) < 100_000
    assert answers_of(repair(light(raw), LESSON)) == ANSWERS
