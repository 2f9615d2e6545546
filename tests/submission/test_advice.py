"""Honest slips are named exactly; what they are not is left alone, and nothing that a student writes reaches a sentence but short names."""

from __future__ import annotations

import pytest

from grader.records import Cell, Exercise, Lesson, RepairedCell, Role
from grader.submission.advice import MANY, NO_GPU, NO_KEYBOARD, advice

STUB = """def residual(x, funcoes):
    # SEU CÓDIGO AQUI


class Rede(nn.Module):
    def __init__(self, largura, n=2):
        super().__init__()

    def forward(self, x):
        pass
"""
STUB = STUB.replace("    # SEU CÓDIGO AQUI\n", "    pass\n")
EXERCISE = Exercise("2.1", 1.0, "ex-2-1", "teste-2-1", ("residual", "Rede"), "")
LESSON = Lesson(
    "02_x",
    (Cell("ex-2-1", "code", Role.ANSWER, STUB, "ex-2-1", "2.1"), Cell("teste-2-1", "code", Role.TEST, "", "teste-2-1", "2.1")),
    {},
    (EXERCISE,),
    "aberta-2",
    1.0,
)
RIGHT = STUB.replace("pass", "return x")
ANY_ERROR = {"NameError", "TypeError", "RuntimeError", "EOFError", "NotImplementedError"}


def told(source: str, raised: set[str], before: str = "", after: str = "") -> tuple[str, ...]:
    """What is said about this answer, with an added cell before it and one after its test."""
    cells = (
        RepairedCell("extra-1", "code", Role.ADDED, before),
        RepairedCell("ex-2-1", "code", Role.ANSWER, source, "ex-2-1", "2.1"),
        RepairedCell("teste-2-1", "code", Role.TEST, "", "teste-2-1", "2.1"),
        RepairedCell("extra-2", "code", Role.ADDED, after),
    )
    return advice(LESSON, EXERCISE, cells, raised)


@pytest.mark.parametrize(
    ("old", "new", "raised", "sentence"),
    [
        ("residual", "residuo", "NameError", "Não encontrei a função `residual`; há uma `residuo` na sua resposta: é ela?"),
        ("residual", "soma", "NameError", "Não encontrei a função `residual`; há uma `soma` na sua resposta: é ela?"),
        ("class Rede(", "class MinhaRede(", "NameError", "Não encontrei a classe `Rede`; há uma `MinhaRede` na sua resposta: é ela?"),
        ("__init__(", "_init_(", "TypeError", "Não encontrei o método `__init__` em `Rede`; há um `_init_` na sua resposta: é ele?"),
        (
            "def forward",
            "def soma",
            "NotImplementedError",
            "Não encontrei o método `forward` em `Rede`; a verificação procura exatamente esse nome.",
        ),
        ("x, funcoes", "x", "TypeError", "`residual` recebe (x, funcoes); a sua recebe (x)."),
        ("x, funcoes", "x, funcoes, n", "TypeError", "`residual` recebe (x, funcoes); a sua recebe (x, funcoes, n)."),
        ("largura, n=2", "largura, n", "TypeError", "`Rede.__init__` recebe (self, largura, n); a sua recebe (self, largura, n)."),
        (
            "x, funcoes):\n    return x",
            "x, funcoe):\n    return funcoes",
            "NameError",
            "`residual` recebe (x, funcoes); a sua recebe (x, funcoe).",
        ),
        ("return x", "return x.cuda()", "RuntimeError", NO_GPU),
        ("return x", "return x.to('cuda:0')", "AssertionError", NO_GPU),
        ("return x", "return x * int(input())", "EOFError", NO_KEYBOARD),
    ],
)
def test_a_slip_is_named(old: str, new: str, raised: str, sentence: str) -> None:
    assert old in RIGHT
    assert told(RIGHT.replace(old, new), {raised}) == (sentence,)
    assert told(RIGHT.replace(old, new), set()) == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("x, funcoes):\n    return x", "a, b):\n    return a"),
        ("x, funcoes):\n    return x", "*tudo):\n    return tudo[0]"),
        ("x, funcoes", "x, funcoes, n=1"),
        ("return x", "return x  # cuda input()"),
        ("return x", "return x.to('cuda' if torch.cuda.is_available() else 'cpu')"),
        ("def residual(x, funcoes):\n    return x", "from ajuda import residual"),
        ("def residual(x, funcoes):\n    return x", "residual = lambda x, funcoes: x"),
        ("return x", "return (x"),
    ],
)
def test_what_is_no_slip_is_left_alone(old: str, new: str) -> None:
    assert old in RIGHT
    assert told(RIGHT.replace(old, new), ANY_ERROR - {"NotImplementedError"}) == ()


def test_a_name_defined_in_an_added_cell_is_found_and_one_below_the_test_is_told() -> None:
    calls = RIGHT.replace("return x", "return ajuda(x)")
    helper = "def ajuda(x):\n    return x"
    assert told(calls, {"NameError"}, before=helper) == ()
    below = "A resposta usa `ajuda`, que só é definido mais abaixo no caderno: executado de cima para baixo, ele ainda não existe."
    assert told(calls, {"NameError"}, after=helper) == (below,)
    assert told(calls, {"NameError"}, before=helper, after=helper) == ()


def test_the_device_may_be_named_in_an_added_cell() -> None:
    assert told(RIGHT, {"RuntimeError"}, before="device = torch.device('cuda')") == (NO_GPU,)


@pytest.mark.parametrize("name", ["а" * 30, "x" * 200, "ﷺ", "名前"])
def test_no_odd_name_reaches_a_sentence(name: str) -> None:
    for source in (RIGHT.replace("residual", name), RIGHT.replace("x, funcoes", f"x, funcoes, {name}")):
        for sentence in told(source, ANY_ERROR):
            assert name not in sentence


def test_bombs_for_the_parser_are_survived_and_little_is_said() -> None:
    for bomb in ("-" * 19_000 + "1", "(" * 9_000, "'" * 3, "def f(" + ", ".join(f"a{n}" for n in range(3_000)) + "): pass"):
        assert len(told(bomb, ANY_ERROR, before=bomb)) <= MANY
