"""A class graded: which submissions wait, which are done, and one writer that puts each result on record as it comes.

Trust: it reads submissions as bytes of a bounded size and passes them on; names of folders become paths in `ClassFolder` alone.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, Future
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import grader
from grader import grade, stock, workers, workplace
from grader.channel import WarmLostError
from grader.cluster import Cluster
from grader.grade import Reference
from grader.gradebook.book import Gradebook
from grader.gradebook.filing import MARKER
from grader.history import History
from grader.lms.notebooks import read_submission, submission_file
from grader.records import Graded, Lesson, Result, SandboxError, State, UnreadableError, UsageError
from grader.sandbox import ORDINARY, Box
from grader.stages import Spent, Stage
from grader.submission.notebook_bytes import light
from grader.workplace import Workplace

WORTH_A_PROCESS = 4
"""Submissions: to start a process costs as much CPU as to grade some forty, but those that loop take ten seconds each."""
RENAMED = "O caderno tinha outro nome; o combinado é {}.ipynb. Você não perde pontos por isso."


@dataclass(frozen=True)
class Options:
    """How a class is graded."""

    processes: int = 1
    seed: int | None = None
    """None: drawn anew for each run, so that no recording of an earlier run helps."""
    again: bool = False
    """Grade also what is already on record."""
    box: Box = ORDINARY
    cluster: str | None = None
    """The address of a Dask scheduler whose workers grade, instead of processes of this machine."""


@dataclass(frozen=True)
class Plan:
    """What one lesson's grading has before it."""

    lesson: Lesson
    waiting: tuple[str, ...]
    """Students whose submission has to be graded, by name."""
    done: tuple[Result, ...]
    """On record already, or never handed in."""
    recorded: Mapping[str, tuple[str, Result]]
    """All that is on record before the run, by student: fingerprint and result."""
    log: History
    """Where what the run changes is noted, and what of this it has noted so far."""


def plan(book: Gradebook, lesson: Lesson, options: Options) -> Plan:
    """Which submissions of this lesson are on record with the same bytes and the same lesson, and which have to be graded."""
    waiting, done, form = [], [], fingerprint_form(lesson)
    recorded = book.all_recorded(lesson.name)
    arrived, missing = book.arrivals(lesson.name)
    for student in arrived:
        found = recorded.get(student)
        if not options.again and found is not None and found[0] == _fingerprint_of(book, student, lesson, form):
            book.files.forget_parts(student, lesson.name)
            done.append(found[1])
        else:
            waiting.append(student)
    done += [grade.not_received(student, lesson) for student in missing]
    return Plan(lesson, tuple(waiting), tuple(done), recorded, History(book.files.root, lesson.name))


def fingerprint_form(lesson: Lesson) -> str:
    """A short text that changes whenever anything that decides a grade of this lesson changes."""
    return hashlib.sha256(json.dumps(asdict(lesson), sort_keys=True, default=str).encode()).hexdigest()


def fingerprint(form: str, raw: bytes) -> str:
    """Changes whenever a grade could: the submission's bytes, the lesson (`form`, by `fingerprint_form`), the grader's version."""
    digest = hashlib.sha256(raw)
    digest.update(form.encode())
    digest.update(grader.__version__.encode())
    return digest.hexdigest()


def _submission(book: Gradebook, student: str, lesson: Lesson) -> Path:
    return submission_file(book.files.notebook("submitted", student, lesson.name))


def _fingerprint_of(book: Gradebook, student: str, lesson: Lesson, form: str) -> str:
    try:
        return fingerprint(form, read_submission(_submission(book, student, lesson)))
    except UnreadableError as error:
        return fingerprint(form, str(error).encode())


