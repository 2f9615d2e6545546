"""The audit log: one whole line for each change, nothing lost and nothing said twice, wherever a run was killed."""

from __future__ import annotations

import errno
import json
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import grader.history
from grader.history import FILE, LINE_LIMIT, Change, History, Why, append, snapshot
from grader.records import ExerciseResult, Result, State, StorageError, Verdict

LESSON = "02_conexoes_residuais"
ORIGIN = {"impressao": "a" * 64, "aula_impressao": "b" * 16, "versao": "0.1.0", "semente": 7}


def result(student: str = "joana", first: float = 0.0, open_score: float | None = None, message: str = "Falta o atalho.") -> Result:
    exercises = (
        ExerciseResult("2.1", first, 1.5, Verdict.RIGHT if first else Verdict.WRONG, () if first else (message,)),
        ExerciseResult("2.2", 1.0, 1.5, Verdict.PARTIAL, ("A soma veio trocada.",)),
        ExerciseResult("aberta", open_score, 1.5, Verdict.NOT_JUDGED),
    )
    return Result(student, LESSON, first + 1.0 + (open_score or 0.0), 10.0, State.GRADED, exercises)


def lines(folder: Path) -> list[dict[str, Any]]:
    """Every line as JSON; fails on one that is none."""
    raw = (folder / FILE).read_bytes()
    assert raw.endswith(b"\n")
    return [json.loads(line) for line in raw.splitlines()]


def note(folder: Path, found: Result, old: Result | None = None, before: dict[str, Any] | None = None, **origin: Any) -> list[Change]:
    """What one run notes that recorded this result."""
    log = History(folder, LESSON)
    log.note(found, ORIGIN | origin, before if before is not None or old is None else ORIGIN, old)
    return log.changes


def test_a_first_grading_is_a_line_with_nothing_before(tmp_path: Path) -> None:
    note(tmp_path, result())
    (line,) = lines(tmp_path)
    when = datetime.fromisoformat(line.pop("quando"))
    assert when.utcoffset() == timedelta()
    assert abs(datetime.now(UTC) - when) < timedelta(minutes=1)
    assert line == {
        "aluno": "joana",
        "aula": LESSON,
        "motivo": "primeira correção",
        **ORIGIN,
        "antes": None,
        "depois": {
            "nota": 1.0,
            "estado": "corrigida",
            "desconto": 0.0,
            "exercicios": {
                "2.1": {"nota": 0.0, "veredito": "errado"},
                "2.2": {"nota": 1.0, "veredito": "parcial"},
                "aberta": {"nota": None, "veredito": "nao_julgado"},
            },
        },
    }


@pytest.mark.parametrize(
    ("origin", "why"),
    [
        ({}, Why.AGAIN),
        ({"semente": 8}, Why.AGAIN),
        ({"impressao": "c"}, Why.SUBMISSION),
        ({"impressao": "c", "aula_impressao": "d"}, Why.LESSON),
        ({"impressao": "c", "versao": "0.2.0"}, Why.VERSION),
    ],
)
def test_a_change_says_why(tmp_path: Path, origin: dict[str, Any], why: Why) -> None:
    note(tmp_path, result())
    (change,) = note(tmp_path, result(first=1.5), result(), **origin)
    assert change.why is why
    first, second = lines(tmp_path)
    assert (second["motivo"], second["antes"]) == (why.value, first["depois"])


def test_what_is_graded_again_with_the_same_outcome_is_no_change(tmp_path: Path) -> None:
    note(tmp_path, result())
    assert note(tmp_path, result(message="Outra mensagem."), result(), semente=9) == []
    assert len(lines(tmp_path)) == 1


def test_what_could_not_be_judged_before_says_so(tmp_path: Path) -> None:
    note(tmp_path, replace(result(), state=State.NOT_JUDGED, score=None), impressao="")
    (change,) = note(tmp_path, result())
    assert change.why is Why.UNJUDGED
    assert change.lines()[:2] == [f"joana, {LESSON}: sem nota → 1 (antes não tinha sido julgada)", "  estado: nao_julgada → corrigida"]


