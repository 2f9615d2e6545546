"""What the visible check says of every kept answer: ✗ and the mistake's own message, ✓ for what is right, calm where nothing stands.

A mistake that the visible check lets pass says so in its third line, `# Só no teste oculto: ` and the reason.
"""

from __future__ import annotations

import contextlib
import io
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import torch

from grader.lesson import cases

from .kept import PLACES, Place, each

HIDDEN_ONLY = "# Só no teste oculto: "


@pytest.fixture(autouse=True)
def _nothing_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    from trilha import progresso

    monkeypatch.setattr(progresso, "record", lambda *_: None)


def shown(place: Place, answer: str, **names: Any) -> str:
    """What the published check prints of this answer. `names` take the place of the notebook's own."""
    namespace = place.run(answer) | names
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        exec(compile(place.published(place.exercise.test), "<verificação>", "exec"), namespace)
    return printed.getvalue()


@cache
def declared(place: Place) -> frozenset[str]:
    """The messages of all the mistakes that the visible check knows."""
    messages: list[str] = []

    def collect(exercise: str, answers: object, checks: Any) -> None:
        messages.extend(mistake.mensagem for check in checks for mistake in check.enganos)

    shown(place, place.reference, verifica=collect)
    return frozenset(messages)


def told(text: str) -> list[str]:
    """The advice in what a check printed."""
    return [line.partition("Dica: ")[2] for line in text.splitlines() if line.startswith("     Dica: ")]


def messages_of(place: Place) -> dict[str, str]:
    return {one.name: one.message for one in cases.mistakes(place.source, place.lesson.exercises) if one.exercise == place.id}


def hidden_only(path: Path) -> str | None:
    """Why the visible check cannot see this mistake; None where it should."""
    third = path.read_text(encoding="utf-8").splitlines()[2]
    return third.removeprefix(HIDDEN_ONLY).strip() if third.startswith(HIDDEN_ONLY.strip()) else None


@pytest.mark.parametrize(("place", "path"), each("errado"))
def test_a_typical_mistake_is_told_by_its_own_message(place: Place, path: Path) -> None:
    message, text = messages_of(place)[path.stem], shown(place, path.read_text(encoding="utf-8"))
    if (reason := hidden_only(path)) is not None:
        assert reason, "falta a razão"
        assert text.startswith(f"{place.id}  ✓  "), "a verificação visível vê este erro: tire a terceira linha"
        return
    assert text.startswith(f"{place.id}  ✗  "), f"a verificação visível não vê este erro; se não pode vê-lo: `{HIDDEN_ONLY}razão`"
    said = declared(place).intersection(told(text))
    assert said == declared(place) & {message}


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_every_message_of_the_visible_check_is_that_of_a_kept_mistake(place: Place) -> None:
    strays = declared(place) - set(messages_of(place).values())
    assert not strays, f"mensagem que não está em nenhum arquivo de tests/cases/…/{place.id}/errado: escreva as duas iguais"


@pytest.mark.parametrize("place", [place for place in PLACES if place.source.name.startswith("02")], ids=str)
def test_the_model_lesson_tells_every_typical_mistake(place: Place) -> None:
    messages = messages_of(place)
    assert {messages[path.stem] for path in place.files("errado") if hidden_only(path) is None} == declared(place)


@pytest.mark.parametrize(("place", "path"), each("certo"))
def test_a_right_answer_passes_the_visible_check(place: Place, path: Path) -> None:
    assert shown(place, path.read_text(encoding="utf-8")).startswith(f"{place.id}  ✓  ")


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_the_reference_passes_the_visible_check_and_the_stub_is_not_answered_yet(place: Place) -> None:
    assert shown(place, place.reference).startswith(f"{place.id}  ✓  ")
    assert shown(place, place.published(place.exercise.answer)) == f"{place.id}  ·  ainda não respondido\n"
