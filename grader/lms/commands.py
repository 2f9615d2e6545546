"""What `coletar`, `devolver --moodle` and `exportar --formato moodle` do for a person at a terminal."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from grader import deadline_file
from grader.files import storage, write_atomic
from grader.gradebook import lateness
from grader.gradebook.filing import ClassFolder
from grader.lesson import source
from grader.lms import collect as collecting
from grader.lms import moodle, times, worksheet
from grader.lms.names import printable
from grader.lms.roster import Roster, read_roster
from grader.lms.search import Collected
from grader.records import Lesson, Result, UsageError

MANY = 20
"""Names that one line of the screen holds; the rest are counted."""


def collect(options: argparse.Namespace, solutions: Path) -> int:
    """`grader coletar`: 0 when everything that was found was taken, and every time that was asked for is known."""
    (lesson,) = source.find_lessons([options.lesson], solutions, graded=True)
    roster = read_roster(options.lista) if options.lista else None
    clock = _Clock(options.planilha, options.turma) if options.planilha else None
    collected = collecting.collect(options.paths, lesson.stem, options.turma, roster)
    for one in collected:
        print(one)
    folder = ClassFolder(options.turma)
    taken = sum(one.taken for one in collected)
    counts = [f"coletadas: {taken} de {len(collected)}" + ("" if taken == len(collected) else " (o resto está acima)")]
    timed = clock.stamp(collected, folder, lesson.stem) if clock else []
    if roster:
        _make_known(roster, folder, lesson.stem)
        counts += _show_list(roster, collected, folder, lesson.stem)
    if clock:
        counts.append(f"com hora: {len(timed)}{_span(timed)}, no fuso {clock.zone}")
    place = "" if str(options.turma) == "turma" else f" --turma {shlex.quote(str(options.turma))}"
    follows = (
        f"Para corrigir: grader corrigir {shlex.quote(options.lesson)}{place}" if taken else "Resolva o que está acima e colete de novo."
    )
    print(f"{lesson.stem}, {'; '.join(counts)}. {follows}")
    return 0 if taken == len(collected) and (not clock or len(timed) == taken) else 1


class _Clock:
    """The teacher's worksheet as the source of times; it and the class's zone are read before anything is written."""

    def __init__(self, path: Path, folder: Path) -> None:
        self.zone = deadline_file.zone(folder)
        self._sheet = times.open_worksheet(path)

    def stamp(self, collected: Iterable[Collected], folder: ClassFolder, lesson: str) -> list[datetime]:
        """Write beside each notebook that was taken when it came, and name those of whom it is not known. Returns the times."""
        students = {one.student for one in collected if one.taken and one.student}
        found = times.read_times(self._sheet, students, moodle.load(folder.root, lesson), self.zone)
        for student, moment in found.known.items():
            lateness.write_stamp(folder.notebook("submitted", student, lesson).parent, moment)
        for student, (why, place) in found.unknown.items():
            kept = (folder.notebook("submitted", student, lesson).parent / lateness.STAMP).is_file()
            print(printable(f"sem hora: {student} ← {place} ({why}{'; fica a hora que já havia' if kept else ''})"))
        return sorted(found.known.values())


def _span(moments: Sequence[datetime]) -> str:
    """The first and the last: with another assignment's worksheet they would be other days."""
    return f", de {moments[0]:%d/%m/%Y %H:%M} a {moments[-1]:%d/%m/%Y %H:%M}" if moments else ""


def _make_known(roster: Roster, folder: ClassFolder, lesson: str) -> None:
    """An empty folder for each student of the list: from here on tables, report and export name whoever hands nothing in."""
    for person in roster.people:
        place = folder.notebook("submitted", person.student, lesson).parent.parent
        with storage(place):
            place.mkdir(parents=True, exist_ok=True)


def _show_list(roster: Roster, collected: Iterable[Collected], folder: ClassFolder, lesson: str) -> list[str]:
    """Name who of the list is missing and who is not on it. Returns the counts, for the last line."""
    absent = [person.name for person in roster.people if not folder.arrived(person.student, lesson)]
    unlisted = [one.student or one.source.name for one in collected if one.unlisted]
    for label, who, rest in (
        ("Faltam", absent, "todos na tabela de `grader corrigir`"),
        ("Fora da lista", unlisted, "cada um numa linha acima"),
    ):
        if who:
            print(f"{label}: {names(who, rest)}.")
    return [f"faltam: {len(absent)} de {len(roster.people)} da lista", f"fora da lista: {len(unlisted)}"]


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
        rest = f"todos os que não estão em {moodle.participants_file(folder.root, lesson)}"
        print(f"Sem participante do Moodle, e por isso fora do zip: {names(others, rest)}.")
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
    for label, who, rest in (
        ("Notas que não puderam ser escritas", filled.unmatched, ""),
        ("Nota ainda incompleta, à espera de uma pessoa", filled.waiting, "todas na fila de `grader professor`"),
        ("Entregas sem nota, deixadas como estavam", filled.ungraded, "todas na tabela de `grader corrigir`"),
        ("Na planilha, mas sem entrega", filled.absent, f"as linhas que em {filled.path.name} ficaram como estavam"),
    ):
        if who:
            print(f"{label}: {names(who, rest)}.")
    return 1 if filled.unmatched else 0


def names(who: Sequence[str], rest: str) -> str:
    """At most `MANY` names, safe for a terminal, then how many more and where they are: `rest`. All of them where that is nowhere ("")."""
    many = MANY if rest else len(who)
    shown = ", ".join(printable(name)[:80] for name in who[:many])
    return shown + (f" e mais {len(who) - many} ({rest})" if len(who) > many else "")
