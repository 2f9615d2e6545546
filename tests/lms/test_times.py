"""When each submission came: from the teacher's worksheet alone, to the minute, or not at all."""

from __future__ import annotations

import argparse
import csv
import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import screen
from grader.gradebook.book import Gradebook
from grader.gradebook.database import Database
from grader.gradebook.lateness import STAMP, stamp, write_stamp
from grader.lms import commands
from grader.lms.moodle import Participant
from grader.lms.times import Times, Unknown, moment, open_worksheet, read_times
from grader.records import ExerciseResult, Graded, Result, State, UsageError, Verdict

from .download import FILE, FORMS, LESSON, download, member, prefix, worksheet, zipped
from .test_commands import SOLUTIONS, asked

BRASILIA = ZoneInfo("America/Sao_Paulo")

NAMES = {
    "pt_br": (
        "jan fev mar abr mai jun jul ago set out nov dez",
        "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    ),
    "en": (
        "January February March April May June July August September October November December",
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    ),
    "es": (
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "lunes martes miércoles jueves viernes sábado domingo",
    ),
}
"""Typed here, so that they are not those of the library that reads them."""


def as_moodle(when: datetime, language: str) -> str:
    """A time as Moodle's worksheet has it: its `strftimedaydatetime`."""
    months, days = (line.split(" ") for line in NAMES[language])
    month, day = months[when.month - 1], days[when.weekday()]
    if language == "pt_br":
        return f"{day}, {when.day} {month}{'' if month == 'mai' else '.'} {when.year}, {when:%H:%M}"
    if language == "en":
        return f"{day}, {when.day} {month} {when.year}, {when.hour % 12 or 12}:{when:%M} {'PM' if when.hour >= 12 else 'AM'}"
    return f"{day}, {when.day} de {month} de {when.year}, {when:%H:%M}"


TIMES = st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)).map(lambda when: when.replace(second=0, microsecond=0))


@given(TIMES, st.sampled_from([*NAMES]), st.sampled_from(["America/Sao_Paulo", "America/Manaus", "Europe/Lisbon", "UTC"]))
def test_what_moodle_writes_is_read_to_the_minute_or_said_to_be_a_changing_clock(when: datetime, language: str, name: str) -> None:
    zone = ZoneInfo(name)
    once = when.replace(tzinfo=zone, fold=0).utcoffset() == when.replace(tzinfo=zone, fold=1).utcoffset()
    assert moment(as_moodle(when, language), zone) == (when.replace(tzinfo=zone) if once else Unknown.CLOCK)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Database:
    return Database(tmp_path_factory.mktemp("banco"), None)


def test_a_time_that_was_written_is_what_nbgrader_reads(database: Database, tmp_path: Path) -> None:
    @given(TIMES, st.sampled_from(["America/Sao_Paulo", "America/Manaus", "Europe/Lisbon"]))
    def holds(when: datetime, name: str) -> None:
        aware = when.replace(tzinfo=ZoneInfo(name))
        write_stamp(tmp_path, aware)
        assert stamp(database, tmp_path) == aware.astimezone(UTC).replace(tzinfo=None)

    holds()


MARCH = datetime(2026, 3, 13, 23, 10, tzinfo=BRASILIA)


@pytest.mark.parametrize(
    "text",
    [
        "sexta-feira, 13 mar. 2026, 23:10",
        "sexta-feira, 13 mar 2026, 23:10",
        "sex., 13 mar. 2026, 23:10",
        "Sexta-feira,  13 de março de 2026 às 23:10",
        "13 março 2026, 23:10:00",
        "Friday, 13 March 2026, 11:10 PM",
        "Friday, March 13, 2026, 11:10\u202fPM",
        "Fri, 13 Mar 2026, 11:10 pm",
        "viernes, 13 de marzo de 2026, 23:10",
        "viernes, 13 de marzo de 2026, 11:10 p.\xa0m.",
    ],
)
def test_the_ways_of_writing_one_moment(text: str) -> None:
    assert moment(text, BRASILIA) == MARCH


