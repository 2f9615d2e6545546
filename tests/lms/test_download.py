"""Moodle's bulk download, in all its forms, into the class folder."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from grader.lms import moodle
from grader.lms.collect import Collected, Outcome, collect
from grader.lms.roster import Person, Roster
from grader.lms.search import ONLY_TEXT

from .download import FILE, FORMS, LESSON, download, in_code_page, member, prefix, zipped

PEOPLE = [("Ana Araújo", 11, b"a"), ("Joana D'Ávila", 12, b"b"), ("Neta, Zoë", 13, b"c")]
LISTED = Roster(
    (
        Person("2026001", "Ana Araujo", "ana@escola.br", "2026001"),
        Person("joana_escola.br", "Joana D’Ávila", "joana@escola.br"),
        Person("2026003", "Ana Silva", number="2026003", participant="31"),
        Person("2026004", "Ana Silva", number="2026004", participant="32"),
    )
)


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return tmp_path / "turma"


def submitted(course: Path) -> dict[str, bytes]:
    """What arrived, by student; fails on any other file in submitted/."""
    files = [path for path in (course / "submitted").rglob("*") if not path.is_dir()]
    assert all(path.relative_to(course / "submitted").parts[1:] == (LESSON, FILE) for path in files)
    return {path.relative_to(course / "submitted").parts[0]: path.read_bytes() for path in files}


def send(tmp_path: Path, *entries: tuple[str, bytes]) -> Path:
    place = tmp_path / "turma.zip"
    place.write_bytes(zipped(entries))
    return place


def by_place(records: list[Collected]) -> dict[str, Collected]:
    return {record.source.name: record for record in records}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_the_download_gives_the_same_class(tmp_path: Path, course: Path, form: str) -> None:
    records = collect([download(tmp_path / "turma.ZIP", PEOPLE, form)], LESSON, course)
    assert {record.outcome for record in records} == {Outcome.NEW}
    assert submitted(course) == {"Ana_Araújo": b"a", "Joana_DÁvila": b"b", "Neta_Zoë": b"c"}
    kept = json.loads((course / "moodle" / f"{LESSON}.json").read_text(encoding="utf-8"))["participantes"]
    assert [(one["participante"], one["aluno"], one["solto"]) for one in kept] == [
        ("11", "Ana_Araújo", form == "solto"),
        ("12", "Joana_DÁvila", form == "solto"),
        ("13", "Neta_Zoë", form == "solto"),
    ]
    assert kept[0]["pasta"] == "Ana Araújo_11_assignsubmission_file" + ("" if form == "pasta" else "_")
    assert not list(tmp_path.rglob("*assignsubmission*"))


def test_accents_in_an_old_code_page_are_the_same_student(tmp_path: Path, course: Path) -> None:
    place = tmp_path / "turma.zip"
    place.write_bytes(zipped([(in_code_page(member("pasta antiga", "Ana Araújo", 11), "cp437"), b"a")]))
    collect([place], LESSON, course)
    assert submitted(course) == {"Ana_Araújo": b"a"}


@pytest.mark.parametrize("name", ["Participante", "Participant", "Turma A-Participante"])
def test_blind_marking_keeps_participants_apart_by_their_numbers(tmp_path: Path, course: Path, name: str) -> None:
    collect([download(tmp_path / "turma.zip", [(name, 11, b"a"), (name, 12, b"b")])], LESSON, course)
    start = name.replace(" ", "_")
    assert submitted(course) == {f"{start}_11": b"a", f"{start}_12": b"b"}


def test_groups_that_hand_in_together_are_students_of_that_name(tmp_path: Path, course: Path) -> None:
    collect([download(tmp_path / "turma.zip", [("Grupo 1", 7, b"a"), ("Grupo 2", 8, b"b")])], LESSON, course)
    assert submitted(course) == {"Grupo_1": b"a", "Grupo_2": b"b"}


def test_what_a_student_sent_beside_the_notebook_is_left_alone(tmp_path: Path, course: Path) -> None:
    place = send(
        tmp_path,
        (member("pasta", "Ana", 11), b"a"),
        (member("pasta", "Ana", 11, "figuras/perda.png"), b"png"),
        (member("pasta", "Ana", 11, "rascunho/aula 3.ipynb"), b"outra"),
        (member("pasta", "Ana", 11, f".ipynb_checkpoints/{LESSON}-checkpoint.ipynb"), b"velho"),
        (member("pasta", "Ana", 11, "onlinetext.html", "onlinetext"), b"<p>oi</p>"),
        (member("pasta", "Bia", 12, "onlinetext.html", "onlinetext"), b"<p>oi</p>"),
        (member("pasta", "Caio", 13, "resposta.pdf"), b"%PDF"),
        ("__MACOSX/._x", b""),
    )
    records = by_place(collect([place], LESSON, course))
    assert submitted(course) == {"Ana": b"a"}
    assert records[FILE].note == f"há 2 cadernos; escolhido {FILE}"
    assert records[prefix("Bia", 12, "onlinetext")].note.startswith("só escreveu na página do Moodle")
    assert records[prefix("Caio", 13)].note == "não há nenhum caderno (.ipynb) entre os arquivos entregues"
    assert len(records) == 3


@pytest.mark.parametrize("form", FORMS)
def test_of_several_notebooks_the_lessons_own_is_taken(tmp_path: Path, course: Path, form: str) -> None:
    names = [f"{LESSON}-Copy1.ipynb", "zz.ipynb", FILE.upper().replace("IPYNB", "ipynb"), "aula 3.ipynb"]
    place = send(tmp_path, *((member(form, "Ana", 11, name), name.encode()) for name in names))
    (record,) = collect([place], LESSON, course)
    assert submitted(course) == {"Ana": names[2].encode()}
    assert record.note == f"há 4 cadernos; escolhido {names[2]}"


def test_what_comes_late_joins_the_rest(tmp_path: Path, course: Path) -> None:
    collect([download(tmp_path / "turma.zip", PEOPLE[:2])], LESSON, course)
    late = collect([download(tmp_path / "atrasados.zip", [PEOPLE[2], ("Ana Araújo", 11, b"a2")])], LESSON, course)
    assert [record.outcome for record in late] == [Outcome.REPLACED, Outcome.NEW]
    assert submitted(course) == {"Ana_Araújo": b"a2", "Joana_DÁvila": b"b", "Neta_Zoë": b"c"}
    assert set(moodle.load(course, LESSON)) == {"11", "12", "13"}


def test_the_same_download_twice_changes_nothing(tmp_path: Path, course: Path) -> None:
    place = download(tmp_path / "turma.zip", PEOPLE)
    collect([place], LESSON, course)
    before = {path: path.stat().st_mtime_ns for path in course.rglob("*")}
    assert {record.outcome for record in collect([place, place], LESSON, course)} == {Outcome.SAME}
    assert {path: path.stat().st_mtime_ns for path in course.rglob("*")} == before


@pytest.mark.parametrize("form", FORMS)
def test_a_download_that_the_browser_unpacked_is_the_same(tmp_path: Path, course: Path, form: str) -> None:
    with zipfile.ZipFile(download(tmp_path / "turma.zip", PEOPLE, form)) as archive:
        archive.extractall(tmp_path / "extraido")
    (tmp_path / "extraido" / prefix("Bia", 14, "onlinetext")).mkdir()
    collect([tmp_path / "extraido"], LESSON, course)
    unpacked = (submitted(course), moodle.load(course, LESSON))
    collect([tmp_path / "turma.zip"], LESSON, tmp_path / "outra")
    assert unpacked == (submitted(tmp_path / "outra"), moodle.load(tmp_path / "outra", LESSON))


@pytest.mark.parametrize("form", FORMS)
def test_who_sent_no_notebook_is_named_from_the_zip_and_from_the_folder_alike(tmp_path: Path, course: Path, form: str) -> None:
    place = send(
        tmp_path,
        (member(form, "Ana", 11), b"a"),
        (member(form, "Ana", 11, "onlinetext.html", "onlinetext"), b"<p>oi</p>"),
        (member(form, "Bia", 12, "onlinetext.html", "onlinetext"), b"<p>oi</p>"),
        (member(form, "Caio", 13, "resposta.pdf"), b"%PDF"),
    )
    with zipfile.ZipFile(place) as archive:
        archive.extractall(tmp_path / "extraido")
    from_zip, from_folder = (collect([path], LESSON, course) for path in (place, tmp_path / "extraido"))
    assert [(one.student, one.outcome) for one in from_zip] == [("Ana", Outcome.NEW), ("Bia", Outcome.SKIPPED), ("Caio", Outcome.SKIPPED)]
    assert [(one.student, one.outcome) for one in from_folder] == [("Ana", Outcome.SAME), *((n, Outcome.SKIPPED) for n in ("Bia", "Caio"))]
    for records in (from_zip, from_folder):
        assert records[1].note == ONLY_TEXT
        assert records[2].note.startswith("não há nenhum caderno (.ipynb)")


def test_two_participants_of_one_name_are_told_and_neither_is_taken(tmp_path: Path, course: Path) -> None:
    (record,) = collect([download(tmp_path / "turma.zip", [("Ana Silva", 31, b"1"), ("Ana Silva", 32, b"2")])], LESSON, course)
    assert record.outcome == Outcome.CLASH
    assert "--lista" in record.note
    assert not course.exists()


def test_a_later_participant_of_the_same_name_does_not_take_the_firsts_place(tmp_path: Path, course: Path) -> None:
    collect([download(tmp_path / "turma.zip", [("Ana Silva", 31, b"1")])], LESSON, course)
    (record,) = collect([download(tmp_path / "atrasados.zip", [("Ana Silva", 32, b"2")])], LESSON, course)
    assert record.outcome == Outcome.CLASH
    assert "participante 31" in record.note
    assert submitted(course) == {"Ana_Silva": b"1"}


def test_the_list_gives_the_ids_and_says_whom_it_lacks(tmp_path: Path, course: Path) -> None:
    people = [*PEOPLE, ("Ana Silva", 31, b"d"), ("Turma A-Ana Silva", 32, b"e")]
    records = collect([download(tmp_path / "turma.zip", people)], LESSON, course, LISTED)
    assert submitted(course) == {"2026001": b"a", "joana_escola.br": b"b", "2026003": b"d", "2026004": b"e", "Neta_Zoë": b"c"}
    assert {record.student: record.note for record in records if record.note} == {
        "Neta_Zoë": "não está na lista",
        "2026004": "na lista: Ana Silva",
    }
    assert [record.student for record in records if record.unlisted] == ["Neta_Zoë"]


def test_one_of_two_people_of_a_name_is_never_guessed(tmp_path: Path, course: Path) -> None:
    (record,) = collect([download(tmp_path / "turma.zip", [("Ana Silva", 40, b"1")])], LESSON, course, LISTED)
    assert (record.outcome, record.student) == (Outcome.CLASH, None)
    assert "2026003 e 2026004" in record.note
    assert not course.exists()


def test_a_name_whose_number_is_another_in_the_list_is_told_and_not_taken(tmp_path: Path, course: Path) -> None:
    """Somebody else of that name, whom the list lacks; or a list made from another assignment's worksheet."""
    listed = Roster((Person("2026005", "Bia Souza", participant="33"), Person("2026006", "Caio", participant="34")))
    caio, bia = collect([download(tmp_path / "turma.zip", [("Bia Souza", 40, b"1"), ("Caio", 34, b"2")])], LESSON, course, listed)
    assert (bia.outcome, bia.student) == (Outcome.CLASH, None)
    assert bia.note.startswith("na lista, Bia Souza é o participante 33, e este é o 40; ")
    assert (caio.outcome, submitted(course)) == (Outcome.NEW, {"2026006": b"2"})


