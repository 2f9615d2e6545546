"""The gradebook against a real nbgrader on SQLite: what is kept, what heals, and what nbgrader's own programs then see."""

from __future__ import annotations

import contextlib
import csv
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
import pytest

import grader.files
import grader.gradebook.book
import grader.gradebook.connection
import grader.gradebook.database
from grader.gradebook.book import Gradebook
from grader.records import (
    Cell,
    Exercise,
    ExerciseResult,
    Graded,
    Lesson,
    LessonError,
    RepairedCell,
    Result,
    Role,
    State,
    StorageError,
    UsageError,
    Verdict,
)

ROOT = Path(__file__).parent.parent.parent
NAME = "02_conexoes_residuais"
ANSWER = '# Exercício 2.1\ndef residual(x, funcoes):\n    """Soma."""\n    '
TEST = "# Verificação 2.1\nconfere()\n"
HIDDEN = '### BEGIN HIDDEN TESTS\nobserve("soma", residual(1, []))\n### END HIDDEN TESTS'
STUB = "ESCREVA SUA RESPOSTA AQUI"
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def _meta(grade_id: str, points: float | None = None, solution: bool = True) -> dict[str, Any]:
    data = {
        "grade": points is not None,
        "grade_id": grade_id,
        "locked": not solution,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }
    return {"nbgrader": data if points is None else data | {"points": points}}


def make_source(exercises: tuple[str, ...] = ("2.1", "2.2"), points: float = 4) -> Any:
    """The instructor's notebook: solutions, hidden tests and nbgrader's metadata (whose ids have no dots)."""
    new = nbformat.v4
    cells = [new.new_markdown_cell("# Conexões residuais", id="c-titulo")]
    for exercise in exercises:
        key = exercise.replace(".", "-")
        solved = ANSWER.replace("2.1", exercise) + "### BEGIN SOLUTION\n    return x\n    ### END SOLUTION"
        cells.append(new.new_code_cell(solved, id=f"ex-{key}", metadata=_meta(f"ex-{key}")))
        test = TEST.replace("2.1", exercise) + HIDDEN
        cells.append(new.new_code_cell(test, id=f"teste-{key}", metadata=_meta(f"teste-{key}", points, solution=False)))
    cells.append(new.new_markdown_cell("Rubrica: …", id="aberta-2", metadata=_meta("aberta-2", 2)))
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return new.new_notebook(cells=cells, metadata=kernel)


def _public(cell: Any) -> Cell:
    kind, _, key = cell.metadata.get("nbgrader", {}).get("grade_id", "").partition("-")
    role = {"ex": Role.ANSWER, "teste": Role.TEST, "aberta": Role.OPEN, "": Role.TEXT}[kind]
    text = cell.source.split("### BEGIN")[0].rstrip("\n")
    text = {Role.ANSWER: f"{text}# SEU CÓDIGO AQUI", Role.OPEN: STUB}.get(role, text)
    exercise = key.replace("-", ".") if kind in {"ex", "teste"} else None
    return Cell(cell.id, cell.cell_type, role, text, f"{kind}-{exercise or key}" if kind else None, exercise)


def make_lesson(source: Any) -> Lesson:
    """The lesson that publishing would make of `source`."""
    cells = tuple(_public(cell) for cell in source.cells)
    tests = [
        (public.exercise, cell.metadata.nbgrader.points)
        for public, cell in zip(cells, source.cells, strict=True)
        if public.role is Role.TEST
    ]
    exercises = tuple(Exercise(name, points, f"ex-{name}", f"teste-{name}", ("residual",), "") for name, points in tests)
    return Lesson(NAME, cells, {}, exercises, "aberta-2", 2.0)


SOURCE = make_source()
LESSON = make_lesson(SOURCE)


