"""Typical mistakes, recognised and not guessed (design, property 8). Pure: plain data in, plain data out; no processes.

The wrong answers kept for a lesson run once per grading run, in the reference's kind of child and on the inputs that students get.
A student's answer is recognised when, in every observation that varies with the inputs, it shows just what one of them shows, by the
judge's own comparison. That tells nothing about the right answer: there is one message at most, for an answer equal to a wrong one
that we hold ourselves, and the message is our own text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from grader import judge
from grader.conversation import TestRun
from grader.judge import Expectation
from grader.records import ExerciseResult, KeptAnswer, Lesson, RepairedCell, Role, Verdict
from grader.values import MalformedError, Raised, read

MARK = """def _marca(espaco):
    antes = dict(espaco)

    def volta(fora=()):
        for nome in set(espaco) - set(antes):
            del espaco[nome]
        espaco.update(antes)
        for nome in fora:
            espaco.pop(nome, None)

    antes["_volta"] = volta
    return volta


_volta = _marca(globals())"""
"""Run by our own child alone: `_volta()` gives the namespace back as it was, so that no kept answer leans on another's names."""


@dataclass(frozen=True)
class Known:
    """One typical mistake, as the inputs of this run show it."""

    name: str
    message: str
    expected: tuple[Expectation, ...]
    """What it shows in each observation that varies, with the reference's tolerances."""


def rehearsal(lesson: Lesson, solved: Sequence[RepairedCell], answers: Sequence[KeptAnswer]) -> tuple[RepairedCell, ...]:
    """The solved notebook in which each kept answer stands, for a moment, in the place of its exercise's.

    Just before an exercise's test each of its answers is run without the reference's names and kept under `KeptAnswer.key`;
    afterwards the reference's are back, and the next exercise builds on them.
    """
    names = {exercise.id: exercise.names for exercise in lesson.exercises}
    cells: list[RepairedCell] = []
    for cell in solved:
        own = [answer for answer in answers if answer.exercise == cell.exercise] if cell.role is Role.TEST else []
        if own:
            cells.append(_code(f"{cell.id} marca", MARK))
            for answer in own:
                cells.append(_code(f"{answer.key} antes", f"_volta({names[answer.exercise]!r})"))
                cells.append(_code(answer.key, answer.source))
                cells.append(RepairedCell(f"{answer.key} guarda", "code", Role.TEST, "", exercise=answer.key))
            cells.append(_code(f"{cell.id} volta", "_volta()"))
        cells.append(cell)
    return tuple(cells)


def _code(name: str, source: str) -> RepairedCell:
    return RepairedCell(name, "code", Role.SETUP, source)


def all_known(
    mistakes: Sequence[KeptAnswer], expected: Mapping[str, Sequence[Expectation]], found: Mapping[str, TestRun]
) -> dict[str, tuple[Known, ...]]:
    """By exercise: the mistakes that somebody can be recognised by, from what their tests saw (by `KeptAnswer.key`)."""
    tried = [(one.exercise, known(one, expected[one.exercise], found[one.key])) for one in mistakes]
    return {exercise: tuple(one for owner, one in tried if owner == exercise and isinstance(one, Known)) for exercise in expected}


def known(mistake: KeptAnswer, expected: Sequence[Expectation], found: TestRun) -> Known | str:
    """A mistake ready to be compared with; or, in Portuguese, why nobody can be recognised by it."""
    varying = [one for one in expected if one.varies]
    if not mistake.message:
        return "falta a mensagem: a segunda linha do arquivo deve ser `# Mensagem: …`"
    if found.fate or found.error:
        return f"o teste oculto não chegou ao fim ({found.fate or found.error})"
    try:
        values = {str(one["name"]): read(one["value"]) for one in found.observations}
    except (KeyError, MalformedError):
        return "uma observação não pôde ser lida"
    if any(one.name not in values for one in varying):
        return "o teste oculto não fez todas as observações"
    if all(isinstance(values[one.name], Raised) for one in varying):
        return "só levanta exceções, como tantos outros erros: nenhum valor o distingue"
    if judge.same(varying, found.observations):
        return "em tudo o que varia com a semente, é igual à solução"
    return Known(mistake.name, mistake.message, tuple(replace(one, value=values[one.name], plain=None) for one in varying))


def recognise(mistakes: Sequence[Known], observed: Sequence[Mapping[str, Any]]) -> Known | None:
    """The mistake that these observations show; None where there is none, or where several with different messages fit."""
    found = [one for one in mistakes if judge.same(one.expected, observed)]
    return found[0] if len({one.message for one in found}) == 1 else None


def told(result: ExerciseResult, mistakes: Sequence[Known], observed: Sequence[Mapping[str, Any]]) -> ExerciseResult:
    """The result of an answer, with the message of its mistake first where that is recognised. Changes neither score nor verdict."""
    if result.verdict is Verdict.RIGHT or not (mistake := recognise(mistakes, observed)):
        return result
    return replace(result, messages=(mistake.message, *result.messages), mistake=mistake.name)
