"""Lateness on record: nbgrader's tables and its own programs say what our pages say, and follow `prazos.toml`."""

from __future__ import annotations

import csv
import os
import shutil
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.gradebook import lateness
from grader.gradebook.book import Gradebook
from grader.gradebook.lateness import stamp
from grader.records import StorageError, UsageError
from grader.report import feedback_html

from .test_book import LESSON, NAME, SOURCE, by_hand, make_graded, rows, unreadable

RULE = "[atraso]\ntolerancia_minutos = 10\ndesconto_por_dia = 10\ndesconto_maximo = 50\n"
TOML = f"[aulas]\n{NAME} = 2026-03-20T23:59:00\n{RULE}"
LATE = "2026-03-22 10:00:00 America/Sao_Paulo"


def deliver(folder: Path, student: str, when: str | None) -> None:
    """A submission with nbgrader's own file beside it."""
    place = folder / "submitted" / student / NAME
    place.mkdir(parents=True, exist_ok=True)
    (place / f"{NAME}.ipynb").write_text("{}")
    if when is not None:
        (place / "timestamp.txt").write_text(when)


def columns(folder: Path, student: str) -> tuple[Any, ...]:
    """Deadline, time, extension and penalty of one submission, as nbgrader reads them."""
    import nbgrader.api

    with nbgrader.api.Gradebook(f"sqlite:///{folder}/gradebook.db") as book:
        found = book.find_submission(NAME, student)
        return found.assignment.duedate, found.timestamp, found.extension, found.notebooks[0].late_submission_penalty


def stock_penalty(folder: Path, student: str) -> float | None:
    """What nbgrader's own step of autograde then has on record, configured by the class's own file."""
    from nbgrader.preprocessors import AssignLatePenalties
    from traitlets.config.loader import PyFileConfigLoader

    with closing(sqlite3.connect(folder / "gradebook.db")) as database, database:
        database.execute("UPDATE submitted_notebook SET late_submission_penalty = 99")
    config = PyFileConfigLoader("nbgrader_config.py", path=str(folder)).load_config()
    names = {"assignment": NAME, "notebook": NAME, "student": student, "db_url": f"sqlite:///{folder}/gradebook.db"}
    AssignLatePenalties(config=config).preprocess(nbformat.v4.new_notebook(), {"nbgrader": names})
    penalty: float | None = columns(folder, student)[3]
    return penalty