def make_graded(
    student: str, first: float | None = 4.0, second: float | None = 1.0, answer: str = "    return x + 1", **changes: Any
) -> Graded:
    """A graded submission; None is "not judged"."""
    cells = [RepairedCell(c.id, c.kind, c.role, c.source, c.grade_id, c.exercise) for c in LESSON.cells]
    cells[1] = replace(cells[1], source=ANSWER + answer)
    cells[-1] = replace(cells[-1], source="Porque o gradiente passa. <script>alert(1)</script>")
    cells.insert(2, RepairedCell("extra-1", "code", Role.ADDED, "print(1)"))
    verdict = {None: Verdict.NOT_JUDGED, 4.0: Verdict.RIGHT, 0.0: Verdict.WRONG}
    exercises = (
        ExerciseResult("2.1", first, 4.0, verdict.get(first, Verdict.PARTIAL)),
        ExerciseResult("2.2", second, 4.0, verdict.get(second, Verdict.PARTIAL), ("A soma veio trocada.",)),
        ExerciseResult("aberta", None, 2.0, Verdict.NOT_JUDGED),
    )
    judged = [score for score in (first, second) if score is not None]
    state = State.GRADED if len(judged) == 2 else State.NOT_JUDGED
    result = Result(student, NAME, sum(judged), 10.0, state, exercises, ("A célula 3 foi reposta.",), 0.25)
    outputs = {"ex-2-1": [{"output_type": "stream", "name": "stdout", "text": "oi\n"}]}
    return Graded(replace(result, **changes), tuple(cells), outputs, ("teste oculto: nada",))


def unreadable(student: str) -> Graded:
    """A submission that no repair could read."""
    return Graded(Result(student, NAME, None, 10.0, State.UNREADABLE, (), ("O arquivo termina no meio.",)))


def hand_in(folder: Path, student: str) -> None:
    """Put a file where `grader coletar` puts it."""
    path = folder / "submitted" / student / NAME / f"{NAME}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text("{}")


def by_hand(folder: Path, student: str, grade_id: str, **values: Any) -> None:
    """What formgrader does when a person types a score (apihandlers.GradeHandler.put)."""
    import nbgrader.api

    with nbgrader.api.Gradebook(f"sqlite:///{folder}/gradebook.db") as book:
        grade = book.find_grade(grade_id, NAME, NAME, student)
        for name, value in values.items():
            setattr(grade, name, value)
        grade.needs_manual_grade = grade.manual_score is None and grade.auto_score is None
        book.db.commit()


def comment_by_hand(folder: Path, student: str, grade_id: str, text: str) -> None:
    """What formgrader does when a person types a comment."""
    import nbgrader.api

    with nbgrader.api.Gradebook(f"sqlite:///{folder}/gradebook.db") as book:
        book.find_comment(grade_id, NAME, NAME, student).manual_comment = text
        book.db.commit()


def grade_row(folder: Path, student: str, grade_id: str) -> tuple[Any, ...]:
    """auto_score, manual_score, extra_credit, needs_manual_grade of one grade."""
    import nbgrader.api

    with nbgrader.api.Gradebook(f"sqlite:///{folder}/gradebook.db") as book:
        grade = book.find_grade(grade_id, NAME, NAME, student)
        return grade.auto_score, grade.manual_score, grade.extra_credit, grade.needs_manual_grade


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class with the lesson registered, to copy from: creating a database takes longer than the tests."""
    folder = tmp_path_factory.mktemp("modelo")
    with Gradebook(folder) as book:
        book.register(LESSON, SOURCE)
    return folder


@pytest.fixture
def folder(empty: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(empty, tmp_path / "turma"))


@pytest.fixture
def book(folder: Path) -> Iterator[Gradebook]:
    with Gradebook(folder) as opened:
        yield opened


def rows(database: Path) -> dict[str, list[tuple[Any, ...]]]:
    """What a lesson left in nbgrader's tables, without the random ids."""
    with contextlib.closing(sqlite3.connect(database)) as db:
        return {
            "assignment": db.execute("select name from assignment").fetchall(),
            "notebook": db.execute("select name, kernelspec from notebook").fetchall(),
            "grade": sorted(db.execute("select name, max_score, cell_type from base_cell join grade_cells using (id)")),
            "solution": sorted(db.execute("select name from base_cell join solution_cells using (id)")),
            "source": sorted(db.execute("select name, cell_type, locked, source, checksum from source_cell")),
            "alembic": db.execute("select version_num from alembic_version").fetchall(),
        }


