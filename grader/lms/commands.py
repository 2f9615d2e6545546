"""What `coletar`, `devolver --moodle` and `exportar --formato moodle` do for a person at a terminal."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

from grader.files import storage, write_atomic
from grader.gradebook.filing import ClassFolder
from grader.lesson import source
from grader.lms import collect as collecting
from grader.lms import moodle, worksheet
from grader.lms.collect import Collected, Outcome
from grader.lms.names import printable
from grader.lms.roster import Roster, read_roster
from grader.records import Lesson, Result, UsageError

MANY = 20
"""Names that one line of the screen holds; the rest are counted."""


def collect(options: argparse.Namespace, solutions: Path) -> int:
    """`grader coletar`: 0 when everything that was found was taken."""
    (lesson,) = source.find_lessons([options.lesson], solutions, graded=True)
    roster = read_roster(options.lista) if options.lista else None
    collected = collecting.collect(options.paths, lesson.stem, options.turma, roster)
    for one in collected:
        print(one)
    if roster:
        _make_known(roster, ClassFolder(options.turma), lesson.stem)
        _show_list(roster, collected, ClassFolder(options.turma), lesson.stem)
    return 0 if all(one.outcome not in {Outcome.CLASH, Outcome.SKIPPED} for one in collected) else 1


def _make_known(roster: Roster, folder: ClassFolder, lesson: str) -> None:
    """An empty folder for each student of the list: from here on tables, report and export name whoever hands nothing in."""
    for person in roster.people:
        place = folder.notebook("submitted", person.student, lesson).parent.parent
        with storage(place):
            place.mkdir(parents=True, exist_ok=True)


def _show_list(roster: Roster, collected: Iterable[Collected], folder: ClassFolder, lesson: str) -> None:
    """Who of the list is missing, and who is not on it."""
    absent = [person.name for person in roster.people if not folder.arrived(person.student, lesson)]
    unlisted = [one.student or one.source.name for one in collected if one.unlisted]
    print(f"Da lista, {len(roster.people) - len(absent)} de {len(roster.people)} entregaram.")
    for label, who in (("Faltam", absent), ("Fora da lista", unlisted)):
        if who:
            print(f"{label}: {names(who)}.")


def write_feedback_zip(folder: ClassFolder, lesson: str, students: Sequence[str]) -> int:
    """Put the pages of one lesson, already written, into the zip that Moodle takes back; 1 when some student has no place in it."""
    participants = moodle.load(folder.root, lesson)
    if not participants:
        print(f"{lesson}: nenhuma entrega veio de um zip do Moodle, e nenhum zip de devolutivas foi escrito.")
        return 1
    by_student = {one.student: one for one in participants.values()}
    pages = []
    for student in students:
        if student in by_student:
            page = folder.feedback(student, lesson)
            with storage(page):
                pages.append((by_student[student], page.name, page.read_bytes()))
    target = folder.root / "feedback" / f"{lesson}-moodle.zip"
    write_atomic(target, moodle.feedback_zip(pages))
    print(f"{len(pages)} devolutivas para o Moodle em {target}")
    others = [student for student in students if student not in by_student]
    if others:
        print(f"Sem participante do Moodle, e por isso fora do zip: {names(others)}.")
    return 1 if others else 0


def check_format(options: argparse.Namespace, lessons: Sequence[str]) -> None:
    """Raises `UsageError` where `exportar` is asked for a format without what it needs, before anything is done."""
    if options.formato != "moodle" and options.planilha:
        raise UsageError("--planilha", "só serve com --formato moodle", "acrescente --formato moodle, ou tire --planilha")
    if options.formato == "moodle" and not options.planilha:
        step = "baixe do Moodle a planilha de notas da tarefa e dê-a com --planilha ARQUIVO.csv"
        raise UsageError("--formato moodle", "falta a planilha", step)
    if options.formato == "moodle" and len(lessons) != 1:
        step = f"diga a aula; têm entregas: {', '.join(lessons)}"
        raise UsageError(options.planilha, "a planilha do Moodle é de uma só tarefa", step)


def fill_worksheet(path: Path, lesson: Lesson, results: Iterable[Result], folder: Path) -> int:
    """Fill Moodle's worksheet and say whose grade is not in it; 1 when a grade found no place."""
    filled = worksheet.fill(path, results, moodle.load(folder, lesson.name))
    print(f"{filled.grades} notas em {filled.path} (nota da aula ÷ {lesson.maximum:g} × Nota máxima).")
    for label, who in (
        ("Notas que não puderam ser escritas", filled.unmatched),
        ("Nota ainda incompleta, à espera de uma pessoa", filled.waiting),
        ("Entregas sem nota, deixadas como estavam", filled.ungraded),
        ("Na planilha, mas sem entrega", filled.absent),
    ):
        if who:
            print(f"{label}: {names(who)}.")
    return 1 if filled.unmatched else 0


def names(who: Sequence[str]) -> str:
    """At most `MANY` names, safe for a terminal, and how many more there are."""
    shown = ", ".join(printable(name)[:80] for name in who[:MANY])
    return shown + (f" e mais {len(who) - MANY}" if len(who) > MANY else "")
