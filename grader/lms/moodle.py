"""Moodle's way of naming what it sends and takes back, and who is who in one of its assignments.

Folders of the bulk download are called `Nome Completo_123_assignsubmission_file` (with a `_` more before Moodle 4.1), loose files
`Nome Completo_123_assignsubmission_file_arquivo.ipynb`. 123 is the participant's number in this assignment alone. Moodle itself reads a
zip of feedback by that number (its importziplib.php), so the names go back as they came.

Trust: names come from outside; they are text, and become part of a path in the class folder only through `names.student_id`.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from pathlib import Path

from grader.files import write_atomic
from grader.gradebook.filing import ClassFolder, read_json, to_json
from grader.lms.names import name_key
from grader.records import StorageError

FOLDER = "moodle"
"""The folder of a class that says, lesson by lesson, which participant is which student."""
FILES = "file"
"""The kind of submission that can hold a notebook; the other common one is `onlinetext`."""
_SENT = re.compile(r"(?P<name>[^_/]+)_(?P<number>[0-9]{1,18})_assignsubmission_(?P<kind>[a-z0-9]+)(?P<end>_?)(?P<file>.*)", re.DOTALL)
_BLIND = {"participante", "participant"}
_KEYS = ("participante", "aluno", "nome", "pasta", "solto")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_ORDINARY = 0o100644 << 16


@dataclass(frozen=True)
class Sent:
    """What the first part of a name in Moodle's download says."""

    name: str
    """Of the student, perhaps after the group's; of the group, where groups hand in; `Participante` in blind marking."""
    number: str
    kind: str
    folder: str
    """The name up to where a file's own begins."""
    file: str = ""
    """The student's file; "" where the name is a folder's."""

    @property
    def is_blind(self) -> bool:
        """Whether the name names nobody."""
        return is_blind(self.name)


def is_blind(name: str) -> bool:
    """Whether a name is what Moodle calls everybody in blind marking, perhaps after the name of a group."""
    return name_key(name).rpartition("-")[2] in _BLIND


def parse(part: str) -> Sent | None:
    """The first part of a member's name; None where Moodle did not write it. A file's own name cannot pass for somebody else's."""
    found = _SENT.fullmatch(part)
    if found is None or (found["file"] and not found["end"]):
        return None
    folder = part.removesuffix(found["file"]) if found["file"] else part
    return Sent(found["name"].strip(), str(int(found["number"])), found["kind"], folder, found["file"])


@dataclass(frozen=True)
class Participant:
    """One line of who is who in one assignment."""

    number: str
    student: str
    name: str
    folder: str
    """As it came, and as it has to go back."""
    loose: bool
    """Whether files came with `folder` before their names, rather than inside it."""

    def member(self, file: str) -> str:
        """The name under which a file goes back. Moodle leaves out files whose names start with "." or "~"."""
        folder = self.folder.lstrip(".~ ") if self.name.lstrip(".~ ") else f"Participante_{self.folder.partition('_')[2]}"
        return folder + ("" if self.loose else "/") + file


def participants_file(folder: Path, lesson: str) -> Path:
    """Where the participants of one lesson are kept."""
    return ClassFolder(folder).root / FOLDER / f"{lesson}.json"


def load(folder: Path, lesson: str) -> dict[str, Participant]:
    """Who is who in one lesson, by number; empty where nothing was ever collected from Moodle. Raises `StorageError`."""
    path = participants_file(folder, lesson)
    try:
        found = [Participant(*(entry[key] for key in _KEYS)) for entry in read_json(path)["participantes"]]
        if not all(_is_sound(one) for one in found):
            raise ValueError("not what `save` writes")
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError) as error:
        step = "apague-o e colete de novo o zip do Moodle"
        raise StorageError(path, "não dá para ler quem é quem no Moodle", step) from error
    return {one.number: one for one in found}


def save(folder: Path, lesson: str, participants: Mapping[str, Participant]) -> None:
    """Keep who is who, whole or not at all. Raises `StorageError`."""
    ordered = sorted(participants.values(), key=lambda one: int(one.number))
    entries = [dict(zip(_KEYS, astuple(one), strict=True)) for one in ordered]
    write_atomic(participants_file(folder, lesson), to_json({"aula": lesson, "participantes": entries}))


def _is_sound(one: Participant) -> bool:
    texts = all(isinstance(text, str) for text in (one.number, one.student, one.name, one.folder))
    sent = parse(one.folder + ("x" if one.loose else "")) if texts and isinstance(one.loose, bool) else None
    return sent is not None and sent.number == one.number and "/" not in one.folder


def feedback_zip(pages: Iterable[tuple[Participant, str, bytes]]) -> bytes:
    """The zip that Moodle takes back: for each participant, a file's name and its bytes. The same pages give the same bytes."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        for name, content in sorted((one.member(file), content) for one, file, content in pages):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.create_system, info.external_attr, info.compress_type = 3, _ORDINARY, zipfile.ZIP_DEFLATED
            archive.writestr(info, content, compresslevel=6)
    return raw.getvalue()
