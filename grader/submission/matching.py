"""Finds, for every cell that arrived, the cell of the published notebook that it is a version of.

The text speaks first: the published text itself, the marker comment, the names it defines. Identifiers come after it, since
they travel with copies and are lost by some editors; likeness comes last.
"""

from __future__ import annotations

import difflib
import heapq
import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from grader.records import Exercise, Lesson, Role
from grader.submission.code_text import CodeReader, is_stub, names_by_pattern
from grader.submission.notebook_bytes import MAX_CELLS, Found

LIKENESS = 0.6
"""Share of words in common and in order above which two cells are versions of one: difflib's own "close match". A stub of 40 words that
was answered with 30 reaches 0.73 against itself; two different test cells, alike as they are, differ in most of their few words."""
LIKENESS_WORDS = 200
LIKENESS_CELLS = 200
"""Likeness costs cells × cells × words, so it looks at no more than this."""

# A whole line of its own, as published; accents may have been broken by a wrong encoding.
_MARKER = re.compile(
    r"^[ \t]*#+[ \t]*(?:(exerc\S{1,4}cio)|verifica\S{2,8}o)[ \t]+(\d{1,2}\.\d{1,2})[ \t]*[.:]?[ \t]*$", re.IGNORECASE | re.MULTILINE
)


@dataclass(frozen=True)
class Piece:
    """One cell of the student's, or one of the parts of a merged cell, at its place in the student's document."""

    position: int
    kind: str
    source: str
    hints: tuple[str, ...] = ()
    rescued: bool = False
    """It arrived as text and was read as code."""

    @cached_property
    def tidied(self) -> str:
        """Its text, as `tidy` leaves it."""
        return tidy(self.source)


def tidy(source: str) -> str:
    """The text without what editors change by themselves: spaces at line ends, empty lines around, the form of accents."""
    return "\n".join(line.rstrip() for line in unicodedata.normalize("NFC", source).strip().split("\n"))


tidied_of_ours = lru_cache(maxsize=1000)(tidy)
"""`tidy` for published cells: once for a whole class. A student's texts may be large, and are not kept beyond their submission."""


class Skeleton:
    """The published notebook, with the look-ups that matching needs. Cells are named by their place in it."""

    def __init__(self, lesson: Lesson) -> None:
        self.cells = lesson.cells
        self.exercises: dict[str, Exercise] = {exercise.id: exercise for exercise in lesson.exercises}
        self.owner = {name: exercise.id for exercise in lesson.exercises for name in exercise.names}
        self.by_hint: dict[str, int] = {}
        self.by_text: dict[str, list[int]] = {}
        self.slot: dict[tuple[Role, str | None], int] = {}
        for index, cell in enumerate(lesson.cells):
            self.by_hint[cell.id] = index
            self.by_text.setdefault(tidied_of_ours(cell.source), []).append(index)
            if cell.grade_id is not None:
                self.by_hint[cell.grade_id] = index
            if cell.role in (Role.ANSWER, Role.TEST):
                self.slot[cell.role, cell.exercise] = index
        self.open_id, self.open = lesson.open_id, self.by_hint[lesson.open_id]
        self._owned: dict[str, list[str]] = {}
        self._names = re.compile(r"\b(?:" + "|".join(map(re.escape, self.owner)) + r")\b") if self.owner else None

    def answer(self, exercise: str) -> int:
        """The place of an exercise's answer cell."""
        return self.slot[Role.ANSWER, exercise]

    def test(self, exercise: str) -> int:
        """The place of an exercise's test cell."""
        return self.slot[Role.TEST, exercise]

    def owners(self, piece: Piece, read: CodeReader) -> list[str]:
        """The exercises, in the lesson's order, of which a piece of code defines some name, be it with an empty body."""
        if piece.kind != "code":
            return []
        if piece.source not in self._owned:
            mentioned = self._names is not None and self._names.search(piece.source)
            # Most cells mention no exercise, and the parser's budget is for those that do.
            found = {self.owner[name] for name in read(piece.source).bodies if name in self.owner} if mentioned else set()
            self._owned[piece.source] = [exercise for exercise in self.exercises if exercise in found]
        return self._owned[piece.source]

    def is_stub(self, piece: Piece, exercise: str, read: CodeReader) -> bool:
        """Whether a piece leaves this exercise as it was published."""
        return is_stub(piece.source, self.cells[self.answer(exercise)].source, self.exercises[exercise].names, read)


def pieces_of(found: Iterable[Found], skeleton: Skeleton, read: CodeReader) -> list[Piece]:
    """What arrived, with merged cells taken apart at their markers and answers typed into text cells read as code."""
    pieces: list[Piece] = []
    for cell in found:
        parts = _parts(cell.source, read) if cell.kind == "code" and len(pieces) < MAX_CELLS else [cell.source]
        for number, part in enumerate(parts):
            pieces.append(Piece(len(pieces), cell.kind, part, () if number else cell.hints))
    answered = {owner for piece in pieces for owner in skeleton.owners(piece, read) if not skeleton.is_stub(piece, owner, read)}
    return [_rescued(piece, answered, skeleton, read) for piece in pieces]


