"""Moodle's own worksheet comes back with grades in it, and nothing else of it changed."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.lms.moodle import Participant
from grader.lms.sheet import read_sheet
from grader.lms.worksheet import Filled, fill
from grader.records import OPEN_QUESTION, ExerciseResult, Result, State, UsageError, Verdict

from .download import LESSON, field, prefix, worksheet


def graded(student: str, score: float | None, *, opened: float | None = 0.0, state: State = State.GRADED) -> Result:
    exercises = (ExerciseResult("2.1", score, 8.0, Verdict.PARTIAL), ExerciseResult(OPEN_QUESTION, opened, 2.0, Verdict.NOT_JUDGED))
    return Result(student, LESSON, score, 10.0, state, exercises)


def met(number: int, student: str, name: str) -> Participant:
    return Participant(str(number), student, name, prefix(name, number), False)


WHO = {one.number: one for one in (met(101, "neta", "Araújo, Neta"), met(102, "bia", "Bia DÁvila"), met(103, "caio", "Caio"))}
ROWS = [(101, "Araújo, Neta", "2026001", ""), (102, "Bia D'Ávila", "2026002", ""), (103, "Caio", "2026003", "50,00"), (104, "Davi", "", "")]


def filled(place: Path, text: str, results: Sequence[Result], who: dict[str, Participant] = WHO, encoding: str = "utf-8") -> Filled:
    """Fills a worksheet, and checks that the teacher's own stayed as it was."""
    place.write_bytes(text.encode(encoding))
    done = fill(place, results, who)
    assert place.read_bytes() == text.encode(encoding)
    assert done.path == place.with_name(f"{place.stem}-com-notas.csv")
    return done


@pytest.mark.parametrize("language", ["pt_br", "en"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("most", ["100,00", "100.00", "10,00"])
def test_only_the_grades_change(tmp_path: Path, language: str, encoding: str, delimiter: str, end: str, most: str) -> None:
    rows = [(number, name, identification, "") for number, name, identification, _ in ROWS]
    text = worksheet(rows, language=language, most=most, delimiter=delimiter, end=end)
    done = filled(tmp_path / "notas.csv", text, [graded("neta", 8.125), graded("bia", 0.0)], encoding=encoding)
    expected = {101: f"{8.125 * (10 if most.startswith('100') else 1):.2f}", 102: "0.00"}
    sign = most[-3]
    wanted = [(number, *rest, expected.get(number, "").replace(".", sign)) for number, *rest, _ in rows]
    assert done.path.read_bytes() == worksheet(wanted, language=language, most=most, delimiter=delimiter, end=end).encode(encoding)
    assert (done.grades, done.unmatched, done.absent) == (2, (), ("Caio", "Davi"))


def test_the_real_thing_as_a_brazilian_moodle_writes_it(tmp_path: Path) -> None:
    """Byte order mark, \\r\\n, no blank before the participant's number, quotes as PHP puts them."""
    head = 'Identificador,"Nome completo","Número de identificação",Status,Nota,"Nota máxima","Nota pode ser alterada",'
    head += '"Última modificação (envio)","Última modificação (nota)","Comentários de feedback"\r\n'
    ana = 'Participante101,"Araújo, Neta",rp101,"Enviado para avaliação -  - ",{},"100,00",Sim,"segunda-feira, 14 set. 2026, 21:51",-,\r\n'
    bia = 'Participante102,"Bia D\'Ávila",rp102,"Nenhum envio -  - ",{},"100,00",Sim,-,-,"disse ""oi"",\r\ne foi"\r\n'
    done = filled(tmp_path / "x.csv", head + ana.format("") + bia.format('"50,00"'), [graded("neta", 8.5)], encoding="utf-8-sig")
    assert done.path.read_bytes() == (head + ana.format('"85,00"') + bia.format('"50,00"')).encode("utf-8-sig")


@pytest.mark.parametrize("name", ["\u0301", "\u0903\u0301"])
def test_a_name_of_accents_alone_takes_no_row_of_who_has_no_group(tmp_path: Path, name: str) -> None:
    rows = [(101, "Araújo, Neta", "", ""), (666, name, "", ""), (104, "Davi", "", "")]
    who = {"101": WHO["101"], "666": met(666, name, name)}
    done = filled(tmp_path / "notas.csv", worksheet(rows), [graded("neta", 8.0), graded(name, 3.0)], who)
    assert (done.grades, done.unmatched) == (1, (f"{name} (nenhuma linha)",))
    assert "30,00" not in done.path.read_text()


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), max_size=8)


@given(
    st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=5),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_any_csv_is_read_as_pythons_own_reader_does_and_written_back_to_the_byte(rows: list[list[str]], delimiter: str, end: str) -> None:
    text = end.join(delimiter.join(field(cell, ",;") for cell in ["primeira", *row, "última"]) for row in rows) + end
    with tempfile.NamedTemporaryFile() as file:
        file.write(text.encode())
        file.flush()
        sheet = read_sheet(Path(file.name))
    assert sheet.to_bytes(sheet.rows) == text.encode()
    assert sheet.delimiter == delimiter
    found = [[one.text for one in row.fields] for row in (sheet.headings, *sheet.rows)]
    assert found == list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def test_a_grade_without_a_row_is_said_with_its_student(tmp_path: Path) -> None:
    done = filled(tmp_path / "x.csv", worksheet(ROWS[1:]), [graded("neta", 8.0), graded("bia", 8.0)])
    assert (done.grades, done.unmatched) == (1, ("neta (nenhuma linha)",))


