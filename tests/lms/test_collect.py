"""Collecting submissions from folders: nobody mixed up, nothing followed."""

from __future__ import annotations

import errno
import io
import os
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.lms import notebooks
from grader.lms.collect import Outcome, collect
from grader.lms.names import student_id
from grader.records import UnreadableError, UsageError
from grader.submission.notebook_bytes import read_document

LESSON = "02_conexoes_residuais"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "entregas"
    folder.mkdir()
    return folder


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return tmp_path / "turma"


def put(path: Path, content: bytes = b"{}") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def copied(course: Path) -> dict[str, bytes]:
    """What lies in submitted/, by student; fails on any other file."""
    files = [path for path in (course / "submitted").rglob("*") if not path.is_dir()]
    assert all(path.relative_to(course / "submitted").parts[1:] == (LESSON, f"{LESSON}.ipynb") for path in files)
    return {path.relative_to(course / "submitted").parts[0]: path.read_bytes() for path in files}


def test_sub_folders_loose_notebooks_and_single_files_each_find_their_student(inbox: Path, course: Path, tmp_path: Path) -> None:
    put(inbox / "Ana Araújo" / f"{LESSON}.ipynb", b"a")
    put(inbox / "bia.IPYNB", b"b")
    put(inbox / "carla" / "anexos" / "tarefa.ipynb", b"c")
    single = put(tmp_path / "davi.ipynb", b"d")
    named = put(tmp_path / "elisa" / f"{LESSON}.ipynb", b"e")
    student = put(tmp_path / "fabio" / LESSON / f"{LESSON}.ipynb", b"f").parents[1]
    records = collect([inbox, single, named, student], LESSON, course)
    assert copied(course) == {"Ana_Araújo": b"a", "bia": b"b", "carla": b"c", "davi": b"d", "elisa": b"e", "fabio": b"f"}
    assert {record.outcome for record in records} == {Outcome.NEW}
    assert str(records[1]) == f"recebida: bia ← {inbox / 'bia.IPYNB'}"


def test_collecting_again_says_what_is_equal_and_what_was_replaced(inbox: Path, course: Path) -> None:
    put(inbox / "ana.ipynb", b"1")
    put(inbox / "bia.ipynb", b"1")
    collect([inbox], LESSON, course)
    put(inbox / "bia.ipynb", b"2")
    assert [(record.student, record.outcome) for record in collect([inbox], LESSON, course)] == [
        ("ana", Outcome.SAME),
        ("bia", Outcome.REPLACED),
    ]
    assert copied(course) == {"ana": b"1", "bia": b"2"}


def test_two_sources_of_one_student_are_both_named_and_neither_is_taken(inbox: Path, course: Path) -> None:
    put(inbox / "joana" / f"{LESSON}.ipynb", b"1")
    put(inbox / "joana.ipynb", b"2")
    put(inbox / "ana.ipynb", b"3")
    ana, joana = collect([inbox], LESSON, course)
    assert (ana.outcome, joana.outcome) == (Outcome.NEW, Outcome.CLASH)
    assert str(inbox / "joana.ipynb") in joana.note
    assert str(inbox / "joana") in joana.note
    assert copied(course) == {"ana": b"3"}


def test_the_same_path_given_twice_is_no_clash(inbox: Path, course: Path) -> None:
    put(inbox / "ana.ipynb")
    assert [record.outcome for record in collect([inbox, inbox, inbox / "ana.ipynb"], LESSON, course)] == [Outcome.NEW]


@pytest.mark.parametrize(
    ("names", "chosen"),
    [
        ([f"{LESSON}.ipynb", f"{LESSON} (2).ipynb", "zz.ipynb"], f"{LESSON}.ipynb"),
        ([f"{LESSON}-Copy1.ipynb", "zz.ipynb"], f"{LESSON}-Copy1.ipynb"),
        (["joana_02_Conexoes_Residuais_final.ipynb", "zz 02.ipynb"], "joana_02_Conexoes_Residuais_final.ipynb"),
        (["aula2.ipynb", "aula3.ipynb", "aula12.ipynb"], "aula2.ipynb"),
        (["tarefa v9.ipynb", "tarefa v10.ipynb"], "tarefa v10.ipynb"),
    ],
)
def test_of_several_notebooks_the_likeliest_is_taken_and_said(inbox: Path, course: Path, names: list[str], chosen: str) -> None:
    for name in names:
        put(inbox / "joana" / name, name.encode())
    (record,) = collect([inbox], LESSON, course)
    assert copied(course) == {"joana": chosen.encode()}
    assert record.note == f"há {len(names)} cadernos; escolhido {chosen}"


