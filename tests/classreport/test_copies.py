"""Likely copies: found through renamed variables and new comments, never among honest right answers, and at a bounded cost."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable
from itertools import cycle, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.classreport.command import published
from grader.classreport.copies import EXERCISES, LEAST, LONG, MANY, RUN, SHARE, TEXT_LIMIT, Answers, Group, Span, _read, find
from grader.lesson.publish import load_lesson
from grader.records import Lesson
from tests.conftest import CASES, ROOT
from tests.demonstracao import IDS, STUDENTS, answer_source, reference_answer
from tests.demonstracao import lesson as lesson_02

LESSONS = sorted(path for path in (ROOT / "solutions").glob("0[1-8]_*.py"))
WORDS = ("soma", "if", "for", "in", "(", ")", ":", "=", "+", ".", "torch", "x", "h", "0", "1", '"a"', "# nota\n", "\n    ", "return", "len")
CODE = st.lists(st.sampled_from(WORDS), max_size=120).map(" ".join)
CLASSES = st.dictionaries(st.sampled_from("abcdef"), st.dictionaries(st.sampled_from(IDS), CODE, max_size=3), max_size=6)


def long_answer(seed: int, tokens: int = 2 * LEAST) -> str:
    """Code that nobody else writes."""
    chance = random.Random(seed)
    return "\n".join(f"total[{chance.randrange(10**6)}] = x * {chance.randrange(10**6)}" for _ in range(-(-tokens // 8)))


def work(seed: int, exercises: int = EXERCISES) -> dict[str, str]:
    """Answers to so many exercises that nobody else writes."""
    return {IDS[place]: long_answer(10 * seed + place) for place in range(exercises)}


def students_of(groups: Iterable[Group]) -> list[tuple[str, ...]]:
    return [group.students for group in groups]


@settings(max_examples=60, deadline=None)
@given(CLASSES, st.randoms(use_true_random=False))
def test_the_order_of_the_students_changes_nothing(answers: Answers, chance: random.Random) -> None:
    names = chance.sample(sorted(answers), len(answers))
    assert find({name: answers[name] for name in names}, ["x = 0"]) == find(answers, ["x = 0"])


@settings(max_examples=60, deadline=None)
@given(CODE, CODE)
def test_likeness_is_symmetric(one: str, other: str) -> None:
    """Who comes first by name sees the same as who comes second."""
    common = work(1)
    here = find({"a": {**common, "2.1": one + common["2.1"]}, "b": {**common, "2.1": other + common["2.1"]}}, [])
    there = find({"a": {**common, "2.1": other + common["2.1"]}, "b": {**common, "2.1": one + common["2.1"]}}, [])
    assert [(pair.shared, pair.share) for group in here for pair in group.pairs] == [
        (pair.shared, pair.share) for group in there for pair in group.pairs
    ]
    for group, mirrored in zip(here, there, strict=True):
        assert group.pairs[0].passages[0].first == mirrored.pairs[0].passages[0].second


@settings(max_examples=60, deadline=None)
@given(CLASSES)
def test_marked_passages_lie_in_their_texts_in_order_and_hold_whole_runs(drawn: Answers) -> None:
    answers = {name: {exercise: own.get(exercise, "") + text for exercise, text in work(7).items()} for name, own in drawn.items()}
    for group in find(answers, []):
        assert len(group.pairs) == len(group.students) - 1
        for pair in group.pairs:
            assert pair.first < pair.second
            assert len(pair.passages) >= EXERCISES or pair.shared >= LONG
            assert SHARE <= pair.share <= 1
            for one in pair.passages:
                assert one.shared >= LEAST
                for student, spans in ((pair.first, one.first), (pair.second, one.second)):
                    assert_whole(answers[student][one.exercise], spans)


def assert_whole(text: str, spans: tuple[Span, ...]) -> None:
    ends = [place for span in spans for place in span]
    assert ends == sorted(ends)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(len(_read(text[start:end]).spans) >= RUN for start, end in spans)


def disguised(text: str) -> str:
    """The same code with other names, comments and layout."""
    return "# meu\n" + text.replace("total", "resultado").replace("x", "entrada").replace(" = ", "=").replace("\n", "   # oi\n\n")


def test_a_copy_with_other_names_comments_and_layout_is_found_and_marked() -> None:
    copied = work(3)
    groups = find({"ana": copied, "bia": {name: "y = 1\n" + disguised(text) for name, text in copied.items()}, "caio": work(4)}, [])
    assert students_of(groups) == [("ana", "bia")]
    (pair,) = groups[0].pairs
    assert [(one.exercise, one.first) for one in pair.passages] == [(name, ((0, len(text)),)) for name, text in copied.items()]
    assert pair.share > 0.95


def test_starter_code_and_what_the_course_publishes_are_nobodys_own() -> None:
    text = work(5)
    assert students_of(find({"a": text, "b": text}, [])) == [("a", "b")]
    assert find({"a": text, "b": text}, map(disguised, text.values())) == ()


@pytest.mark.parametrize(("size", "groups"), [(2, 1), (MANY, 1), (MANY + 1, 0)])
def test_what_many_wrote_is_common_property(size: int, groups: int) -> None:
    found = find({f"aluno-{number:02d}": work(6) for number in range(size)}, [])
    assert len(found) == groups
    assert all(len(group.students) == size for group in found)


def test_one_short_answer_or_two_are_no_lead_but_a_long_one_is() -> None:
    assert find({"a": work(8, EXERCISES - 1), "b": work(8, EXERCISES - 1)}, []) == ()
    long = {"2.1": long_answer(8, LONG)}
    assert students_of(find({"a": long, "b": long}, [])) == [("a", "b")]


def test_a_small_part_of_a_long_work_is_no_lead() -> None:
    def student(seed: int) -> dict[str, str]:
        return {name: text + "\n" + long_answer(1000 * seed + place, 3 * LEAST) for place, (name, text) in enumerate(work(9).items())}

    assert find({"a": student(1), "b": student(2)}, []) == ()


def test_two_separate_groups_stay_apart_and_the_larger_evidence_comes_first() -> None:
    one, other = work(10), work(11, EXERCISES + 1)
    groups = find(dict(zip("abcde", (one, other, one, other, one), strict=True)), [])
    assert students_of(groups) == [("b", "d"), ("a", "c", "e")]


def kept_right(lesson: Lesson, folder: Path) -> dict[str, list[str]]:
    """By exercise, the right answers of several authors that the course keeps."""
    return {one.id: [path.read_text() for path in sorted((folder / one.id / "certo").glob("*.py"))] for one in lesson.exercises}


@pytest.mark.parametrize("source", LESSONS, ids=lambda path: path.stem)
def test_right_answers_by_different_means_are_no_copies(source: Path) -> None:
    """No two of the kept right answers to one exercise; with every other exercise answered like the solution, or not at all."""
    lesson = load_lesson(source)
    kept = kept_right(lesson, CASES / source.stem[:2])
    rows = max(map(len, kept.values()))
    hands = {name: cycle(texts) for name, texts in kept.items() if texts}
    # As many students as the longest list: no two of them have the same answer to that exercise.
    answers = {f"aluno-{row:02d}": {name: next(texts) for name, texts in hands.items() if row < len(kept[name])} for row in range(rows)}
    assert sum(map(len, answers.values())) == sum(map(len, kept.values())) > 10
    assert find(answers, published(lesson)) == ()


def demonstration(name: str) -> dict[str, str]:
    """What a student of the demonstration class typed."""
    files = {exercise: STUDENTS[name].answers.get(exercise, "") for exercise in IDS}
    return {one: answer_source(one, file) if file else reference_answer(one) for one, file in files.items() if file is not None}


def test_in_the_demonstration_class_the_same_trick_and_a_copy_are_told_and_the_right_answers_are_not() -> None:
    """Seven of its eighteen students have right answers; four hand in one trick, word by word."""
    answers = {name: demonstration(name) for name in STUDENTS}
    trick = ("allclose-remendado", "procura-a-solucao", "skip-execution", "tensor-que-concorda")
    assert students_of(find(answers, published(lesson_02()))) == [trick]
    copied = {name: text.replace("h", "acumulado") for name, text in answers["outro-caminho"].items()}
    assert students_of(find({**answers, "zeca": copied}, published(lesson_02()))) == [("outro-caminho", "zeca"), trick]


@pytest.mark.parametrize("kind", ["solução", "erros típicos"])
def test_the_lessons_own_answers_and_typical_mistakes_are_nobodys_own(kind: str) -> None:
    mistakes = {one.exercise: one.source for one in lesson_02().mistakes}
    same = mistakes if kind == "erros típicos" else {one: reference_answer(one) for one in IDS}
    assert find({"a": same, "b": same}, published(lesson_02())) == ()
    assert len(find({"a": same, "b": same}, [])) == 1


HOSTILE = {
    "aspas": '"""' * 3_000,
    "aspas sem fim": "'" + "\\'" * 5_000,
    "barras": "\\" * 9_000,
    "prefixos": "rb" * 5_000,
    "espaços": " " * 9_000,
    "um sinal": "(" * 9_000,
    "surrogados e nulos": "\ud800\x00\u202e" * 3_000,
    "um nome": "x" * 10_000_000,
    "comentário": "#" * 9_000,
}