def test_a_list_that_comes_later_says_where_the_student_was_before(tmp_path: Path, course: Path) -> None:
    place = download(tmp_path / "turma.zip", PEOPLE[:1])
    collect([place], LESSON, course)
    (record,) = collect([place], LESSON, course, LISTED)
    assert (record.student, record.outcome) == ("2026001", Outcome.NEW)
    assert record.note == "estava antes em submitted/Ana_Araújo; apague o que é desta aula ali"


def test_a_list_that_was_given_once_is_remembered_for_the_lesson(tmp_path: Path, course: Path) -> None:
    collect([download(tmp_path / "turma.zip", PEOPLE[:1])], LESSON, course, LISTED)
    (record,) = collect([download(tmp_path / "turma.zip", [(PEOPLE[0][0], 11, b"a2")])], LESSON, course)
    assert (record.student, record.outcome, record.note) == ("2026001", Outcome.REPLACED, "")
    (other,) = collect([download(tmp_path / "turma.zip", [("Outra Pessoa", 11, b"o")])], LESSON, course)
    assert other.student == "Outra_Pessoa"


def test_whoever_is_not_listed_is_told_whatever_was_sent(tmp_path: Path, course: Path) -> None:
    place = send(
        tmp_path,
        (member("pasta", "Caio", 14, "tudo.zip"), b""),
        (member("pasta", "Davi", 15, "onlinetext.html", "onlinetext"), b""),
        *((member("pasta", "Eva", number), b"") for number in (16, 17)),
    )
    assert [record.student for record in collect([place], LESSON, course, LISTED) if record.unlisted] == ["Eva", "Caio", "Davi"]


def test_folders_and_loose_notebooks_find_their_names_in_the_list_too(tmp_path: Path, course: Path) -> None:
    for name in ("Ana Araújo", "joana@escola.br", "2026003"):
        (tmp_path / "entregas" / name).mkdir(parents=True)
        (tmp_path / "entregas" / name / FILE).write_bytes(name.encode())
    collect([tmp_path / "entregas"], LESSON, course, LISTED)
    assert set(submitted(course)) == {"2026001", "joana_escola.br", "2026003"}
    assert not (course / "moodle").exists()


@pytest.mark.parametrize("name", ["=1+1", "..", "~", "-rf", "\u202eana", "x" * 250, "💥"])
def test_hostile_names_stay_inside_the_class_folder(tmp_path: Path, course: Path, name: str) -> None:
    (record,) = collect([download(tmp_path / "turma.zip", [(name, 11, b"a")])], LESSON, course)
    assert str(record).isprintable()
    assert {path.name for path in tmp_path.iterdir()} <= {"turma.zip", "turma"}
    assert record.outcome == (Outcome.NEW if record.student else Outcome.SKIPPED)
    assert list(submitted(course)) == ([record.student] if record.student else [])