@pytest.mark.parametrize("mark", ["-copy(1)", " copia (1)"])
def test_a_name_that_can_be_read_in_many_ways_stops_nobody(inbox: Path, course: Path, mark: str) -> None:
    """Two ways for each of 22 marks would be four million ways for the whole; a name has room for thirty."""
    put(inbox / "ana" / f"x{mark * 22}!.ipynb", b"a")
    start = time.process_time()
    (record,) = collect([inbox], LESSON, course)
    assert (record.outcome, time.process_time() - start < 1) == (Outcome.NEW, True)


@pytest.mark.parametrize("mark", [" (1)", "-Copy1", "(1) (2)", "-Copy1(1)", " - cópia (2)", "_copia3 (1)"])
def test_a_copy_counts_as_the_lesson_itself(inbox: Path, course: Path, mark: str) -> None:
    put(inbox / "ana" / f"{LESSON}{mark}.ipynb", b"a")
    put(inbox / "ana" / f"zz {LESSON} 9.ipynb", b"z")
    collect([inbox], LESSON, course)
    assert copied(course) == {"ana": b"a"}


def test_copies_of_the_lesson_in_one_folder_are_one_students(inbox: Path, course: Path) -> None:
    put(inbox / f"{LESSON}.ipynb", b"1")
    put(inbox / f"{LESSON}(1).ipynb", b"2")
    assert [record.student for record in collect([inbox], LESSON, course)] == ["entregas"]
    assert copied(course) == {"entregas": b"1"}


def test_checkpoints_and_what_macs_add_are_not_submissions(inbox: Path, course: Path) -> None:
    put(inbox / "ana" / f"{LESSON}.ipynb", b"1")
    put(inbox / "ana" / ".ipynb_checkpoints" / f"{LESSON}-checkpoint.ipynb", b"2")
    put(inbox / "ana" / f"._{LESSON}.ipynb", b"3")
    put(inbox / "__MACOSX" / "ana.ipynb", b"4")
    put(inbox / ".DS_Store", b"5")
    assert len(collect([inbox], LESSON, course)) == 1
    assert copied(course) == {"ana": b"1"}


