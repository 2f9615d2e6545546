"""What a person gave beside what the grader found: one result out of the two, and what nbgrader's rows get of the grader's. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from grader.gradebook.database import Decision
from grader.outputs import clean
from grader.records import OPEN_QUESTION, ExerciseResult, Result, State, Verdict

NO_ANSWER = "Sem resposta."
COMMENT_LIMIT = 5_000
"""Characters of the automatic comment that formgrader shows under an answer."""


def exercise_id(grade_id: str) -> str:
    """`2.1` for `ex-2.1` and `teste-2-1` (authors write the first form, notebooks carry the second), `aberta` for `aberta-2`."""
    kind, _, rest = grade_id.partition("-")
    return OPEN_QUESTION if kind == OPEN_QUESTION else rest.replace("-", ".")


def merged(result: Result, decisions: Mapping[str, Decision]) -> Result:
    """A result with the scores that people gave (by grade_id) in the place of the automatic ones, extra credit added.

    A person's score on something that the grader did not judge brings its verdict along; elsewhere the grader's verdict stands.
    """
    given = {exercise_id(grade_id): decision for grade_id, decision in decisions.items()}
    exercises = tuple(_merged(exercise, given.get(exercise.id, Decision(None, None))) for exercise in result.exercises)
    listed = {exercise.id for exercise in exercises}
    others = [
        decision for exercise_id, decision in given.items() if exercise_id not in listed
    ]  # all of them where the file could not be read
    scores = [exercise.score for exercise in exercises if exercise.score is not None]
    scores += [decision.score + (decision.extra or 0.0) for decision in others if decision.score is not None]
    unjudged = any(exercise.verdict is Verdict.NOT_JUDGED for exercise in exercises if exercise.id != OPEN_QUESTION)
    state = State.GRADED if result.state is State.NOT_JUDGED and exercises and not unjudged else result.state
    return replace(result, score=round(sum(scores), 4) if scores else None, state=state, exercises=exercises)


def _merged(exercise: ExerciseResult, decision: Decision) -> ExerciseResult:
    score = exercise.score if decision.score is None else decision.score
    if score is None:
        return exercise
    verdict = exercise.verdict
    if decision.score is not None and verdict is Verdict.NOT_JUDGED:
        verdict = Verdict.RIGHT if score >= exercise.maximum else Verdict.PARTIAL if score > 0 else Verdict.WRONG
    return replace(exercise, score=score + (decision.extra or 0.0), verdict=verdict)


def automatic(result: Result, graded: Mapping[str, str]) -> dict[str, float | None]:
    """The automatic score by grade_id: None, and so a person's turn, for all that was not judged; 0 for an unanswered question."""
    by_id = {exercise.id: exercise for exercise in result.exercises}
    scores: dict[str, float | None] = {}
    for grade_id in graded:
        exercise = by_id.get(exercise_id(grade_id))
        if exercise is None or exercise.verdict is Verdict.NOT_JUDGED:
            scores[grade_id] = None
        else:
            scores[grade_id] = 0.0 if exercise.verdict is Verdict.UNANSWERED else exercise.score
    return scores


def remarks(result: Result, solutions: Mapping[str, str]) -> dict[str, str | None]:
    """nbgrader's automatic comment under each answer: the messages of the verdict."""
    by_id = {exercise.id: exercise for exercise in result.exercises}
    found: dict[str, str | None] = {}
    for grade_id in solutions:
        exercise = by_id.get(exercise_id(grade_id))
        lines = list(exercise.messages) if exercise else []
        if exercise and exercise.verdict is Verdict.UNANSWERED and not lines:
            lines = [NO_ANSWER]
        found[grade_id] = clean("\n".join(lines), COMMENT_LIMIT) or None
    return found
