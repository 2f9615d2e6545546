"""Answers that share more than chance explains: a lead for a person, never a verdict. Pure; it runs nothing and opens no file.

Fingerprints after Schleimer, Wilkerson and Aiken, "Winnowing: Local Algorithms for Document Fingerprinting" (SIGMOD 2003), with a window
of one: answers are so short that all runs of `RUN` tokens are kept, and any copied run of that length is sure to be seen. As there, what is
published (starter code, the lesson's own code and answers, its typical mistakes) and what many wrote (`MANY`) is nobody's own.

Trust: the texts are students'. A pattern that never backtracks splits them into tokens, whatever they hold; `TEXT_LIMIT` bounds each
of them, `MANY` the pairs that one run can make, `EXAMINED` the pairs that are looked at closely.
"""

from __future__ import annotations

import builtins
import heapq
import keyword
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

RUN = 8
"""Tokens: the shortest passage that can be seen."""
MANY = 10
"""Students beyond whom a run is common property (the value of Moss, that article's own service)."""
LEAST, SHARE = 20, 0.6
"""Two answers to an exercise are alike when they share so many tokens of their own, and such a part of what the one with fewer has."""
EXERCISES, LONG = 3, 250
"""Two students are told when they are alike in so many exercises, or share so many tokens of their own in those where they are alike.

Measured: of the right answers to one exercise that the course keeps, no two share more than 33 tokens of their own in lessons 01 to 06 and
85 in 07 and 08. In 120 classes of 18, 40 and 120 that draw every answer from those few texts, word by word the same, one pair in sixteen
is alike in some exercise by chance, and 11 of 322,920 in three. `LONG` tells, of the others, those who drew the same one or two long texts.
"""
TEXT_LIMIT = 8_000
"""Characters of one answer that are looked at; the longest answer that the course keeps has under 1,900."""
EXAMINED = 2_000
"""Pairs that are compared closely, those with most runs in common first."""

_TOKEN = re.compile(
    r"""(?P<layout>\s+|\\|\#[^\n]*)"""
    r"""|(?P<text>[rRbBfFuU]{0,2}(?:\"{3}.*?(?:\"{3}|\Z)|'{3}.*?(?:'{3}|\Z)|\"(?:[^\"\\\n]|\\.)*\"?|'(?:[^'\\\n]|\\.)*'?))"""
    r"""|(?P<number>\d\w*)|(?P<word>\w+)|(?P<sign>.)""",
    re.DOTALL,
)
_KEPT = frozenset(keyword.kwlist) | frozenset(dir(builtins))

Answers = Mapping[str, Mapping[str, str]]
"""By student and exercise: the text of the answer."""
Span = tuple[int, int]
"""From one character of a text up to another."""


@dataclass(frozen=True)
class Passages:
    """What two answers to one exercise have in common, as places in each text."""

    exercise: str
    shared: int
    """Tokens in common that are neither published nor common property."""
    own: int
    """Such tokens in the answer that has fewer."""
    first: tuple[Span, ...]
    second: tuple[Span, ...]


@dataclass(frozen=True)
class Pair:
    """Two students whose answers are alike; `first` comes before `second` by name."""

    first: str
    second: str
    passages: tuple[Passages, ...]
    """The exercises in which they are alike."""

    @property
    def shared(self) -> int:
        """Tokens in common that are neither published nor common property."""
        return sum(one.shared for one in self.passages)

    @property
    def share(self) -> float:
        """What part of their own, in the answers that have fewer, 0 to 1."""
        return self.shared / sum(one.own for one in self.passages)

    @property
    def told(self) -> bool:
        """Whether this is enough to trouble a person with."""
        return len(self.passages) >= EXERCISES or self.shared >= LONG


@dataclass(frozen=True)
class Group:
    """Students linked by pairs: the strongest pairs that hold the group together, one fewer than its members."""

    students: tuple[str, ...]
    pairs: tuple[Pair, ...]


@dataclass(frozen=True)
class _Read:
    """One text as tokens: the place of each, and a fingerprint of the run that begins at each."""

    spans: tuple[Span, ...]
    runs: tuple[int, ...]

    def covered(self, runs: Collection[int]) -> list[int]:
        """The tokens that lie in any of these runs, in order."""
        inside: set[int] = set()
        for start, run in enumerate(self.runs):
            if run in runs:
                inside.update(range(start, start + RUN))
        return sorted(inside)

    def passages(self, tokens: Sequence[int]) -> tuple[Span, ...]:
        """The stretches of text that these tokens make."""
        found: list[Span] = []
        for place, token in enumerate(tokens):
            start, end = self.spans[token]
            if place and tokens[place - 1] == token - 1:
                start = found.pop()[0]
            found.append((start, end))
        return tuple(found)