def open_workplace(folder: Path, names: Collection[str], options: Options) -> Workplace:
    """Where submissions of these lessons are graded, as long as the command runs; it begins to get ready, if one seems to wait."""
    if options.cluster:
        return Cluster(options.cluster)
    handed_in = [path for name in names for path in (folder / "submitted").glob(f"*/{name}")]
    place = workplace.Local(min(options.processes, max(1, -(-len(handed_in) // WORTH_A_PROCESS))), options.box)
    if options.again or not all((folder / "autograded" / path.parent.name / path.name / MARKER).exists() for path in handed_in):
        place.begin()
    return place


def grade_lesson(book: Gradebook, plan: Plan, options: Options, place: Workplace, spent: Spent) -> Iterator[Result]:
    """Grade what waits, put each on record, and yield its result; the next run goes on where this one is stopped.

    Before that, what stands on record follows `prazos.toml` as it is now, and the log follows what stands on record; after it, the
    registered source gets its reference values if it has none.
    `spent` grows by where the time went, of all submissions together.
    Raises LessonError or CanaryError before any grade is written (of what stock nbgrader needs, after them), StorageError when a result
    cannot be kept.
    """
    _catch_up(book, plan)
    lesson, blocks = plan.lesson, None
    if plan.waiting:
        for result in _grade_waiting(book, plan, options, place, spent):
            # Not before the first result, which it would delay by as long as a lesson takes to be prepared.
            if blocks is None and not book.is_complete(lesson):
                blocks = place.submit(stock.blocks_in_worker, lesson, options.box)
            yield result
    if not book.is_complete(lesson):
        book.complete(lesson, _done(place, lesson, blocks, stock.blocks_in_worker, lesson, options.box))


def _grade_waiting(book: Gradebook, plan: Plan, options: Options, place: Workplace, spent: Spent) -> Iterator[Result]:
    lesson, seed = plan.lesson, secrets.randbits(31) if options.seed is None else options.seed
    form = fingerprint_form(lesson)
    origin = {"aula_impressao": form[:16], "versao": grader.__version__, "semente": seed}
    # Of the bytes that were graded: a file replaced meanwhile is another submission, and the next run grades it.
    fingerprints: dict[str, str] = {}
    unreadable: list[tuple[str, UnreadableError]] = []

    def jobs() -> Iterator[workplace.Job]:
        for student in plan.waiting:
            try:
                with spent.on(Stage.COLLECT):
                    raw = read_submission(_submission(book, student, lesson))
                    fingerprints[student] = fingerprint(form, raw)
                    job = student, light(raw)
            except UnreadableError as error:
                fingerprints.setdefault(student, fingerprint(form, str(error).encode()))
                unreadable.append((student, error))
                continue
            yield job

    reference: Reference = _done(place, lesson, None, workers.prepare_in_worker, lesson, seed, options.box)
    for graded in workplace.grade_many(place, reference, jobs(), options.box):
        spent.add(graded.spent)
        with spent.on(Stage.RECORD):
            result = _record(book, plan, graded, fingerprints[graded.result.student], origin)
        yield result
    for student, error in unreadable:
        yield _record(book, plan, grade.unreadable(lesson, student, error), fingerprints[student], origin)


def _done(place: Workplace, lesson: Lesson, begun: Future[Any] | None, task: Any, *arguments: Any) -> Any:
    """What a task about a whole lesson gives; `begun` where it is under way. A worker or a warm process lost meanwhile is tried again."""
    for _ in range(workers.TRIES):
        try:
            return (begun or place.submit(task, *arguments)).result()
        except Exception as error:
            if not isinstance(error, WarmLostError | CancelledError) and not place.is_lost(error):
                raise
            begun = None
            place.renew()
    cause = "o processo de correção se perdeu duas vezes enquanto a aula era preparada, por falta de memória ou porque alguém o encerrou"
    raise SandboxError(lesson.name, cause, "confira a memória livre e rode o mesmo comando: nada do que estava guardado se perdeu")


def _catch_up(book: Gradebook, plan: Plan) -> None:
    """nbgrader's tables follow `prazos.toml`, and the log what a person, the file or a run that was killed changed since its last line."""
    results = [result for _, result in plan.recorded.values()]
    book.settle(plan.lesson.name, results)
    for result in results:
        if not plan.log.knows(result):
            plan.log.catch_up(result, book.origin(result.student, result.lesson))


def _record(book: Gradebook, plan: Plan, graded: Graded, found: str, origin: Mapping[str, Any]) -> Result:
    """Put one result on record and its change in the log; what was not judged gets no fingerprint, so that the next run grades it."""
    student, lesson = graded.result.student, plan.lesson
    before = book.origin(student, lesson.name)
    if _submission(book, student, lesson).stem != lesson.name:
        result = replace(graded.result, repairs=(RENAMED.format(lesson.name), *graded.result.repairs))
        graded = replace(graded, result=result)
    recorded = book.record(graded, "" if graded.result.state is State.NOT_JUDGED else found, origin)
    plan.log.note(recorded, book.origin(student, lesson.name), before, plan.recorded[student][1] if student in plan.recorded else None)
    return recorded


def lessons_with_submissions(folder: Path, known: Sequence[str]) -> list[str]:
    """The lessons, of those `known`, for which somebody handed something in. Raises UsageError where nothing can be graded."""
    submitted = folder / "submitted"
    if not folder.is_dir():
        raise UsageError(folder, "a pasta da turma não existe", "confira o caminho ou rode `grader coletar`, que a cria")
    if not submitted.is_dir():
        step = "rode `grader coletar ARQUIVO… --aula AULA` ou crie submitted/ALUNO/AULA/AULA.ipynb"
        raise UsageError(submitted, "a pasta das entregas não existe", step)
    found = {path.name for path in submitted.glob("*/*") if path.is_dir()}
    names = [name for name in known if name in found]
    if not names:
        raise UsageError(submitted, "não há entrega de nenhuma aula conhecida", f"as aulas são: {', '.join(known)}")
    return names
