"""What the results of a class tell, in numbers. Pure: plain records in and out; the order of the students changes nothing.

*Difficulty* of an exercise is the mean share of its points. *Discrimination* is the corrected item–total correlation: Pearson's r
between the points of an exercise and those of all the other automatic ones; for items that are right or wrong that is the point-biserial
coefficient, and leaving the item itself out of the total keeps r from being inflated (Henrysson, "Correction of item-total correlations
in item analysis", Psychometrika 28, 1963, 211–218). Both are over the submissions in which every automatic exercise was judged.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from grader.records import OPEN_QUESTION, ExerciseResult, Lesson, Result, State, Verdict

BINS = 10
"""Bars of the distribution."""
FEWEST = 10
"""Submissions below which a correlation says nothing (at 10, chance alone gives |r| of 0.63 one time in twenty)."""
SAME = 1e-9
"""Points that differ by less are equal: they are sums of decimals."""


class Undefined(StrEnum):
    """Why an exercise has no discrimination."""

    FEW = "poucas"
    SAME_HERE = "iguais aqui"
    SAME_ELSEWHERE = "iguais no resto"


class Concern(StrEnum):
    """Why a submission needs a person, the most urgent first."""

    NOT_JUDGED = "não julgada"
    UNREADABLE = "ilegível"
    FLAGGED = "usa o que o enunciado não permite"
    MISSING = "não entregue"
    EMPTY = "sem nenhuma resposta"
    ZERO = "nota zero"
    OPEN = "questão aberta"


@dataclass(frozen=True)
class Bin:
    """One bar of the distribution: scores from `low` up to `high`, which itself belongs to the next one, save in the last."""

    low: float
    high: float
    count: int


@dataclass(frozen=True)
class Scores:
    """The distribution of the scores so far. Median, quartiles and mean are in points; None where nobody has a score."""

    bins: tuple[Bin, ...]
    count: int
    mean: float | None
    quartiles: tuple[float, float, float] | None
    """The median stands in the middle; None too where only one has a score."""


@dataclass(frozen=True)
class Item:
    """One exercise, or the open question, in the class."""

    id: str
    points: float
    verdicts: Mapping[Verdict, int]
    """How many of the graded submissions got each."""
    judged: int
    mean: float | None
    """Mean share of the points, 0 to 1, over those judged; None where nobody was."""
    discrimination: float | None
    undefined: Undefined | None
    """Why there is no discrimination; None where there is."""


@dataclass(frozen=True)
class Mistake:
    """One typical mistake and who made it; `name` and `message` are empty for what was wrong in no way that the course knows."""

    exercise: str
    name: str
    message: str
    students: tuple[str, ...]

    @property
    def rank(self) -> tuple[bool, int, str]:
        """What the course knows before what it does not; the most frequent first."""
        return not self.name, -len(self.students), self.name


@dataclass(frozen=True)
class Times:
    """Seconds that grading took, each submission's own counted once."""

    total: float
    median: float
    slowest: float
    student: str


@dataclass(frozen=True)
class Need:
    """One student who needs a person, and what exactly was seen: names of exercises or of what is ruled out."""

    student: str
    detail: tuple[str, ...] = ()


@dataclass(frozen=True)
class Summary:
    """All that the page tells in numbers."""

    states: Mapping[State, int]
    scores: Scores
    items: tuple[Item, ...]
    mistakes: tuple[Mistake, ...]
    times: Times | None
    """None where nothing was graded."""
    needs: Mapping[Concern, tuple[Need, ...]]


def summarise(lesson: Lesson, results: Sequence[Result]) -> Summary:
    """The numbers of one lesson's results, one result per student."""
    ordered = sorted(results, key=lambda one: one.student)
    graded = [one for one in ordered if one.state is State.GRADED]
    return Summary(
        Counter(one.state for one in ordered),
        distribution([one.score for one in ordered if one.score is not None], lesson.maximum),
        _items(lesson, graded),
        _mistakes(lesson, graded),
        _times([one for one in ordered if one.exercises and one.seconds > 0]),
        _needs(ordered),
    )


def distribution(scores: Sequence[float], maximum: float) -> Scores:
    """The scores in `BINS` bars from 0 to `maximum`; a score beyond either end (extra credit) counts in the nearest bar."""
    width = maximum / BINS
    found = Counter(min(max(int(score / width + SAME), 0), BINS - 1) for score in scores)
    bins = tuple(Bin(width * place, width * (place + 1), found[place]) for place in range(BINS))
    if not scores:
        return Scores(bins, 0, None, None)
    quartiles = statistics.quantiles(scores, n=4, method="inclusive") if len(scores) > 1 else None
    return Scores(bins, len(scores), statistics.fmean(scores), (quartiles[0], quartiles[1], quartiles[2]) if quartiles else None)


