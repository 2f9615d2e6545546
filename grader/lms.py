"""What comes from and goes to the learning platform: submissions into the class folder, grades into a spreadsheet.

What students sent is only ever copied as bytes: no link is followed, nothing but ordinary files of a bounded size is opened.
"""

from __future__ import annotations

import csv
import errno
import hashlib
import io
import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from grader.files import storage, write_atomic
from grader.gradebook.filing import ClassFolder
from grader.records import OPEN_QUESTION, Result, UnreadableError, UsageError

SIZE_LIMIT = 200_000_000
"""Bytes of one submission; a notebook with many figures has some hundred thousand."""
ID_LIMIT = 100  # bytes of a student id: nbgrader's column holds 128 characters, a file name 255 bytes
DEPTH_LIMIT = 6  # folders below a student's own in which a notebook is looked for
NOTEBOOKS, ZIP = (".ipynb", ".ipynb.txt", ".ipynb.json"), ".zip"  # the longer ones are what browsers make of it
STUB = b"DIGO AQUI"  # of what stands in place of an answer, the part that looks alike however JSON wrote it
FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
"""First characters that make a spreadsheet read a field as a formula."""
_IGNORED = {".ipynb_checkpoints", "__MACOSX", "__pycache__"}
_COPY_MARK = re.compile(r"(?:[ _-]*\(\d+\)|[ _-]+(?:copy|copia|cópia)\d*(?: ?\(\d+\))?)+$", re.IGNORECASE)


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

    def __str__(self) -> str:
        """The line that the command prints; a hostile file name cannot move the terminal's cursor."""
        line = f"{self.outcome.value}: {self.student or '(sem aluno)'} ← {self.source}" + (f" ({self.note})" if self.note else "")
        return "".join(char if char.isprintable() else "�" for char in line)


@dataclass(frozen=True)
class _Found:
    """All the notebooks of one student from one place."""

    student: str
    place: Path
    notebooks: tuple[Path, ...]


def collect(paths: Sequence[Path], lesson_name: str, folder: Path) -> list[Collected]:
    """Copy submissions to `folder/submitted/STUDENT/LESSON/LESSON.ipynb`, one record per student or thing skipped, by student.

    A path is a notebook, or a folder of notebooks named after students and of one sub-folder per student. Raises `UsageError`
    (a path that does not exist, a zip, nothing at all found), `StorageError` (the class folder cannot be written).
    """
    found: list[_Found] = []
    skipped: list[Collected] = []
    for path in paths:
        _look_into(path, lesson_name, found, skipped)
    if not found and not skipped:
        raise UsageError(", ".join(map(str, paths)), "não há nenhum caderno (.ipynb) aqui", "confira o caminho")
    by_student: dict[str, dict[Path, _Found]] = {}
    for entry in found:
        by_student.setdefault(entry.student, {})[entry.place.resolve()] = entry
    taken = [_take(student, list(entries.values()), lesson_name, ClassFolder(folder)) for student, entries in sorted(by_student.items())]
    return taken + sorted(skipped, key=lambda record: str(record.source))


def student_id(name: str) -> str:
    """A name as an id that is safe as a folder's name and as nbgrader's key; "" where nothing of it is left.

    NFC; letters, digits, ".", "_" and "-" stay, every run of anything else becomes one "_"; no dot or hyphen leads, no two dots
    meet; longer than `ID_LIMIT` bytes, it is cut and ends in a digest of the whole.
    """
    normal = unicodedata.normalize("NFC", name)
    kept = "".join(char if char in "._-" or unicodedata.category(char)[0] in "LMN" else " " for char in normal)
    safe = unicodedata.normalize("NFC", re.sub(r"\.{2,}", ".", "_".join(kept.split()))).lstrip(".-")
    if len(safe.encode()) <= ID_LIMIT:
        return safe
    digest = hashlib.sha256(normal.encode("utf-8", "replace")).hexdigest()[:8]
    return safe.encode()[: ID_LIMIT - 9].decode("utf-8", "ignore").rstrip(".") + "-" + digest


def read_submission(path: Path) -> bytes:
    """The bytes of a submission. Raises `UnreadableError` for anything but an ordinary file of at most `SIZE_LIMIT` bytes."""
    try:
        return _read(path)
    except OSError as error:
        raise UnreadableError(path, _why(error), "peça outra cópia ao aluno") from error


