"""What being late costs: the deadlines of a class, the extra time that a student has, the rule, and the sentence that tells a student.

Pure. Of a submission nothing comes here but the time at which it arrived; `deadline_file` reads all else from the instructor's file.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

_SECONDS = 86_400


@dataclass(frozen=True)
class Rule:
    """What being late costs; as it stands here, nothing."""

    grace: float = 0.0
    """Minutes after the deadline that are forgiven; whoever is later than that is late since the deadline."""
    per_day: float = 0.0
    """Percent of the score, for each day that has begun."""
    most: float = 100.0
    """Percent of the score that the days can add up to."""
    none_after: float | None = None
    """Days after which the whole score is taken."""

    def percent(self, seconds: float) -> float:
        """What is taken of the score, from 0 to 100, of a submission that came this many seconds after its deadline."""
        if seconds <= self.grace * 60:
            return 0.0
        if self.none_after is not None and seconds > self.none_after * _SECONDS:
            return 100.0
        return min(self.most, self.per_day * math.ceil(seconds / _SECONDS))

    def penalty(self, score: float, seconds: float) -> float:
        """The points that are taken: never negative, never more than the score."""
        whole = max(score, 0.0)
        return min(whole, round(whole * self.percent(seconds) / 100, 4))

    def words(self, seconds: float) -> str:
        """The part of the rule that meets a submission so late; for one that costs something."""
        if self.none_after is not None and seconds > self.none_after * _SECONDS:
            return f"nada vale depois de {_count(self.none_after, 'dia')}"
        return f"{decimal(self.per_day)} % da nota por dia começado" + (f", até {decimal(self.most)} %" if self.most < 100 else "")


@dataclass(frozen=True)
class Allowance:
    """One student's own deadline, or extra time."""

    student: str
    lesson: str | None
    """None: every lesson that has a deadline and no allowance of its own for this student."""
    until: datetime | None = None
    """Aware. None: the class's deadline and the time below."""
    extra: timedelta = timedelta()


@dataclass(frozen=True)
class Deadlines:
    """What `prazos.toml` says."""

    path: Path
    zone: tzinfo
    lessons: Mapping[str, datetime]
    """The class's deadline by lesson; aware."""
    rule: Rule = Rule()
    allowances: tuple[Allowance, ...] = ()
    text: str = field(default="", repr=False, compare=False)
    """The file, for an error to say the line."""

    def due(self, lesson: str, student: str | None = None) -> datetime | None:
        """When the lesson is due, for the class or for one student; aware. None where it has no deadline."""
        whole = self.lessons.get(lesson)
        own = [one for one in self.allowances if one.student == student and one.lesson in {lesson, None}]
        if whole is None or not own:
            return whole
        chosen = max(own, key=lambda one: one.lesson is not None)
        return chosen.until or whole + chosen.extra

    def late(self, lesson: str, student: str, delivered: datetime | None, score: float | None) -> dict[str, Any] | None:
        """A submission beside its deadline, as `records.Result.late` holds it; None where the lesson has no deadline.

        `delivered` is aware, None where nobody knows; `score` is what the answers earned.
        """
        due = self.due(lesson, student)
        if due is None:
            return None
        seconds = 0.0 if delivered is None else max(0.0, (delivered - due).total_seconds())
        penalty = self.rule.penalty(score or 0.0, seconds)
        arrived = None if delivered is None else delivered.astimezone(self.zone)
        return {
            "prazo": due.astimezone(self.zone).isoformat(timespec="seconds"),
            "entregue": None if arrived is None else arrived.isoformat(timespec="seconds"),
            "segundos": round(seconds),
            "desconto": penalty,
            "frase": self._sentence(due.astimezone(self.zone), arrived, seconds, penalty),
        }

    def _sentence(self, due: datetime, arrived: datetime | None, seconds: float, penalty: float) -> str:
        """What the student reads: when it came, how late, how many points, by which rule."""
        if arrived is None:
            return f"Não se sabe quando esta entrega chegou (o prazo era {_moment(due)}); nada foi descontado."
        if seconds == 0:
            return f"Entregue em {_moment(arrived)}, dentro do prazo ({_moment(due)})."
        came = f"Entregue em {_moment(arrived)}, {duration(seconds)} depois do prazo ({_moment(due)})"
        if penalty > 0:
            points = f"{decimal(penalty)} {'ponto' if penalty < 2 else 'pontos'}"
            return f"{came}: menos {points}, pela regra da turma ({self.rule.words(seconds)})."
        if self.rule.grace and seconds <= self.rule.grace * 60:
            return f"{came}, dentro da tolerância de {_count(self.rule.grace, 'minuto')}: nada foi descontado."
        if self.rule.percent(seconds) > 0:
            return f"{came}; pela regra da turma ({self.rule.words(seconds)}), mas não havia pontos de que descontar."
        return f"{came}; nada foi descontado."


def duration(seconds: float) -> str:
    """Its two greatest units, in words: `1 dia e 10 horas`."""
    minutes = int(seconds // 60)
    units = ((minutes // 1440, "dia"), (minutes // 60 % 24, "hora"), (minutes % 60, "minuto"))
    first = next((place for place, (count, _) in enumerate(units) if count), None)
    if first is None:
        return "menos de um minuto"
    return " e ".join(_count(count, unit) for count, unit in units[first : first + 2] if count)


def decimal(value: float) -> str:
    """At most two decimals, with the Brazilian comma."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def _count(number: float, unit: str) -> str:
    return f"{decimal(number)} {unit}{'' if number < 2 else 's'}"


def _moment(moment: datetime) -> str:
    return f"{moment:%d/%m/%Y} às {moment:%H:%M}"


def from_utc(moment: datetime | None) -> datetime | None:
    """nbgrader's own times, which are UTC and do not say so, as ours."""
    return None if moment is None else moment.replace(tzinfo=UTC)
