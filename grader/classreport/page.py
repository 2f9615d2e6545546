"""The class report as one self-contained HTML file, in Portuguese, without a script and without a network.

Everything of the students' (names, answers, reasons) is text to this page: Jinja escapes all of it, a content security policy forbids
all but the inline style, and each part has a greatest length. The template holds the words and the style.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path

import jinja2

from grader.classreport import copies, plots
from grader.classreport.copies import Answers, Group, Pair, Span
from grader.classreport.statistics import Concern, Item, Scores, Summary, Undefined
from grader.deadlines import decimal
from grader.outputs import clean
from grader.records import OPEN_QUESTION, Lesson, State, Verdict
from grader.report import exercise_title, inline, lesson_title

NAMES = 300
"""Students listed in one place; the rest are counted."""
SHOWN = 30
"""Pairs shown side by side; of the rest only the names."""
SHOWN_LIMIT = 4_000
"""Characters shown of one answer."""

_CONCERNS = {
    Concern.NOT_JUDGED: ("Não julgadas", "Falha nossa, e não um zero. Rode grader corrigir de novo; se insistir, dê os pontos à mão."),
    Concern.UNREADABLE: ("Ilegíveis", "O arquivo não pôde ser lido, e por isso não tem nota. Peça outra cópia."),
    Concern.FLAGGED: ("Usam o que o enunciado não permite", "A nota não mudou. Leia a resposta e decida."),
    Concern.MISSING: ("Não entregaram", ""),
    Concern.EMPTY: ("Entregaram sem nenhuma resposta", "Pode ser o caderno errado, ou um que não foi salvo."),
    Concern.ZERO: ("Nota zero", "Responderam, e nenhuma resposta ganhou ponto."),
    Concern.OPEN: ("Questão aberta à espera de uma pessoa", "Os pontos dela entram depois. Para corrigir: grader professor."),
}
_UNDEFINED = {
    Undefined.FEW: "entregas de menos para dizer",
    Undefined.SAME_HERE: "não há: aqui todos fizeram os mesmos pontos",
    Undefined.SAME_ELSEWHERE: "não há: no resto todos fizeram os mesmos pontos",
}
_SCALE = ((-0.1, "negativa"), (0.1, "quase nenhuma"), (0.2, "fraca"), (0.4, "boa"), (2.0, "muito boa"))
"""Below which value each word holds; 0.2 and 0.4 are the rule of thumb of Ebel and Frisbie, Essentials of Educational Measurement, 1991."""


@dataclass(frozen=True)
class _Side:
    """One answer as a pair shows it: its text in pieces, those in common marked."""

    student: str
    pieces: tuple[tuple[str, bool], ...]


def class_html(lesson: Lesson, summary: Summary, groups: Sequence[Group], answers: Answers, unread: Sequence[str] = ()) -> str:
    """The whole page. `groups` are what `copies.find` saw in `answers`; `unread` are the students whose answers nobody could compare."""
    pairs = [pair for group in groups for pair in group.pairs]
    judged = [item for item in summary.items if item.judged]
    return _template().render(
        title=lesson_title(lesson),
        titles={exercise.id: exercise_title(lesson, exercise.id).removeprefix("Exercício ") for exercise in lesson.exercises}
        | {OPEN_QUESTION: "Questão aberta"},
        lesson=lesson,
        summary=summary,
        students=sum(summary.states.values()),
        state={state.name: summary.states.get(state, 0) for state in State},
        concerns=[(*_CONCERNS[concern], found) for concern, found in summary.needs.items() if found],
        waiting=len(summary.needs[Concern.OPEN]),
        distribution=plots.distribution(summary.scores, _distribution_words(summary.scores)) if summary.scores.count else "",
        exercises=plots.exercises(judged, _exercise_words(judged)) if judged else "",
        judged=judged,
        mistakes=[(exercise, list(made)) for exercise, made in groupby(summary.mistakes, key=lambda one: one.exercise)],
        groups=groups,
        pairs=len(pairs),
        shown=set(pairs[:SHOWN]),
        sides=lambda pair: _sides(pair, answers),
        compared=len(answers),
        unread=unread,
        shades=[(name, kinds) for name, kinds, _, _ in plots.SHADES],
        names=NAMES,
        copies=copies,
    )


def _distribution_words(scores: Scores) -> str:
    """The histogram for who does not see it."""
    fullest = max(scores.bins, key=lambda one: one.count)
    text = f"Histograma de {scores.count} notas, de 0 a {decimal(scores.bins[-1].high)}, em {len(scores.bins)} faixas. "
    if scores.quartiles:
        low, median, high = map(decimal, scores.quartiles)
        text += f"A mediana é {median}, e a metade do meio está entre {low} e {high}. "
    return text + f"A faixa mais cheia vai de {decimal(fullest.low)} a {decimal(fullest.high)}: {fullest.count}."


def _exercise_words(items: Sequence[Item]) -> str:
    means = {item.id: item.mean for item in items if item.mean is not None}
    text = "Uma barra por exercício: que parte das entregas acertou, acertou em parte, errou ou deixou sem resposta. "
    if means:
        best, worst = max(means, key=means.__getitem__), min(means, key=means.__getitem__)
        text += (
            f"A maior média é a do {best}, com {_percent(means[best])} dos pontos; a menor, a do {worst}, com {_percent(means[worst])}. "
        )
    return text + "Os números estão na tabela."


def _sides(pair: Pair, answers: Answers) -> list[tuple[str, _Side, _Side]]:
    """By exercise: the two answers, with what they have in common marked."""
    return [
        (
            one.exercise,
            _Side(pair.first, _pieces(answers[pair.first][one.exercise], one.first)),
            _Side(pair.second, _pieces(answers[pair.second][one.exercise], one.second)),
        )
        for one in pair.passages
    ]


def _pieces(text: str, spans: Sequence[Span]) -> tuple[tuple[str, bool], ...]:
    """A text cut at the ends of these spans; True for what lies in one. No piece holds what could move or hide other text."""
    ends = [0, *(place for span in spans for place in span), len(text)]
    pieces = [(text[start:end], bool(odd % 2)) for odd, (start, end) in enumerate(pairwise(ends))]
    room = SHOWN_LIMIT
    kept: list[tuple[str, bool]] = []
    for piece, marked in pieces:
        if piece and room > 0:
            kept.append((clean(piece[:room], SHOWN_LIMIT), marked))
            room -= len(piece)
    return (*kept, ("\n… (cortado)", False)) if room < 0 else tuple(kept)


def _discrimination(item: Item) -> str:
    if item.discrimination is None:
        return _UNDEFINED[item.undefined or Undefined.FEW]
    word = next(word for bound, word in _SCALE if item.discrimination < bound)
    return f"{decimal(item.discrimination)} ({word})".replace("-", "−").replace(" boa", "\u00a0boa")


def _percent(share: float) -> str:
    return f"{100 * share:.0f}\u00a0%"


def _duration(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.1f}".replace(".", ",") + "\u00a0s"
    return f"{seconds // 60:.0f}\u00a0min {seconds % 60:.0f}\u00a0s"


def _tally(verdicts: Mapping[Verdict, int], kinds: Sequence[Verdict]) -> int:
    return sum(verdicts.get(kind, 0) for kind in kinds)


def _plain(text: object) -> str:
    """A name, or a reason, of bounded length and without what could move or hide other text."""
    return clean(str(text), 300)


@cache
def _template() -> jinja2.Template:
    loader = jinja2.FileSystemLoader(Path(__file__).parent)
    environment = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"numero": decimal, "parte": _percent, "tempo": _duration, "texto": _plain, "soma": _tally}
    environment.filters |= {"discriminacao": _discrimination, "inline": inline}
    return environment.get_template("page.html.j2")
