"""Zips that nobody should trust: each refused with one sentence, before anything was written; and names from before UTF-8."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.lms import archive, notebooks
from grader.lms.archive import Archive
from grader.lms.collect import Outcome, collect
from grader.records import UnreadableError, UsageError

from .download import FILE, LESSON, in_code_page, member, zipped

GOOD = (member("pasta", "Ana", 11), b'{"cells": []}')


def told(name: str, **settings: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    for key, value in settings.items():
        setattr(info, key, value)
    return info


def with_member(info: zipfile.ZipInfo | str, content: bytes = b"{}") -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as made:
        made.writestr(*GOOD)
        made.writestr(info, content)
    return raw.getvalue()


def refused(tmp_path: Path, raw: bytes, says: str) -> None:
    """One sentence with its next step, and nothing written, although another member is sound."""
    place = tmp_path / "turma.zip"
    place.write_bytes(raw)
    with pytest.raises(UnreadableError, match=says) as error:
        collect([place], LESSON, tmp_path / "turma")
    assert str(error.value).startswith(f"{place}: ")
    assert "\n" not in str(error.value)
    assert error.value.next_step
    assert [path.name for path in tmp_path.iterdir()] == ["turma.zip"]


@pytest.mark.parametrize(
    "name",
    [
        *("../fora.ipynb", "../../etc/passwd", f"Bia_12_assignsubmission_file/../../{FILE}", "/fora.ipynb", "//fora/x.ipynb"),
        *("C:/fora.ipynb", "c:fora.ipynb", f"Bia_12_assignsubmission_file\\{FILE}", "..\\fora.ipynb", "Bia_12_assignsubmission_file/.."),
    ],
)
def test_names_that_lead_out_of_the_folder(tmp_path: Path, name: str) -> None:
    refused(tmp_path, with_member(name), "leva para fora")


def test_a_name_that_hides_its_end_behind_a_zero_byte(tmp_path: Path) -> None:
    raw = with_member("Bia_12_assignsubmission_file/x.ipynb@.txt")
    refused(tmp_path, raw.replace(b"@", b"\0"), "leva para fora")


def test_a_name_longer_than_moodles(tmp_path: Path) -> None:
    refused(tmp_path, with_member(f"Bia_12_assignsubmission_file/{'9' * 5000}.ipynb"), "nome longo demais")


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_links_and_devices(tmp_path: Path, kind: int) -> None:
    info = told("Bia_12_assignsubmission_file/x.ipynb", create_system=3, external_attr=(kind | 0o777) << 16)
    refused(tmp_path, with_member(info, b"/etc/passwd"), "atalho")


def test_a_password(tmp_path: Path) -> None:
    raw = bytearray(zipped([GOOD]))
    raw[raw.index(b"PK\1\2") + 8] |= 1
    refused(tmp_path, bytes(raw), "protegido por senha")


def test_a_compression_that_moodle_never_uses(tmp_path: Path) -> None:
    info = told("Bia_12_assignsubmission_file/x.ipynb", compress_type=zipfile.ZIP_LZMA)
    refused(tmp_path, with_member(info), "compressão")


@pytest.mark.parametrize("spoil", [lambda raw: raw[:-30], lambda raw: raw[:50], lambda raw: b"", lambda raw: b"<html>" + b"x" * 400])
def test_what_is_cut_short_or_no_zip(tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    refused(tmp_path, spoil(zipped([GOOD])), "não é um zip inteiro")


def test_one_damaged_notebook_stops_all_before_the_first_is_taken(tmp_path: Path) -> None:
    raw = with_member(f"Zoé_99_assignsubmission_file/{FILE}", b"0123456789" * 50)
    refused(tmp_path, raw.replace(b"0123456789", b"0123456788", 1), "está danificado")


def test_a_size_that_lies_is_damage_and_no_more_than_it_says_is_unpacked(tmp_path: Path) -> None:
    raw = bytearray(zipped([GOOD, (f"Zoé_99_assignsubmission_file/{FILE}", b"0" * 10**6)]))
    entry = raw.rindex(b"PK\1\2")
    raw[entry + 24 : entry + 28] = (1000).to_bytes(4, "little")
    refused(tmp_path, bytes(raw), "está danificado")


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seven notebooks within the limit of one, together 140 MB from 140 kB; the room for a class is made smaller, its shape is not."""
    monkeypatch.setattr(archive, "ROOM", 100_000_000)
    monkeypatch.setattr(Archive, "_open", lambda *_: pytest.fail("it was unpacked"))
    content = b"0" * 20_000_000
    refused(tmp_path, zipped((member("pasta", "Ana", number), content) for number in range(7)), "grandes demais para uma turma")