def test_links_pipes_and_giants_are_skipped_and_said(inbox: Path, course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = put(tmp_path / "segredo.ipynb", b"segredo")
    (inbox / "ana").mkdir()
    (inbox / "ana" / f"{LESSON}.ipynb").symlink_to(secret)
    (inbox / "bia").symlink_to(tmp_path)
    (inbox / "carla.ipynb").symlink_to(secret)
    os.mkfifo(inbox / "davi.ipynb")
    monkeypatch.setattr(notebooks, "SIZE_LIMIT", 1000)
    put(inbox / "elisa.ipynb", b"x" * 1001)
    put(inbox / "fabio" / "resposta.txt")
    records = {record.source.name: record for record in collect([inbox], LESSON, course)}
    assert {record.outcome for record in records.values()} == {Outcome.SKIPPED}
    assert "atalho" in records[f"{LESSON}.ipynb"].note
    assert "atalho" in records["bia"].note
    assert "atalho" in records["carla.ipynb"].note
    assert records["davi.ipynb"].note == "não é um arquivo comum"
    assert "grande demais" in records["elisa.ipynb"].note
    assert records["fabio"].note == "não há nenhum caderno (.ipynb) na pasta"
    assert not course.exists()


def test_a_link_where_the_submission_goes_is_replaced_and_its_target_left_alone(inbox: Path, course: Path, tmp_path: Path) -> None:
    outside = put(tmp_path / "fora.txt", b"fora")
    target = course / "submitted" / "ana" / LESSON / f"{LESSON}.ipynb"
    target.parent.mkdir(parents=True)
    target.symlink_to(outside)
    put(inbox / "ana.ipynb", b"1")
    collect([inbox], LESSON, course)
    assert outside.read_bytes() == b"fora"
    assert not target.is_symlink()
    assert copied(course) == {"ana": b"1"}


@pytest.mark.parametrize(("name", "cause"), [("turma.zip", "não existe"), ("nada", "não existe"), ("vazia", "nenhum caderno")])
def test_wrong_paths_are_usage_errors(tmp_path: Path, course: Path, name: str, cause: str) -> None:
    (tmp_path / "vazia").mkdir()
    with pytest.raises(UsageError, match=cause):
        collect([tmp_path / name], LESSON, course)


HOSTILE = [
    *("ana..", "-rf", "--turma=fora", "a\nb", "\x1b[2Jana", "\u202eana", "a\\..\\..\\fora", "%2e%2e%2ffora"),
    *("=1+1", "x" * 249, "á" * 124, "nul"),
]
"""Names that a file system holds, and that a path, a terminal, a shell or a spreadsheet might take for something else."""


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_of_files_and_folders_stay_inside_the_class_folder(inbox: Path, course: Path, tmp_path: Path, name: str) -> None:
    put(inbox / f"{name}.ipynb", b"solto")
    (loose,) = collect([inbox], LESSON, course)
    put(tmp_path / "pastas" / name / "tarefa.ipynb", b"na pasta")
    (filed,) = collect([tmp_path / "pastas"], LESSON, course)
    assert (loose.outcome, filed.outcome) == (Outcome.NEW, Outcome.REPLACED)
    assert copied(course) == {student_id(name): b"na pasta"}
    assert str(loose).isprintable()
    assert {path.name for path in tmp_path.iterdir()} == {"entregas", "pastas", "turma"}


def test_a_zip_is_never_opened_whatever_it_is_called(inbox: Path, course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten megabytes of zeros in ten kilobytes, with a member that leads out of the folder."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("../../fora.ipynb", b"0" * 10**7)
    put(inbox / "ana" / "entrega.zip", raw.getvalue())
    put(inbox / "bia.ipynb", raw.getvalue())
    put(inbox / "carla.ZIP", raw.getvalue())

    def opened(*_: object) -> None:
        pytest.fail("a zip was opened")

    monkeypatch.setattr(zipfile.ZipFile, "__init__", opened)
    outcomes = {record.source.name: record.outcome for record in collect([inbox], LESSON, course)}
    assert outcomes == {"ana": Outcome.SKIPPED, "bia.ipynb": Outcome.NEW, "carla.ZIP": Outcome.SKIPPED}
    with pytest.raises(UnreadableError, match="é um arquivo zip"):
        read_document(copied(course)["bia"])
    assert not list(inbox.parent.rglob("fora*"))


def test_a_file_that_claims_a_terabyte_costs_no_more_than_the_limit(inbox: Path, course: Path) -> None:
    with (inbox / "ana.ipynb").open("wb") as sparse:
        sparse.truncate(2**40)
    (record,) = collect([inbox], LESSON, course)
    assert (record.outcome, "grande demais" in record.note) == (Outcome.SKIPPED, True)


def test_a_folder_that_cannot_be_read_costs_nobody_else(inbox: Path, course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a student's own zip can make it: its folders bring their permissions along."""
    put(inbox / "ana" / f"{LESSON}.ipynb", b"a")
    put(inbox / "bia" / "fechada" / f"{LESSON}.ipynb", b"b")
    real = Path.iterdir

    def closed(self: Path) -> Iterator[Path]:
        if self.name == "fechada":
            raise PermissionError(errno.EACCES, "Permission denied", str(self))
        return real(self)

    monkeypatch.setattr(Path, "iterdir", closed)
    bia, ana = sorted(collect([inbox], LESSON, course), key=lambda record: record.outcome)
    assert copied(course) == {"ana": b"a"}
    assert (ana.outcome, bia.outcome, bia.note) == (Outcome.NEW, Outcome.SKIPPED, "sem permissão de leitura")


def test_folders_within_folders_and_links_in_circles_end(inbox: Path, course: Path) -> None:
    deep = inbox / "ana" / Path(*"abcdefghijkl")
    put(deep / "tarefa.ipynb")
    (inbox / "ana" / "volta").symlink_to(inbox)
    (record,) = collect([inbox], LESSON, course)
    assert (record.outcome, record.student) == (Outcome.SKIPPED, "ana")
