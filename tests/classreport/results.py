"""Results of a class, made up or drawn, for the tests of the class report."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from grader.records import Cell, Exercise, ExerciseResult, KeptAnswer, Lesson, Result, Role, State, Verdict

IDS = ("2.1", "2.2", "2.3")
NAME = "02_conexoes_residuais"
POINTS = 3.0
OPEN_POINTS = 1.0
MESSAGE = "O atalho soma a entrada intacta: `x + f(x)`."


def lesson() -> Lesson:
    cells = (
        Cell("c-1", "markdown", Role.TEXT, "# 02 · Conexões residuais"),
        *(Cell(f"c-{name}", "markdown", Role.TEXT, f"### Exercício {name} — Somar, em ordem (3 pontos · 5 min)") for name in IDS),
        *(Cell(f"ex-{name}", "code", Role.ANSWER, f"# Exercício {name}", f"ex-{name}", name) for name in IDS),
    )
    exercises = tuple(Exercise(name, POINTS, f"ex-{name}", f"teste-{name}", ("f",), "") for name in IDS)
    mistakes = (KeptAnswer("2.1", "errado", "soma_no_lugar", "", MESSAGE), KeptAnswer("2.1", "errado", "sem_atalho", "", "Falta o atalho."))
    return Lesson(NAME, cells, {}, exercises, "aberta-2", OPEN_POINTS, mistakes)


def exercise(name: str, score: float | None, verdict: Verdict | None = None, **more: object) -> ExerciseResult:
    full = OPEN_POINTS if name == "aberta" else POINTS
    if verdict is None:
        verdict = Verdict.NOT_JUDGED if score is None else Verdict.RIGHT if score == full else Verdict.PARTIAL if score else Verdict.WRONG
    return ExerciseResult(name, score, full, verdict, **more)  # type: ignore[arg-type]


def result(student: str, scores: Sequence[float | None], state: State = State.GRADED, seconds: float = 0.1) -> Result:
    """A student with these points in the three exercises and, fourth, in the open question."""
    exercises = tuple(exercise(name, score) for name, score in zip((*IDS, "aberta"), scores, strict=False))
    judged = [one.score for one in exercises if one.score is not None]
    return Result(student, NAME, sum(judged) if judged else None, 10.0, state, exercises, (), seconds)


SCORES = st.sampled_from([0.0, 1.0, 1.5, 3.0])
VERDICTS = st.sampled_from([verdict for verdict in Verdict if verdict is not Verdict.NOT_JUDGED])


@st.composite
def students(draw: st.DrawFn) -> list[Result]:
    """A class of up to 25, in every state that a submission can be in."""
    found = []
    for number in range(draw(st.integers(0, 25))):
        state = draw(st.sampled_from([State.GRADED, State.GRADED, State.GRADED, *State]))
        if state in {State.UNREADABLE, State.NOT_RECEIVED}:
            found.append(Result(f"aluno-{number:02d}", NAME, None, 10.0, state))
            continue
        parts = [
            exercise(name, draw(SCORES), draw(VERDICTS), mistake=draw(st.sampled_from([None, None, "soma_no_lugar", "sem_atalho"])))
            for name in IDS
        ]
        parts.append(exercise("aberta", draw(st.sampled_from([None, 0.0, 0.5, 1.0]))))
        if state is State.NOT_JUDGED:
            parts[0] = exercise("2.1", None)
        score = sum(part.score or 0.0 for part in parts)
        seconds = draw(st.sampled_from([0.0, 0.25, 1.0, 10.0]))
        found.append(Result(f"aluno-{number:02d}", NAME, score, 10.0, state, tuple(parts), (), seconds))
    return found