def test_the_difference_tells_score_verdict_and_the_first_message_that_changed(tmp_path: Path) -> None:
    note(tmp_path, result(first=1.5))
    (worse,) = note(tmp_path, result(), result(first=1.5), aula_impressao="d", impressao="c")
    assert worse.lines() == [
        f"joana, {LESSON}: 2,5 → 1 (a aula mudou)",
        "  2.1: certo 1,5 → errado 0. Agora se diz: Falta o atalho.",
    ]
    (better,) = note(tmp_path, result(first=1.5), result())
    assert better.lines()[1:] == ["  2.1: errado 0 → certo 1,5. Já não se diz: Falta o atalho."]


def test_a_message_on_the_screen_is_short_and_cannot_move_the_cursor(tmp_path: Path) -> None:
    note(tmp_path, result(first=1.5))
    (change,) = note(tmp_path, result(message="\x1b[2J" + "x" * 10_000), result(first=1.5))
    told = change.lines()[1]
    assert told.isprintable()
    assert len(told) < 400


def test_no_message_reaches_the_log(tmp_path: Path) -> None:
    note(tmp_path, result(first=1.5))
    note(tmp_path, result(message="NameError: segredo"), result(first=1.5))
    assert "segredo" not in (tmp_path / FILE).read_text()


def test_a_record_whose_run_was_killed_before_its_line_is_noted_by_the_next_one(tmp_path: Path) -> None:
    note(tmp_path, result())
    log = History(tmp_path, LESSON)
    again = result(first=1.5)
    assert not log.knows(again)
    log.catch_up(again, ORIGIN | {"semente": 8, "pontos": {"2.1": 1.5, "2.2": 1.0}})
    assert [change.why for change in log.changes] == [Why.AGAIN]
    assert lines(tmp_path)[1]["semente"] == 8
    assert History(tmp_path, LESSON).knows(again)


def test_points_of_a_person_are_told_from_a_record_after_a_grading_that_changed_nothing(tmp_path: Path) -> None:
    note(tmp_path, result())
    note(tmp_path, result(), result(), semente=8)
    log = History(tmp_path, LESSON)
    origin = ORIGIN | {"semente": 8, "pontos": {"2.1": 0.0, "2.2": 1.0, "aberta": None}}
    log.catch_up(replace(result(), score=0.5, late={"desconto": 0.5}), origin)
    log.catch_up(result(open_score=1.25), origin)
    assert [change.why for change in log.changes] == [Why.DEADLINE, Why.PERSON]


def test_points_of_a_person_and_another_rule_are_told_apart(tmp_path: Path) -> None:
    note(tmp_path, result())
    log = History(tmp_path, LESSON)
    log.catch_up(result(open_score=1.25), ORIGIN)
    late = replace(result(open_score=1.25), score=2.0, late={"desconto": 0.25})
    log.catch_up(late, ORIGIN)
    assert [change.why for change in log.changes] == [Why.PERSON, Why.DEADLINE]
    assert log.changes[1].lines()[1:] == ["  desconto por atraso: 0 → 0,25"]
    assert History(tmp_path, LESSON).knows(late)


def test_a_class_graded_before_there_was_a_log_gets_its_first_lines(tmp_path: Path) -> None:
    log = History(tmp_path, LESSON)
    log.catch_up(result(), {})
    (line,) = lines(tmp_path)
    assert (line["motivo"], line["antes"], line["semente"]) == ("primeira correção", None, None)


def test_each_lesson_and_student_has_its_own_story(tmp_path: Path) -> None:
    other = History(tmp_path, "03_bloco_residual")
    other.note(replace(result(), lesson="03_bloco_residual"), ORIGIN, None)
    note(tmp_path, result("rui"))
    assert [change.why for change in note(tmp_path, result("joana"))] == [Why.FIRST]
    assert len(lines(tmp_path)) == 3


