"""The class list: whatever program saved it, and never a guess."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.lms.names import name_key
from grader.lms.roster import Person, Roster, participant_number, read_roster
from grader.records import UsageError


def listed(tmp_path: Path, text: str, encoding: str = "utf-8") -> tuple[Person, ...]:
    place = tmp_path / "alunos.csv"
    place.write_bytes(text.encode(encoding))
    return read_roster(place).people


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encodings_delimiters_and_line_ends(tmp_path: Path, encoding: str, delimiter: str, end: str) -> None:
    rows = [["Nome completo", "Número de identificação", "Endereço de email"], ['"Araújo, Neta"', "2026001", "neta@escola.br"]]
    text = end.join(delimiter.join(row) for row in rows) + end
    assert listed(tmp_path, text, encoding) == (Person("2026001", "Araújo, Neta", "neta@escola.br", "2026001"),)


@pytest.mark.parametrize(
    ("headings", "row", "person"),
    [
        ("Nome,Sobrenome,Endereço de email,Grupos", "Ana,Araújo,ana@x.br,A", Person("ana_x.br", "Ana Araújo", "ana@x.br")),
        ("First name,Last name,ID number,Email address", "Ana,Araújo,7,a@x.br", Person("7", "Ana Araújo", "a@x.br", "7")),
        ("Nome;E-mail;Matrícula", "Ana Araújo;;2026", Person("2026", "Ana Araújo", "", "2026")),
        ("ALUNO", "Ana Araújo", Person("Ana_Araújo", "Ana Araújo")),
        ("Identificador,Nome completo,Nota", "Participante 123,Ana,", Person("Ana", "Ana", participant="123")),
        ("Identifier,Full name", "Participant 0123,Ana", Person("Ana", "Ana", participant="123")),
    ],
)
def test_the_headings_of_moodle_and_of_a_plain_list(tmp_path: Path, headings: str, row: str, person: Person) -> None:
    assert listed(tmp_path, f"{headings}\n{row}\n") == (person,)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "está vazio"),
        ("E-mail\na@x.br\n", "não tem a coluna do nome"),
        ("Nome\n\n", "não tem nenhum nome"),
        ("Nome,E-mail\nAna,a@x.br\nBia,a@x.br\n", "as linhas 2 e 3 dão o mesmo aluno"),
        ('Nome,E-mail\n"Ana,a@x.br\n', "linha 2: há aspas fora do lugar"),
        ("PK\3\4\0\0", "não é um CSV"),
    ],
)
def test_a_list_that_cannot_be_used_is_one_sentence(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(UsageError, match=says) as error:
        listed(tmp_path, text)
    assert "\n" not in str(error.value)


def test_a_list_that_is_missing_or_a_folder_is_one_sentence(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "nada.csv"):
        with pytest.raises(UsageError, match="não existe ou não é um arquivo"):
            read_roster(place)


def test_a_giant_is_not_read(tmp_path: Path) -> None:
    place = tmp_path / "alunos.csv"
    with place.open("wb") as sparse:
        sparse.truncate(2**40)
    with pytest.raises(UsageError, match="grande demais"):
        read_roster(place)
    place.write_bytes(b"Nome" + b"," * 600_000)
    with pytest.raises(UsageError, match="grande demais"):
        read_roster(place)


def test_the_same_line_twice_is_one_person(tmp_path: Path) -> None:
    assert len(listed(tmp_path, "Nome,E-mail\nAna,a@x.br\nAna,a@x.br\n")) == 1


TWINS = (Person("1", "Ana Silva", participant="31"), Person("2", "Ana Silva", participant="32"), Person("3", "Bia Souza", participant="33"))


@pytest.mark.parametrize(
    ("name", "participant", "found"),
    [
        ("Ana Silva", "31", "1"),
        ("ANA  SILVA", "32", "2"),
        ("Ana Silva", "", "12"),
        ("Ana Silva", "33", "12"),  # 33 is somebody else here: a list of another assignment
        ("Bia Souza", "33", "3"),
        ("Bia Souza", "31", ""),  # the name is Bia's and the number somebody else's: nobody can tell
        ("Turma B-Bia Souza", "33", "3"),
        ("Turma B-Bia Souza", "99", ""),
        ("Bia Souza", "", "3"),
        ("Participante", "32", "2"),
        ("Participante", "99", ""),
        ("Caio", "31", ""),
        ("2", "", "2"),
    ],
)
def test_the_name_decides_unless_the_number_contradicts_it(name: str, participant: str, found: str) -> None:
    assert "".join(person.student for person in Roster(TWINS).find(name, participant)) == found


@given(st.lists(st.text(min_size=1, max_size=20).filter(name_key), max_size=8, unique=True), st.text(max_size=20))
def test_everybody_listed_is_found_and_nobody_else(names: list[str], other: str) -> None:
    people = tuple(Person(f"id-{number}", name) for number, name in enumerate(names))
    assert set(Roster(people).find(other)) <= set(people)
    assert all(person in Roster(people).find(person.name) for person in people)


@pytest.mark.parametrize("text", ["Participante 123", "Participante123", "Participant 0123", "123"])
def test_the_number_stands_at_the_end(text: str) -> None:
    assert participant_number(text) == "123"


@pytest.mark.parametrize("text", ["123a", "", "9" * 400, "Participante ١٢"])
def test_without_a_number_there_is_no_participant(text: str) -> None:
    assert participant_number(text) == ""