def _parts(source: str, read: CodeReader) -> list[str]:
    markers = list(_MARKER.finditer(source))
    if len({match[0].strip() for match in markers}) < 2:
        return [source]
    cuts = [0, *(match.start() for match in markers[1:]), len(source)]
    parts = [source[start:end].rstrip() for start, end in itertools.pairwise(cuts)]
    broken = read(source).parses and not all(read(part).parses for part in parts)
    return [source] if broken else parts


def _rescued(piece: Piece, answered: set[str], skeleton: Skeleton, read: CodeReader) -> Piece:
    """The piece as code, if it is an answer in a text cell and no code cell answers that exercise.

    Fenced code stays text: it is a quotation, in the open answer for instance.
    """
    if piece.kind == "code" or "```" in piece.source:
        return piece
    owners = {skeleton.owner[name] for name in names_by_pattern(piece.source) if name in skeleton.owner}
    if not owners - answered or not read(piece.source).parses:
        return piece
    return Piece(piece.position, "code", piece.source, piece.hints, rescued=True)


def match(pieces: Sequence[Piece], skeleton: Skeleton, read: CodeReader) -> list[int | None]:
    """For each piece the place in the skeleton of the cell that it is a version of, or None."""
    taken: set[int] = set()
    slots: list[int | None] = []
    for piece in pieces:
        slot = _claim(piece, skeleton, read, taken)
        slots.append(slot)
        if slot is not None:
            taken.add(slot)
    for slot, position in _alike(pieces, slots, skeleton, read):
        slots[position] = slot
    for position in _open_by_place(pieces, slots, skeleton):
        slots[position] = skeleton.open
    return slots


def ids_lost(pieces: Iterable[Piece], skeleton: Skeleton) -> bool:
    """Whether no cell has an identifier that we published."""
    return not any(hint in skeleton.by_hint for piece in pieces for hint in piece.hints)


def _open_by_place(pieces: Sequence[Piece], slots: Sequence[int | None], skeleton: Skeleton) -> Iterator[int]:
    """Where all identifiers were lost, the open answer is known by its place alone: the student's own texts right behind the question."""
    question = skeleton.open - 1
    if skeleton.open not in slots and question in slots and ids_lost(pieces, skeleton):
        for piece, slot in list(zip(pieces, slots, strict=True))[slots.index(question) + 1 :]:
            if slot is not None or piece.kind == "code":
                return
            yield piece.position


def _claim(piece: Piece, skeleton: Skeleton, read: CodeReader, taken: set[int]) -> int | None:
    hint = next((skeleton.by_hint[hint] for hint in piece.hints if hint in skeleton.by_hint), None)
    same = [slot for slot in skeleton.by_text.get(piece.tidied, []) if skeleton.cells[slot].kind == piece.kind]
    if same:
        return hint if hint in same else next((slot for slot in same if slot not in taken), same[0])
    if piece.kind != "code":
        return hint if hint is not None and skeleton.cells[hint].kind == "markdown" else None
    owners = skeleton.owners(piece, read)
    marked = _marked(piece.source, skeleton)
    slot = hint if marked is None else marked
    if slot is None:
        return None
    cell = skeleton.cells[slot]
    if cell.role is Role.TEXT or (cell.role is Role.OPEN and owners):
        return None  # code typed where text was
    if cell.role is Role.ANSWER and owners and cell.exercise not in owners:
        return skeleton.answer(owners[0])  # what is graded are the names, whatever the comment or the identifier says
    return slot


def _marked(source: str, skeleton: Skeleton) -> int | None:
    marker = _MARKER.search(unicodedata.normalize("NFC", source))
    return skeleton.slot.get((Role.ANSWER if marker[1] else Role.TEST, marker[2])) if marker else None


def _alike(pieces: Sequence[Piece], slots: Sequence[int | None], skeleton: Skeleton, read: CodeReader) -> list[tuple[int, int]]:
    """Pairs (place in the skeleton, position of a piece) of cells that nothing else matched and that resemble each other."""
    loose = [piece for piece, slot in zip(pieces, slots, strict=True) if slot is None][:LIKENESS_CELLS]
    words = {piece.position: _words(piece.source) for piece in loose if not skeleton.owners(piece, read)}
    pairs = []
    for slot in sorted(set(range(len(skeleton.cells))) - set(slots)):
        cell = skeleton.cells[slot]
        same_kind = {piece.position: words[piece.position] for piece in loose if words.get(piece.position) and piece.kind == cell.kind}
        best = _most_alike(_words(cell.source), same_kind)
        if best is not None:
            pairs.append((slot, best))
            del words[best]
    return pairs


def _most_alike(published: list[str], candidates: Mapping[int, list[str]]) -> int | None:
    """The key of the candidate that is most like the published words, if any is like enough; cheap upper bounds go first."""
    matcher = difflib.SequenceMatcher(autojunk=False)
    matcher.set_seq2(published)
    close = []
    for key, words in candidates.items():
        matcher.set_seq1(words)
        if matcher.real_quick_ratio() >= LIKENESS and (bound := matcher.quick_ratio()) >= LIKENESS:
            close.append((bound, key))
    ratios = []
    for _, key in heapq.nlargest(3, close):
        matcher.set_seq1(candidates[key])
        ratios.append((matcher.ratio(), key))
    ratio, key = max(ratios, default=(0.0, -1))
    return key if ratio >= LIKENESS else None


def _words(source: str) -> list[str]:
    return re.findall(r"\w+", source)[:LIKENESS_WORDS]
