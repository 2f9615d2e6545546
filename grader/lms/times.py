"""When each submission was handed in, by the column of Moodle's grading worksheet that says so.

Moodle writes the date in the teacher's language, with the names that Unicode's CLDR gives to months and days, which Babel has too. It is
read by forms of our own: Babel reads dates of digits alone, and dateparser makes up from today's date what it does not find. A date that
is not whole, whose day of the week is another, or whose hour the clock showed twice or never, is told and never guessed.

Trust: the teacher's own file, in which names are students'. Nothing of the submissions themselves is looked at.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum
from functools import cache
from pathlib import Path

from grader.deadline_file import YEARS
from grader.lms.moodle import Participant
from grader.lms.names import name_key
from grader.lms.sheet import Row, Sheet
from grader.lms.worksheet import read_worksheet, students_of_rows

SUBMITTED = {"ultima modificacao (envio)", "last modified (submission)", "ultima modificacion (entrega)"}
"""Headings, as `name_key` gives them."""
LANGUAGES = ("pt", "en", "es")
LONGEST = 100
_SHORTEST = 3
"""Letters of a name that was cut short: `set.`, `Sept`."""
_WORD = r"[^\W\d_]+(?:-[^\W\d_]+)?"
_START, _MONTH, _DAY = rf"(?:(?P<weekday>{_WORD})\.?,? )?", rf"(?P<month>{_WORD})\.?", r"(?P<day>[0-9]{1,2})"
_CLOCK = r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?(?: ?(?P<half>[ap])\.? ?m\.?)?"
_END = rf",?(?: de)? (?P<year>[0-9]{{4}}),?(?: às| a las)? {_CLOCK}"
_FORMS = tuple(re.compile(_START + date + _END, re.IGNORECASE) for date in (rf"{_DAY}(?: de)? {_MONTH}", rf"{_MONTH} {_DAY}"))


class Unknown(StrEnum):
    """Why the time of a submission is not known, and what to do; what people read after `Sem hora: `."""

    NO_ROW = "nenhuma linha é desta pessoa; confira se a planilha é desta tarefa e desta turma"
    EMPTY = "a planilha não diz a hora; baixe-a outra vez, junto com o zip"
    UNREADABLE = "a data não se entende; baixe a planilha outra vez e não a salve noutro programa, ou escreva a hora à mão (docs/prazos.md)"
    DIFFERENT = "as linhas desta pessoa dizem horas diferentes; escreva a hora à mão (docs/prazos.md)"
    CLOCK = "nesse dia o relógio mudou, e essa hora não existiu ou existiu duas vezes; escreva a hora à mão, em UTC (docs/prazos.md)"


@dataclass(frozen=True)
class Times:
    """What a worksheet says of some students: of each either a time (aware) or why there is none, with the place."""

    known: Mapping[str, datetime]
    unknown: Mapping[str, tuple[Unknown, str]]


def open_worksheet(path: Path) -> Sheet:
    """The grading worksheet, which has the column of the times. Raises `UsageError`, `StorageError`."""
    return read_worksheet(path, {"Última modificação (envio)": SUBMITTED})


def read_times(sheet: Sheet, students: Set[str], participants: Mapping[str, Participant], zone: tzinfo) -> Times:
    """When each of `students` handed in. `zone` is the one that Moodle shows the teacher its times in."""
    rows: dict[str, list[Row]] = {}
    for row, student in zip(sheet.rows, students_of_rows(sheet, students, participants), strict=True):
        if student:
            rows.setdefault(student, []).append(row)
    known, unknown = dict[str, datetime](), dict[str, tuple[Unknown, str]]()
    for student in sorted(students):
        found, place = _time(sheet, rows.get(student, []), zone)
        if isinstance(found, datetime):
            known[student] = found
        else:
            unknown[student] = found, place
    return Times(known, unknown)


def moment(text: str, zone: tzinfo) -> datetime | Unknown:
    """A date as Moodle writes it, with the hour and minute at least, in Portuguese, English or Spanish; in `zone`."""
    plain = " ".join(unicodedata.normalize("NFKC", text[: LONGEST + 1]).split())
    found = next((match for form in _FORMS if (match := form.fullmatch(plain))), None) if len(text) <= LONGEST else None
    months = _meant("months", found["month"]) if found else set()
    if found is None or len(months) != 1 or int(found["year"]) not in YEARS:
        return Unknown.UNREADABLE
    hour = int(found["hour"])
    if found["half"]:
        if not 1 <= hour <= 12:
            return Unknown.UNREADABLE
        hour = hour % 12 + (12 if found["half"].lower() == "p" else 0)
    try:
        naive = datetime(int(found["year"]), months.pop(), int(found["day"]), hour, int(found["minute"]), int(found["second"] or 0))
    except ValueError:
        return Unknown.UNREADABLE
    if found["weekday"] and naive.weekday() not in _meant("days", found["weekday"]):
        return Unknown.UNREADABLE
    first, again = (naive.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    return first if first.utcoffset() == again.utcoffset() else Unknown.CLOCK


def _time(sheet: Sheet, rows: list[Row], zone: tzinfo) -> tuple[datetime | Unknown, str]:
    """What all the rows of one student say, and where."""
    texts = {row.text(sheet.column(SUBMITTED)): row.line for row in reversed(rows)}
    if not texts:
        return Unknown.NO_ROW, str(sheet.path)
    (text, line), *others = sorted(texts.items(), key=lambda one: one[1])
    place = f"{sheet.path}, linha {line}"
    if others:
        return Unknown.DIFFERENT, place
    return (Unknown.EMPTY, place) if text in {"", "-"} else (moment(text, zone), f"{place}: {text[:60]!r}")


def _meant(kind: str, word: str) -> set[int]:
    """The months (from 1) or days (from Monday, 0) that a word can be the name of, or its beginning."""
    key = name_key(word)
    return {number for name, number in _names(kind) if len(key) >= _SHORTEST and name.startswith(key)}


@cache
def _names(kind: str) -> tuple[tuple[str, int], ...]:
    from babel.dates import get_day_names, get_month_names

    given = get_month_names if kind == "months" else get_day_names
    return tuple((name_key(name), number) for language in LANGUAGES for number, name in given("wide", "format", language).items())
