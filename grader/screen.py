"""What `corrigir`, `devolver` and `exportar` do for a person at a terminal: progress, a table, and where things lie."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table

from grader import classroom, deadline_file, sandbox, undisturbed
from grader.bars import bar, each
from grader.classroom import Options, Plan
from grader.deadlines import decimal
from grader.gradebook.book import Gradebook
from grader.history import Change, Why
from grader.lesson import source
from grader.lms import commands
from grader.lms.names import printable
from grader.lms.table import export_csv
from grader.records import OPEN_QUESTION, ExerciseResult, Lesson, Result, State, UsageError, Verdict, dump_json
from grader.sandbox import Box, Device
from grader.stages import ABOUT, Spent, Stage
from grader.workplace import Workplace

SYMBOLS = {
    Verdict.RIGHT: "✓",
    Verdict.PARTIAL: "◐",
    Verdict.WRONG: "✗",
    Verdict.ERROR: "erro",
    Verdict.TIME: "tempo",
    Verdict.MEMORY: "memória",
    Verdict.UNANSWERED: "·",
    Verdict.NOT_JUDGED: "?",
}
LEGEND = "✓ certo   ◐ parcial   ✗ errado   · sem resposta   ? espera uma pessoa"
STATES = {
    State.GRADED: "corrigida",
    State.UNREADABLE: "ilegível",
    State.NOT_RECEIVED: "não entregue",
    State.NOT_JUDGED: "não julgada",
}
MISNAMED = "submitted/{}: o nome não serve para um aluno, e o que está nesta pasta não foi corrigido; renomeie-a e rode de novo."
PLAIN_WIDTH = 120
"""Columns for a table that goes to a file or a pipe."""


@dataclass
class Profile:
    """What `--perfil` adds up."""

    spent: Spent = field(default_factory=Spent)
    submissions: int = 0


def grade(options: argparse.Namespace, solutions: Path) -> int:
    """`grader corrigir`: 0 when every submission was judged, 1 when some were not."""
    chosen = _chosen(options)
    paths = chosen_lessons(options, solutions)
    place = classroom.open_workplace(options.turma, [path.stem for path in paths], chosen)
    with contextlib.closing(place):
        return _grade(options, chosen, paths, place)


def _grade(options: argparse.Namespace, chosen: Options, paths: Sequence[Path], place: Workplace) -> int:
    results = []
    profile = Profile() if options.perfil else None
    with Gradebook(options.turma, options.banco) as book:
        for path in paths:
            lesson = registered(book, path)
            plan = classroom.plan(book, lesson, chosen)
            for result in _graded(book, plan, chosen, place, profile):
                results.append(result)
                if options.json:
                    print(dump_json(result.as_json()), flush=True)
            if not options.json:
                own = sorted((one for one in results if one.lesson == lesson.name), key=lambda one: one.student)
                show_table(lesson, own, lesson.name if chosen.box.isolated else f"{lesson.name} — SEM ISOLAMENTO: notas sem garantia")
            show_changes(plan.log.changes, sys.stderr if options.json else sys.stdout)
        tell_strangers(book)
    for name in (misnamed := book.files.misnamed()):
        print(MISNAMED.format(printable(name)[:60]), file=sys.stderr)
    if not options.json:
        _show_end(options, book.database.place, results)
    if profile:
        show_profile(profile)
    judged = {State.GRADED, State.NOT_RECEIVED}
    return 0 if all(result.state in judged for result in results) and not misnamed else 1


def _chosen(options: argparse.Namespace) -> Options:
    """What the command line asks for, checked before anything is written."""
    if options.processos < 1:
        raise UsageError("--processos", f"não se corrige com {options.processos} processos", "use 1 ou mais")
    box = Box(not options.sem_isolamento, Device(options.dispositivo))
    if options.cluster is None:
        sandbox.command([], box)
    if not box.isolated:
        print("ATENÇÃO: sem isolamento, o código dos alunos pode ler e apagar o que você pode. Não confie nestas notas.", file=sys.stderr)
    return Options(options.processos, options.semente, options.refazer, box, options.cluster)


def _show_end(options: argparse.Namespace, place: str, results: Iterable[Result]) -> None:
    for line in flagged(results):
        print(line)
    print(f"Notas em {place}; cadernos corrigidos em {options.turma / 'autograded'}.")
    if not options.em_roteiro:
        same = ("" if str(options.turma) == "turma" else f" --turma {options.turma}") + (f" --banco {place}" if options.banco else "")
        print(f"Para escrever as devolutivas: grader devolver{same}")


def chosen_lessons(options: argparse.Namespace, solutions: Path) -> list[Path]:
    """The lessons asked for, or those that have submissions."""
    paths = source.find_lessons(options.lessons, solutions, graded=True)
    names = classroom.lessons_with_submissions(options.turma, [path.stem for path in paths])
    if deadlines := deadline_file.load(options.turma):
        deadline_file.check_lessons(deadlines, [path.stem for path in source.find_lessons([], solutions, graded=True)])
    return [path for path in paths if path.stem in names]


def registered(book: Gradebook, path: Path) -> Lesson:
    """The lesson of this source file, made known to the gradebook."""
    with undisturbed.imports():  # nbgrader takes a second to import: the workers are starting meanwhile
        from grader.lesson import publish

    notebook = source.read(path)
    lesson = publish.lesson_of(path, notebook)
    book.register(lesson, publish.instructor_notebook(notebook, lesson))
    return lesson


def _graded(book: Gradebook, plan: Plan, chosen: Options, place: Workplace, profile: Profile | None) -> Iterator[Result]:
    lesson = plan.lesson
    spent = profile.spent if profile else Spent()
    yield from plan.done
    with bar(lesson.name, len(plan.waiting)) as advance:
        for result in classroom.grade_lesson(book, plan, chosen, place, spent):
            advance()
            if profile:
                profile.submissions += 1
                with spent.on(Stage.FEEDBACK):
                    _page(book, lesson, result.student)
            yield result


def _page(book: Gradebook, lesson: Lesson, student: str) -> str:
    """What a student with a recorded submission gets back."""
    from grader import report

    return report.feedback_html(book.load(student, lesson.name), lesson, book.comments(student, lesson.name))


def show_table(lesson: Lesson, results: Sequence[Result], title: str) -> None:
    """One row per student: verdict and points per exercise, the sum, the state."""
    width = None if sys.stdout.isatty() else PLAIN_WIDTH
    console = Console(width=width, markup=False, emoji=False, highlight=False)  # a student's name is text
    with_deadline = any(result.late for result in results)
    names = [*(one.id for one in lesson.exercises), OPEN_QUESTION, *(["Atraso"] if with_deadline else []), "Nota"]
    rows = [["Aluno", *names, "Estado"], *(_row(lesson, result, with_deadline) for result in results)]
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    fits = sum(widths) + 3 * len(widths) < console.width
    table = Table(title=title, caption=LEGEND)
    for heading, width in zip(rows[0], widths, strict=True):
        table.add_column(heading, justify="right" if heading in names else "left", width=width if fits else None, no_wrap=fits)
    if fits:  # where nothing wraps, a column is one text of many lines: a third of the time that a thousand rows take
        rows[1:] = [["\n".join(column) for column in zip(*rows[1:], strict=True)]]
    for row in rows[1:]:
        table.add_row(*row)
    console.print(table)


def _row(lesson: Lesson, result: Result, with_deadline: bool) -> list[str]:
    there = result.state is not State.NOT_RECEIVED  # else nobody waits for anything
    cells = {exercise.id: _cell(exercise) for exercise in result.exercises if there}
    shown = [cells.get(name, "") for name in (*(one.id for one in lesson.exercises), OPEN_QUESTION)]
    score = "" if result.score is None else decimal(result.score)
    return [printable(result.student), *shown, *([_lateness(result)] if with_deadline else []), score, STATES[result.state]]


def _lateness(result: Result) -> str:
    """The points that lateness costs; a question mark where nobody knows when it came."""
    if result.late is None:
        return ""
    return "?" if result.late["entregue"] is None else f"−{decimal(result.late['desconto'])}" if result.late["desconto"] else ""


def show_changes(changes: Iterable[Change], where: TextIO) -> None:
    """What a run made of results that were on record, other than what a person gave: who, from what to what, and why."""
    told = [change for change in changes if change.before is not None and change.why is not Why.PERSON]
    if told:
        print(f"Mudou desde a última correção ({len(told)}):", file=where)
    for change in sorted(told, key=lambda one: one.student):
        for line in change.lines():
            print(printable(line), file=where)


def tell_strangers(book: Gradebook) -> None:
    """Name, on standard error, whom `prazos.toml` gives time and nobody knows."""
    if book.deadlines:
        for line in deadline_file.strangers(book.deadlines, book.files.students() | book.database.students()):
            print(printable(line), file=sys.stderr)


def flagged(results: Iterable[Result]) -> Iterator[str]:
    """One line for each answer that uses what its statement rules out."""
    for result in results:
        for exercise in result.exercises:
            if exercise.flags:
                names = ", ".join(f"`{name}`" for name in exercise.flags)
                who = f"{printable(result.student)}, {exercise.id}"
                yield f"Olhe {who}: a resposta usa {names}, que o enunciado não permite. A nota não mudou."


def show_profile(profile: Profile) -> None:
    """Where the time went, on standard error: one row per stage, all submissions and processes together."""
    spent = profile.spent
    if not profile.submissions:
        print("Nada foi corrigido agora: não há tempos a mostrar.", file=sys.stderr)
        return
    table = Table(title=f"Onde o tempo vai: {profile.submissions} entregas, todos os processos somados")
    for heading in ("etapa", "ms por entrega", "parte"):
        table.add_column(heading, justify="left" if heading == "etapa" else "right")
    table.add_column("o que é")
    for stage in Stage:
        each = 1000 * spent[stage] / profile.submissions
        table.add_row(stage.value, decimal(round(each, 1)), f"{spent[stage] / spent.total():.0%}", ABOUT[stage])
    Console(stderr=True, width=PLAIN_WIDTH if not sys.stderr.isatty() else None).print(table)


def _cell(exercise: ExerciseResult) -> str:
    points = "" if exercise.score is None or exercise.verdict is Verdict.UNANSWERED else f" {decimal(exercise.score)}"
    return SYMBOLS[exercise.verdict] + points


def give_back(options: argparse.Namespace, solutions: Path) -> int:
    """`grader devolver`: one page per student with a recorded submission; 1 when the zip for Moodle lacks somebody."""
    from grader import report

    written = code = 0
    paths = chosen_lessons(options, solutions)
    with Gradebook(options.turma, options.banco) as book:
        for path in paths:
            lesson = registered(book, path)
            found = book.results(lesson.name)
            book.settle(lesson.name, found)
            students = [result.student for result in found if book.recorded(result.student, lesson.name) is not None]
            with bar(lesson.name, len(students)) as advance:
                for student in each(students, advance):
                    report.write_feedback(book.files, student, lesson.name, _page(book, lesson, student))
            written += len(students)
            if options.moodle and students:
                code |= commands.write_feedback_zip(book.files, lesson.name, students)
    if not written:
        raise UsageError(options.turma, "ainda não há entrega corrigida", "rode `grader corrigir` primeiro")
    print(f"{written} devolutivas em {book.files.root / 'feedback'}/ALUNO/AULA/AULA.html")
    return code


def export(options: argparse.Namespace, solutions: Path) -> int:
    """`grader exportar`: the grades of the class in one file; 1 when some grade has no place in Moodle's worksheet."""
    results: list[Result] = []
    paths = chosen_lessons(options, solutions)
    commands.check_format(options, [path.stem for path in paths])
    with Gradebook(options.turma, options.banco) as book:
        with bar("Lendo as notas", len(paths)) as advance:
            for path in each(paths, advance):
                lesson = registered(book, path)
                found = book.results(lesson.name)
                book.settle(lesson.name, found)
                results += found
        if options.formato == "moodle":
            return commands.fill_worksheet(options.planilha, lesson, results, book.files.root)
        target = book.files.root / "notas.csv"
        export_csv(results, target)
    print(f"Notas de {len(results)} entregas em {target}")
    return 0
