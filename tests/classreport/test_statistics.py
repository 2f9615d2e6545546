"""The numbers of the class report: laws that any class keeps, and values worked out by hand."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.classreport.statistics import FEWEST, Concern, Undefined, discrimination, distribution, summarise
from grader.records import Result, State, Verdict

from .results import IDS, MESSAGE, NAME, exercise, lesson, result, students


@settings(max_examples=60, deadline=None)
@given(students(), st.randoms(use_true_random=False))
def test_the_order_of_the_students_changes_nothing(results: list[Result], chance: random.Random) -> None:
    shuffled = chance.sample(results, len(results))
    assert summarise(lesson(), shuffled) == summarise(lesson(), results)


@settings(max_examples=60, deadline=None)
@given(students())
def test_every_student_is_counted_once(results: list[Result]) -> None:
    summary = summarise(lesson(), results)
    graded = [one for one in results if one.state is State.GRADED]
    assert sum(summary.states.values()) == len(results)
    assert sum(one.count for one in summary.scores.bins) == summary.scores.count == sum(one.score is not None for one in results)
    assert all(sum(item.verdicts.values()) == len(graded) for item in summary.items)
    assert len(summary.needs[Concern.MISSING]) == summary.states.get(State.NOT_RECEIVED, 0)
    assert len(summary.needs[Concern.UNREADABLE]) == summary.states.get(State.UNREADABLE, 0)
    for exercise_id in IDS:
        made = [student for one in summary.mistakes if one.exercise == exercise_id for student in one.students]
        assert len(made) == len(set(made))
        recognised = {one.student for one in graded for part in one.exercises if part.id == exercise_id and part.mistake}
        assert recognised <= set(made)


@settings(max_examples=60, deadline=None)
@given(students())
def test_shares_and_correlations_stay_within_their_bounds(results: list[Result]) -> None:
    for item in summarise(lesson(), results).items:
        assert item.mean is None or 0 <= item.mean <= 1
        assert (item.mean is None) == (item.judged == 0)
        assert (item.discrimination is None) != (item.undefined is None)
        assert item.discrimination is None or -1 <= item.discrimination <= 1
        assert item.judged >= FEWEST or item.undefined is Undefined.FEW


@settings(max_examples=60, deadline=None)
@given(students())
def test_who_gets_everything_wrong_later_makes_no_exercise_easier(results: list[Result]) -> None:
    worse = [*results, result("zz", [0.0, 0.0, 0.0, 0.0])]
    for before, after in zip(summarise(lesson(), results).items, summarise(lesson(), worse).items, strict=True):
        assert after.mean is not None
        assert before.mean is None or after.mean <= before.mean + 1e-12


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(-5, 20), max_size=40))
def test_the_distribution_sums_to_the_class_whatever_the_scores(scores: list[float]) -> None:
    found = distribution(scores, 10.0)
    assert sum(one.count for one in found.bins) == found.count == len(scores)
    assert [one.low for one in found.bins[1:]] == [one.high for one in found.bins[:-1]]


def test_a_score_on_a_border_belongs_to_the_bar_above_it_and_the_highest_to_the_last() -> None:
    counts = [one.count for one in distribution([0.0, 0.99, 1.0, 3 * 0.7 + 0.9, 9.0, 10.0, 10.5, -1.0], 10.0).bins]
    assert counts == [3, 1, 0, 1, 0, 0, 0, 0, 0, 3]


def test_median_quartiles_and_mean_by_hand() -> None:
    scores = distribution([2.0, 4.0, 6.0, 8.0, 10.0], 10.0)
    assert (scores.mean, scores.quartiles) == (6.0, (4.0, 6.0, 8.0))
    assert distribution([7.0], 10.0).quartiles is None
    assert distribution([], 10.0).mean is None


ORDER = [0.0] * 5 + [3.0] * 5


@pytest.mark.parametrize(
    ("item", "rest", "expected"),
    [
        (ORDER, ORDER, 1.0),
        (ORDER, ORDER[::-1], -1.0),
        ([0, 1] * 5, [0, 0, 1, 1, 0, 0, 1, 1, 0, 0], 0.0),
        (ORDER[:9], ORDER[:9], Undefined.FEW),
        ([3.0] * 10, ORDER, Undefined.SAME_HERE),
        (ORDER, [0.1 + 0.2] * 5 + [0.3] * 5, Undefined.SAME_ELSEWHERE),
    ],
)
def test_discrimination_by_hand(item: list[float], rest: list[float], expected: float | Undefined) -> None:
    found = discrimination(item, rest)
    assert found is expected if isinstance(expected, Undefined) else found == pytest.approx(expected)


def test_the_item_itself_is_left_out_of_the_total() -> None:
    """With it, an exercise that has nothing to do with the others would still seem to discriminate."""
    results = [result(f"a{n:02d}", [3.0 * (n % 2), 3.0 * (n // 2 % 2), 0.0, None]) for n in range(12)]
    first, second, third, opened = summarise(lesson(), results).items
    assert first.discrimination == pytest.approx(0.0)
    assert second.discrimination == pytest.approx(0.0)
    assert third.undefined is Undefined.SAME_HERE
    assert (opened.judged, opened.mean, opened.undefined) == (0, None, Undefined.FEW)


def test_mistakes_are_counted_with_their_message_and_the_unrecognised_stand_last() -> None:
    def made(student: str, name: str | None, verdict: Verdict = Verdict.WRONG) -> Result:
        return replace(result(student, [0.0, 3.0, 3.0]), exercises=(exercise("2.1", 0.0, verdict, mistake=name), exercise("2.2", 3.0)))

    results = [
        made("c", "sem_atalho"),
        made("b", "soma_no_lugar"),
        made("a", "soma_no_lugar"),
        made("d", None),
        made("e", None, Verdict.TIME),
    ]
    results += [made("f", None), made("g", None, Verdict.UNANSWERED), made("h", "esquecido"), made("i", None, Verdict.RIGHT)]
    found = [(one.exercise, one.name, one.message, one.students) for one in summarise(lesson(), results).mistakes]
    assert found == [
        ("2.1", "soma_no_lugar", MESSAGE, ("a", "b")),
        ("2.1", "esquecido", "", ("h",)),
        ("2.1", "sem_atalho", "Falta o atalho.", ("c",)),
        ("2.1", "", "", ("d", "e", "f")),
    ]


def test_time_is_added_up_over_what_was_run() -> None:
    results = [result("a", [3.0, 3.0, 3.0], seconds=0.5), result("b", [0.0], seconds=4.0), result("c", [0.0], seconds=4.0)]
    results.append(Result("d", NAME, None, 10.0, State.NOT_RECEIVED))
    times = summarise(lesson(), results).times
    assert times is not None
    assert (times.total, times.median, times.slowest, times.student) == (8.5, 4.0, 4.0, "b")
    assert summarise(lesson(), results[3:]).times is None


def test_each_concern_finds_its_students() -> None:
    empty = tuple(exercise(name, 0.0, Verdict.UNANSWERED) for name in (*IDS, "aberta"))
    flagged = (exercise("2.1", 3.0, flags=("BatchNorm1d", "GroupNorm")), *result("x", [0.0, 3.0, 3.0, 1.0]).exercises[1:])
    late = replace(result("h-atrasada", [3.0, 0.0, 0.0, 0.0]), score=0.0)
    results = [
        replace(result("a-vazia", [0.0, 0.0, 0.0]), exercises=empty),
        replace(result("b-usa", [3.0, 3.0, 3.0, 1.0]), exercises=flagged),
        result("c-zero", [0.0, 0.0, 0.0, None]),
        result("d-parte", [None, 3.0, 3.0, 1.0], State.NOT_JUDGED),
        Result("e-nunca", NAME, None, 10.0, State.NOT_JUDGED),
        Result("f-ilegivel", NAME, None, 10.0, State.UNREADABLE, (), ("Termina no meio.", "Mais.")),
        Result("g-falta", NAME, None, 10.0, State.NOT_RECEIVED),
        late,
    ]
    found = {concern: [(one.student, one.detail) for one in needs] for concern, needs in summarise(lesson(), results).needs.items()}
    assert found == {
        Concern.NOT_JUDGED: [("d-parte", ("2.1",)), ("e-nunca", ())],
        Concern.UNREADABLE: [("f-ilegivel", ("Termina no meio.",))],
        Concern.FLAGGED: [("b-usa", ("2.1: BatchNorm1d, GroupNorm",))],
        Concern.MISSING: [("g-falta", ())],
        Concern.EMPTY: [("a-vazia", ())],
        Concern.ZERO: [("c-zero", ())],
        Concern.OPEN: [("c-zero", ())],
    }