def discrimination(item: Sequence[float], rest: Sequence[float]) -> float | Undefined:
    """Pearson's r between the points of an exercise and of the others, student by student; why there is none, where there is none."""
    if len(item) < FEWEST:
        return Undefined.FEW
    if max(item) - min(item) < SAME:
        return Undefined.SAME_HERE
    if max(rest) - min(rest) < SAME:
        return Undefined.SAME_ELSEWHERE
    return max(-1.0, min(1.0, statistics.correlation(item, rest)))


def _items(lesson: Lesson, graded: Sequence[Result]) -> tuple[Item, ...]:
    found = [{exercise.id: exercise for exercise in result.exercises} for result in graded]
    automatic = [exercise.id for exercise in lesson.exercises]
    points = {exercise.id: exercise.points for exercise in lesson.exercises} | {OPEN_QUESTION: lesson.open_points}
    whole = [own for own in found if all(name in own and own[name].score is not None for name in automatic)]
    return tuple(_item(name, points[name], automatic, found, whole) for name in points)


def _item(
    name: str,
    points: float,
    automatic: Sequence[str],
    found: Sequence[Mapping[str, ExerciseResult]],
    whole: Sequence[Mapping[str, ExerciseResult]],
) -> Item:
    verdicts = Counter(own[name].verdict for own in found if name in own)
    scores = [_score(own[name]) for own in found if name in own and own[name].score is not None]
    both = [own for own in whole if name in own and own[name].score is not None]
    rest = [sum(_score(own[other]) for other in automatic if other != name) for own in both]
    r = discrimination([_score(own[name]) for own in both], rest)
    mean = statistics.fmean(scores) / points if scores and points else None
    defined = None if isinstance(r, Undefined) else r
    return Item(name, points, verdicts, len(scores), mean, defined, r if isinstance(r, Undefined) else None)


def _score(exercise: ExerciseResult) -> float:
    return exercise.score or 0.0


def _mistakes(lesson: Lesson, graded: Sequence[Result]) -> tuple[Mistake, ...]:
    """In the lesson's order of exercises, each one's by `rank`."""
    messages = {(one.exercise, one.name): one.message for one in lesson.mistakes}
    made: dict[tuple[str, str], list[str]] = {}
    for result in graded:
        for exercise in result.exercises:
            wrong = exercise.verdict not in {Verdict.RIGHT, Verdict.UNANSWERED, Verdict.NOT_JUDGED}
            if exercise.id != OPEN_QUESTION and (exercise.mistake or wrong):
                made.setdefault((exercise.id, exercise.mistake or ""), []).append(result.student)
    place = {exercise.id: order for order, exercise in enumerate(lesson.exercises)}
    found = [Mistake(*key, messages.get(key, ""), tuple(students)) for key, students in made.items()]
    return tuple(sorted(found, key=lambda one: (place.get(one.exercise, len(place)), one.rank)))


def _times(timed: Sequence[Result]) -> Times | None:
    if not timed:
        return None
    slowest = max(timed, key=lambda one: one.seconds)  # the first by name, of several
    seconds = [one.seconds for one in timed]
    return Times(sum(seconds), statistics.median(seconds), slowest.seconds, slowest.student)


def _needs(ordered: Sequence[Result]) -> dict[Concern, tuple[Need, ...]]:
    needs: dict[Concern, list[Need]] = {concern: [] for concern in Concern}
    for result in ordered:
        for concern, detail in _concerns(result):
            needs[concern].append(Need(result.student, detail))
    return {concern: tuple(found) for concern, found in needs.items()}


def _concerns(result: Result) -> list[tuple[Concern, tuple[str, ...]]]:
    """Why this submission needs a person, with what there is to say of it."""
    if result.state is State.NOT_RECEIVED:
        return [(Concern.MISSING, ())]
    if result.state is State.UNREADABLE:
        return [(Concern.UNREADABLE, result.repairs[:1])]
    automatic = [one for one in result.exercises if one.id != OPEN_QUESTION]
    unjudged = tuple(one.id for one in automatic if one.verdict is Verdict.NOT_JUDGED)
    found: list[tuple[Concern, tuple[str, ...]]] = []
    if result.state is State.NOT_JUDGED or unjudged:
        found.append((Concern.NOT_JUDGED, unjudged))
    flags = tuple(f"{one.id}: {', '.join(one.flags)}" for one in result.exercises if one.flags)
    if flags:
        found.append((Concern.FLAGGED, flags))
    if automatic and all(one.verdict is Verdict.UNANSWERED for one in automatic):
        found.append((Concern.EMPTY, ()))
    elif result.state is State.GRADED and result.exercises and all(_score(one) < SAME for one in result.exercises):
        found.append((Concern.ZERO, ()))
    waiting = [one for one in result.exercises if one.id == OPEN_QUESTION and one.score is None]
    if any(one.verdict is not Verdict.UNANSWERED for one in waiting):
        found.append((Concern.OPEN, ()))
    return found