@dataclass(frozen=True)
class _Evidence:
    """What of one exercise speaks for a copy."""

    runs: frozenset[int]
    """Those that 2 to `MANY` students wrote and nobody published."""
    own: Mapping[str, int]
    """By student: the tokens that are neither published nor common property."""


def find(answers: Answers, published: Iterable[str]) -> tuple[Group, ...]:
    """The groups of students whose answers are alike, the largest evidence first.

    `published` are texts that every student has seen, or that many are known to write.
    """
    known = frozenset(run for text in published for run in _read(text).runs)
    together: Counter[tuple[str, str]] = Counter()
    evidence = {}
    for exercise in sorted({exercise for own in answers.values() for exercise in own}):
        texts = {student: _read(answers[student][exercise]) for student in sorted(answers) if exercise in answers[student]}
        evidence[exercise] = _weigh(texts, known, together)
    likely = heapq.nsmallest(EXAMINED, together, key=lambda pair: (-together[pair], pair))
    pairs = [_compare(*pair, answers, evidence) for pair in likely]
    return _groups([pair for pair in pairs if pair.told])


def _weigh(texts: Mapping[str, _Read], known: frozenset[int], together: Counter[tuple[str, str]]) -> _Evidence:
    """What counts in one exercise; `together` grows by the runs that each pair has in common."""
    owners: dict[int, list[str]] = {}
    for student, text in texts.items():
        for run in set(text.runs) - known:
            owners.setdefault(run, []).append(student)
    own = {run: students for run, students in owners.items() if len(students) <= MANY}
    for students in own.values():
        together.update(combinations(students, 2))
    shared = frozenset(run for run, students in own.items() if len(students) > 1)
    return _Evidence(shared, {student: len(text.covered(own)) for student, text in texts.items()})


def _compare(first: str, second: str, answers: Answers, evidence: Mapping[str, _Evidence]) -> Pair:
    passages = []
    for exercise, found in evidence.items():
        if exercise not in answers[first] or exercise not in answers[second]:
            continue
        left, right = _read(answers[first][exercise]), _read(answers[second][exercise])
        both = found.runs.intersection(left.runs).intersection(right.runs)
        tokens = left.covered(both), right.covered(both)
        shared, own = min(map(len, tokens)), min(found.own[first], found.own[second])
        if shared >= LEAST and shared >= SHARE * own:
            passages.append(Passages(exercise, shared, own, left.passages(tokens[0]), right.passages(tokens[1])))
    return Pair(first, second, tuple(passages))


def _groups(pairs: Sequence[Pair]) -> tuple[Group, ...]:
    """Kruskal's spanning forest: a pair is told where it joins what stronger pairs have not joined yet."""
    members: dict[str, set[str]] = {}
    told: list[Pair] = []
    for pair in sorted(pairs, key=lambda one: (-one.shared, -one.share, one.first, one.second)):
        left, right = members.setdefault(pair.first, {pair.first}), members.setdefault(pair.second, {pair.second})
        if left is right:
            continue
        told.append(pair)
        left |= right
        for student in right:
            members[student] = left
    found = {min(group): group for group in members.values()}.values()
    groups = [Group(tuple(sorted(group)), tuple(pair for pair in told if pair.first in group)) for group in found]
    return tuple(sorted(groups, key=lambda group: (-group.pairs[0].shared, group.students)))


@lru_cache(maxsize=2_000)
def _read(text: str) -> _Read:
    """The tokens of a text: comments and layout dropped, every name that its author chose the same, every string the same."""
    kinds, spans = [], []
    for kind, span in _tokens(text[:TEXT_LIMIT]):
        kinds.append(kind)
        spans.append(span)
    runs = tuple(hash(tuple(kinds[start : start + RUN])) for start in range(len(kinds) - RUN + 1))
    return _Read(tuple(spans), runs)


def _tokens(text: str) -> Iterator[tuple[str, Span]]:
    before = ""
    for match in _TOKEN.finditer(text):
        token = match.group()
        if match.lastgroup == "layout":
            continue
        kind = token
        if match.lastgroup == "text":
            kind = "texto"
        elif match.lastgroup == "word" and token not in _KEPT and before != ".":
            kind = "nome"
        yield kind, match.span()
        before = token
