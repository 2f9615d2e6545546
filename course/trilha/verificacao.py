"""As verificações visíveis dos exercícios: cada uma confere exemplos pequenos e diz o que viu e o que tentar."""

from __future__ import annotations

import dis
import linecache
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from types import CodeType, FunctionType

import torch

from trilha import progresso
from trilha.comparacao import difference

_INDENT = " " * 5
_LONGEST = 200


@dataclass(frozen=True)
class Engano:
    """Um erro conhecido, que se reconhece pelo que ele dá num exemplo.

    valor: o que a resposta errada devolve nesse exemplo, ou a classe do erro em que ela termina.
    mensagem: o fato e a pergunta que ajudam quem errou assim; toma o lugar da dica.
    """

    valor: object
    mensagem: str


@dataclass(frozen=True)
class Caso:
    """Um exemplo pequeno, com a resposta que se espera dele.

    nome: o que se verifica, em poucas palavras ("dois blocos, em ordem").
    obtido: função sem argumentos que chama a resposta e devolve o que ela deu.
    esperado: o valor certo.
    dica: a frase que ajuda quem errou.
    fato: a frase que diz o que houve quando o valor não é o esperado; sem ela, vale o nome.
    enganos: os erros conhecidos que este exemplo reconhece.
    """

    nome: str
    obtido: Callable[[], object]
    esperado: object
    dica: str = ""
    fato: str = ""
    enganos: Sequence[Engano] = ()


@dataclass
class _Failure:
    """How a case failed: the fact, what was seen, the advice."""

    lines: list[str]
    recognised: bool


def verifica(exercicio: str, resposta: object, casos: Iterable[Caso]) -> None:
    """Confere a resposta de um exercício e escreve o resultado; não vale nota e pode ser repetida à vontade.

    exercicio: o número, como "2.1".
    resposta: o nome da função ou classe escrita, ou uma tupla de nomes (ou as próprias funções e classes).
    casos: os exemplos, do mais simples ao mais completo; o primeiro que falha é mostrado.

    Nunca interrompe o caderno: um erro da resposta vira uma frase.
    """
    wanted = resposta if isinstance(resposta, tuple) else (resposta,)
    space = sys._getframe(1).f_globals  # the notebook's own names: one that does not exist must not end the cell
    absent = [name for name in wanted if isinstance(name, str) and name not in space]
    if absent:
        print(
            f"{exercicio}  ✗  Não existe `{absent[0]}`.\n{_INDENT}Dica: rode a célula da resposta: ela termina sem erro e define esse nome?"
        )
        return
    answers = tuple(space[answer] if isinstance(answer, str) else answer for answer in wanted)
    missing = [answer for answer in answers if _is_unanswered(answer)]
    if len(missing) == len(answers):
        print(f"{exercicio}  ·  ainda não respondido")
        return
    casos = list(casos)
    awake = torch.cuda.is_initialized()  # type: ignore[no-untyped-call]  # to ask a GPU that rests would wake it
    devices = range(torch.cuda.device_count()) if awake else ()
    with torch.random.fork_rng(devices=devices):  # a check must not change what the next cells draw
        outcomes = [_failure(caso, answers) for caso in casos]
    failures = [failure for failure in outcomes if failure is not None]
    passed = len(casos) - len(failures)
    progresso.record(exercicio, passed, len(casos))
    if not failures:
        print(f"{exercicio}  ✓  {passed} de {len(casos)} verificações")
        return
    # A mistake that has a name says more than the first symptom.
    lines = next((failure for failure in failures if failure.recognised), failures[0]).lines
    if missing:
        lines.append(f"Ainda sem resposta: {', '.join(f'`{answer.__name__}`' for answer in missing)}.")
    lines.append(f"{'Passou' if passed == 1 else 'Passaram'} {passed} de {len(casos)} verificações.")
    text = f"{exercicio}  ✗  " + f"\n{_INDENT}".join(lines)
    print(text.encode("utf-8", "replace").decode("utf-8"))


def _failure(caso: Caso, answers: tuple[object, ...]) -> _Failure | None:
    """How a case failed, None where it passed. Never raises but for the reader's own interruption."""
    name = caso.nome[:1].upper() + caso.nome[1:]
    try:
        got = caso.obtido()
        found = difference(caso.esperado, got)
    except KeyboardInterrupt:
        raise  # the reader stopped it: a loop without end, most likely
    except BaseException as error:  # SystemExit included: the code is a student's
        lines = [f"{name}: a resposta terminou em erro.", _sentence(error, answers)]
        message = _recognised(caso.enganos, type(error))
    else:
        if found is None:
            return None
        fact = caso.fato if caso.fato and found.of_value else f"{name}: {found.clause}."
        lines = [fact, found.detail, *found.picture]
        message = _recognised(caso.enganos, got)
    advice = message or caso.dica
    return _Failure([*lines, f"Dica: {advice}"] if advice else lines, bool(message))


def _recognised(mistakes: Sequence[Engano], got: object) -> str:
    """The message of the known mistake that gives `got` (a value, or the class of an error), or nothing."""
    for mistake in mistakes:
        try:
            same = got is mistake.valor if isinstance(mistake.valor, type) else difference(mistake.valor, got) is None
        except Exception:  # `got` is a student's object
            same = False
        if same:
            return mistake.mensagem
    return ""


def _sentence(error: BaseException, answers: tuple[object, ...]) -> str:
    """The error in one line, with the line of the answer that it comes from where that can be told."""
    try:
        message = " ".join(str(error).split())
    except Exception:  # the exception may be a student's class
        message = ""
    message = message if len(message) <= _LONGEST else message[: _LONGEST - 1] + "…"
    text = type(error).__name__ + (f": {message}" if message else "")
    line = _line_of(error, {code.co_filename for answer in answers for code in _codes(answer)})
    return f"{text} (na linha `{line}`)." if line else f"{text}."


def _line_of(error: BaseException, files: set[str]) -> str:
    """The innermost line that stands in one of `files` (in a notebook, each cell is a file of its own)."""
    line, trace = "", error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename in files:
            line = linecache.getline(trace.tb_frame.f_code.co_filename, trace.tb_lineno).strip()
        trace = trace.tb_next
    return line


def _codes(answer: object) -> list[CodeType]:
    members = vars(answer).values() if isinstance(answer, type) else (answer,)
    return [member.__code__ for member in members if isinstance(member, FunctionType)]


def _is_unanswered(answer: object) -> bool:
    """Whether this is the published stub still: functions with a docstring only, classes whose methods are such."""
    if isinstance(answer, FunctionType):
        return _steps(answer) in (_NOTHING, _ONLY_SUPER)
    if isinstance(answer, type):
        members = [member for name, member in vars(answer).items() if isinstance(member, FunctionType) or not name.startswith("__")]
        if not members:  # everything inherited: from a class of the student's own, that is an answer
            return all(base is object or base.__module__.startswith("torch") for base in answer.__bases__)
        return all(isinstance(member, FunctionType) and _is_unanswered(member) for member in members)
    return False


def _steps(function: Callable[..., object]) -> list[tuple[str, object]]:
    """What the interpreter does in this function. Compared with the same interpreter's own, so it holds for every Python version."""
    return [(step.opname, step.argval) for step in dis.get_instructions(function)]


class _Stub:
    """The two bodies that a published stub has."""

    def __init__(self) -> None:
        super().__init__()

    def forward(self) -> None:
        """Nothing yet."""


_ONLY_SUPER, _NOTHING = _steps(_Stub.__init__), _steps(_Stub.forward)
