"""The judge: points hang on what varies, gates take away, and each outcome has its own name."""

from __future__ import annotations

from typing import Any

import pytest

from grader import judge
from grader.records import Exercise, LessonError, Verdict

EXERCISE = Exercise("9.1", 2.0, "ex-9.1", "teste-9.1", ("f",), "")


def seen(name: str, value: Any, **details: Any) -> dict[str, Any]:
    return {"name": name, "value": value, "hint": "pense", "weight": 1.0, "gate": False, "rtol": None, "atol": None} | details


def number(value: int) -> list[str]:
    return ["int", str(value)]


RUNS = [
    [seen("a", number(seed + 10)), seen("b", number(seed + 20), weight=3.0), seen("tipo", ["str", "ok"])] for seed in range(3)
]  # "tipo" is the same for every seed
EXPECTED = [judge.expectation(one) for one in judge.settle("aqui", RUNS)]
RIGHT = RUNS[0]


def verdict(*observed: dict[str, Any], **how: Any) -> tuple[Verdict, float | None]:
    result = judge.judge(EXERCISE, EXPECTED, observed, **how)
    return result.verdict, result.score


def test_all_right_earns_everything() -> None:
    assert verdict(*RIGHT) == (Verdict.RIGHT, 2.0)


def test_what_never_varies_is_a_gate() -> None:
    assert [one.gate for one in EXPECTED] == [False, False, True]


def test_a_right_gate_alone_earns_nothing() -> None:
    assert verdict(seen("a", number(0)), seen("b", number(0)), RIGHT[2]) == (Verdict.WRONG, 0.0)


def test_a_wrong_gate_leaves_at_most_half() -> None:
    assert verdict(RIGHT[0], RIGHT[1], seen("tipo", ["str", "não"])) == (Verdict.PARTIAL, 1.0)
    assert verdict(RIGHT[0], seen("b", number(0)), seen("tipo", ["str", "não"])) == (Verdict.PARTIAL, 0.5)


def test_partial_credit_follows_the_weights() -> None:
    assert verdict(RIGHT[0], seen("b", number(0)), RIGHT[2]) == (Verdict.PARTIAL, 0.5)
    assert verdict(seen("a", number(0)), RIGHT[1], RIGHT[2]) == (Verdict.PARTIAL, 1.5)


def test_a_recording_of_another_seed_earns_nothing() -> None:
    assert verdict(*RUNS[1]) == (Verdict.WRONG, 0.0)


def test_what_has_no_plain_form_is_never_right_even_where_it_reads_the_same() -> None:
    tree = ["seq", [["other", "Linear"]]]
    strange = judge.expectation(seen("a", tree, varies=True))
    assert judge.judge(EXERCISE, [strange], [seen("a", tree)]).verdict is Verdict.WRONG


def test_weights_and_gates_come_from_the_reference_alone() -> None:
    forged = [seen("a", number(10), weight=1e9, hint="x"), seen("b", number(0), weight=0.0, gate=True), RIGHT[2]]
    assert verdict(*forged) == (Verdict.PARTIAL, 0.5)


def test_missing_and_doubled_observations_are_wrong() -> None:
    assert verdict(RIGHT[1], RIGHT[2]) == (Verdict.PARTIAL, 1.5)
    assert verdict(RIGHT[0], RIGHT[0], RIGHT[1], RIGHT[2]) == (Verdict.PARTIAL, 1.5)


@pytest.mark.parametrize("name", ["outra", None, ["a"], 7])
def test_an_extra_observation_makes_all_wrong(name: Any) -> None:
    assert verdict(*RIGHT, seen("x", number(1)) | {"name": name}) == (Verdict.WRONG, 0.0)


@pytest.mark.parametrize("fate", [Verdict.TIME, Verdict.MEMORY, Verdict.ERROR])
def test_a_process_that_died_earns_nothing_and_says_why(fate: Verdict) -> None:
    result = judge.judge(EXERCISE, EXPECTED, RIGHT, fate=fate)
    assert (result.verdict, result.score) == (fate, 0.0)
    assert result.messages


def test_raising_everywhere_is_an_error_and_out_of_memory_its_own() -> None:
    raised = [seen(one.name, ["raised", "TypeError"]) for one in EXPECTED]
    assert verdict(*raised) == (Verdict.ERROR, 0.0)
    assert verdict(*[one | {"memory": True} for one in raised]) == (Verdict.MEMORY, 0.0)
    assert verdict(error="NameError") == (Verdict.ERROR, 0.0)


def test_messages_tell_fact_and_hint_but_never_the_expected_value() -> None:
    result = judge.judge(EXERCISE, EXPECTED, [seen("a", ["float", (1.5).hex()]), RIGHT[1], RIGHT[2]])
    (message,) = result.messages
    assert message.startswith("a: ")
    assert "Dica: pense" in message
    assert "10" not in message


def test_a_test_where_nothing_varies_is_refused() -> None:
    with pytest.raises(LessonError, match="varia com a semente"):
        judge.settle("aqui", [[seen("a", number(1))]] * 3)


def test_names_that_change_with_the_seed_are_refused() -> None:
    with pytest.raises(LessonError, match="nomes das observações"):
        judge.settle("aqui", [[seen("a", number(1))], [seen("b", number(2))]])
    with pytest.raises(LessonError, match="nomes das observações"):
        judge.settle("aqui", [[seen("a", number(1)), seen("a", number(2))]])