def submission_file(proper: Path) -> Path:
    """Where a submission really is: under its proper name or, where that is missing, the likeliest notebook of its folder."""
    found = list(_notebooks_below(proper.parent, 0)) if proper.parent.is_dir() else []
    if len(found) < 2 and os.path.lexists(proper):
        return proper
    return max(found, key=lambda notebook: _preference(notebook, proper.stem), default=proper)


def export_csv(results: Sequence[Result], path: Path | None) -> str:
    """The grade sheet as Brazilian Excel opens it: UTF-8 with a byte order mark, ";", decimal comma; also written to `path`, if given.

    One row per student and lesson; what nobody judged is an empty field, never 0. A name that a spreadsheet would take for a formula
    is written with an apostrophe before it. Raises `StorageError`.
    """
    ids = sorted({exercise.id for result in results for exercise in result.exercises} - {OPEN_QUESTION}, key=_natural)
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, delimiter=";")
    writer.writerow(["aluno", "aula", "estado", "nota", "maximo", *ids, OPEN_QUESTION])
    for result in results:
        scores = {exercise.id: exercise.score for exercise in result.exercises}
        fields = [_text(result.student), _text(result.lesson), result.state.value, _number(result.score), _number(result.maximum)]
        writer.writerow([*fields, *(_number(scores.get(name)) for name in [*ids, OPEN_QUESTION])])
    text = "\ufeff" + sheet.getvalue()
    if path is not None:
        write_atomic(path, text.encode("utf-8", "replace"))
    return text


def _look_into(path: Path, lesson: str, found: list[_Found], skipped: list[Collected]) -> None:
    """Add what one path of the command line holds."""
    if path.suffix.lower() == ZIP:
        raise UsageError(path, "arquivos zip do Moodle ainda não são lidos", "extraia o zip e dê a pasta extraída")
    if path.is_dir():
        with storage(path):
            _look_into_folder(path.absolute(), lesson, found, skipped)
    elif not path.is_symlink() and not path.exists():
        raise UsageError(path, "não existe", "confira o caminho")
    elif _is_notebook(path):
        _loose([path.absolute()], lesson, found, skipped)
    else:
        skipped.append(Collected(Outcome.SKIPPED, path, None, "não é um caderno (.ipynb)"))


def _look_into_folder(folder: Path, lesson: str, found: list[_Found], skipped: list[Collected]) -> None:
    """Loose notebooks carry their student's name, or the lesson's in a folder of the student's; each sub-folder is one student's."""
    entries = sorted(entry for entry in folder.iterdir() if not entry.name.startswith(".") and entry.name not in _IGNORED)
    _loose([entry for entry in entries if _is_notebook(entry) and not _is_folder(entry)], lesson, found, skipped)
    for entry in entries:
        if entry.is_symlink() and not _is_notebook(entry):
            skipped.append(Collected(Outcome.SKIPPED, entry, None, "é um atalho (link); atalhos não são seguidos"))
        elif _is_folder(entry):
            _student_folder(entry, folder.name if entry.name == lesson else entry.name, found, skipped)
        elif entry.suffix.lower() == ZIP:
            skipped.append(Collected(Outcome.SKIPPED, entry, None, "é um zip; extraia-o e colete de novo"))


def _loose(notebooks: Iterable[Path], lesson: str, found: list[_Found], skipped: list[Collected]) -> None:
    own: dict[Path, list[Path]] = {}
    for notebook in notebooks:
        if _COPY_MARK.sub("", notebook.stem).lower() == lesson.lower():
            own.setdefault(notebook.parent, []).append(notebook)
        else:
            _add(notebook.stem, notebook, [notebook], found, skipped)
    for folder, files in own.items():
        _add(folder.name, folder, files, found, skipped)


def _student_folder(folder: Path, name: str, found: list[_Found], skipped: list[Collected]) -> None:
    notebooks = list(_notebooks_below(folder, DEPTH_LIMIT))
    if notebooks:
        _add(name, folder, notebooks, found, skipped)
        return
    zipped = any(entry.suffix.lower() == ZIP for entry in folder.iterdir())
    note = "só há um zip na pasta; extraia-o e colete de novo" if zipped else "não há nenhum caderno (.ipynb) na pasta"
    skipped.append(Collected(Outcome.SKIPPED, folder, student_id(name) or None, note))