def test_registering_makes_what_nbgrader_itself_makes(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from nbgrader.apps import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import Config

    stock = tmp_path / "de_fabrica"
    (stock / "source" / NAME).mkdir(parents=True)
    nbformat.write(SOURCE, stock / "source" / NAME / f"{NAME}.ipynb")
    config = Config()
    config.ClearSolutions.code_stub = {"python": "# SEU CÓDIGO AQUI"}
    config.ClearSolutions.text_stub = STUB
    # nbgrader starts a program called alembic
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    api = NbGraderAPI(CourseDirectory(root=str(stock), config=config), config=config)
    assert api.generate_assignment(NAME)["success"]
    assert rows(folder / "gradebook.db") == rows(stock / "gradebook.db")

    ours, theirs = (nbformat.read(place / "release" / NAME / f"{NAME}.ipynb", as_version=4) for place in (folder, stock))
    assert [cell.source for cell in ours.cells] == [cell.source for cell in theirs.cells]
    assert [cell.metadata.get("nbgrader") for cell in ours.cells] == [cell.metadata.get("nbgrader") for cell in theirs.cells]
    nbformat.validate(ours)


def test_registering_again_writes_nothing(book: Gradebook, folder: Path) -> None:
    database, release = folder / "gradebook.db", folder / "release" / NAME / f"{NAME}.ipynb"
    before = database.read_bytes(), release.stat().st_mtime_ns
    book.register(LESSON, SOURCE)
    assert (database.read_bytes(), release.stat().st_mtime_ns) == before


def test_a_changed_lesson_keeps_the_scores_that_a_person_gave(book: Gradebook, folder: Path) -> None:
    book.record(make_graded("joana"), "f1")
    by_hand(folder, "joana", "aberta-2", manual_score=1.5)
    changed = make_source(("2.1", "2.2", "2.3"), points=3)
    changed.cells[1].source = changed.cells[1].source.replace("Soma.", "Soma os ramos.")
    book.register(make_lesson(changed), changed)
    assert grade_row(folder, "joana", "aberta-2") == (None, 1.5, None, False)
    book.record(make_graded("joana"), "f2")  # the new exercise gets its row
    assert grade_row(folder, "joana", "teste-2-3") == (None, None, None, True)
    assert grade_row(folder, "joana", "aberta-2") == (None, 1.5, None, False)


def test_an_exercise_taken_out_of_the_lesson_takes_its_automatic_grade_along(book: Gradebook, folder: Path) -> None:
    book.record(make_graded("joana", 4.0, 4.0), "f1")
    smaller = make_source(("2.1",), points=8)
    book.register(make_lesson(smaller), smaller)
    assert [row[0] for row in rows(folder / "gradebook.db")["grade"]] == ["aberta-2", "teste-2-1"]
    assert book.recorded("joana", NAME) is not None
    assert sum(decision.score or 0 for decision in book.database.decisions(NAME)["joana"].values()) == 0


def test_a_cell_with_a_persons_score_cannot_leave_the_lesson_unnoticed(book: Gradebook, folder: Path) -> None:
    book.record(make_graded("joana"), "f1")
    by_hand(folder, "joana", "teste-2-2", manual_score=3.0)
    smaller = make_source(("2.1",), points=8)
    with pytest.raises(StorageError, match="'teste-2-2' saiu da aula"):
        book.register(make_lesson(smaller), smaller)
    assert grade_row(folder, "joana", "teste-2-2")[1] == 3.0


def test_a_source_that_is_not_the_lessons_is_refused(book: Gradebook) -> None:
    with pytest.raises(LessonError):
        book.register(LESSON, make_source(("2.1",)))


BLOCKS = {name: f"### BEGIN HIDDEN TESTS\nvalores de {name}\n### END HIDDEN TESTS" for name in ("teste-2.1", "teste-2.2")}


def test_a_completed_source_is_kept_and_its_hidden_tests_are_in_the_database(folder: Path) -> None:
    path, release = folder / "source" / NAME / f"{NAME}.ipynb", folder / "release" / NAME / f"{NAME}.ipynb"
    before = release.read_bytes()
    with Gradebook(folder) as book:
        book.register(LESSON, SOURCE)
        assert not book.is_complete(LESSON)
        book.complete(LESSON, BLOCKS)
        assert book.is_complete(LESSON)
    completed = path.read_bytes()
    assert b"valores de teste-2.1" in completed
    assert b"observe" not in completed
    (folder / "gradebook.db").unlink()
    with Gradebook(folder) as book:
        book.register(LESSON, SOURCE)
        assert book.is_complete(LESSON)
    assert path.read_bytes() == completed
    assert release.read_bytes() == before
    sources = {name: text for name, _, _, text, _ in rows(folder / "gradebook.db")["source"]}
    assert "valores de teste-2.2" in sources["teste-2-2"]


def test_a_changed_lesson_or_an_edited_file_is_registered_anew(book: Gradebook, folder: Path) -> None:
    path = folder / "source" / NAME / f"{NAME}.ipynb"
    plain = path.read_bytes()
    book.register(LESSON, SOURCE)
    book.complete(LESSON, BLOCKS)
    path.write_text(path.read_text().replace("valores de teste-2.1", "outros"))
    book.register(LESSON, SOURCE)
    assert not book.is_complete(LESSON)
    assert path.read_bytes() == plain
    book.complete(LESSON, BLOCKS)
    changed = make_source()
    changed.cells[2].source = changed.cells[2].source.replace("residual(1, [])", "residual(2, [])")
    book.register(make_lesson(changed), changed)
    assert not book.is_complete(LESSON)
    assert "residual(2, [])" in path.read_text()


def test_what_was_recorded_is_read_back_whole(book: Gradebook) -> None:
    graded = make_graded("joana")
    assert book.recorded("joana", NAME) is None
    book.record(graded, "impressão-1")
    assert book.recorded("joana", NAME) == ("impressão-1", graded.result)
    assert book.load("joana", NAME) == graded
    assert book.comments("joana", NAME) == {}


def test_a_regrade_keeps_scores_extra_credit_and_comments_given_in_formgrader(book: Gradebook, folder: Path) -> None:
    book.record(make_graded("joana"), "f1")
    by_hand(folder, "joana", "aberta-2", manual_score=1.5)
    by_hand(folder, "joana", "teste-2-2", manual_score=3.0, extra_credit=0.5)
    comment_by_hand(folder, "joana", "aberta-2", "Boa, mas fale do termo identidade.")
    book.record(make_graded("joana", 0.0, 1.0), "f2")

    found = book.recorded("joana", NAME)
    assert found is not None
    assert [(e.id, e.score, e.verdict) for e in found[1].exercises] == [
        ("2.1", 0.0, Verdict.WRONG),
        ("2.2", 3.5, Verdict.PARTIAL),
        ("aberta", 1.5, Verdict.PARTIAL),
    ]
    assert found[1].score == 5.0
    assert book.comments("joana", NAME) == {"aberta": "Boa, mas fale do termo identidade."}
    assert book.load("joana", NAME).result == found[1] == book.results(NAME)[0]


def test_a_persons_score_is_flagged_for_review_only_when_what_it_judged_changed(book: Gradebook, folder: Path) -> None:
    book.record(make_graded("joana"), "f1")
    by_hand(folder, "joana", "aberta-2", manual_score=1.5)
    by_hand(folder, "joana", "teste-2-1", manual_score=2.0)
    book.record(make_graded("joana"), "f2")
    assert grade_row(folder, "joana", "aberta-2") == (None, 1.5, None, False)
    assert grade_row(folder, "joana", "teste-2-1") == (4.0, 2.0, None, False)
    book.record(make_graded("joana", answer="return x + 2"), "f3")
    assert grade_row(folder, "joana", "aberta-2") == (None, 1.5, None, False)
    assert grade_row(folder, "joana", "teste-2-1") == (4.0, 2.0, None, True)
    book.record(make_graded("joana", answer="return x + 2"), "f4")
    assert grade_row(folder, "joana", "teste-2-1")[3], "only a person takes the flag away"


def test_what_was_not_judged_waits_for_a_person_and_is_never_zero(book: Gradebook, folder: Path) -> None:
    book.record(make_graded("joana", None, 1.0), "f1")
    assert grade_row(folder, "joana", "teste-2-1") == (None, None, None, True)
    (result,) = book.results(NAME)
    assert (result.state, result.score, result.exercises[0].score) == (State.NOT_JUDGED, 1.0, None)
    by_hand(folder, "joana", "teste-2-1", manual_score=4.0)
    (result,) = book.results(NAME)
    assert (result.state, result.score, result.exercises[0].verdict) == (State.GRADED, 5.0, Verdict.RIGHT)


def test_an_unanswered_open_question_waits_for_nobody(book: Gradebook, folder: Path) -> None:
    graded = make_graded("joana")
    exercises = (*graded.result.exercises[:2], ExerciseResult("aberta", None, 2.0, Verdict.UNANSWERED))
    book.record(replace(graded, result=replace(graded.result, exercises=exercises)), "f1")
    assert grade_row(folder, "joana", "aberta-2") == (0.0, None, None, False)


def test_an_unreadable_submission_waits_for_a_person_and_says_why(book: Gradebook, folder: Path) -> None:
    hand_in(folder, "joana")
    book.record(unreadable("joana"), "f1")
    assert grade_row(folder, "joana", "teste-2-1") == (None, None, None, True)
    (result,) = book.results(NAME)
    assert (result.state, result.score) == (State.UNREADABLE, None)
    page = nbformat.read(book.files.notebook("autograded", "joana", NAME), as_version=4)
    nbformat.validate(page)
    assert "não pôde ser lido" in page.cells[0].source
    assert "O arquivo termina no meio." in page.cells[0].source
    assert [cell.metadata.nbgrader.grade_id for cell in page.cells[1:]] == ["teste-2-1", "teste-2-2", "aberta-2"]
    assert book.load("joana", NAME) == unreadable("joana")

    by_hand(folder, "joana", "teste-2-1", manual_score=2.0)
    assert book.results(NAME)[0].score == 2.0


def test_results_tell_graded_waiting_and_missing_students_apart(book: Gradebook, folder: Path) -> None:
    for student in ("ana", "bia"):
        hand_in(folder, student)
    (folder / "submitted" / "carla" / "01_outra").mkdir(parents=True)
    (folder / "submitted" / "davi" / NAME).mkdir(parents=True)
    book.record(make_graded("ana"), "f1")
    book.record(Graded(Result("elisa", NAME, None, 10.0, State.NOT_RECEIVED)), "")
    states = {result.student: (result.state, result.score, result.maximum) for result in book.results(NAME)}
    assert states == {
        "ana": (State.GRADED, 5.0, 10.0),
        "bia": (State.NOT_JUDGED, None, 10.0),
        "carla": (State.NOT_RECEIVED, None, 10.0),
        "davi": (State.NOT_RECEIVED, None, 10.0),
        "elisa": (State.NOT_RECEIVED, None, 10.0),
    }
    assert book.arrivals(NAME) == (["ana", "bia"], ["carla", "davi", "elisa"])


def test_hostile_outputs_are_filed_inert_and_small(book: Gradebook) -> None:
    hostile = [
        {"output_type": "stream", "name": "stdout", "text": "\x1b]0;título\x07\x1b[31mvermelho\x1b[0m \ud800 fim"},
        {"output_type": "display_data", "metadata": {"x": 1}, "data": {"text/html": "<script>1</script>", "text/plain": ["a", "b"]}},
        {"output_type": "display_data", "metadata": {}, "data": {"application/javascript": "alert(1)", "image/svg+xml": "<svg/>"}},
        {"output_type": "display_data", "metadata": {}, "data": {"image/png": PNG}},
        {"output_type": "display_data", "metadata": {}, "data": {"image/png": "PHNjcmlwdD4="}},
        {"output_type": "error", "ename": "E", "evalue": "\x1b[1mv", "traceback": ["\x1b[0;31m---\x1b[0m", "linha\ncom duas"]},
        {"output_type": "stream", "name": "stderr", "text": "x" * 5_000_000},
        {"output_type": "stream", "name": "stdout", "text": 3},
        "lixo",
    ]
    graded = make_graded("joana")
    book.record(replace(graded, outputs={"ex-2-1": hostile}), "f1")
    page = nbformat.read(book.files.notebook("autograded", "joana", NAME), as_version=4)
    nbformat.validate(page)
    outputs = page.cells[1].outputs
    assert outputs[0].text == "vermelho  fim"
    assert outputs[1].data == {"text/plain": "ab"}
    assert outputs[2].data == {"image/png": PNG}
    assert outputs[3].data == {"text/plain": "(imagem não guardada: grande demais ou danificada)"}
    assert outputs[4].traceback == ["---", "linha", "com duas"]
    assert len(outputs[5].text) < 100_100
    assert len(outputs) == 6


def test_a_lone_surrogate_or_a_nul_in_an_answer_stops_nothing(book: Gradebook) -> None:
    book.record(make_graded("joana", answer="return '\ud800\0'"), "f1")
    assert book.load("joana", NAME).cells[1].source.endswith("return '?\0'")


@pytest.mark.parametrize("student", ["../fora", "a/b", "..", "", ".oculto", "a\\b", "a\nb", "x" * 300])
def test_an_id_never_leads_out_of_the_class_folder(book: Gradebook, folder: Path, student: str) -> None:
    before = sorted(folder.rglob("*"))
    with pytest.raises(UsageError):
        book.record(make_graded(student), "f1")
    assert sorted(folder.rglob("*")) == before


def test_nbgraders_own_csv_export_reads_the_grades(book: Gradebook, folder: Path, tmp_path: Path) -> None:
    import nbgrader.api
    from nbgrader.plugins import CsvExportPlugin

    book.record(make_graded("ana", 4.0, 1.0), "f1")
    book.record(make_graded("bia", None, 4.0), "f2")
    by_hand(folder, "ana", "aberta-2", manual_score=1.5)
    with nbgrader.api.Gradebook(f"sqlite:///{folder}/gradebook.db") as theirs:
        CsvExportPlugin(to=str(tmp_path / "notas.csv")).export(theirs)
    lines = list(csv.DictReader((tmp_path / "notas.csv").open()))
    assert [(line["student_id"], line["score"], line["max_score"]) for line in lines] == [("ana", "6.5", "10.0"), ("bia", "4.0", "10.0")]


def test_formgraders_listing_shows_the_right_numbers(book: Gradebook, folder: Path) -> None:
    from nbgrader.apps import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config.loader import PyFileConfigLoader

    for student in ("ana", "bia", "davi"):
        hand_in(folder, student)
    stamp = folder / "submitted" / "ana" / NAME / "timestamp.txt"
    stamp.write_text("2026-11-21 13:00:00 UTC\n")
    book.record(make_graded("ana", 4.0, 1.0), "f1")
    book.record(unreadable("bia"), "f2")

    config = PyFileConfigLoader("nbgrader_config.py", path=str(folder)).load_config()
    api = NbGraderAPI(CourseDirectory(config=config), config=config)
    (assignment,) = api.get_assignments()
    assert (assignment["name"], assignment["num_submissions"], assignment["max_score"]) == (NAME, 3, 10.0)
    shown = {entry["student"]: entry for entry in api.get_submissions(NAME)}
    keys = ("autograded", "needs_manual_grade", "score", "max_score", "code_score", "max_written_score")
    assert [shown["ana"][key] for key in keys] == [True, True, 5.0, 10.0, 5.0, 2.0]
    assert [shown["bia"][key] for key in keys[:3]] == [True, True, 0.0]
    assert [shown["davi"][key] for key in keys[:3]] == [False, False, 0.0]
    assert shown["ana"]["timestamp"] == "2026-11-21T13:00:00"
    notebooks = {entry["student"]: entry for entry in api.get_notebook_submissions(NAME, NAME)}
    assert (notebooks["ana"]["needs_manual_grade"], notebooks["ana"]["failed_tests"]) == (True, True)


def test_formgraders_page_renders_a_filed_notebook(book: Gradebook, folder: Path) -> None:
    from nbconvert.exporters import HTMLExporter
    from nbgrader.preprocessors import GetGrades

    book.record(make_graded("ana"), "f1")
    comment_by_hand(folder, "ana", "ex-2-1", "Veja a soma.")
    exporter = HTMLExporter(preprocessors=[GetGrades])
    names = {"assignment": NAME, "notebook": NAME, "student": "ana", "db_url": f"sqlite:///{folder}/gradebook.db"}
    page = nbformat.read(book.files.notebook("autograded", "ana", NAME), as_version=4)
    _, resources = exporter.from_notebook_node(page, resources={"nbgrader": names})
    assert (resources["nbgrader"]["score"], resources["nbgrader"]["max_score"]) == (5.0, 10.0)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _dying(function: Any, call: int, before: bool) -> Any:
    """`function`, but its nth call is the process's last."""
    calls = iter(range(1, 1000))

    def wrapped(*args: Any, **kwargs: Any) -> Any:
        last = next(calls) == call
        if last and before:
            _die()
        result = function(*args, **kwargs)
        if last:
            _die()
        return result

    return wrapped


POINTS = [
    (grader.gradebook.book, "stage", 1),
    (grader.gradebook.book, "stage", 2),
    (grader.gradebook.database.Database, "save", 1),
    (grader.gradebook.database.Database, "_by_cell", 1),
    (grader.gradebook.database.Database, "_by_cell", 2),
    (grader.gradebook.database.Database, "commit", 1),
    (grader.files.Staged, "commit", 1),
    (grader.files.Staged, "commit", 2),
    (Path, "unlink", 1),
]


@pytest.mark.parametrize("regrade", [False, True], ids=["primeira vez", "recorreção"])
@pytest.mark.parametrize("before", [True, False], ids=["antes", "depois"])
@pytest.mark.parametrize("point", POINTS, ids=lambda point: f"{point[1]}-{point[2]}")
def test_killed_anywhere_the_gradebook_is_sound_and_recording_again_heals_it(
    folder: Path, point: tuple[Any, str, int], before: bool, regrade: bool
) -> None:
    if regrade:
        with Gradebook(folder) as book:
            book.record(make_graded("joana", 0.0, 0.0), "velha")
        by_hand(folder, "joana", "aberta-2", manual_score=1.5)
    child = os.fork()
    if child == 0:  # nothing of pytest's may run here again: it ends by the signal or at once
        try:
            owner, name, call = point
            book = Gradebook(folder)
            setattr(owner, name, _dying(getattr(owner, name), call, before))
            book.record(make_graded("joana", 4.0, 1.0), "nova")
        finally:
            os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL

    with contextlib.closing(sqlite3.connect(folder / "gradebook.db")) as db:
        assert db.execute("pragma integrity_check").fetchall() == [("ok",)]
    with Gradebook(folder) as book:
        found = book.recorded("joana", NAME)
        assert found is None or found[0] in {"velha", "nova"}
        if found and found[0] == "velha":
            assert found[1].score == 1.5
            assert grade_row(folder, "joana", "teste-2-1")[0] == 0.0, "a marker never speaks of other grades than the database's"
        book.record(make_graded("joana", 4.0, 1.0), "nova")
        found = book.recorded("joana", NAME)
        assert found is not None
        assert (found[0], found[1].score) == ("nova", 6.5 if regrade else 5.0)
    assert grade_row(folder, "joana", "teste-2-1")[0] == 4.0
    assert not list(folder.rglob("*.parte"))


def test_a_class_killed_while_its_database_is_made_starts_again(tmp_path: Path) -> None:
    child = os.fork()
    if child == 0:
        try:
            grader.gradebook.connection._put = _dying(grader.gradebook.connection._put, 1, True)
            Gradebook(tmp_path)
        finally:
            os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    assert not (tmp_path / "gradebook.db").exists()
    with Gradebook(tmp_path) as book:
        assert list(tmp_path.rglob("*.parte")) == []
        book.register(LESSON, SOURCE)
        book.record(make_graded("joana"), "f1")
        assert book.results(NAME)[0].score == 5.0


def test_a_full_disk_leaves_the_earlier_grade_on_record(book: Gradebook, monkeypatch: pytest.MonkeyPatch) -> None:
    book.record(make_graded("joana"), "f1")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(grader.files.os, "fsync", full)
    with pytest.raises(StorageError, match="o disco está cheio; libere espaço"):
        book.record(make_graded("joana", 0.0, 0.0), "f2")
    monkeypatch.undo()
    found = book.recorded("joana", NAME)
    assert found is not None
    assert (found[0], found[1].score) == ("f1", 5.0)
    assert not list(book.files.root.rglob("*.parte"))


def test_a_disk_that_is_really_full_at_any_write_loses_nothing(tmp_path: Path) -> None:
    inside = ["--bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--size", str(4 * 2**20), "--tmpfs", str(tmp_path)]
    command = ["bwrap", *inside, "--", sys.executable, "-m", "tests.gradebook.full_disk", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    full, enough = map(int, done.stdout.split())
    assert full >= 5
    assert enough >= 5


def test_a_locked_database_is_one_line_and_loses_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grader.gradebook.connection, "BUSY_SECONDS", 0)
    with Gradebook(folder) as book, contextlib.closing(sqlite3.connect(folder / "gradebook.db")) as other:
        book.record(make_graded("joana"), "f1")
        other.execute("begin immediate")
        with pytest.raises(StorageError, match="em uso por outro programa"):
            book.record(make_graded("joana", 0.0, 0.0), "f2")
        other.rollback()
        found = book.recorded("joana", NAME)
        assert found is not None
        assert found[0] == "f1"
        book.record(make_graded("joana", 0.0, 0.0), "f2")
        assert book.results(NAME)[0].score == 0.0


def test_a_file_that_is_no_database_is_named_and_left_alone(folder: Path) -> None:
    (folder / "gradebook.db").write_text("isto é um texto, e não um banco de dados do sqlite " * 20)
    with pytest.raises(StorageError, match=r"gradebook\.db: o arquivo não é um banco de notas"):
        Gradebook(folder)
    assert (folder / "gradebook.db").read_text().startswith("isto é um texto")


def test_a_missing_class_folder_is_a_storage_error(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="a pasta da turma não existe"):
        Gradebook(tmp_path / "nada")


def test_a_file_where_a_folder_should_be_is_a_storage_error(book: Gradebook, folder: Path) -> None:
    (folder / "autograded").write_text("")
    with pytest.raises(StorageError, match="há um arquivo onde deveria haver uma pasta"):
        book.record(make_graded("joana"), "f1")


def test_a_lesson_never_graded_here_is_a_usage_error(book: Gradebook) -> None:
    with pytest.raises(UsageError, match="ainda não foi corrigida"):
        book.results("03_bloco_residual")


def test_another_databases_url_goes_through_and_its_password_stays_out_of_errors(tmp_path: Path) -> None:
    with Gradebook(tmp_path, f"sqlite:///{tmp_path}/outro.db") as book:
        book.register(LESSON, SOURCE)
        book.record(make_graded("joana"), "f1")
        assert book.results(NAME)[0].score == 5.0
    assert not (tmp_path / "gradebook.db").exists()
    with pytest.raises(StorageError) as caught:
        Gradebook(tmp_path, "naoexiste://ana:segredo@servidor/notas")
    assert "segredo" not in str(caught.value)


def test_the_configuration_is_written_once_and_holds_no_path(folder: Path) -> None:
    config = folder / "nbgrader_config.py"
    assert str(folder) not in config.read_text()
    config.write_text("c = get_config()\n# minha\n")
    with Gradebook(folder):
        assert config.read_text().endswith("# minha\n")


def test_nbgraders_own_feedback_never_carries_the_instructors_log(book: Gradebook, folder: Path) -> None:
    from nbgrader.apps import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config.loader import PyFileConfigLoader

    hand_in(folder, "joana")
    book.record(make_graded("joana"), "f1")
    config = PyFileConfigLoader("nbgrader_config.py", path=str(folder)).load_config()
    assert NbGraderAPI(CourseDirectory(config=config), config=config).generate_feedback(NAME)["success"]
    assert sorted(path.name for path in (folder / "feedback").rglob("*.*")) == [f"{NAME}.html"]


def test_an_unreadable_marker_means_grade_again(book: Gradebook) -> None:
    book.record(make_graded("joana"), "f1")
    book.files.marker("joana", NAME).write_text(json.dumps({"impressao": "f1"}))
    assert book.recorded("joana", NAME) is None
    with pytest.raises(StorageError, match="ainda não foi corrigida"):
        book.load("joana", NAME)


def test_a_marker_whose_database_is_gone_means_grade_again(folder: Path) -> None:
    with Gradebook(folder) as book:
        book.record(make_graded("joana"), "f1")
    (folder / "gradebook.db").unlink()
    with Gradebook(folder) as book:
        book.register(LESSON, SOURCE)
        assert book.recorded("joana", NAME) is None


def test_one_record_is_one_commit_and_a_bounded_number_of_statements(book: Gradebook) -> None:
    from sqlalchemy import event

    seen: list[str] = []
    commits: list[int] = []
    event.listen(book.database.gradebook.engine, "before_cursor_execute", lambda *args: seen.append(args[2]))
    event.listen(book.database.gradebook.engine, "commit", lambda connection: commits.append(1))
    counts = []
    for number in range(30):
        seen.clear()
        book.record(make_graded(f"aluno{number}"), "f")
        counts.append(len(seen))
    assert len(commits) == 30
    assert counts[-1] == counts[1] <= 15
