"""No accident costs an honest answer a point, and whatever was mended or lost is said in a plain sentence."""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nbformat import NotebookNode

from grader import grade
from grader.grade import Reference
from grader.records import OPEN_QUESTION, Result, State, Verdict
from grader.runner import Runner

from .accidents import IDS, POINTS, Accident, added, corpus, graded_class, place, prepare, scores, solved, table, told
from .demonstracao import OPEN_ANSWER, lesson, reference_answer

pytestmark = pytest.mark.sandbox

ACCIDENTS = corpus()
OF_FILES = [one for one in ACCIDENTS if one.of_files]
LONGEST = 600
"""Characters of one message."""
EXAMPLES = int(os.environ.get("EXEMPLOS", "25"))
"""Random breakages per property; more of them: EXEMPLOS=500 pytest tests/test_acidentes.py."""


@pytest.fixture(scope="module")
def reference(runner: Runner) -> Reference:
    return prepare(runner)


@pytest.fixture(scope="module")
def of_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Result, str]]:
    return graded_class(OF_FILES, tmp_path_factory.mktemp("acidentes"))


def assert_as_promised(accident: Accident, result: Result) -> None:
    sentences = told(result)
    assert result.state is accident.state
    assert scores(result) == accident.points, sentences
    assert all(any(fragment in sentence for sentence in sentences) for fragment in accident.repairs), sentences
    lost = [one for one in result.exercises if one.score is not None and one.score < one.maximum]
    assert all(one.messages for one in lost)
    unannounced = [sentence for sentence in result.repairs if not any(fragment in sentence for fragment in accident.repairs)]
    assert unannounced == []
    if not accident.repairs:
        assert sentences == []
    assert all(is_plain(sentence) for sentence in sentences), sentences


def is_plain(sentence: str) -> bool:
    """One line of a bounded length that ends as a sentence does and has no tag."""
    return sentence.isprintable() and len(sentence) < LONGEST and sentence[-1] in ".?" and "<" not in sentence


@pytest.mark.parametrize("accident", [one for one in ACCIDENTS if not one.of_files], ids=lambda accident: accident.name)
def test_an_accident_costs_what_its_file_says_and_is_told(accident: Accident, runner: Runner, reference: Reference) -> None:
    result = grade.grade(runner, reference, "ana", accident.arrives()).result
    assert_as_promised(accident, result)


@pytest.mark.parametrize("accident", OF_FILES, ids=lambda accident: accident.name)
def test_an_accident_of_files_costs_what_its_file_says_and_is_told(accident: Accident, of_files: dict[str, tuple[Result, str]]) -> None:
    result, collected = of_files[accident.name]
    assert_as_promised(accident, result)
    assert accident.told_when_collected in collected


def test_the_corpus_is_as_large_as_was_promised() -> None:
    assert len(ACCIDENTS) >= 50
    assert len({one.happened for one in ACCIDENTS}) == len(ACCIDENTS)


def test_the_table_counts_what_came_out_otherwise() -> None:
    written: list[str] = []
    right, wrong = ACCIDENTS[0], ACCIDENTS[1]
    results = [grade.not_received(one.name, lesson()) for one in (right, wrong)]
    assert table(iter([(right, results[0], ""), (wrong, results[1], "pulada: x")]), written.append) == 2
    assert "DIFERENTE DO QUE O ARQUIVO DIZ" in written[1]
    assert "   o professor lê, na coleta: pulada: x" in written


Draw = Callable[[st.SearchStrategy[int]], int]
Operation = Callable[[NotebookNode, Draw], None]


def somewhere(notebook: NotebookNode, draw: Draw) -> int:
    return draw(st.integers(0, len(notebook.cells) - 1))


def deletes_what_is_ours(notebook: NotebookNode, draw: Draw) -> None:
    at = somewhere(notebook, draw)
    if not is_answer(notebook.cells[at]):
        del notebook.cells[at]


def is_answer(one: NotebookNode) -> bool:
    return "# Exercício" in one.source or one.source == OPEN_ANSWER


def pastes_a_copy_below(notebook: NotebookNode, draw: Draw) -> None:
    at = somewhere(notebook, draw)
    notebook.cells.insert(at + 1, copy.deepcopy(notebook.cells[at]))


def moves_a_cell(notebook: NotebookNode, draw: Draw) -> None:
    moved = notebook.cells.pop(somewhere(notebook, draw))
    notebook.cells.insert(somewhere(notebook, draw), moved)


def forgets_a_cells_metadata(notebook: NotebookNode, draw: Draw) -> None:
    one = notebook.cells[somewhere(notebook, draw)]
    one.metadata = NotebookNode()
    one.pop("id", None)


def forgets_all_metadata(notebook: NotebookNode, draw: Draw) -> None:
    for one in notebook.cells:
        one.metadata = NotebookNode()
        one.pop("id", None)


def swaps_two_identifiers(notebook: NotebookNode, draw: Draw) -> None:
    one, other = notebook.cells[somewhere(notebook, draw)], notebook.cells[somewhere(notebook, draw)]
    one["metadata"], other["metadata"] = other["metadata"], one["metadata"]


def inserts_a_note(notebook: NotebookNode, draw: Draw) -> None:
    notebook.cells.insert(somewhere(notebook, draw), added("Nota: rever isto.", "markdown"))


