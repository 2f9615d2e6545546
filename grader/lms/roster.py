"""The class list that the teacher gives: which of the names in Moodle's download is which student.

Trust: the teacher's own file, but with names that students chose; they become ids through `names.student_id` alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from grader.lms.moodle import is_blind
from grader.lms.names import name_key, student_id
from grader.lms.sheet import Row, Sheet, read_sheet
from grader.records import UsageError

NAME = {"nome completo", "full name", "nome sobrenome", "aluno", "aluna", "estudante", "name", "student"}
FIRST, LAST = {"nome", "primeiro nome", "first name"}, {"sobrenome", "ultimo nome", "last name", "surname"}
EMAIL = {"endereco de email", "endereco de e-mail", "e-mail", "email", "email address"}
NUMBER = {"numero de identificacao", "id number", "matricula", "numero de matricula", "ra", "student number"}
PARTICIPANT = {"identificador", "identifier", "participante", "participant", "id do participante"}
"""Headings, as `name_key` gives them."""


@dataclass(frozen=True)
class Person:
    """One line of the list."""

    student: str
    """The id in the class folder: from the identification number, else the e-mail address, else the name."""
    name: str
    email: str = ""
    number: str = ""
    participant: str = ""
    """The participant's number in one assignment, where the list has it."""


@dataclass(frozen=True)
class Roster:
    """The whole list; no two people of it have the same id."""

    people: tuple[Person, ...]

    def find(self, name: str, participant: str = "") -> tuple[Person, ...]:
        """Who a name from Moodle or of a folder can be: nobody, one, or several, of whom it cannot be told.

        The name decides, between people of one name the participant's number, and where marking is blind the number alone. A number
        that the list gives to the only person of that name must be the same: else it is somebody else of that name, or the list is
        another assignment's, where everybody has another number; nobody is found.
        """
        if participant and is_blind(name):
            return tuple(person for person in self.people if person.participant == participant)
        found = self.named(name)
        numbered = tuple(person for person in found if participant and person.participant == participant)
        if not numbered and len(found) == 1 and participant and found[0].participant:
            return ()
        return numbered or found

    def named(self, name: str) -> tuple[Person, ...]:
        """Everybody of this name, perhaps after a group's, whatever the number; an e-mail, an identification number or an id serve too."""
        key = name_key(name)
        ends = (key[place + 1 :] for place, char in enumerate(key) if char == "-")  # without the group's name, the longest first
        return self._by_any.get(key) or next((self._by_name[end] for end in ends if end in self._by_name), ())

    @cached_property
    def _by_name(self) -> dict[str, tuple[Person, ...]]:
        return _by(self.people, lambda person: {name_key(person.name)})

    @cached_property
    def _by_any(self) -> dict[str, tuple[Person, ...]]:
        return _by(self.people, lambda person: {name_key(text) for text in (person.name, person.email, person.number, person.student)})


def read_roster(path: Path) -> Roster:
    """The class list in a CSV file. Raises `UsageError` (no column of names, two people of one id), `StorageError`."""
    sheet = read_sheet(path)
    if sheet.column(NAME | FIRST) is None:
        raise UsageError(path, "não tem a coluna do nome", "os títulos podem ser Nome completo, ou Nome e Sobrenome")
    by_id: dict[str, tuple[Person, Row]] = {}
    for row in sheet.rows:
        person = _person(sheet, row)
        if person is None:
            continue
        other, earlier = by_id.setdefault(person.student, (person, row))
        if other != person:
            cause = f"as linhas {earlier.line} e {row.line} dão o mesmo aluno ({person.student})"
            raise UsageError(path, cause, "acrescente a coluna do e-mail ou a do número de identificação")
    if not by_id:
        raise UsageError(path, "não tem nenhum nome", "confira se é mesmo a lista da turma")
    return Roster(tuple(person for person, _ in by_id.values()))


def full_name(sheet: Sheet, row: Row) -> str:
    """The name in one row, whether it stands in one column or in two."""
    whole, first, last = (sheet.column(names) for names in (NAME, FIRST, LAST))
    return row.text(whole) if whole is not None else f"{row.text(first)} {row.text(last)}".strip()


def participant_number(text: str) -> str:
    """The number at the end of `Participante 123`; "" where there is none."""
    digits = text[len(text.rstrip("0123456789")) :]
    return str(int(digits)) if 0 < len(digits) <= 18 else ""


def _person(sheet: Sheet, row: Row) -> Person | None:
    name, email, number = full_name(sheet, row), row.text(sheet.column(EMAIL)), row.text(sheet.column(NUMBER))
    student = student_id(number) or student_id(email) or student_id(name)
    if not name or not student:
        return None
    return Person(student, name, email, number, participant_number(row.text(sheet.column(PARTICIPANT))))


def _by(people: Iterable[Person], keys: Callable[[Person], set[str]]) -> dict[str, tuple[Person, ...]]:
    found: dict[str, tuple[Person, ...]] = {}
    for person in people:
        for key in keys(person) - {""}:
            found[key] = (*found.get(key, ()), person)
    return found