@pytest.fixture(scope="module")
def registered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class with the lesson registered, to copy from."""
    folder = tmp_path_factory.mktemp("modelo")
    with Gradebook(folder) as book:
        book.register(LESSON, SOURCE)
    return folder


@pytest.fixture
def late(registered: Path, tmp_path: Path) -> Iterator[Gradebook]:
    """A class with a deadline; joana, a day and ten hours late, is on record with 5 points."""
    folder = Path(shutil.copytree(registered, tmp_path / "turma"))
    (folder / "prazos.toml").write_text(TOML)
    deliver(folder, "joana", LATE)
    with Gradebook(folder) as opened:
        opened.record(make_graded("joana"), "f1")
        yield opened


def score(book: Gradebook, student: str = "joana") -> float | None:
    """What a new command reads."""
    with Gradebook(book.files.root) as again:
        found = again.recorded(student, NAME)
        assert found is not None
        assert found[1] == next(one for one in again.results(NAME) if one.student == student) == again.load(student, NAME).result
        return found[1].score


def settle(book: Gradebook) -> None:
    """What every command does before it reads grades."""
    with Gradebook(book.files.root) as again:
        again.settle(NAME, again.results(NAME))


def test_a_late_submission_costs_the_same_here_in_the_tables_and_by_stock_nbgrader(late: Gradebook) -> None:
    root = late.files.root
    assert columns(root, "joana") == (datetime(2026, 3, 21, 2, 59), datetime(2026, 3, 22, 13, 0), None, 1.0)
    assert score(late) == 4.0
    assert stock_penalty(root, "joana") == 1.0


def test_nbgraders_own_export_and_feedback_give_the_score_that_we_give(late: Gradebook, tmp_path: Path) -> None:
    from nbconvert.exporters import HTMLExporter
    from nbgrader.plugins import CsvExportPlugin
    from nbgrader.preprocessors import GetGrades

    plugin = CsvExportPlugin()
    plugin.to = str(tmp_path / "notas.csv")
    plugin.export(late.database.gradebook)
    (row,) = csv.DictReader((tmp_path / "notas.csv").open())
    assert (row["raw_score"], row["late_submission_penalty"], row["score"]) == ("5.0", "1.0", "4.0")
    names = {"assignment": NAME, "notebook": NAME, "student": "joana", "db_url": f"sqlite:///{late.files.root}/gradebook.db"}
    page = nbformat.read(late.files.notebook("autograded", "joana", NAME), as_version=4)
    _, resources = HTMLExporter(preprocessors=[GetGrades]).from_notebook_node(page, resources={"nbgrader": names})
    assert (resources["nbgrader"]["score"], resources["nbgrader"]["late_penalty"]) == (4.0, 1.0)


@pytest.mark.parametrize(
    ("exception", "extension", "taken"),
    [
        ("dias = 1", timedelta(days=1), 0.5),
        ("dias = 1\nhoras = 12", timedelta(days=1, hours=12), None),
        (f'aula = "{NAME}"\nprazo = 2026-03-22T09:55:00', timedelta(days=1, hours=9, minutes=56), None),
        (f'aula = "{NAME}"\nprazo = 2026-03-20T09:59:00', timedelta(hours=-14), 1.5),
    ],
)
def test_extra_time_is_nbgraders_extension_and_both_count_from_it(
    late: Gradebook, exception: str, extension: timedelta, taken: float | None
) -> None:
    root = late.files.root
    (root / "prazos.toml").write_text(f'{TOML}[[excecoes]]\naluno = "joana"\n{exception}\n')
    settle(late)
    assert columns(root, "joana")[2:] == (extension, taken)
    assert stock_penalty(root, "joana") == taken
    assert score(late) == 5.0 - (taken or 0.0)


def test_an_extension_is_told_in_real_hours_where_the_clock_changes_meanwhile(late: Gradebook) -> None:
    root = late.files.root
    late_summer = TOML.replace("2026-03-20T23:59:00", "2026-10-24T12:00:00")
    zoned = f'fuso = "Europe/Lisbon"\n{late_summer}[[excecoes]]\naluno = "joana"\naula = "{NAME}"\nprazo = 2026-10-25T12:00:00\n'
    (root / "prazos.toml").write_text(zoned)
    deliver(root, "joana", "2026-10-25 12:30:00 UTC")
    settle(late)
    assert columns(root, "joana")[2:] == (timedelta(hours=25), 0.5)
    assert stock_penalty(root, "joana") == 0.5


def test_points_of_a_person_and_another_file_count_without_grading_again(late: Gradebook) -> None:
    root = late.files.root
    marker = late.files.marker("joana", NAME).read_bytes()
    by_hand(root, "joana", "aberta-2", manual_score=2.0)
    settle(late)
    assert (columns(root, "joana")[3], score(late), stock_penalty(root, "joana")) == (1.4, 5.6, 1.4)
    (root / "prazos.toml").write_text(TOML.replace("desconto_por_dia = 10", "desconto_por_dia = 20"))
    settle(late)
    assert (columns(root, "joana")[3], score(late), stock_penalty(root, "joana")) == (2.8, 4.2, 2.8)
    (root / "prazos.toml").write_text(f"[aulas]\n01_redes_sequenciais = 2026-03-20\n{RULE}")
    settle(late)
    assert columns(root, "joana") == (None, datetime(2026, 3, 22, 13, 0), None, None)
    assert (score(late), stock_penalty(root, "joana")) == (7.0, None)
    assert late.files.marker("joana", NAME).read_bytes() == marker


def test_without_the_file_nothing_costs_points_and_formgraders_own_deadline_stays(late: Gradebook) -> None:
    root = late.files.root
    due = columns(root, "joana")[0]
    (root / "prazos.toml").unlink()
    settle(late)
    assert columns(root, "joana") == (due, datetime(2026, 3, 22, 13, 0), None, None)
    assert score(late) == 5.0
    assert stock_penalty(root, "joana") is None


def test_a_time_that_arrives_later_counts(late: Gradebook) -> None:
    root = late.files.root
    deliver(root, "joana", "2026-03-20 22:00:00 America/Sao_Paulo")
    settle(late)
    assert columns(root, "joana")[1:] == (datetime(2026, 3, 21, 1, 0), None, None)
    assert score(late) == 5.0


def test_without_a_time_nothing_is_taken_and_the_page_says_it(late: Gradebook) -> None:
    deliver(late.files.root, "rui", None)
    result = late.record(make_graded("rui"), "f")
    assert (result.score, columns(late.files.root, "rui")[1:]) == (5.0, (None, None, None))
    page = feedback_html(late.load("rui", NAME), LESSON, {})
    assert "Não se sabe quando esta entrega chegou (o prazo era 20/03/2026 às 23:59); nada foi descontado." in page


def test_the_page_says_when_how_late_how_many_points_and_by_which_rule(late: Gradebook) -> None:
    page = feedback_html(late.load("joana", NAME), LESSON, {})
    assert "<strong>4</strong> <span>de 10 pontos" in page
    assert (
        "Entregue em 22/03/2026 às 10:00, 1 dia e 10 horas depois do prazo (20/03/2026 às 23:59): menos 1 ponto, pela regra da turma "
        "(10 % da nota por dia começado, até 50 %). A nota acima já tem o desconto."
    ) in page


def test_an_unreadable_submission_that_a_person_gave_points_is_late_too(late: Gradebook) -> None:
    root = late.files.root
    deliver(root, "rui", LATE)
    assert late.record(unreadable("rui"), "f").score is None
    by_hand(root, "rui", "teste-2-1", manual_score=4.0)
    settle(late)
    assert (columns(root, "rui")[3], score(late, "rui"), stock_penalty(root, "rui")) == (0.8, 3.2, 0.8)


def test_a_file_that_cannot_be_understood_stops_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "prazos.toml").write_text("[aulas")
    with pytest.raises(UsageError, match="linha 1"):
        Gradebook(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["prazos.toml"]


def test_a_time_behind_a_link_in_a_pipe_or_a_folder_is_no_time(late: Gradebook, tmp_path: Path) -> None:
    real = tmp_path / "hora"
    real.write_text(LATE)
    places = [tmp_path / name for name in ("atalho", "cano", "pasta", "nada")]
    for place in places:
        place.mkdir()
    (places[0] / "timestamp.txt").symlink_to(real)
    os.mkfifo(places[1] / "timestamp.txt")
    (places[2] / "timestamp.txt").mkdir()
    assert [stamp(late.database, place) for place in places] == [None] * 4


INDIVISIBLE = f"{'9' * 40}5m 3s \0 +99:99"
"""dateutil hands it to `decimal`, which has an error of its own for it."""


@pytest.mark.parametrize(
    "text", ["", "ontem", "9999-12-31 23:59:59 -1200", "0001-01-01", "2026-03-22 10:00:00 /etc/passwd", "\0" * 200, INDIVISIBLE]
)
def test_what_is_no_time_takes_nothing_and_stops_nobody(late: Gradebook, text: str) -> None:
    deliver(late.files.root, "rui", text)
    result = late.record(make_graded("rui"), "f")
    assert result.late is not None
    assert result.late["desconto"] == 0


@pytest.mark.parametrize("zone", ["/etc/shadow", ":/etc/shadow", "../../../etc/passwd", "America/../UTC"])
def test_a_zone_opens_no_file_outside_the_machines_own_zones(
    late: Gradebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    monkeypatch.setattr(late.database.api.utils.dateutil.tz, "gettz", lambda name: pytest.fail(f"looked for {name}"))
    (tmp_path / "timestamp.txt").write_text(f"2026-03-22 10:00:00 {zone}")
    assert stamp(late.database, tmp_path) is None


@settings(deadline=None)  # it writes files, and a busy disk is slow
@given(text=st.text(max_size=60) | st.from_regex(r"\d{1,5}-\d{1,3}-\d{1,3} \d{1,3}:\d{1,3}:\d{1,3} [A-Z+-]\w{0,9}", fullmatch=True))
def test_any_text_is_a_time_or_none(registered: Path, tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    place = tmp_path_factory.getbasetemp()
    (place / "timestamp.txt").write_bytes(text.encode("utf-8", "surrogatepass"))
    with Gradebook(registered) as book:
        found = stamp(book.database, place)
    assert found is None or (found.tzinfo is None and 1970 <= found.year < 2200)


@pytest.mark.parametrize("before", [True, False], ids=["antes", "depois"])
def test_killed_beside_the_rows_of_lateness_recording_again_heals_it(late: Gradebook, before: bool) -> None:
    root = late.files.root
    late.close()
    (root / "prazos.toml").write_text(TOML.replace("desconto_por_dia = 10", "desconto_por_dia = 20"))
    child = os.fork()
    if child == 0:  # nothing of pytest's may run here again: it ends by the signal or at once
        try:
            book = Gradebook(root)
            whole = lateness.write

            def dying(*arguments: Any) -> None:
                if not before:
                    whole(*arguments)
                os.kill(os.getpid(), signal.SIGKILL)

            lateness.write = dying
            book.record(make_graded("joana", 0.0, 1.0), "nova")
        finally:
            os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    assert columns(root, "joana")[3] == 1.0, "nothing was committed"
    with Gradebook(root) as book:
        assert book.record(make_graded("joana", 0.0, 1.0), "nova").score == 0.6
    assert columns(root, "joana")[3] == 0.4


def test_a_locked_database_takes_the_lateness_back_with_the_grades(late: Gradebook, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*arguments: Any) -> None:
        raise StorageError("banco", "o disco está cheio", "libere espaço")

    monkeypatch.setattr(lateness, "write", refused)
    with pytest.raises(StorageError):
        late.record(replace(make_graded("joana", 0.0, 0.0)), "f2")
    monkeypatch.undo()
    found = late.recorded("joana", NAME)
    assert found is not None
    assert (found[0], found[1].score, columns(late.files.root, "joana")[3]) == ("f1", 4.0, 1.0)


def test_one_late_record_is_one_commit_and_a_bounded_number_of_statements(late: Gradebook) -> None:
    from sqlalchemy import event

    seen: list[str] = []
    event.listen(late.database.gradebook.engine, "before_cursor_execute", lambda *args: seen.append(args[2]))
    counts = []
    for number in range(10):
        deliver(late.files.root, f"aluno{number}", LATE)
        seen.clear()
        late.record(make_graded(f"aluno{number}"), "f")
        counts.append(len(seen))
    assert counts[-1] == counts[1] <= 20


def test_settling_again_changes_nothing_in_the_database(late: Gradebook) -> None:
    root = late.files.root
    settle(late)
    before = rows(root / "gradebook.db"), columns(root, "joana")
    settle(late)
    assert (rows(root / "gradebook.db"), columns(root, "joana")) == before
