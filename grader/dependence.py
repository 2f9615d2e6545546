"""Exercises that build on earlier ones (design, property 9): whoever missed one is not failed for it twice. Pure: no processes.

An exercise leans on an earlier one when the student's answer, the reference's or the hidden test uses a name that the earlier one
defines, or leans on one that does. Where an earlier one is not right, the reference's answer to it stands behind the student's.

Trust: of the student's cells only the text is read, for names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from grader.records import ExerciseResult, Lesson, RepairedCell, Role


def missed(lesson: Lesson, cells: Sequence[RepairedCell], results: Mapping[str, ExerciseResult], exercise: str) -> tuple[str, ...]:
    """The earlier exercises that this one leans on and that did not get full marks, in order. `results`: those of the earlier ones."""
    # Words, not syntax: a student's text need not be Python, and a name in a comment costs a second run at most.
    words = {cell.exercise: set(re.findall(r"\w+", cell.source)) for cell in cells if cell.role is Role.ANSWER}
    leaned: set[str] = set()
    names: set[str] = set()
    place = [one.id for one in lesson.exercises].index(exercise)
    for one in reversed(lesson.exercises[: place + 1]):
        if one.id == exercise or names.intersection(one.names):
            leaned.add(one.id)
            names |= {*one.borrowed, *words.get(one.id, ())}
    return tuple(one.id for one in lesson.exercises[:place] if one.id in leaned and results[one.id].score != one.points)


def supplied(lesson: Lesson, cells: Iterable[RepairedCell], exercise: str, missing: Sequence[str]) -> tuple[RepairedCell, ...]:
    """The submission up to this exercise's test; behind each missing one's answer stands the reference's, which takes its names.

    The student's own answer to a missing one still runs: what else it defines may be used further on.
    """
    solutions = {one.id: lesson.solutions[one.answer] for one in lesson.exercises if one.id in missing}
    kept: list[RepairedCell] = []
    for cell in cells:
        if cell.role is Role.TEST and cell.exercise in solutions:
            kept.append(RepairedCell(f"{cell.id} referência", "code", Role.SETUP, solutions[cell.exercise]))
        kept.append(cell)
        if cell.role is Role.TEST and cell.exercise == exercise:
            break
    return tuple(kept)


def better(first: ExerciseResult, second: ExerciseResult, missing: Sequence[str]) -> ExerciseResult:
    """The better of an exercise's two results; where the reference's earlier answers made the difference, that is said first.

    Of the second run's messages only those of our own words are told: a number in the others may hold what the answer learnt of the
    reference's.
    """
    if (second.score or 0.0) <= (first.score or 0.0):
        return first
    if len(missing) == 1:
        told = f"Corrigido com a resposta de referência do exercício {missing[0]}, porque a sua ainda não está certa."
    else:
        listed = f"{', '.join(missing[:-1])} e {missing[-1]}"
        told = f"Corrigido com as respostas de referência dos exercícios {listed}, porque as suas ainda não estão certas."
    recognised = second.messages[:1] if second.mistake else ()
    rest = () if second.score == second.maximum else ("Mesmo assim, ainda não está tudo certo.",)
    return replace(second, messages=(told, *recognised, *rest))