def test_a_number_that_belongs_to_somebody_else_gives_no_grade(tmp_path: Path) -> None:
    """A worksheet of another assignment, where 101 is another participant; and a group's number, which is some participant's too."""
    rows = [(101, "Estranha Pessoa", "", ""), (7, "Davi", "", "")]
    who = {**WHO, "7": met(7, "Grupo_1", "Grupo 1")}
    done = filled(tmp_path / "x.csv", worksheet(rows), [graded("neta", 8.0), graded("Grupo_1", 9.0)], who)
    assert done.path.read_text() == worksheet(rows)
    assert (done.grades, done.unmatched) == (0, ("neta (nenhuma linha)", "Grupo_1 (nenhuma linha)"))


def test_everybody_of_a_group_gets_its_grade(tmp_path: Path) -> None:
    text = "Identificador,Nome completo,Grupo,Nota,Nota máxima\n"
    rows = ["Participante 7,Ana,Grupo 1,{},10\n", "Participante 8,Bia,Grupo 1,{},10\n", "Participante 9,Caio,Grupo 2,{},10\n"]
    who = {"7": met(7, "Grupo_1", "Grupo 1")}
    done = filled(tmp_path / "x.csv", text + "".join(rows).format("", "", ""), [graded("Grupo_1", 8.5)], who)
    assert done.path.read_text() == text + "".join(rows).format('"8,50"', '"8,50"', "")
    assert done.grades == 2


def test_blind_marking_goes_by_the_number_alone(tmp_path: Path) -> None:
    text = "Identifier,Status,Grade,Maximum Grade\nParticipant 101,x,{},10\nParticipant 102,x,{},10\n"
    who = {"101": met(101, "Participant_101", "Participant"), "102": met(102, "Participant_102", "Participant")}
    done = filled(tmp_path / "x.csv", text.format("", ""), [graded("Participant_101", 8.5), graded("Participant_102", 1.0)], who)
    assert done.path.read_text() == text.format("8.50", "1.00")


def test_a_group_before_the_name_in_the_download_does_no_harm(tmp_path: Path) -> None:
    done = filled(tmp_path / "x.csv", worksheet(ROWS), [graded("neta", 8.0)], {"101": met(101, "neta", "Turma A-Araújo, Neta")})
    assert done.grades == 1


def test_a_class_that_did_not_come_from_moodle_is_matched_by_the_ids_of_its_students(tmp_path: Path) -> None:
    results = [graded("Araújo_Neta", 8.0), graded("2026002", 7.0), graded("Ana_Silva", 6.0), graded("outra", 5.0)]
    rows = [*ROWS, (105, "Ana Silva", "", ""), (106, "Ana Silva", "", "")]
    done = filled(tmp_path / "x.csv", worksheet(rows), results, {})
    assert done.grades == 2
    assert done.unmatched == ("Ana_Silva (nenhuma linha)", "outra (nenhuma linha)")


def test_what_is_not_graded_stays_as_it_was_and_is_said(tmp_path: Path) -> None:
    results = [
        graded("neta", None, state=State.UNREADABLE),
        graded("bia", 8.0, opened=None),
        graded("caio", None, state=State.NOT_RECEIVED),
    ]
    done = filled(tmp_path / "x.csv", worksheet(ROWS), results)
    assert (done.grades, done.ungraded, done.waiting, done.absent) == (1, ("neta",), ("bia",), ("Caio", "Davi"))
    assert '"50,00"' in done.path.read_text()


def test_an_open_question_left_blank_waits_for_nobody(tmp_path: Path) -> None:
    blank = graded("neta", 8.0)
    exercises = (blank.exercises[0], ExerciseResult(OPEN_QUESTION, None, 2.0, Verdict.UNANSWERED))
    done = filled(tmp_path / "x.csv", worksheet(ROWS), [replace(blank, exercises=exercises), graded("bia", 8.0, opened=None)])
    assert done.waiting == ("bia",)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [("Sim", "Não", "não pode ser alterada"), ('"100,00"', "Ruim", "não é um número"), ("Sim", "Sim", "passa da nota máxima")],
)
def test_what_moodle_would_not_take_is_not_written_but_said(tmp_path: Path, old: str, new: str, says: str) -> None:
    text = worksheet(ROWS[:1]).replace(old, new)
    done = filled(tmp_path / "x.csv", text, [graded("neta", 12.0 if says.startswith("passa") else 8.0)])
    assert done.path.read_text() == text
    assert says in done.unmatched[0]


@pytest.mark.parametrize("title", ["Identificador", "Nota", "Nota máxima"])
def test_a_file_that_is_no_worksheet_names_the_column(tmp_path: Path, title: str) -> None:
    text = worksheet(ROWS).replace(f'"{title}"' if " " in title else f"{title},", '"Outra coisa"' if " " in title else "Outra,", 1)
    with pytest.raises(UsageError, match=f"não tem a coluna {title};"):
        filled(tmp_path / "x.csv", text, [graded("neta", 8.0)])
    assert [path.name for path in tmp_path.iterdir()] == ["x.csv"]


def test_filling_twice_gives_the_same_file(tmp_path: Path) -> None:
    first = filled(tmp_path / "x.csv", worksheet(ROWS), [graded("neta", 8.0)]).path
    before = first.stat().st_mtime_ns
    assert filled(tmp_path / "x.csv", worksheet(ROWS), [graded("neta", 8.0)]).path.stat().st_mtime_ns == before