def test_members_that_share_their_bytes(tmp_path: Path) -> None:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as made:
        made.writestr(*GOOD)
        made.writestr(f"Bia_12_assignsubmission_file/{FILE}", b"0" * 5000)
        for number in range(3):
            again = told(f"Bia_12_assignsubmission_file/{number}.ipynb", header_offset=made.filelist[-1].header_offset, CRC=0)
            again.compress_size = again.file_size = 5000
            made.filelist.append(again)
    refused(tmp_path, raw.getvalue(), "mais do que cabe nele")


def test_more_members_than_a_class_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MEMBERS_LIMIT", 3)
    refused(tmp_path, zipped([GOOD, *((f"Bia_12_assignsubmission_file/{number}", b"") for number in range(3))]), "tem 4 arquivos")


def test_a_table_of_contents_is_never_read_beyond_its_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "INDEX_LIMIT", 200_000)
    refused(
        tmp_path, zipped([GOOD, *((f"Bia_12_assignsubmission_file/{number:04}", b"") for number in range(3000))]), "não é um zip inteiro"
    )


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_one_name_twice(tmp_path: Path) -> None:
    refused(tmp_path, with_member(GOOD[0], b"outro"), "o mesmo nome duas vezes")


def test_a_zip_of_something_else_says_what_to_do(tmp_path: Path) -> None:
    place = tmp_path / "turma.zip"
    place.write_bytes(zipped([("Ana/x.ipynb", b"{}"), ("leiame.txt", b"")]))
    with pytest.raises(UsageError, match="não é o zip das entregas de uma tarefa do Moodle; extraia-o"):
        collect([place], LESSON, tmp_path / "turma")
    assert not (tmp_path / "turma").exists()


def test_a_notebook_that_is_too_big_costs_nobody_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notebooks, "SIZE_LIMIT", 1000)
    place = tmp_path / "turma.zip"
    place.write_bytes(zipped([GOOD, (f"Bia_12_assignsubmission_file/{FILE}", b"x" * 1001)]))
    ana, bia = collect([place], LESSON, tmp_path / "turma")
    assert (ana.outcome, bia.outcome) == (Outcome.NEW, Outcome.SKIPPED)
    assert "grande demais" in bia.note


def test_many_notebooks_of_one_participant_cost_nobody_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notebooks, "SIZE_LIMIT", 1000)
    monkeypatch.setattr(archive, "ROOM", 2500)
    monkeypatch.setattr(archive, "RATIO", 0)
    many = [(f"Bia_12_assignsubmission_file/{number}.ipynb", b"0" * 900) for number in range(6)]
    (tmp_path / "x.zip").write_bytes(zipped([GOOD, *many]))
    ana, bia = collect([tmp_path / "x.zip"], LESSON, tmp_path / "turma")
    assert (ana.outcome, bia.outcome, bia.student) == (Outcome.NEW, Outcome.SKIPPED, "Bia")
    assert "juntos" in bia.note


def test_zips_within_the_zip_stay_closed(tmp_path: Path) -> None:
    place = tmp_path / "turma.zip"
    place.write_bytes(zipped([GOOD, ("Bia_12_assignsubmission_file/tudo.zip", zipped([("../../x.ipynb", b"")]))]))
    ana, bia = collect([place], LESSON, tmp_path / "turma")
    assert (ana.outcome, bia.outcome) == (Outcome.NEW, Outcome.SKIPPED)
    assert bia.note.startswith("entregou um zip em vez do caderno")


@pytest.mark.parametrize(
    ("name", "encoding"),
    [("Ana Araújo", "utf-8"), ("José Núñez", "cp437"), ("João Conceição", "cp850"), ("Ângela Müller", "cp850"), ("Zoë Brontë", "cp437")],
)
def test_accents_of_names_that_are_not_marked_as_utf8(tmp_path: Path, name: str, encoding: str) -> None:
    place = tmp_path / "turma.zip"
    inside = member("pasta", name, 11)
    place.write_bytes(zipped([(in_code_page(inside, encoding), b"{}"), GOOD]))
    with zipfile.ZipFile(place) as raw:
        assert not raw.infolist()[0].flag_bits & 0x800
    with Archive(place) as opened:
        assert opened.members[0].parts == (inside.split("/")[0], FILE)
        opened.prove(opened.members)
