"""The demonstration class: submissions to lesson 02 as they arrive in a term, each with the verdict that it deserves.

`python -m tests.demonstracao PASTA` writes `PASTA/submitted/ALUNO/02_conexoes_residuais/02_conexoes_residuais.ipynb` for every student of
`STUDENTS`, from the published notebook and the answers kept in `tests/cases/02`. Nothing else of PASTA is touched, so a class that was
graded before keeps its gradebook. `EXPECTED` is what the grader must find.
"""

from __future__ import annotations

import argparse
import ast
import copy
import shutil
import sys
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field
from functools import cache
from itertools import dropwhile
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from grader.lesson.publish import load_lesson, release
from grader.lesson.source import read
from grader.records import GraderError, Lesson, Role, State, StorageError, Verdict

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases" / "02"
ATTACKS = "../ataques"
"""From CASES."""
SOURCE = ROOT / "solutions" / "02_conexoes_residuais.py"
IDS = ("2.1", "2.2", "2.3", "2.4", "2.5", "2.6")

OPEN_ANSWER = """Sem um bloco, restam os caminhos que o contornam: 2^(n-1) de 2^n, a metade. Na rede sequencial não resta nenhum.
O gradiente tem o termo I, que não depende dos pesos; na sequencial só há o produto de n-1 fatores, que vai a zero.
Contar caminhos não diz quanto cada um contribui."""

ZERO = frozenset({Verdict.WRONG, Verdict.ERROR})
NOT_FULL = frozenset({Verdict.WRONG, Verdict.PARTIAL})

Answers = Mapping[str, str | None]
"""By exercise: a file of tests/cases/02 without its suffix; None is the untouched stub; an exercise left out has the reference's answer."""


@dataclass(frozen=True)
class Expected:
    """What a submission deserves: its state, and by exercise the verdicts that are right for it."""

    state: State
    verdicts: Mapping[str, Set[Verdict]] = field(default_factory=dict)


@dataclass(frozen=True)
class Student:
    """One submission: its answers, what happened to the file afterwards, and what the grader must say."""

    expected: Expected
    answers: Answers = field(default_factory=dict)
    accident: Callable[[NotebookNode], bytes] | None = None
    """From the notebook as the student saved it to the bytes that arrived; None where nothing happened."""


def graded(verdicts: Mapping[str, Set[Verdict] | Verdict] | None = None) -> Expected:
    """A graded submission with full marks in every exercise but those named."""
    given = dict.fromkeys(IDS, Verdict.RIGHT) | dict(verdicts or {})
    return Expected(State.GRADED, {exercise: {found} if isinstance(found, Verdict) else found for exercise, found in given.items()})


def everywhere(found: Set[Verdict] | Verdict) -> Expected:
    """A graded submission with the same outcome in every exercise."""
    return graded(dict.fromkeys(IDS, found))


def attack(name: str) -> Answers:
    """The attack in the answer to 2.1 and, in the others, answers in which only what never varies is right."""
    return dict.fromkeys(IDS, "triviais/so_as_formas") | {"2.1": f"{ATTACKS}/{name}"}


def to_bytes(notebook: NotebookNode) -> bytes:
    """The notebook as Jupyter saves it."""
    return nbformat.writes(notebook).encode()


def position(role: Role, exercise: str | None = None) -> int:
    """Where the cell of this role (and exercise) stands in the published notebook."""
    return next(place for place, cell in enumerate(lesson().cells) if cell.role is role and cell.exercise == exercise)


def without_a_test_cell(notebook: NotebookNode) -> bytes:
    del notebook.cells[position(Role.TEST, "2.1")]
    return to_bytes(notebook)


def with_a_test_cell_twice(notebook: NotebookNode) -> bytes:
    place = position(Role.TEST, "2.2")
    pasted = copy.deepcopy(notebook.cells[place])
    pasted["id"] = "colada"
    notebook.cells.insert(place + 1, pasted)
    return to_bytes(notebook)


def without_metadata(notebook: NotebookNode) -> bytes:
    """All metadata gone, cell ids included, as in a file that went through an older tool."""
    notebook.metadata = NotebookNode()
    notebook.nbformat_minor = 4
    for cell in notebook.cells:
        cell.metadata = NotebookNode()
        cell.pop("id", None)
    return to_bytes(notebook)