@pytest.mark.parametrize(
    "text",
    [
        "13/03/2026 23:10",  # which of the two is the month?
        "03/04/2026, 11:10 PM",
        "2026",
        "sexta-feira, 13 mar. 2026",
        "13 mar., 23:10",
        "sexta-feira, 13 mar. 26, 23:10",
        "sexta-feira, 14 mar. 2026, 23:10",  # a Saturday
        "Freitag, 13 März 2026, 23:10",
        "sexta-feira, 31 fev. 2026, 23:10",
        "sexta-feira, 13 ma. 2026, 23:10",
        "sexta-feira, 2 ou 2026, 23:10",
        "sexta-feira, 13 marco2026, 23:10",
        "sexta-feira, 13 mar. 2026, 24:10",
        "Friday, 13 March 2026, 13:10 PM",
        "Friday, 13 March 2026, 0:10 AM",
        "sexta-feira, 13 mar. 1026, 23:10",
        "sexta-feira, 13 mar. 2026, 23:10 (atrasado)",
        "sexta-feira, ١٣ mar. 2026, 23:10",
        "hoje, 23:10",
        "x" * 10**6,
    ],
)
def test_a_date_that_is_not_whole_is_not_guessed(text: str) -> None:
    assert moment(text, BRASILIA) is Unknown.UNREADABLE


@given(st.text(max_size=120))
def test_any_text_is_a_time_or_none(text: str) -> None:
    assert isinstance(moment(text, BRASILIA), datetime | Unknown)


def test_an_hour_that_was_twice_or_never_is_said() -> None:
    assert moment("domingo, 18 fev. 2018, 00:30", BRASILIA) == datetime(2018, 2, 18, 0, 30, tzinfo=BRASILIA)
    assert moment("sábado, 17 fev. 2018, 23:30", BRASILIA) is Unknown.CLOCK  # summer time ended: twice
    assert moment("domingo, 4 nov. 2018, 00:30", BRASILIA) is Unknown.CLOCK  # it began: never


def met(number: int, student: str, name: str) -> Participant:
    return Participant(str(number), student, name, prefix(name, number), False)


def times(tmp_path: Path, text: str, who: list[Participant], students: set[str] | None = None) -> Times:
    (tmp_path / "notas.csv").write_text(text, encoding="utf-8")
    sheet = open_worksheet(tmp_path / "notas.csv")
    return read_times(sheet, students or {one.student for one in who}, {one.number: one for one in who}, BRASILIA)


@pytest.mark.parametrize("language", ["pt_br", "en"])
def test_each_row_gives_its_own_participant_a_time(tmp_path: Path, language: str) -> None:
    rows = [(101, "Araújo, Neta", "2026001", ""), (102, "Bia D'Ávila", "", ""), (103, "Caio", "", "")]
    later = MARCH + timedelta(minutes=5)
    said = {101: as_moodle(MARCH, language), 102: as_moodle(later, language), 103: "-"}
    who = [met(101, "neta", "Araújo, Neta"), met(102, "bia", "Bia DÁvila"), met(103, "caio", "Caio"), met(104, "davi", "Davi")]
    found = times(tmp_path, worksheet(rows, language=language, times=said), who)
    assert found.known == {"neta": MARCH, "bia": later}
    place = str(tmp_path / "notas.csv")
    assert found.unknown == {"caio": (Unknown.EMPTY, f"{place}, linha 4"), "davi": (Unknown.NO_ROW, place)}


def test_a_number_whose_row_has_another_name_gives_nobody_a_time(tmp_path: Path) -> None:
    found = times(tmp_path, worksheet([(101, "Estranha Pessoa", "", "")]), [met(101, "neta", "Araújo, Neta")])
    assert (found.known, found.unknown["neta"][0]) == ({}, Unknown.NO_ROW)


def test_everybody_of_a_group_says_the_same_time_or_it_is_not_known(tmp_path: Path) -> None:
    head = "Identificador,Nome completo,Grupo,Última modificação (envio)\n"
    row = 'Participante {},{},Grupo 1,"{}"\n'
    one, other = as_moodle(MARCH, "pt_br"), as_moodle(MARCH + timedelta(days=1), "pt_br")
    who = [met(7, "Grupo_1", "Grupo 1")]
    assert times(tmp_path, head + row.format(7, "Ana", one) + row.format(8, "Bia", one), who).known == {"Grupo_1": MARCH}
    found = times(tmp_path, head + row.format(7, "Ana", one) + row.format(8, "Bia", other), who)
    assert (found.known, found.unknown["Grupo_1"][0]) == ({}, Unknown.DIFFERENT)


