"""What the paths of `grader coletar` hold: folders, loose notebooks and Moodle's zips, and whose each notebook is.

Trust: none of it is ours. Names become a student only through the class list or a checked id; no link is followed, and a zip is read
where it lies (`archive`).
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path

from grader.files import storage
from grader.lms import moodle
from grader.lms.archive import Archive, Member, fit_one
from grader.lms.moodle import Participant, Sent
from grader.lms.names import name_key, printable, student_id
from grader.lms.notebooks import (
    COPY_MARK,
    DEPTH_LIMIT,
    IGNORED,
    NOTEBOOKS,
    ZIP,
    Notebook,
    is_folder,
    is_notebook,
    notebooks_below,
    on_disk,
    why,
)
from grader.lms.roster import Roster
from grader.records import UsageError

ONLY_TEXT = "só escreveu na página do Moodle (texto on-line); não há caderno"
NO_NOTEBOOK = "não há nenhum caderno (.ipynb) entre os arquivos entregues"
NO_ID = "o nome não serve para identificar um aluno; renomeie e colete de novo"
NOT_LISTED = "não está na lista"


class Outcome(StrEnum):
    """What became of one thing that was found. The values are what people read."""

    NEW = "recebida"
    REPLACED = "substituída"
    SAME = "igual"
    SKIPPED = "pulada"
    CLASH = "conflito"


@dataclass(frozen=True)
class Collected:
    """One line of what `grader coletar` did."""

    outcome: Outcome
    source: Path
    """The file or folder that it is about."""
    student: str | None
    """None where no student could be told."""
    note: str = ""
    """A Portuguese sentence, where there is something to say: the choice that was made, or why nothing was taken."""
    unlisted: bool = False
    """There is a class list, and this student is not on it."""

    @property
    def taken(self) -> bool:
        """Whether the class folder now holds it."""
        return self.outcome not in {Outcome.SKIPPED, Outcome.CLASH}

    def __str__(self) -> str:
        """The line that the command prints; a hostile file name cannot move the terminal's cursor."""
        line = f"{self.outcome.value}: {self.student or '(sem aluno)'} ← {self.source}" + (f" ({self.note})" if self.note else "")
        return printable(line)


@dataclass(frozen=True)
class Found:
    """All the notebooks of one student from one place."""

    student: str
    place: Path
    notebooks: tuple[Notebook, ...]
    sent: Sent | None
    """What Moodle's name says, where it is Moodle's."""
    note: str
    unlisted: bool


class Search:
    """What the paths of the command line hold."""

    def __init__(self, lesson: str, roster: Roster | None, known: Mapping[str, Participant]) -> None:
        self.lesson = lesson
        self.roster = roster
        self.known = dict(known)
        """Who is who in Moodle, by number."""
        self.found: list[Found] = []
        self.skipped: list[Collected] = []

    def skip(self, place: Path, note: str, student: str | None = None, unlisted: bool = False) -> None:
        """Something that holds no submission."""
        self.skipped.append(Collected(Outcome.SKIPPED, place, student, note, unlisted))

    def add(self, name: str, place: Path, notebooks: Sequence[Notebook], sent: Sent | None, empty: str) -> None:
        """One student's notebooks; `empty` says why there is none."""
        student, note, unlisted = self._student(sent.name if sent else name, sent)
        if student is None:
            self.skipped.append(Collected(Outcome.SKIPPED if note == NO_ID else Outcome.CLASH, place, None, note))
        elif not notebooks:
            self.skip(place, empty, student, unlisted)
        else:
            self.found.append(Found(student, place, tuple(notebooks), sent, note, unlisted))

    def _student(self, name: str, sent: Sent | None) -> tuple[str | None, str, bool]:
        """The id, something to say about it, and whether the list lacks the student; no id where it cannot be told."""
        plain = student_id(f"{name} {sent.number}" if sent and sent.is_blind else name)
        if self.roster is None:
            before = self.known.get(sent.number) if sent else None
            found = before.student if before and name_key(before.name) == name_key(name) else plain
            return (found, "", False) if found else (None, NO_ID, False)
        people = self.roster.find(name, sent.number if sent else "")
        if len(people) == 1:
            same = name_key(people[0].name) == name_key(name)
            return people[0].student, "" if same else f"na lista: {people[0].name}", False
        if people:
            who = " e ".join(person.student for person in people)
            return None, f"na lista há {len(people)} pessoas com este nome ({who}); use como lista a planilha de notas desta tarefa", False
        if sent and not sent.is_blind and (others := self.roster.named(name)):
            cause = f"na lista, {others[0].name} é o participante {others[0].participant}, e este é o {sent.number}"
            return None, f"{cause}; use como lista a planilha de notas desta tarefa, ou tire dela a coluna Identificador", False
        return (plain, NOT_LISTED, True) if plain else (None, NO_ID, False)


def look_into(path: Path, search: Search, stack: contextlib.ExitStack) -> None:
    """Add what one path of the command line holds; a zip stays open until all is taken."""
    if path.is_dir():
        with storage(path):
            _look_into_folder(path.absolute(), search)
    elif not path.is_symlink() and not path.exists():
        raise UsageError(path, "não existe", "confira o caminho")
    elif path.suffix.lower() == ZIP:
        _look_into_zip(stack.enter_context(Archive(path.absolute())), search)
    elif is_notebook(path):
        _loose([path.absolute()], search)
    else:
        search.skip(path, "não é um caderno (.ipynb) nem um zip do Moodle")


