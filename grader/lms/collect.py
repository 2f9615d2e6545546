"""Brings submissions into the class folder: what `search` found, copied.

Trust: none of it is ours. What students sent is only ever copied as bytes, to a path made of a checked id. Nothing that came with it says
when it was handed in.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from grader.bars import bar
from grader.files import storage, write_atomic
from grader.gradebook import lateness
from grader.gradebook.filing import ClassFolder
from grader.lms import moodle
from grader.lms.moodle import Participant
from grader.lms.notebooks import preference, why
from grader.lms.roster import Roster
from grader.lms.search import Collected, Found, Outcome, Search, look_into
from grader.records import UsageError


def collect(paths: Sequence[Path], lesson_name: str, folder: Path, roster: Roster | None = None) -> list[Collected]:
    """Copy submissions to `folder/submitted/STUDENT/LESSON/LESSON.ipynb`, one record per student or thing skipped, by student.

    A path is a notebook, Moodle's zip, or a folder of notebooks named after students and of one sub-folder per student. With a
    class list, names become the ids that it says. Who is who in Moodle is kept (`moodle.save`). Raises `UsageError` (a path that does
    not exist, nothing at all found), `UnreadableError` (a zip that is not to be trusted; then nothing was written), `StorageError`.
    """
    search = Search(lesson_name, roster, moodle.load(folder, lesson_name))
    with contextlib.ExitStack() as stack:
        for path in paths:
            look_into(path, search, stack)
        if not search.found and not search.skipped:
            raise UsageError(", ".join(map(str, paths)), "não há nenhum caderno (.ipynb) aqui", "confira o caminho")
        return _take_all(search, folder) + sorted(search.skipped, key=lambda record: str(record.source))


def _take_all(search: Search, folder: Path) -> list[Collected]:
    known = search.known
    by_student: dict[str, dict[Path, Found]] = {}
    for entry in search.found:
        by_student.setdefault(entry.student, {})[entry.place.resolve()] = entry
    taken = []
    with bar(search.lesson, len(by_student)) as advance:
        for student, entries in sorted(by_student.items()):
            (entry, *others) = entries.values()
            record = _clash(entry, others, known) or _take(entry, search.lesson, ClassFolder(folder))
            sent = entry.sent
            if sent and record.taken:
                record = _moved(record, known.get(sent.number))
                known[sent.number] = Participant(sent.number, student, sent.name, sent.folder, bool(sent.file))
            taken.append(record)
            advance()
    if known:
        moodle.save(folder, search.lesson, known)
    return taken


def _moved(record: Collected, before: Participant | None) -> Collected:
    """Says where the same participant was another student: with another list, or none."""
    if before is None or before.student == record.student:
        return record
    note = f"{record.note}; estava antes em submitted/{before.student}; apague o que é desta aula ali"
    return replace(record, note=note.removeprefix("; "))


def _clash(entry: Found, others: Sequence[Found], known: Mapping[str, Participant]) -> Collected | None:
    """Where one student would get what two sent."""
    if others:
        places = " e ".join(str(one.place) for one in (entry, *others))
        namesakes = "diga quem é quem com --lista, que tenha os dois e o número de identificação de cada um"
        step = namesakes if all(one.sent for one in (entry, *others)) else "renomeie ou apague um deles"
        return Collected(Outcome.CLASH, entry.place, entry.student, f"vem de mais de um lugar ({places}); {step}", entry.unlisted)
    number = entry.sent.number if entry.sent else None
    other = next((one for one in known.values() if number and one.student == entry.student and one.number != number), None)
    if other is None:
        return None
    cause = f"neste aluno já está o participante {other.number} do Moodle; se é a mesma pessoa, numa tarefa refeita"
    note = f"{cause}, apague o arquivo desta aula em {moodle.FOLDER}/ e colete de novo"
    return Collected(Outcome.CLASH, entry.place, entry.student, note, entry.unlisted)


def _take(entry: Found, lesson: str, folder: ClassFolder) -> Collected:
    """Copy one student's submission, unless it cannot be read."""
    ordered = sorted(entry.notebooks, key=lambda notebook: preference(notebook, lesson))
    chosen = ordered[-1]
    notes = [entry.note] if entry.note else []
    if len(ordered) > 1:
        common = os.path.commonpath([notebook.path.parent for notebook in ordered])
        notes.append(f"há {len(ordered)} cadernos; escolhido {chosen.path.relative_to(common)}")
    try:
        content = chosen.read()
    except OSError as error:
        return Collected(Outcome.SKIPPED, chosen.path, entry.student, why(error), entry.unlisted)
    target = folder.notebook("submitted", entry.student, lesson)
    with storage(target):
        known = target.is_file() or target.is_symlink()
        same = known and not target.is_symlink() and target.read_bytes() == content
    # Before the notebook is written: a run that is killed in between must not leave the new one with the time of the old.
    if not same and lateness.forget_stamp(target.parent):
        notes.append("a hora do caderno anterior não vale mais")
    write_atomic(target, content)
    outcome = Outcome.SAME if same else Outcome.REPLACED if known else Outcome.NEW
    return Collected(outcome, chosen.path, entry.student, "; ".join(notes), entry.unlisted)