def test_a_class_that_did_not_come_from_moodle_is_matched_by_its_own_ids(tmp_path: Path) -> None:
    text = worksheet([(101, "Araújo, Neta", "2026001", "")], times={101: as_moodle(MARCH, "pt_br")})
    assert times(tmp_path, text, [], {"2026001"}).known == {"2026001": MARCH}


@pytest.mark.parametrize("title", ["Identificador", "Última modificação (envio)"])
def test_a_worksheet_without_the_column_stops_before_anything_is_written(tmp_path: Path, title: str) -> None:
    download(tmp_path / "turma.zip", [("Ana", 11, b"a")])
    (tmp_path / "notas.csv").write_text(worksheet([(11, "Ana", "", "")]).replace(title, "Outra"), encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        commands.collect(asked(tmp_path, planilha=tmp_path / "notas.csv"), SOLUTIONS)
    assert f"não tem a coluna {title};" in str(caught.value)
    assert not (tmp_path / "turma").exists()


def stamps(tmp_path: Path) -> dict[str, str]:
    """What is on record of each student's time."""
    return {path.parents[1].name: path.read_text() for path in (tmp_path / "turma" / "submitted").glob(f"*/*/{STAMP}")}


Collect = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def collect(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Collect:
    """Collects what is in turma.zip with these times; the exit code and what was said."""

    def call(said: dict[int, str] | None, people: list[tuple[str, int, bytes]]) -> tuple[int, list[str]]:
        download(tmp_path / "turma.zip", people)
        sheet = tmp_path / "notas.csv" if said is not None else None
        if sheet:
            sheet.write_text(worksheet([(number, name, "", "") for name, number, _ in people], times=said or {}), encoding="utf-8")
        return commands.collect(asked(tmp_path, planilha=sheet), SOLUTIONS), capsys.readouterr().out.splitlines()

    return call


PEOPLE = [("Ana Araújo", 11, b"a"), ("Bia", 12, b"b")]
FRIDAY, SATURDAY = "sexta-feira, 13 mar. 2026, 23:10", "sábado, 14 mar. 2026, 00:05"


def test_times_lie_beside_the_notebooks_and_the_last_line_counts_them(tmp_path: Path, collect: Collect) -> None:
    code, said = collect({11: FRIDAY, 12: SATURDAY}, PEOPLE)
    assert stamps(tmp_path) == {"Ana_Araújo": "2026-03-14 02:10:00 UTC\n", "Bia": "2026-03-14 03:05:00 UTC\n"}
    counted = f"{LESSON}, coletadas: 2 de 2; com hora: 2, de 13/03/2026 23:10 a 14/03/2026 00:05, no fuso America/Sao_Paulo."
    assert (code, said[-1]) == (0, f"{counted} Para corrigir: grader corrigir 2 --turma {tmp_path / 'turma'}")


def test_the_times_are_in_the_zone_of_the_deadlines(tmp_path: Path, collect: Collect) -> None:
    (tmp_path / "turma").mkdir()
    (tmp_path / "turma" / "prazos.toml").write_text('fuso = "America/Manaus"\n')
    _, said = collect({11: FRIDAY, 12: SATURDAY}, PEOPLE)
    assert stamps(tmp_path)["Ana_Araújo"] == "2026-03-14 03:10:00 UTC\n"
    assert "no fuso America/Manaus" in said[-1]


def test_a_time_that_cannot_be_read_is_said_with_its_place_and_what_to_do(tmp_path: Path, collect: Collect) -> None:
    code, said = collect({11: FRIDAY, 12: "13/03/2026 23:10"}, PEOPLE)
    assert stamps(tmp_path) == {"Ana_Araújo": "2026-03-14 02:10:00 UTC\n"}
    assert said[2] == f"sem hora: Bia ← {tmp_path / 'notas.csv'}, linha 3: '13/03/2026 23:10' ({Unknown.UNREADABLE.value})"
    assert (code, "coletadas: 2 de 2; com hora: 1, " in said[-1]) == (1, True)


def test_another_notebook_never_keeps_the_time_of_the_one_before(tmp_path: Path, collect: Collect) -> None:
    collect({11: FRIDAY, 12: FRIDAY}, PEOPLE)
    again = [("Ana Araújo", 11, b"outro"), PEOPLE[1]]
    _, said = collect(None, again)
    assert stamps(tmp_path) == {"Bia": "2026-03-14 02:10:00 UTC\n"}
    assert said[0].startswith("substituída: Ana_Araújo")
    assert said[0].endswith("(a hora do caderno anterior não vale mais)")
    collect({11: SATURDAY, 12: SATURDAY}, again)
    assert set(stamps(tmp_path).values()) == {"2026-03-14 03:05:00 UTC\n"}


def test_a_run_that_dies_before_the_notebook_is_written_leaves_no_old_time(
    tmp_path: Path, collect: Collect, monkeypatch: pytest.MonkeyPatch
) -> None:
    collect({11: FRIDAY, 12: FRIDAY}, PEOPLE)

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("grader.lms.collect.write_atomic", die)
    with pytest.raises(KeyboardInterrupt):
        collect(None, [("Ana Araújo", 11, b"outro"), PEOPLE[1]])
    assert set(stamps(tmp_path)) == {"Bia"}


def test_the_same_notebook_keeps_its_time_where_the_worksheet_has_none(tmp_path: Path, collect: Collect) -> None:
    collect({11: FRIDAY, 12: FRIDAY}, PEOPLE)
    code, said = collect({11: "-", 12: FRIDAY}, PEOPLE)
    assert len(stamps(tmp_path)) == 2
    assert (code, said[2].endswith("; fica a hora que já havia)")) == (1, True)


@pytest.mark.parametrize("form", FORMS)
def test_nothing_in_the_zip_sets_a_time(tmp_path: Path, form: str) -> None:
    forged = zipfile.ZipInfo(member(form, "Ana", 11), (2001, 1, 1, 0, 0, 0))
    stamped = member(form, "Ana", 11, STAMP)
    (tmp_path / "turma.zip").write_bytes(zipped([(forged, b"a"), (stamped, b"2001-01-01 00:00:00 UTC")]))
    commands.collect(asked(tmp_path), SOLUTIONS)
    assert [path.name for path in (tmp_path / "turma" / "submitted").rglob("*") if path.is_file()] == [FILE]


def test_a_time_in_an_extracted_folder_is_left_there(tmp_path: Path) -> None:
    (tmp_path / "baixada" / prefix("Ana", 11)).mkdir(parents=True)
    for name, content in ((FILE, "{}"), (STAMP, "2001-01-01 00:00:00 UTC")):
        (tmp_path / "baixada" / prefix("Ana", 11) / name).write_text(content)
    commands.collect(asked(tmp_path, paths=[tmp_path / "baixada"]), SOLUTIONS)
    assert stamps(tmp_path) == {}


def test_from_zip_and_worksheet_to_the_penalty_in_the_grades(tmp_path: Path, collect: Collect) -> None:
    turma = tmp_path / "turma"
    turma.mkdir()
    rule = f"[aulas]\n{LESSON} = 2026-03-13T23:59:00\n[atraso]\ndesconto_por_dia = 10\n"
    (turma / "prazos.toml").write_text(rule)
    collect({11: FRIDAY, 12: SATURDAY}, PEOPLE)
    with Gradebook(turma) as book:  # as `grader corrigir` does, with answers that nobody ran
        lesson = screen.registered(book, SOLUTIONS / f"{LESSON}.py")
        given = tuple(ExerciseResult(one.id, one.points, one.points, Verdict.RIGHT) for one in lesson.exercises)
        for student in ("Ana_Araújo", "Bia"):
            book.record(Graded(Result(student, LESSON, sum(one.points for one in lesson.exercises), 10.0, State.GRADED, given)), "x")
    wanted = argparse.Namespace(turma=turma, banco=None, lessons=["2"], formato="csv", planilha=None)
    assert screen.export(wanted, SOLUTIONS) == 0
    ana, bia = csv.DictReader(io.StringIO((turma / "notas.csv").read_text(encoding="utf-8-sig")), delimiter=";")
    assert (ana["entregue"], ana["desconto"]) == ("2026-03-13 23:10", "0")
    assert (bia["entregue"], number(bia["desconto"]), number(bia["nota"])) == (
        "2026-03-14 00:05",
        pytest.approx(number(ana["nota"]) / 10),
        pytest.approx(number(ana["nota"]) * 0.9),
    )


def number(text: str) -> float:
    return float(text.replace(",", "."))