@settings(deadline=None)  # it writes files, and a busy disk is slow
@given(st.integers(0, 700), st.booleans())
def test_half_a_line_of_a_killed_run_never_breaks_the_next(tmp_path_factory: pytest.TempPathFactory, cut: int, zeros: bool) -> None:
    folder = tmp_path_factory.mktemp("turma")
    note(folder, result())
    whole = (folder / FILE).read_bytes()
    note(folder, result(first=1.5), result())
    raw = (folder / FILE).read_bytes()
    kept = raw[: max(len(whole), len(raw) - cut)]
    (folder / FILE).write_bytes(kept + b"\0" * 50 if zeros and kept != raw else kept)
    log = History(folder, LESSON)
    if not log.knows(result(first=1.5)):
        log.catch_up(result(first=1.5), ORIGIN | {"semente": 8})
    note(folder, result("rui"))
    assert [(line["aluno"], line["depois"]["nota"]) for line in lines(folder)] == [("joana", 1.0), ("joana", 2.5), ("rui", 1.0)]


def test_lines_that_are_none_of_ours_are_left_alone_and_say_nothing(tmp_path: Path) -> None:
    note(tmp_path, result())
    mine = (tmp_path / FILE).read_bytes()
    odd = b'{"aula": "02_conexoes_residuais"}\n["02_conexoes_residuais"]\n"02_conexoes_residuais"\n\xff"02_conexoes_residuais"\n'
    odd += b'{"aluno": "joana", "aula": "02_conexoes_residuais", "depois": {"exercicios": {"2.1": 3}}}\n'
    odd += b'"02_conexoes_residuais"' + b"[" * 3 * LINE_LIMIT + b"\n"
    (tmp_path / FILE).write_bytes(mine + odd)
    assert History(tmp_path, LESSON).knows(result())
    note(tmp_path, result("rui"))
    assert (tmp_path / FILE).read_bytes().startswith(mine + odd)


def test_a_full_disk_leaves_the_log_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    note(tmp_path, result())
    before = (tmp_path / FILE).read_bytes()
    whole = os.fdopen

    class Full:
        """A file that takes ten bytes and no more."""

        def __init__(self, file: Any) -> None:
            self.file, self.room = file, 10

        def write(self, data: bytes) -> int:
            if self.room == 0:
                raise OSError(errno.ENOSPC, "No space left on device")
            self.room = 0
            return int(self.file.write(data[:10]))

        def __getattr__(self, name: str) -> Any:
            return getattr(self.file, name)

        def __enter__(self) -> Full:
            return self

        def __exit__(self, *ended: object) -> None:
            self.file.close()

    monkeypatch.setattr(grader.history.os, "fdopen", lambda *args, **kwargs: Full(whole(*args, **kwargs)))
    with pytest.raises(StorageError, match="o disco está cheio"):
        note(tmp_path, result("rui"))
    monkeypatch.undo()
    assert (tmp_path / FILE).read_bytes() == before


def test_a_log_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    with pytest.raises(StorageError, match=r"historico\.jsonl: há uma pasta onde deveria haver um arquivo"):
        append(tmp_path / FILE, b"{}\n")


def test_a_line_stays_within_its_limit_whatever_it_is_about(tmp_path: Path) -> None:
    exercises = tuple(ExerciseResult(f"{'9' * 8}.{number}", 0.123456, 1.5, Verdict.UNANSWERED) for number in range(1000))
    long = replace(result("á" * 100), exercises=exercises)
    note(tmp_path, long)
    note(tmp_path, replace(long, score=0.5), long)
    assert all(len(line) < LINE_LIMIT for line in (tmp_path / FILE).read_bytes().splitlines())
    assert History(tmp_path, LESSON).knows(replace(long, score=0.5))
    assert len(snapshot(long)["exercicios"]) == grader.history.MOST_EXERCISES
