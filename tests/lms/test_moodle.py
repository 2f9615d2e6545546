"""Moodle's names, taken apart and put together; who is who, kept; the zip that goes back."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.lms import moodle
from grader.lms.moodle import Participant, feedback_zip, parse
from grader.records import StorageError

from .download import FORMS, LESSON, clean_filename, member, prefix

NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40).filter(
    lambda name: clean_filename(name.replace("_", " ")).strip() != ""
)
NUMBERS = st.integers(1, 10**9)
FILES = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="/"), min_size=1, max_size=40).filter(clean_filename)


@given(NAMES, NUMBERS, FILES, st.sampled_from(FORMS), st.sampled_from(["file", "onlinetext"]))
def test_what_moodle_builds_is_taken_apart_again(name: str, number: int, file: str, form: str, kind: str) -> None:
    first, _, inside = member(form, name, number, file, kind).partition("/")
    sent = parse(first)
    assert sent is not None
    assert (sent.name, sent.number, sent.kind) == (clean_filename(name.replace("_", " ")).strip(), str(number), kind)
    assert sent.file == ("" if inside else clean_filename(file))
    assert sent.folder + sent.file == first


@given(NAMES, NUMBERS, FILES, st.sampled_from(FORMS))
def test_what_goes_back_is_read_by_moodle_as_the_same_participants(name: str, number: int, file: str, form: str) -> None:
    """By Moodle's own rules, in its importziplib.php: four fields or more, the second a number, no name that starts with "." or "~"."""
    sent = parse(member(form, name, number, file).partition("/")[0])
    assert sent is not None
    back = Participant(sent.number, "ana", sent.name, sent.folder, bool(sent.file)).member(f"{LESSON}.html")
    assert not any(part.startswith((".", "~")) for part in back.split("/"))
    fields = back.split("/")[0].split("_", 4)
    assert len(fields) >= 4
    assert fields[1:4] == [str(number), "assignsubmission", "file"]
    assert back.endswith(f"{LESSON}.html")


def test_a_name_goes_back_as_it_came() -> None:
    for form, end in (("pasta", "/"), ("pasta antiga", "_/"), ("solto", "_")):
        sent = parse(member(form, "Ana D'Ávila", 11).partition("/")[0])
        assert sent is not None
        back = Participant(sent.number, "ana", sent.name, sent.folder, bool(sent.file)).member("x.html")
        assert back == f"Ana DÁvila_11_assignsubmission_file{end}x.html"


@pytest.mark.parametrize(
    "part",
    [
        *("Ana", "Ana_11", "Ana_x_assignsubmission_file", "Ana_11_assignsubmission", "Ana_11_assignsubmission_"),
        *("_11_assignsubmission_file", "Ana_11_submission_file", "Ana_11_assignsubmission_file.ipynb", "Grupo_assignsubmission_file"),
        *("Ana_١١_assignsubmission_file", "Ana_" + "1" * 5000 + "_assignsubmission_file"),
    ],
)
def test_names_that_moodle_did_not_write_are_nobodys(part: str) -> None:
    assert parse(part) is None


@given(FILES)
def test_a_files_own_name_never_passes_for_another_participant(file: str) -> None:
    sent = parse(prefix("Ana", 11) + "_" + clean_filename("Bia_12_assignsubmission_file_" + file))
    assert sent is not None
    assert (sent.name, sent.number) == ("Ana", "11")


def test_who_is_who_is_kept_in_the_class_folder(tmp_path: Path) -> None:
    people = {
        "11": Participant("11", "Ana_Araújo", "Ana Araújo", "Ana Araújo_11_assignsubmission_file_", False),
        "9": Participant("9", "bia", "Bia", "Bia_9_assignsubmission_file_", True),
    }
    assert moodle.load(tmp_path, LESSON) == {}
    moodle.save(tmp_path, LESSON, people)
    assert moodle.load(tmp_path, LESSON) == people
    assert [path.name for path in (tmp_path / "moodle").iterdir()] == [f"{LESSON}.json"]


SOUND = {"participante": "11", "aluno": "ana", "nome": "Ana", "pasta": "Ana_11_assignsubmission_file", "solto": False}
OUTSIDE = "../../fora_11_assignsubmission_file"
SPOILT = [{"pasta": OUTSIDE}, {"pasta": "x/Ana_11_assignsubmission_file"}, {"participante": "12"}, {"aluno": 5}, {"solto": 1}]


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"participantes": [{}]}', '{"participantes": [1]}', *SPOILT])
def test_a_record_that_was_spoilt_is_one_sentence(tmp_path: Path, text: str | dict[str, object]) -> None:
    content = text if isinstance(text, str) else json.dumps({"participantes": [{**SOUND, **text}]})
    moodle.participants_file(tmp_path, LESSON).parent.mkdir()
    moodle.participants_file(tmp_path, LESSON).write_text(content)
    with pytest.raises(StorageError, match="quem é quem no Moodle"):
        moodle.load(tmp_path, LESSON)


def test_the_zip_of_feedback_is_the_same_to_the_byte_whatever_the_order() -> None:
    pages = [
        (Participant("11", "a", "Ana Araújo", "Ana Araújo_11_assignsubmission_file", False), "x.html", b"<p>a</p>"),
        (Participant("12", "b", "~Bia", "~Bia_12_assignsubmission_file_", True), "x.html", b"<p>b</p>"),
        (Participant("13", "c", "...", "..._13_assignsubmission_file_", True), "x.html", b"<p>c</p>"),
    ]
    raw = feedback_zip(pages)
    assert raw == feedback_zip(reversed(pages))
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        assert archive.testzip() is None
        found = {info.filename: archive.read(info) for info in archive.infolist()}
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert list(found) == sorted(found)
    assert found == {
        "Ana Araújo_11_assignsubmission_file/x.html": b"<p>a</p>",
        "Bia_12_assignsubmission_file_x.html": b"<p>b</p>",
        "Participante_13_assignsubmission_file_x.html": b"<p>c</p>",
    }
