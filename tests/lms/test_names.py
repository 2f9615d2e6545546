"""Names as ids: one safe part of a path, whatever the name; and as keys, by which spellings meet."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.lms.names import ID_LIMIT, name_key, student_id, without_group


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Araújo, Neta", "Araújo_Neta"),
        ("Arau\u0301jo", "Araújo"),
        ("D'Ávila  Lima", "D_Ávila_Lima"),
        ("../../etc/passwd", "_._etc_passwd"),
        ("..", ""),
        ("....", ""),
        ("-rf", "rf"),
        ("joana__x.1", "joana__x.1"),
        ("a\u202eb\x00c\nd", "a_b_c_d"),
        ("💥", ""),
    ],
)
def test_names_become_safe_ids(name: str, wanted: str) -> None:
    assert student_id(name) == wanted


@given(st.text())
def test_any_name_gives_an_id_that_is_one_safe_path_component(name: str) -> None:
    found = student_id(name)
    assert found == "" or Path("turma", found).parent == Path("turma")
    assert not found.startswith((".", "-"))
    assert ".." not in found
    assert "/" not in found
    assert len(found.encode()) <= ID_LIMIT
    assert found.isprintable()
    assert student_id(found) == found


@given(st.lists(st.text(min_size=40, max_size=60, alphabet="áé"), min_size=2, max_size=2, unique=True))
def test_long_names_that_differ_at_the_end_stay_apart(names: list[str]) -> None:
    first, second = (student_id("x" * 90 + name) for name in names)
    assert first != second


@pytest.mark.parametrize("other", ["D'Ávila  Lima", "DÁvila Lima", "D´AVILA LIMA", "D'A\u0301vila_Lima", " D`Ávila\tLima\u200b"])
def test_spellings_of_one_name_meet(other: str) -> None:
    assert name_key(other) == "davila lima"


def test_the_name_of_a_group_stands_before_a_hyphen_and_nowhere_else() -> None:
    assert without_group("Turma A-Ana Araújo", "Ana Araujo")
    assert without_group("Ana Araújo", "Ana Araújo")
    assert not without_group("Mariana Araújo", "Ana Araújo")
    assert not without_group("Ana Araújo", "")
