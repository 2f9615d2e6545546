"""What nbgrader's tables say of lateness: the deadline, a student's extension, when a submission came, and the points it costs.

nbgrader's own programs (autograde, export, feedback) count from these columns. Times in them are UTC and do not say so.

Trust: `timestamp.txt` may be a student's; of an ordinary file its first bytes are read, as text, and no link is followed.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from grader.deadlines import Deadlines
from grader.files import storage, write_atomic
from grader.gradebook.database import Database
from grader.records import Result

STAMP = "timestamp.txt"
"""nbgrader's name for the file beside a submission that says when it came."""
STAMP_BYTES = 100
YEARS = range(1970, 2200)


@dataclass(frozen=True)
class Row:
    """One submission's."""

    timestamp: datetime | None
    extension: timedelta | None
    penalty: float | None


def stamp(database: Database, folder: Path) -> datetime | None:
    """When the submission in this folder came, in UTC (naive); None where nothing says it, or nothing that can be understood."""
    try:
        descriptor = os.open(folder / STAMP, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            text = file.read(STAMP_BYTES).decode("utf-8", "replace").strip()
    except OSError:
        return None
    found: datetime | None = database.parse_time(text) if text else None
    return found if found is not None and found.year in YEARS else None


def write_stamp(folder: Path, moment: datetime) -> None:
    """Say when the submission in this folder came, as nbgrader itself writes it: in UTC. `moment` is aware. Raises `StorageError`."""
    write_atomic(folder / STAMP, f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC\n".encode())


def forget_stamp(folder: Path) -> bool:
    """Remove what says when a submission came. Returns whether anything did. Raises `StorageError`."""
    with storage(folder / STAMP):
        there = os.path.lexists(folder / STAMP)
        if there:
            (folder / STAMP).unlink()
    return there


def row(deadlines: Deadlines | None, result: Result, timestamp: datetime | None) -> Row:
    """What nbgrader has to know of one submission whose result has its lateness."""
    whole = deadlines and deadlines.due(result.lesson)
    own = deadlines and deadlines.due(result.lesson, result.student)
    extension = own.astimezone(UTC) - whole.astimezone(UTC) if whole and own and own != whole else None
    return Row(timestamp, extension, (result.late or {}).get("desconto") or None)


def write(database: Database, lesson: str, deadlines: Deadlines | None, rows: Mapping[str, Row]) -> None:
    """Make the tables say it for these students; what says it already is left alone. The caller commits.

    Without a file of deadlines, those that a person set in formgrader stay, and nothing costs any points.
    """
    api, session, ids = database.api, database.session, database.lesson(lesson)
    with database.errors():
        if deadlines is not None:
            due = deadlines.due(lesson)
            wanted = None if due is None else due.astimezone(UTC).replace(tzinfo=None)
            session.query(api.Assignment).filter(api.Assignment.id == ids.assignment).update({"duedate": wanted})
        there = session.query(
            api.SubmittedAssignment.student_id,
            api.SubmittedAssignment.id,
            api.SubmittedNotebook.id,
            api.SubmittedAssignment.timestamp,
            api.SubmittedAssignment.extension,
            api.SubmittedNotebook.late_submission_penalty,
        ).join(api.SubmittedNotebook, api.SubmittedNotebook.assignment_id == api.SubmittedAssignment.id)
        there = there.filter(api.SubmittedAssignment.assignment_id == ids.assignment, api.SubmittedNotebook.notebook_id == ids.notebook)
        if len(rows) == 1:
            there = there.filter(api.SubmittedAssignment.student_id.in_(list(rows)))
        for student, submission, notebook, *old in there.all():
            new = rows.get(student)
            if new is None or Row(*old) == new:
                continue
            times = {"timestamp": new.timestamp} | ({} if deadlines is None else {"extension": new.extension})
            session.query(api.SubmittedAssignment).filter(api.SubmittedAssignment.id == submission).update(times)
            costs = {"late_submission_penalty": new.penalty}
            session.query(api.SubmittedNotebook).filter(api.SubmittedNotebook.id == notebook).update(costs)
