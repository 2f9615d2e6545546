"""The visible check: calm when unanswered, exact when wrong, and never the reason why a notebook stops."""

from __future__ import annotations

import linecache
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from grader.records import Lesson, Role

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "course"))

from trilha import Caso, Engano, verifica  # noqa: E402 - course/ is where notebooks find it

Say = Callable[..., list[str]]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    """Check one value against the expected one and give the lines printed."""

    def check(got: object, expected: object, **texts: str) -> list[str]:
        def answer() -> object:
            return got

        verifica("2.9", answer, [Caso("um exemplo", answer, expected, **texts)])
        return capsys.readouterr().out.splitlines()

    return check


def run_notebook(lesson: Lesson, solved: bool, answers: Mapping[str, str] = MappingProxyType({})) -> None:
    """The notebook's code cells but the experiments (tests/solutions runs those), top to bottom, in one namespace and this process."""
    namespace: dict[str, Any] = {}
    for number, cell in enumerate(lesson.cells):
        if cell.kind != "code" or cell.role is Role.SHOW:
            continue
        source = lesson.solutions.get(cell.id, cell.source) if solved else cell.source
        if cell.role is Role.ANSWER and cell.exercise in answers:
            source = answers[cell.exercise]
        name = f"<celula {number}>"
        linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
        exec(compile(source, name, "exec"), namespace)