def inserts_a_cell_that_fails(notebook: NotebookNode, draw: Draw) -> None:
    failing = ("import google.colab", "int('a')", "%load_ext nada", "return", "(", "x: = 1", "del residual")
    notebook.cells.insert(somewhere(notebook, draw), added(failing[draw(st.integers(0, len(failing) - 2))]))


def turns_a_cell_into_text(notebook: NotebookNode, draw: Draw) -> None:
    at = somewhere(notebook, draw)
    notebook.cells[at] = added(notebook.cells[at].source, "markdown")


def breaks_an_answer_off_above(notebook: NotebookNode, draw: Draw) -> None:
    one = notebook.cells[somewhere(notebook, draw)]
    if is_answer(one) and one.cell_type == "code":
        one.source = one.source.replace("\n", "\nprint(dados_de_casa)\n", 1)


def edits_what_is_ours(notebook: NotebookNode, draw: Draw) -> None:
    one = notebook.cells[somewhere(notebook, draw)]
    if not is_answer(one):
        one.source += "\n# meu comentário"


def changes_line_ends(notebook: NotebookNode, draw: Draw) -> None:
    one = notebook.cells[somewhere(notebook, draw)]
    one.source = one.source.replace("\n", "\r\n")


HARMLESS: tuple[Operation, ...] = (
    deletes_what_is_ours,
    pastes_a_copy_below,
    moves_a_cell,
    forgets_a_cells_metadata,
    forgets_all_metadata,
    swaps_two_identifiers,
    inserts_a_note,
    inserts_a_cell_that_fails,
    turns_a_cell_into_text,
    breaks_an_answer_off_above,
    edits_what_is_ours,
    changes_line_ends,
)


def deletes_a_cell(notebook: NotebookNode, draw: Draw) -> None:
    del notebook.cells[somewhere(notebook, draw)]


def loses_a_line(notebook: NotebookNode, draw: Draw) -> None:
    one = notebook.cells[somewhere(notebook, draw)]
    lines = one.source.split("\n")
    del lines[draw(st.integers(0, len(lines) - 1))]
    one.source = "\n".join(lines)


def is_cut_short(notebook: NotebookNode, draw: Draw) -> None:
    one = notebook.cells[somewhere(notebook, draw)]
    one.source = one.source[: draw(st.integers(0, len(one.source)))]


def is_split(notebook: NotebookNode, draw: Draw) -> None:
    at = somewhere(notebook, draw)
    one = notebook.cells[at]
    cut = draw(st.integers(0, len(one.source)))
    notebook.cells.insert(at + 1, added(one.source[cut:], one.cell_type))
    one.source = one.source[:cut]


def is_merged_with_the_next(notebook: NotebookNode, draw: Draw) -> None:
    at = somewhere(notebook, draw)
    if at + 1 < len(notebook.cells):
        notebook.cells[at].source += "\n" + notebook.cells.pop(at + 1).source


def gets_a_typo(notebook: NotebookNode, draw: Draw) -> None:
    one = notebook.cells[somewhere(notebook, draw)]
    at = draw(st.integers(0, max(0, len(one.source) - 1)))
    one.source = one.source[:at] + "(:q x"[draw(st.integers(0, 4))] + one.source[at + 1 :]


ANY: tuple[Operation, ...] = (*HARMLESS, deletes_a_cell, loses_a_line, is_cut_short, is_split, is_merged_with_the_next, gets_a_typo)


def broken(data: st.DataObject, operations: tuple[Operation, ...]) -> bytes:
    """A perfect submission after a few operations, as a file."""
    notebook = solved()
    answers = [place(notebook, f"ex-{name.replace('.', '-')}") for name in IDS]
    # Chosen anywhere among eighty cells, breakages would mostly miss what is graded.
    near = sorted({at + shift for at in answers for shift in (-1, 0, 1)} | {place(notebook, "aberta-2")})
    notebook.cells = [notebook.cells[0], notebook.cells[1], *(notebook.cells[at] for at in near)]
    for operation in data.draw(st.lists(st.sampled_from(operations), min_size=1, max_size=5)):
        operation(notebook, data.draw)
    document = {"cells": notebook.cells, "metadata": notebook.metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(document, ensure_ascii=data.draw(st.booleans()), indent=1).encode()


def stands_whole(raw: bytes, exercise: str) -> bool:
    """Whether the right answer to an exercise still is in some cell, whatever surrounds it."""
    answer = reference_answer(exercise).split("\n", 1)[1].strip()
    return any(answer in one["source"].replace("\r\n", "\n") for one in json.loads(raw)["cells"])


Grade = Callable[[bytes], Result]


@pytest.fixture(scope="module")
def graded(runner: Runner, reference: Reference) -> Grade:
    return lambda raw: grade.grade(runner, reference, "ana", raw).result


BREAKAGES = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))


@BREAKAGES
@given(data=st.data())
def test_breakages_that_keep_the_answers_cost_nothing(graded: Grade, data: st.DataObject) -> None:
    result = graded(broken(data, HARMLESS))
    assert scores(result) == POINTS, told(result)


@BREAKAGES
@given(data=st.data())
def test_no_breakage_stops_the_grader_or_costs_a_point_in_silence(graded: Grade, data: st.DataObject) -> None:
    raw = broken(data, ANY)
    result = graded(raw)
    assert result.state is State.GRADED
    for one in result.exercises:
        if one.id != OPEN_QUESTION and one.score != one.maximum:
            assert one.messages, one
            named = any(one.id in sentence for sentence in result.repairs)
            assert named or one.verdict is not Verdict.UNANSWERED or not stands_whole(raw, one.id), told(result)
