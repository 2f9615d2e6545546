"""The demonstration class gets the verdicts that it deserves, by the command that instructors run.

The same run grades every kept answer besides: right ones by other means, typical mistakes, trivial answers and the attacks that the
demonstration leaves out. It is one command for the whole module, because starting a warm process takes seconds.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from itertools import zip_longest
from pathlib import Path
from typing import Any

import nbformat
import pytest

from grader.records import State, Verdict
from tests.demonstracao import (
    ATTACKS,
    CASES,
    EXPECTED,
    IDS,
    NOT_FULL,
    STUDENTS,
    ZERO,
    Expected,
    Student,
    attack,
    everywhere,
    graded,
    submission_of,
    write_class,
)

GRADER = Path(sys.executable).with_name("grader")


def rounds(kind: str) -> list[dict[str, str]]:
    """The kept answers of a kind dealt out to as few students as possible: the k-th of every exercise to the k-th student."""
    files = [[f"{exercise}/{kind}/{path.stem}" for path in sorted((CASES / exercise / kind).glob("*.py"))] for exercise in IDS]
    return [{exercise: file for exercise, file in zip(IDS, row, strict=True) if file} for row in zip_longest(*files)]


def kept_answers() -> dict[str, Student]:
    """One student for each round of right answers, of typical mistakes, and for each trivial answer."""
    right = {f"certo-{k}": Student(graded(), answers) for k, answers in enumerate(rounds("certo"))}
    wrong = {f"errado-{k}": Student(graded(dict.fromkeys(answers, NOT_FULL | ZERO)), answers) for k, answers in enumerate(rounds("errado"))}
    stems = sorted(path.stem for path in (CASES / "triviais").glob("*.py"))
    trivial = {f"trivial-{stem}": Student(everywhere(ZERO), dict.fromkeys(IDS, f"triviais/{stem}")) for stem in stems}
    slowly = Student(graded({"2.1": {Verdict.MEMORY, Verdict.TIME}}), {"2.1": f"{ATTACKS}/exaustao/tres_gigabytes_aos_poucos"})
    forged = Student(everywhere(ZERO), attack("decisao/observe_remendado"))
    return right | wrong | trivial | {"hostil-observe": forged, "hostil-aos-poucos": slowly}


EVERYONE = STUDENTS | kept_answers()


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What `grader corrigir --json` printed, by student."""
    if shutil.which("bwrap") is None:
        pytest.fail("bubblewrap não está instalado e a correção não roda sem ele; rode: make isolamento")
    folder = tmp_path_factory.mktemp("turma")
    write_class(folder, EVERYONE)
    command = [GRADER, "corrigir", "--turma", folder, "--json", "--processos", "2"]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert run.returncode == 1, f"uma entrega ilegível pede a saída 1:\n{run.stderr[-4000:]}"
    found = [json.loads(line) for line in run.stdout.splitlines()]
    return {result["aluno"]: result for result in found}


def deserves(result: dict[str, Any], expected: Expected) -> list[str]:
    """What in a result is not as expected, one line each."""
    wrong = [] if result["estado"] == expected.state.value else [f"estado {result['estado']}"]
    by_id = {exercise["id"]: exercise for exercise in result["exercicios"]}
    for exercise, verdicts in expected.verdicts.items():
        found = by_id[exercise]
        fits = {Verdict.RIGHT: found["nota"] == found["maximo"], Verdict.PARTIAL: 0 < found["nota"] < found["maximo"]}
        verdict = Verdict(found["veredito"])
        if verdict not in verdicts or not fits.get(verdict, found["nota"] == 0):
            wrong.append(f"{exercise}: {verdict} {found['nota']}/{found['maximo']} {found['mensagens']}")
    return wrong


@pytest.mark.sandbox
@pytest.mark.parametrize("student", EXPECTED)
def test_each_student_of_the_demonstration_gets_the_verdict_it_deserves(results: dict[str, Any], student: str) -> None:
    assert deserves(results[student], EXPECTED[student]) == []


@pytest.mark.sandbox
@pytest.mark.parametrize("student", kept_answers())
def test_every_kept_answer_is_graded_as_its_folder_says(results: dict[str, Any], student: str) -> None:
    assert deserves(results[student], EVERYONE[student].expected) == []


@pytest.mark.sandbox
def test_every_submission_is_reported_once_and_no_other(results: dict[str, Any]) -> None:
    assert set(results) == set(EVERYONE)


@pytest.mark.sandbox
@pytest.mark.parametrize("student", ["teste-apagado", "teste-colado-duas-vezes", "sem-metadados"])
def test_what_was_repaired_is_said(results: dict[str, Any], student: str) -> None:
    assert results[student]["reparos"]


@pytest.mark.sandbox
def test_the_open_question_waits_for_a_person(results: dict[str, Any]) -> None:
    found = next(exercise for exercise in results["tudo-certo"]["exercicios"] if exercise["id"] == "aberta")
    assert found["nota"] is None


@pytest.mark.parametrize("student", [name for name, student in STUDENTS.items() if student.expected.state is State.GRADED])
def test_the_notebook_of_the_demonstration_is_valid(student: str) -> None:
    nbformat.validate(nbformat.reads(submission_of(STUDENTS[student]).decode(), as_version=4))


def test_a_class_is_written_anew_without_touching_its_gradebook(tmp_path: Path) -> None:
    (tmp_path / "submitted" / "antigo").mkdir(parents=True)
    (tmp_path / "gradebook.db").write_text("notas")
    write_class(tmp_path, {"intocado": STUDENTS["intocado"]})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["gradebook.db", "submitted"]
    assert [path.name for path in (tmp_path / "submitted").iterdir()] == ["intocado"]