def _look_into_zip(archive: Archive, search: Search) -> None:
    """Every participant of Moodle's download, whether the files lie in folders or carry the names of the folders."""
    sent: dict[str, tuple[Sent, list[tuple[Member, Path]]]] = {}
    for member in archive.members:
        one = moodle.parse(member.parts[0])
        if any(part.startswith(".") or part in IGNORED for part in member.parts[1 if one else 0 :]):
            continue
        if one is None or bool(one.file) != (len(member.parts) == 1):
            search.skip(archive.path / "/".join(member.parts), "não tem o nome que o Moodle dá ao que um participante entregou")
        else:
            sent.setdefault(one.folder, (one, []))[1].append((member, archive.path.joinpath(one.folder, *member.parts[1:], one.file)))
    if not sent:
        step = "extraia-o e colete a pasta, com uma subpasta para cada aluno"
        raise UsageError(archive.path, "não é o zip das entregas de uma tarefa do Moodle", step)
    by_one = [[member for member, path in members if is_notebook(path)] for one, members in sent.values() if one.kind == moodle.FILES]
    archive.prove(member for own in by_one if fit_one(own) for member in own)
    with_files = {one.number for one, _ in sent.values() if one.kind == moodle.FILES}
    for one, members in sent.values():
        if one.kind == moodle.FILES or one.number not in with_files:
            _add_sent(archive, one, members, search)


def _add_sent(archive: Archive, one: Sent, members: Sequence[tuple[Member, Path]], search: Search) -> None:
    """What one participant handed in, of which only files can be notebooks."""
    notebooks = [Notebook(path, partial(archive.read, member)) for member, path in members if is_notebook(path)]
    empty = "entregou um zip em vez do caderno; extraia o do Moodle numa pasta, extraia este no lugar onde está e colete a pasta"
    if one.kind != moodle.FILES:
        notebooks, empty = [], ONLY_TEXT
    elif not fit_one(member for member, path in members if is_notebook(path)):
        notebooks, empty = [], "os cadernos que entregou, juntos, são grandes demais"
    elif not any(path.suffix.lower() == ZIP for _, path in members):
        empty = NO_NOTEBOOK
    search.add(one.name, archive.path / one.folder, notebooks, one, empty)


def _look_into_folder(folder: Path, search: Search) -> None:
    """Loose notebooks carry their student's name, or the lesson's in a folder of the student's; each sub-folder is one student's."""
    entries = sorted(entry for entry in folder.iterdir() if not entry.name.startswith(".") and entry.name not in IGNORED)
    _without_notebook(folder, entries, search)
    _loose([entry for entry in entries if is_notebook(entry) and not is_folder(entry)], search)
    for entry in entries:
        if entry.is_symlink() and not is_notebook(entry):
            search.skip(entry, "é um atalho (link); atalhos não são seguidos")
        elif is_folder(entry):
            try:
                _student_folder(entry, folder.name if entry.name == search.lesson else entry.name, search)
            except OSError as error:  # a folder that a student made may be one that nobody can enter
                search.skip(entry, why(error))
        elif entry.suffix.lower() == ZIP:
            search.skip(entry, "é um zip; extraia-o e colete de novo")


def _without_notebook(folder: Path, entries: Iterable[Path], search: Search) -> None:
    """Names the participants of a download without one folder each who sent no notebook, and those who only wrote on Moodle's page."""
    met = [(one, entry) for entry in entries if (one := moodle.parse(entry.name))]
    files = {one.number for one, _ in met if one.kind == moodle.FILES}
    answered = {
        one.number for one, entry in met if one.kind == moodle.FILES and (not one.file or entry.name.lower().endswith((*NOTEBOOKS, ZIP)))
    }
    told: dict[str, tuple[Sent, str]] = {}
    for one, _ in met:
        if one.number not in files or (one.kind == moodle.FILES and one.number not in answered):
            told.setdefault(one.number, (one, NO_NOTEBOOK if one.number in files else ONLY_TEXT))
    for one, empty in told.values():
        search.add(one.name, folder / one.folder, [], one, empty)


def _loose(notebooks: Iterable[Path], search: Search) -> None:
    own: dict[Path, list[Path]] = {}
    sent: dict[str, tuple[Sent, list[Path]]] = {}
    for notebook in notebooks:
        one = moodle.parse(notebook.name)
        if one and one.file and one.kind == moodle.FILES:
            sent.setdefault(str(notebook.with_name(one.folder)), (one, []))[1].append(notebook)
        elif COPY_MARK.sub("", notebook.stem).lower() == search.lesson.lower():
            own.setdefault(notebook.parent, []).append(notebook)
        else:
            search.add(notebook.stem, notebook, [on_disk(notebook)], None, "")
    for folder, files in own.items():
        search.add(folder.name, folder, [*map(on_disk, files)], None, "")
    for place, (one, files) in sent.items():
        search.add(one.name, Path(place), [*map(on_disk, files)], one, "")


def _student_folder(folder: Path, name: str, search: Search) -> None:
    """The folder of one student, whoever named it; of Moodle's, those that hold files."""
    sent = moodle.parse(folder.name)
    if sent and not sent.file and sent.kind != moodle.FILES:
        return
    zipped = any(entry.suffix.lower() == ZIP for entry in folder.iterdir())
    empty = "só há um zip na pasta; extraia-o e colete de novo" if zipped else "não há nenhum caderno (.ipynb) na pasta"
    notebooks = [on_disk(path) for path in notebooks_below(folder, DEPTH_LIMIT)]
    search.add(name, folder, notebooks, sent if sent and not sent.file else None, empty)