def truncated(notebook: NotebookNode) -> bytes:
    """The first third of the file, as a broken transfer leaves it."""
    raw = to_bytes(notebook)
    return raw[: len(raw) // 3]


def with_tests_tagged_to_be_skipped(notebook: NotebookNode) -> bytes:
    for exercise in IDS:
        notebook.cells[position(Role.TEST, exercise)].metadata["tags"] = ["skip-execution"]
    return to_bytes(notebook)


OTHER_MEANS: Answers = {
    "2.1": "2.1/certo/modulos_em_sequencia",
    "2.2": "2.2/certo/recorrencia",
    "2.3": "2.3/certo/contador",
    "2.4": "2.4/certo/mascara_de_bits",
    "2.5": "2.5/certo/autograd",
    "2.6": "2.6/certo/reduce_e_clamp",
}
FORGOTTEN_PATH: Answers = {
    "2.2": "2.2/errado/sem_o_caminho_vazio",
    "2.3": "2.3/errado/sem_o_caminho_vazio",
    "2.4": "2.4/errado/sem_a_identidade",
}
WRONG_ORDER: Answers = {"2.5": "2.5/errado/ordem_invertida", "2.6": "2.6/errado/relu_depois_do_bloco"}

STUDENTS: dict[str, Student] = {
    "tudo-certo": Student(graded()),
    "outro-caminho": Student(graded(), OTHER_MEANS),
    "soma-x-em-vez-de-h": Student(graded({"2.1": NOT_FULL}), {"2.1": "2.1/errado/soma_x_em_vez_de_h"}),
    "esquece-o-atalho-vazio": Student(graded(dict.fromkeys(FORGOTTEN_PATH, NOT_FULL)), FORGOTTEN_PATH),
    "ordem-trocada": Student(graded(dict.fromkeys(WRONG_ORDER, NOT_FULL)), WRONG_ORDER),
    "pela-metade": Student(graded(dict.fromkeys(IDS[3:], Verdict.UNANSWERED)), dict.fromkeys(IDS[3:])),
    "intocado": Student(everywhere(Verdict.UNANSWERED), dict.fromkeys(IDS)),
    "laco-infinito": Student(graded({"2.1": Verdict.TIME}), {"2.1": f"{ATTACKS}/exaustao/laco_infinito"}),
    "os-exit": Student(graded({"2.1": Verdict.ERROR}), {"2.1": f"{ATTACKS}/interpretador/os_exit"}),
    "tres-gigabytes": Student(graded({"2.1": Verdict.MEMORY}), {"2.1": f"{ATTACKS}/exaustao/tres_gigabytes"}),
    "teste-apagado": Student(graded(), accident=without_a_test_cell),
    "teste-colado-duas-vezes": Student(graded(), accident=with_a_test_cell_twice),
    "sem-metadados": Student(graded(), accident=without_metadata),
    "arquivo-truncado": Student(Expected(State.UNREADABLE), accident=truncated),
    "allclose-remendado": Student(everywhere(ZERO), attack("decisao/allclose_remendado")),
    "tensor-que-concorda": Student(everywhere(ZERO), attack("decisao/tensor_que_concorda")),
    "skip-execution": Student(everywhere(ZERO), dict.fromkeys(IDS, "triviais/so_as_formas"), with_tests_tagged_to_be_skipped),
    "procura-a-solucao": Student(everywhere(ZERO), attack("arquivos/procura_a_solucao")),
}

EXPECTED: dict[str, Expected] = {name: student.expected for name, student in STUDENTS.items()}


@cache
def lesson() -> Lesson:
    return load_lesson(SOURCE)


@cache
def published() -> NotebookNode:
    return release(read(SOURCE))


def reference_answer(exercise: str) -> str:
    """The lesson's own answer."""
    cell = lesson().cells[position(Role.ANSWER, exercise)]
    return lesson().solutions[cell.id]


def answer_source(exercise: str, file: str) -> str:
    """An answer of tests/cases/02 as a student's cell holds it: under the exercise's marker, without its leading comments."""
    lines = (CASES / f"{file}.py").read_text(encoding="utf-8").splitlines()
    source = "\n".join(dropwhile(lambda line: line.startswith("# "), lines))
    return f"# Exercício {exercise}\n" + (own_part(exercise, source) if file.startswith("triviais/") else source)


def own_part(exercise: str, source: str) -> str:
    """A file that answers every exercise, without what answers the others."""
    others = {name for one in lesson().exercises if one.id != exercise for name in one.names}
    tree = ast.parse(source)
    tree.body = [node for node in tree.body if getattr(node, "name", None) not in others]
    return ast.unparse(tree)


def notebook_of(answers: Answers) -> NotebookNode:
    """The published notebook with these answers typed in; the open question is answered by whoever answered anything."""
    notebook = copy.deepcopy(published())
    for exercise in IDS:
        file = answers.get(exercise, "")
        if file is not None:
            source = answer_source(exercise, file) if file else reference_answer(exercise)
            notebook.cells[position(Role.ANSWER, exercise)].source = source
    if any(answers.get(exercise, "") is not None for exercise in IDS):
        notebook.cells[position(Role.OPEN)].source = OPEN_ANSWER
    return notebook


def submission_of(student: Student) -> bytes:
    """The bytes of the file that arrives from this student."""
    notebook = notebook_of(student.answers)
    return (student.accident or to_bytes)(notebook)


def write_class(folder: Path, students: Mapping[str, Student]) -> None:
    """Writes FOLDER/submitted anew, all students or none: a class half made never stands under that name."""
    name, fresh, target = lesson().name, folder / ".submitted-novo", folder / "submitted"
    try:
        shutil.rmtree(fresh, ignore_errors=True)
        for identifier, student in students.items():
            place = fresh / identifier / name
            place.mkdir(parents=True)
            (place / f"{name}.ipynb").write_bytes(submission_of(student))
        shutil.rmtree(target, ignore_errors=True)
        fresh.rename(target)
    except OSError as error:
        cause = f"a turma não pôde ser gravada ({error.strerror})"
        raise StorageError(folder, cause, "escolha uma pasta em que se possa escrever") from error


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.demonstracao", description="Monta a turma de demonstração da aula 02.")
    parser.add_argument("pasta", type=Path, metavar="PASTA", help="pasta da turma; só PASTA/submitted é (re)feita")
    folder = parser.parse_args().pasta
    try:
        write_class(folder, STUDENTS)
    except GraderError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    print(f"{len(STUDENTS)} entregas em {folder / 'submitted'}/")
    return 0


if __name__ == "__main__":
    sys.exit(main())