def test_hostile_texts_cost_little() -> None:
    answers = {f"{name} {copy}": {"2.1": text} for name, text in HOSTILE.items() for copy in (1, 2)}
    started = time.process_time()
    find(answers, [])
    assert time.process_time() - started < 5


def test_of_a_long_text_the_beginning_alone_is_looked_at() -> None:
    text = long_answer(12, 4 * TEXT_LIMIT)
    (group,) = find({"a": {"2.1": text}, "b": {"2.1": text + "x"}}, [])
    assert TEXT_LIMIT - 100 < group.pairs[0].passages[0].first[-1][1] <= TEXT_LIMIT


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_to_its_end(text: str) -> None:
    spans = _read(text).spans
    assert all(end <= following for (_, end), (following, _) in pairwise(spans))


def test_the_work_grows_with_the_class_and_not_with_its_square() -> None:
    """Each run pairs up at most MANY students. Eight lines of a thousand each: two or three students write any one of them."""
    chance = random.Random(0)
    lines = [f"passo_{n} = torch.stack([x[{n}], h]).sum({n})" for n in range(1000)]
    answers = {f"aluno-{n:04d}": {name: "\n".join(chance.sample(lines, 8)) for name in IDS} for n in range(300)}
    answers["aluno-0250"] = answers["aluno-0007"]
    started = time.process_time()
    assert students_of(find(answers, [])) == [("aluno-0007", "aluno-0250")]
    assert time.process_time() - started < 20