def told(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The first lines of the checks; hints and quizzes speak too where no widgets live."""
    return [line for line in capsys.readouterr().out.splitlines() if re.match(r"2\.\d  ", line)]


@pytest.fixture(autouse=True)
def _figures_stay_off_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    import matplotlib.pyplot as plt

    plt.switch_backend("agg")
    monkeypatch.setattr(plt, "show", lambda: plt.close("all"))


def test_the_untouched_notebook_runs_top_to_bottom_and_says_so_six_times(lesson: Lesson, capsys: pytest.CaptureFixture[str]) -> None:
    run_notebook(lesson, solved=False)
    assert told(capsys) == [f"2.{k}  ·  ainda não respondido" for k in range(1, 7)]


def test_the_solved_notebook_passes_every_check(lesson: Lesson, capsys: pytest.CaptureFixture[str]) -> None:
    run_notebook(lesson, solved=True)
    lines = told(capsys)
    assert [line[:6] for line in lines] == [f"2.{k}  ✓" for k in range(1, 7)]
    assert lines[0] == "2.1  ✓  5 de 5 verificações"


def test_an_answer_that_raises_is_told_with_its_own_line(lesson: Lesson, capsys: pytest.CaptureFixture[str]) -> None:
    run_notebook(lesson, solved=True, answers={"2.1": "def residual(x, funcoes):\n    h = x\n    return h + funcao(h)\n"})
    assert capsys.readouterr().out.splitlines()[:5] == [
        "2.1  ✗  Um bloco: a resposta terminou em erro.",
        "     NameError: name 'funcao' is not defined (na linha `return h + funcao(h)`).",
        "     Dica: O atalho soma a entrada: x + f(x).",
        "     Passaram 0 de 5 verificações.",
        "2.2  ✓  4 de 4 verificações",
    ]


def test_a_changed_input_is_told_with_the_readers_own_values(lesson: Lesson, capsys: pytest.CaptureFixture[str]) -> None:
    answer = "def residual(x, funcoes):\n    h = x\n    for f in funcoes:\n        h += f(h)\n    return h\n"
    run_notebook(lesson, solved=True, answers={"2.1": answer})
    assert capsys.readouterr().out.splitlines()[:3] == [
        "2.1  ✗  A entrada foi modificada.",
        "     Em [0], esperado: 1; obtido: 12. Diferem 2 de 2 valores.",
        "     Dica: A entrada de quem chamou foi modificada. "
        "Antes do primeiro bloco, h e x são dois tensores ou dois nomes do mesmo tensor?",
    ]


def test_a_wrong_value_shows_where_and_how_many(say: Say) -> None:
    wrong = say(torch.tensor([[1.0, 2.5], [3.0, 4.0]]), torch.tensor([[1.0, 2.0], [3.0, 5.0]]), dica="Olhe a segunda coluna.")
    assert wrong == [
        "2.9  ✗  Um exemplo: o valor não é o esperado.",
        "     Em [0, 1], esperado: 2; obtido: 2,5. Diferem 2 de 4 valores.",
        "     Onde difere (✗):  · ✗",
        "                       · ✗",
        "     Dica: Olhe a segunda coluna.",
        "     Passaram 0 de 1 verificações.",
    ]


@pytest.mark.parametrize(
    ("got", "expected", "said"),
    [
        (torch.zeros(2, 3), torch.zeros(3, 2), "Esperada: (3, 2); obtida: (2, 3)."),
        (torch.zeros(2), torch.zeros(2, dtype=torch.float64), "Esperado: torch.float64; obtido: torch.float32."),
        ([0.0], torch.zeros(1), "Esperado: um tensor; obtido: list, [0.0]."),
        (None, torch.zeros(1), "Falta um `return`, ou uma parte ainda por escrever."),
        (torch.tensor(float("nan")), torch.tensor(1.5), "Esperado: 1,5; obtido: nan."),
        (16.0, 16, "Esperado: um int; obtido: float, 16."),
        (True, 1, "Esperado: um int; obtido: bool, True."),
        ("8", 8.0, "Esperado: um número; obtido: str, '8'."),
        (0.25, 0.5, "Esperado: 0,5; obtido: 0,25."),
        ([8, 4, 1], [8, 4, 2], "Na posição 2, esperado: 2; obtido: 1."),
        ([8], [8, 4], "Esperados: 2 itens; obtidos: 1."),
        ([8, 5, 1], [8, 4], "Esperados: 2 itens; obtidos: 3. Na posição 1, esperado: 4; obtido: 5."),
        (range(2), [0, 1], "Esperado: uma lista; obtido: range, range(0, 2)."),
        ({8}, (8, 4), "Esperado: uma tupla; obtido: set, {8}."),
        ({1: 1}, {0: 1, 1: 1}, "Falta a chave 0."),
        ({0: 1, 1: 2}, {0: 1, 1: 1}, "Na chave 1, esperado: 1; obtido: 2."),
        ([1, 1], {0: 1, 1: 1}, "Esperado: um dicionário; obtido: list, [1, 1]."),
        ({(), (4, 3), (2,)}, {(), (3, 4)}, "Falta o elemento (3, 4). Sobram os elementos {(2,), (4, 3)}."),
        ([()], {()}, "Esperado: um conjunto (set); obtido: list, [()]."),
        ("b", "a", "Esperado: 'a'; obtido: 'b'."),
        ([torch.zeros(1)], [torch.ones(1)], "Na posição 0, em [0], esperado: 1; obtido: 0."),
    ],
)
def test_each_kind_of_difference_has_its_sentence(got: object, expected: object, said: str, say: Say) -> None:
    assert said in say(got, expected)[1]


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (np.int64(16), 16),
        (torch.tensor(16), 16),
        (np.float32(0.5), 0.5),
        (torch.tensor([1.0 + 1e-6]), torch.tensor([1.0])),
        (nn.Parameter(torch.ones(2)), torch.ones(2)),
        (frozenset({()}), {()}),
        ((8, 4), [8, 4]),
        (torch.Size([8, 4]), (8, 4)),
        ({1: 1, 0: 1}, {0: 1, 1: 1}),
        (torch.tensor([True, False]), torch.tensor([True, False])),
        (torch.tensor([float("nan")]), torch.tensor([float("nan")])),
    ],
)
def test_what_counts_as_the_same_value_in_grading_does_here_too(got: object, expected: object, say: Say) -> None:
    assert say(got, expected) == ["2.9  ✓  1 de 1 verificações"]


def test_the_sentence_about_values_is_kept_for_values(say: Say) -> None:
    assert say(torch.ones(1), torch.zeros(1), fato="A entrada foi modificada.")[0] == "2.9  ✗  A entrada foi modificada."
    assert say(None, torch.zeros(1), fato="A entrada foi modificada.")[0] == "2.9  ✗  Um exemplo: a resposta devolveu None."


def test_where_everything_or_one_place_differs_no_picture_is_drawn(say: Say) -> None:
    for got in (torch.ones(3, 3), torch.eye(3) - torch.ones(3, 3).tril(-2), torch.zeros(1, 13, 13)):
        assert not any("Onde difere" in line for line in say(got, torch.zeros_like(got) if got.ndim == 3 or got.all() else torch.eye(3)))


def test_a_known_mistake_is_told_by_its_own_message(say: Say) -> None:
    known = [Engano(torch.tensor([9.0]), "Esse é outro."), Engano(torch.tensor([1.0]), "A soma sumiu. O que o atalho leva adiante?")]
    lines = say(torch.tensor([1.0]), torch.tensor([2.0]), dica="Some.", enganos=known)
    assert lines[2] == "     Dica: A soma sumiu. O que o atalho leva adiante?"
    assert say(torch.tensor([3.0]), torch.tensor([2.0]), dica="Some.", enganos=known)[2] == "     Dica: Some."


def test_a_known_mistake_further_down_is_told_before_the_first_symptom(capsys: pytest.CaptureFixture[str]) -> None:
    cases = [Caso("o primeiro", lambda: 1, 2), Caso("o segundo", lambda: 3, 4, enganos=[Engano(3, "Faltou o vazio?")])]
    verifica("2.9", lambda: 1, cases)
    assert capsys.readouterr().out.splitlines()[::2] == ["2.9  ✗  O segundo: o valor não é o esperado.", "     Dica: Faltou o vazio?"]


def test_a_known_mistake_may_be_the_error_it_ends_in(capsys: pytest.CaptureFixture[str]) -> None:
    case = Caso("um exemplo", raising(ZeroDivisionError()), 1, dica="Some.", enganos=[Engano(ZeroDivisionError, "Dividiu por quê?")])
    verifica("2.9", lambda: 1, [case])
    assert "     Dica: Dividiu por quê?" in capsys.readouterr().out.splitlines()


class Hostile:
    """An object that answers nothing politely."""

    def __eq__(self, other: object) -> bool:
        raise RuntimeError("não")

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        raise RuntimeError("não")


class HostileError(Exception):
    def __str__(self) -> str:
        raise RuntimeError("não")


def raising(error: BaseException) -> Callable[[], object]:
    def answer() -> object:
        raise error

    return answer


@pytest.mark.parametrize(
    "answer",
    [
        raising(SystemExit(0)),
        raising(HostileError()),
        raising(RecursionError("fundo")),
        raising(ValueError("linha\ncom quebra " + "x" * 10_000 + "\ud800")),
        Hostile,
        lambda: [Hostile()],
        lambda: torch.sparse_coo_tensor([[0]], [1.0], (2,), check_invariants=True),
        lambda: torch.zeros(2, device="meta"),
        lambda: (yield),
        None,
    ],
)
@pytest.mark.parametrize("expected", [torch.zeros(2), 1, 0.5, {0: 1}, {()}, [1], "texto", object()])
def test_it_never_raises_and_stays_short(answer: Any, expected: object, capsys: pytest.CaptureFixture[str]) -> None:
    known = [Engano(99, "não"), Engano(torch.ones(3), "não"), Engano({9}, "não"), Engano(OSError, "não")]
    verifica("2.9", answer, [Caso("um exemplo", answer, expected, enganos=known)])
    printed = capsys.readouterr().out
    assert printed.startswith("2.9  ✗  ")
    assert len(printed) < 800
    assert len(printed.splitlines()) == 3


def test_an_interruption_by_the_reader_is_not_swallowed() -> None:
    with pytest.raises(KeyboardInterrupt):
        verifica("2.9", raising(KeyboardInterrupt()), [Caso("um exemplo", raising(KeyboardInterrupt()), 1)])


def test_the_check_leaves_the_random_numbers_as_they_were() -> None:
    def size_of_a_new_layer() -> int:
        return nn.Linear(3, 3).weight.numel()

    torch.manual_seed(7)
    expected = torch.rand(3)
    torch.manual_seed(7)
    verifica("2.9", size_of_a_new_layer, [Caso("sorteia", size_of_a_new_layer, 9)])
    assert torch.equal(torch.rand(3), expected)


def test_an_exercise_of_several_functions_says_which_are_missing(capsys: pytest.CaptureFixture[str]) -> None:
    def feita() -> int:
        return 1

    def por_fazer() -> int:  # type: ignore[empty-body]
        """Ainda sem corpo."""

    verifica("2.9", (feita, por_fazer), [Caso("a primeira", feita, 1), Caso("a segunda", por_fazer, 1)])
    assert capsys.readouterr().out.splitlines() == [
        "2.9  ✗  A segunda: a resposta devolveu None.",
        "     Falta um `return`, ou uma parte ainda por escrever.",
        "     Ainda sem resposta: `por_fazer`.",
        "     Passou 1 de 2 verificações.",
    ]
    verifica("2.9", (por_fazer, por_fazer), [])
    assert capsys.readouterr().out == "2.9  ·  ainda não respondido\n"


def test_a_class_counts_as_answered_once_it_defines_something(capsys: pytest.CaptureFixture[str]) -> None:
    class Stub(nn.Module):
        """Só o enunciado."""

        def __init__(self, d: int) -> None:
            super().__init__()

        def forward(self, x: torch.Tensor) -> torch.Tensor:  # type: ignore[empty-body]
            """x: (N, d)."""

    class Empty(nn.Module):
        """Nada ainda."""

    class Begun(nn.Module):
        def __init__(self, d: int) -> None:
            super().__init__()
            self.d = d

    class Attribute(nn.Module):
        expansao = 1

    for answer, unanswered in ((Stub, True), (Empty, True), (Begun, False), (Attribute, False)):
        verifica("2.9", answer, [Caso("um exemplo", lambda: 1, 1)])
        assert ("ainda não respondido" in capsys.readouterr().out) is unanswered


def test_a_function_that_returns_a_constant_is_an_answer(capsys: pytest.CaptureFixture[str]) -> None:
    verifica("2.9", lambda: "texto", [Caso("um exemplo", lambda: 1, 1)])
    assert "✓" in capsys.readouterr().out


def test_importing_the_package_is_light_and_needs_neither_the_grader_nor_notebooks() -> None:
    unwanted = ("grader", "nbgrader", "IPython", "matplotlib", "ipywidgets", "nbformat", "sklearn", "torchvision", "mnist1d")
    code = f"import sys; import trilha; print(sorted(set({unwanted}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT / "course", capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "[]\n"


def test_a_name_that_does_not_exist_is_one_calm_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    verifica("2.1", "nome_que_ninguem_definiu", [Caso("um", lambda: 1, 1)])
    out = capsys.readouterr().out
    assert "Não existe `nome_que_ninguem_definiu`" in out
    assert "rode a célula da resposta" in out


def test_an_answer_may_be_given_by_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    verifica("2.1", "uma_resposta_pelo_nome", [Caso("dobro", lambda: uma_resposta_pelo_nome(2), 4)])
    assert "✓" in capsys.readouterr().out


def uma_resposta_pelo_nome(x: int) -> int:
    return 2 * x


def test_a_class_that_inherits_everything_from_the_students_own_is_an_answer(capsys: pytest.CaptureFixture[str]) -> None:
    class Completa:
        def valor(self) -> int:
            return 4

    class Resposta(Completa):
        """O que herda basta."""

    verifica("2.6", Resposta, [Caso("valor", lambda: Resposta().valor(), 4)])
    assert "✓" in capsys.readouterr().out
