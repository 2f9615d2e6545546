"""The grade sheet: nobody mixed up, nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.lms.table import export_csv
from grader.records import ExerciseResult, Result, State, Verdict

LESSON = "02_conexoes_residuais"


def result(student: str, *scores: float | None, state: State = State.GRADED) -> Result:
    ids = ["2.1", "2.10", "2.2"][: len(scores) - 1]
    exercises = [ExerciseResult(name, score, 4.0, Verdict.PARTIAL) for name, score in zip(ids, scores, strict=False)]
    exercises += [ExerciseResult("aberta", score, 2.0, Verdict.NOT_JUDGED) for score in scores[-1:]]
    judged = [score for score in scores if score is not None]
    return Result(student, LESSON, sum(judged) if judged else None, 10.0, state, tuple(exercises))


def read_back(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


def test_the_sheet_is_what_brazilian_excel_opens(tmp_path: Path) -> None:
    target = tmp_path / "notas.csv"
    text = export_csv([result("Araújo, Neta", 1.5, 4.0, 0.0, None), result("bia", state=State.NOT_RECEIVED)], target)
    assert target.read_bytes() == text.encode()
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    assert text.splitlines()[1:] == [
        f"Araújo, Neta;{LESSON};corrigida;5,5;10;1,5;0;4;",
        f"bia;{LESSON};nao_entregue;;10;;;;",
    ]
    assert text.splitlines()[0] == "\ufeffaluno;aula;estado;nota;maximo;2.1;2.2;2.10;aberta"


def test_what_was_not_judged_is_empty_and_never_zero() -> None:
    (row,) = read_back(export_csv([result("ana", None, 0.0, None)], None))
    assert (row["2.1"], row["2.10"], row["aberta"], row["nota"]) == ("", "0", "", "0")
    (row,) = read_back(export_csv([result("ana", state=State.UNREADABLE)], None))
    assert (row["estado"], row["nota"]) == ("ilegivel", "")


def test_an_open_question_left_blank_is_zero_because_nobody_will_grade_it() -> None:
    handed_in = result("ana", 4.0, None)
    blank = (*handed_in.exercises[:-1], ExerciseResult("aberta", None, 2.0, Verdict.UNANSWERED))
    (row,) = read_back(export_csv([replace(handed_in, exercises=blank)], None))
    assert (row["aberta"], row["nota"]) == ("0", "4")


def test_with_deadlines_the_time_of_arrival_and_the_points_that_lateness_took_stand_behind() -> None:
    late = {"entregue": "2026-03-22T10:00:00-03:00", "desconto": 0.55}
    unknown = {"entregue": None, "desconto": 0.0}
    ana, bia = replace(result("ana", 1.5, 4.0, None), late=late), replace(result("bia", 1.5, None), late=unknown)
    rows = read_back(export_csv([ana, bia, result("caio", state=State.NOT_RECEIVED)], None))
    assert [(row["entregue"], row["desconto"]) for row in rows] == [("2026-03-22 10:00", "0,55"), ("", "0"), ("", "")]


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", '=HYPERLINK("http://x";"y")'])
def test_a_name_is_never_a_formula(name: str) -> None:
    (row,) = read_back(export_csv([result(name)], None))
    assert row["aluno"] == "'" + name


@pytest.mark.parametrize("name", ['ana";=1+1;"', "ana;10;10", "ana\n=1+1;02;corrigida;10", "ana\r\n@SUM(A1)", "\u202e=1"])
def test_a_name_never_breaks_out_of_its_field(name: str) -> None:
    (row,) = read_back(export_csv([result(name, 1.5, None)], None))
    assert (row["aluno"], row["aula"], row["2.1"]) == (name, LESSON, "1,5")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])), st.lists(st.floats(0, 10) | st.none(), min_size=4, max_size=4))
def test_names_and_scores_survive_the_round_trip(name: str, scores: list[float | None]) -> None:
    (row,) = read_back(export_csv([result(name, *scores)], None))
    assert row["aluno"].removeprefix("'") == name.removeprefix("'")
    found = [row[key] for key in ("2.1", "2.10", "2.2", "aberta")]
    for text, score in zip(found, scores, strict=True):
        assert (text == "") == (score is None)
        assert score is None or float(text.replace(",", ".")) == pytest.approx(score, abs=1e-4)