def _add(name: str, place: Path, notebooks: Sequence[Path], found: list[_Found], skipped: list[Collected]) -> None:
    student = student_id(name)
    if student:
        found.append(_Found(student, place, tuple(notebooks)))
    else:
        skipped.append(Collected(Outcome.SKIPPED, place, None, "o nome não serve para identificar um aluno; renomeie e colete de novo"))


def _notebooks_below(folder: Path, depth: int) -> Iterator[Path]:
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith(".") or entry.name in _IGNORED:
            continue
        if _is_folder(entry):
            if depth > 0:
                yield from _notebooks_below(entry, depth - 1)
        elif _is_notebook(entry):
            yield entry


def _is_notebook(entry: Path) -> bool:
    return entry.name.lower().endswith(NOTEBOOKS)


def _is_folder(entry: Path) -> bool:
    return entry.is_dir() and not entry.is_symlink()


def _take(student: str, entries: Sequence[_Found], lesson: str, folder: ClassFolder) -> Collected:
    """Copy one student's submission, unless it comes from several places or cannot be read."""
    if len(entries) > 1:
        others = " e ".join(str(entry.place) for entry in entries)
        return Collected(Outcome.CLASH, entries[0].place, student, f"vem de mais de um lugar ({others}); renomeie ou apague um deles")
    ordered = sorted(entries[0].notebooks, key=lambda notebook: _preference(notebook, lesson))
    chosen = ordered[-1]
    note = (
        ""
        if len(ordered) == 1
        else f"há {len(ordered)} cadernos; escolhido {chosen.relative_to(os.path.commonpath([path.parent for path in ordered]))}"
    )
    try:
        content = _read(chosen)
    except OSError as error:
        return Collected(Outcome.SKIPPED, chosen, student, _why(error))
    target = folder.notebook("submitted", student, lesson)
    known = target.is_file() or target.is_symlink()
    written = write_atomic(target, content)
    outcome = Outcome.SAME if not written else Outcome.REPLACED if known else Outcome.NEW
    return Collected(outcome, chosen, student, note)


def _preference(notebook: Path, lesson: str) -> tuple[int, int, int, list[tuple[int, str]]]:
    """The greater, the likelier to be this lesson's: its exact name or a copy (the one with more answers), its name within, its number."""
    stem, wanted = unicodedata.normalize("NFC", notebook.stem).lower(), lesson.lower()
    number = re.escape(lesson.partition("_")[0].lstrip("0") or "0")
    if stem == wanted:
        rank = 4
    elif _COPY_MARK.sub("", stem) == wanted:
        rank = 3
    elif wanted in stem:
        rank = 2
    else:
        rank = int(re.search(rf"(?<!\d)0*{number}(?!\d)", stem) is not None)
    return min(rank, 3), -_unanswered(notebook) if rank >= 3 else 0, rank, _natural(str(notebook))


def _unanswered(notebook: Path) -> int:
    """How many stubs a notebook still holds; more than any does, where it cannot be read."""
    try:
        return _read(notebook).count(STUB)
    except OSError:
        return SIZE_LIMIT


def _natural(text: str) -> list[tuple[int, str]]:
    """A key that sorts "2.10" after "2.9"."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", text)]


def _read(path: Path) -> bytes:
    """The bytes of an ordinary file. Raises `OSError`: ELOOP for a link, EINVAL for a device or folder, EFBIG for one too big."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "not an ordinary file", str(path))
        content = file.read(SIZE_LIMIT + 1)
    if len(content) > SIZE_LIMIT:
        raise OSError(errno.EFBIG, "too big", str(path))
    return content


def _why(error: OSError) -> str:
    reasons = {
        errno.ELOOP: "é um atalho (link); atalhos não são seguidos",
        errno.EINVAL: "não é um arquivo comum",
        errno.EFBIG: f"é grande demais (mais de {SIZE_LIMIT // 1_000_000} MB)",
        errno.ENOENT: "o caderno não está na pasta",
        errno.EACCES: "sem permissão de leitura",
    }
    return reasons.get(error.errno or 0, f"não pôde ser lido ({error.strerror})")


def _text(text: str) -> str:
    """A field that no spreadsheet takes for a formula."""
    return "'" + text if text[:1] in FORMULA else text


def _number(score: float | None) -> str:
    return "" if score is None else f"{score:.4f}".rstrip("0").rstrip(".").replace(".", ",")
