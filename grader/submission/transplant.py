"""Transplants what a student wrote into the published notebook, so that what runs is our notebook with the student's answers.

A submission never runs as it came. `notebook_bytes` reads it, `matching` finds which published cell each of its cells is a version of,
and here the answers take the places of the stubs; the cells that the student added ride along behind their neighbour. Where an accident
leaves a choice, it is made in the honest student's favour and said in one sentence of `repair_notes`.

Trust: cells come as text within the bounds of `notebook_bytes`; ids and tags of theirs are hints that give no role and no points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from grader.records import Lesson, RepairedCell, Role, Submission
from grader.submission.code_text import CodeReader
from grader.submission.matching import Piece, Skeleton, ids_lost, match, pieces_of, tidied_of_ours, tidy
from grader.submission.notebook_bytes import read_document
from grader.submission.notes import Notes
from grader.submission.statements import new_definitions


def repair(raw: bytes, lesson: Lesson) -> Submission:
    """The published notebook of the lesson holding what the student wrote, from the bytes of the file that arrived.

    Test cells, texts and set-up are always ours; answers, the open answer and added cells are the student's. Of the bytes only source
    text is used; identifiers are hints and vouch for nothing. Raises UnreadableError, and nothing else, for bytes without a notebook.
    """
    document = read_document(raw)
    skeleton = Skeleton(lesson)
    read = CodeReader(cell.source for cell in lesson.cells if cell.role in (Role.ANSWER, Role.TEST))
    pieces = pieces_of(document.cells, skeleton, read)
    plan = _Transplant(skeleton, pieces, match(pieces, skeleton, read), read)
    plan.note_the_whole(lesson.name)
    plan.choose_tests()
    plan.choose_answers()
    plan.choose_others()
    plan.seat_the_added()
    plan.choose_open()
    return Submission(plan.cells(), plan.unanswered(), (*document.repairs, *plan.notes.sentences()))


@dataclass(frozen=True)
class _Ride:
    """An added cell, the place in the skeleton that it rides behind (-1: in front of all) and the exercise that it answers, if any."""

    slot: int
    piece: Piece
    exercise: str | None = None


class _Transplant:
    """One submission on its way into the skeleton; the steps run in the order in which `repair` calls them.

    `claims` holds the versions that arrived of each published cell, `main` the one that marks its place (and, for an answer, counts),
    `sources` the texts that replace ours, `loose` the pieces that will ride along, by their position in the student's document.
    """

    def __init__(self, skeleton: Skeleton, pieces: Sequence[Piece], slots: Sequence[int | None], read: CodeReader) -> None:
        self.skeleton, self.pieces, self.read, self.notes = skeleton, pieces, read, Notes()
        self.claims: dict[int, list[Piece]] = {}
        self.loose: dict[int, Piece] = {}
        self.main: dict[int, Piece] = {}
        self.sources: dict[int, str] = {}
        self.rides: list[_Ride] = []
        for piece, slot in zip(pieces, slots, strict=True):
            if slot is None:
                self.loose[piece.position] = piece
            else:
                self.claims.setdefault(slot, []).append(piece)

    def note_the_whole(self, name: str) -> None:
        """Says what befell the notebook as a whole."""
        graded = any(self.skeleton.cells[slot].role in (Role.ANSWER, Role.TEST) for slot in self.claims) or self._open_is_ours()
        if self.pieces and not graded and not any(self._owners(piece) for piece in self.pieces):
            self.notes.add("other_lesson", name)
        elif graded and ids_lost(self.pieces, self.skeleton):
            self.notes.add("ids_lost")
        places = [slot for _, slot in sorted((claims[0].position, slot) for slot, claims in self.claims.items())]
        if places != sorted(places):
            self.notes.add("reordered")

    def _open_is_ours(self) -> bool:
        """Whether the open cell of this lesson arrived: every lesson publishes the same words in it."""
        ours = self.skeleton.cells[self.skeleton.open]
        return any({ours.id, ours.grade_id} & set(piece.hints) for piece in self.claims.get(self.skeleton.open, []))

    def choose_tests(self) -> None:
        """Ours run; a version of the student's only marks where the test stood, and rides along if definitions were typed into it."""
        for exercise in self.skeleton.exercises:
            slot = self.skeleton.test(exercise)
            ours, theirs = self.skeleton.cells[slot], self.claims.get(slot, [])
            if not theirs:
                self.notes.add("test_deleted", exercise)
                continue
            self.main[slot] = next((piece for piece in theirs if {ours.id, ours.grade_id} & set(piece.hints)), theirs[0])
            if len(theirs) > 1:
                self.notes.add("test_repeated", exercise)
            for piece in self._edited(slot):
                self.notes.add("test_edited", exercise)
                if self.read(piece.source).bodies.keys() - self.read(ours.source).bodies.keys():
                    self.loose[piece.position] = piece

    def choose_answers(self) -> None:
        """The student's version of each answer cell; where nothing claims its place, a cell that defines its names."""
        for exercise in self.skeleton.exercises:
            slot = self.skeleton.answer(exercise)
            theirs = self.claims.get(slot) or [piece for piece in self.pieces if exercise in self._owners(piece)]
            if slot not in self.claims:
                self.notes.add("answer_by_name" if theirs else "answer_deleted", exercise)
            if theirs:
                self._choose_answer(exercise, slot, theirs)
        for slot in self.sources:
            self.loose.pop(self.main[slot].position, None)

    def _choose_answer(self, exercise: str, slot: int, theirs: list[Piece]) -> None:
        """The last real one before the test counts, as it did in the student's own kernel; a copy that adds nothing is dropped."""
        written = [piece for piece in theirs if not self.skeleton.is_stub(piece, exercise, self.read)]
        defining = [piece for piece in written if self._names(piece, exercise)]
        early = [piece for piece in defining if not self._after_test(piece, exercise)]
        running = [piece for piece in early if self.read(piece.source).parses]
        main = (running or defining or written or theirs)[-1]
        self.main[slot], self.sources[slot] = main, main.source
        others = [piece for piece in written if piece != main]
        if any(self._names(piece, exercise) & self._names(main, exercise) for piece in early if piece != main):
            self.notes.add("answer_repeated", exercise)
        if self._after_test(main, exercise) and not all(self._after_test(piece, exercise) for piece in theirs):
            self.notes.add("answer_moved", exercise)
        if main.rescued:
            self.notes.add("answer_in_text", exercise)
        if slot in self.claims:
            self.loose.update({piece.position: piece for piece in others})

    def choose_others(self) -> None:
        """Set-up and experiments are ours; an edited set-up rides behind, of an edited experiment what it defines or imports anew."""
        for slot, theirs in self.claims.items():
            role = self.skeleton.cells[slot].role
            if role not in (Role.ANSWER, Role.TEST):
                self.main[slot] = theirs[0]
            for piece in self._edited(slot) if role in (Role.SETUP, Role.SHOW) else ():
                self.notes.add("setup_edited" if role is Role.SETUP else "show_edited")
                if role is Role.SETUP or self._owners(piece):
                    self.loose[piece.position] = piece
                elif new := new_definitions(piece.source, self.skeleton.cells[slot].source):
                    self.loose[piece.position] = replace(piece, source=new)

    def seat_the_added(self) -> None:
        """Gives every loose piece its place: behind the neighbour it had, and behind the empty answer cell that it answers."""
        seats: dict[int, list[int]] = {}
        for slot, piece in sorted(self.main.items()):
            seats.setdefault(piece.position, []).append(slot)
        counted = {tidy(source) for source in self.sources.values()}
        slot = -1
        for piece in self.pieces:
            slot, loose = seats.get(piece.position, [slot])[0], self.loose.get(piece.position)
            if loose is not None and loose.source.strip() and loose.tidied not in counted:
                self.rides.extend(self._rides(loose, slot))
            elif piece.position in seats and slot in self.sources:
                # Several exercises answered in one answer cell: the empty cells of the others would undo it.
                self.rides.extend(self._rides(piece, slot)[1:])
        self.rides.sort(key=lambda ride: (ride.slot, ride.piece.position))

    def _rides(self, piece: Piece, slot: int) -> list[_Ride]:
        """Where a piece of code runs: at `slot` first, then behind each empty answer cell that would undo what it defines."""
        own, extra = _Ride(slot, piece), []
        for exercise in self._owners(piece):
            names = self._names(piece, exercise)
            answer, test = self.skeleton.answer(exercise), self.skeleton.test(exercise)
            missing = names - self._in_force(exercise)
            late = self._after_test(piece, exercise) if test in self.main else slot >= test
            if not names or self.main.get(answer) == piece:
                continue
            if answer <= slot < test and (missing or not late):
                own = _Ride(own.slot, piece, exercise)
            elif missing:
                extra.append(_Ride(answer, piece, exercise))
                self.notes.add("answer_moved", exercise)
            elif late:
                own = _Ride(max(own.slot, test), piece)
                self.notes.add("answer_late", exercise)
            elif slot >= test:
                own = _Ride(answer, piece, exercise)
            if piece.rescued:
                self.notes.add("answer_in_text", exercise)
        moved = extra and piece.position in self.loose and own.exercise is None and own.slot >= extra[0].slot
        return extra if moved else [own, *extra]

    def choose_open(self) -> None:
        """The student's open answer: in its cell, else in the student's text next to it."""
        slot = self.skeleton.open
        theirs = list(dict.fromkeys(piece.source for piece in self.claims.get(slot, [])))
        written = [source for source in theirs if not self._open_is_blank(source)]
        if not written:
            written = self._open_among_added(slot) or self._open_in_our_text(slot)
            if written:
                self.notes.add("open_found")
            elif not theirs:
                self.notes.add("open_deleted")
        if written:
            self.sources[slot] = "\n\n".join(written)
            told = set(written)
            self.rides = [ride for ride in self.rides if ride.piece.source not in told]

    def _open_among_added(self, slot: int) -> list[str]:
        """Added texts right behind the open cell; where that cell is gone, behind its place, or the longest there is."""
        texts = [ride for ride in self.rides if ride.piece.kind == "markdown" and "other_lesson" not in self.notes.made]
        place = max((seat for seat in self.main if seat <= slot), default=-1)
        answer = [ride for ride in texts if ride.slot == place]
        if slot not in self.main and not answer:
            answer = sorted(texts, key=lambda ride: len(ride.piece.source))[-1:]
        positions = {ride.piece.position for ride in answer}
        self.rides = [ride for ride in self.rides if ride.piece.position not in positions]
        return [ride.piece.source for ride in answer]

    def _open_in_our_text(self, slot: int) -> list[str]:
        """What was typed under our own text next to the open cell."""
        tails = []
        for near in (slot - 1, slot + 1):
            if near in self.main and self.skeleton.cells[near].role is Role.TEXT:
                ours, theirs = tidied_of_ours(self.skeleton.cells[near].source), self.main[near].tidied
                tails.append(theirs.removeprefix(ours).strip() if theirs.startswith(ours) else "")
        return [tail for tail in tails if tail]

    def _open_is_blank(self, source: str) -> bool:
        ours = tidied_of_ours(self.skeleton.cells[self.skeleton.open].source).split("\n")
        return all(line.strip() in ("", *(published.strip() for published in ours)) for line in source.split("\n"))

    def cells(self) -> tuple[RepairedCell, ...]:
        """The repaired notebook: the skeleton in its order, the added cells behind their neighbours."""
        cells: list[RepairedCell] = []
        waiting = list(reversed(self.rides))
        number = 0
        for slot in range(-1, len(self.skeleton.cells)):
            if slot >= 0:
                ours = self.skeleton.cells[slot]
                source = self.sources.get(slot, ours.source)
                cells.append(RepairedCell(ours.id, ours.kind, ours.role, source, ours.grade_id, ours.exercise))
            while waiting and waiting[-1].slot == slot:
                ride, number = waiting.pop(), number + 1
                cells.append(RepairedCell(f"extra-{number}", ride.piece.kind, Role.ADDED, ride.piece.source, None, ride.exercise))
        return tuple(cells)

    def unanswered(self) -> frozenset[str]:
        """The exercises, and the open question's grade_id, to which nothing that will run gives an answer."""
        answered = {ride.exercise for ride in self.rides}
        for exercise in self.skeleton.exercises:
            main = self.main.get(self.skeleton.answer(exercise))
            if main is not None and not self.skeleton.is_stub(main, exercise, self.read):
                answered.add(exercise)
        missing = self.skeleton.exercises.keys() - answered
        return frozenset(missing if self.skeleton.open in self.sources else missing | {self.skeleton.open_id})

    def _owners(self, piece: Piece) -> list[str]:
        return self.skeleton.owners(piece, self.read)

    def _names(self, piece: Piece, exercise: str) -> frozenset[str]:
        """The names of an exercise that a piece really defines: with a body, and not the published one."""
        stub = self.read(self.skeleton.cells[self.skeleton.answer(exercise)].source)
        return self.read(piece.source).beyond(stub) & set(self.skeleton.exercises[exercise].names)

    def _in_force(self, exercise: str) -> frozenset[str]:
        """The names that the chosen answer gives to an exercise; one with a syntax error gives none."""
        main = self.main.get(self.skeleton.answer(exercise))
        return self._names(main, exercise) if main is not None and self.read(main.source).parses else frozenset()

    def _after_test(self, piece: Piece, exercise: str) -> bool:
        test = self.main.get(self.skeleton.test(exercise))
        return test is not None and piece.position > test.position

    def _edited(self, slot: int) -> list[Piece]:
        """The versions of one of our cells whose text is no longer ours."""
        ours = tidied_of_ours(self.skeleton.cells[slot].source)
        return [piece for piece in self.claims.get(slot, []) if piece.tidied != ours]
