"""Names that other people chose, made into ids and into keys by which two spellings of one name meet.

Trust: none. A name may hold anything; what leaves `student_id` is safe as one component of a path.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

ID_LIMIT = 100  # bytes of a student id: nbgrader's column holds 128 characters, a file name 255 bytes
_NOT_IN_FOLDERS = frozenset("&<>\"`|':\\/’´")
"""What Moodle takes out of the names of its folders, and the two other apostrophes that people type."""


def student_id(name: str) -> str:
    """A name as an id that is safe as a folder's name and as nbgrader's key; "" where nothing of it is left.

    NFC; letters, digits, ".", "_" and "-" stay, every run of anything else becomes one "_"; no dot or hyphen leads, no two dots
    meet; longer than `ID_LIMIT` bytes, it is cut and ends in a digest of the whole.
    """
    normal = unicodedata.normalize("NFC", name)
    kept = "".join(char if char in "._-" or unicodedata.category(char)[0] in "LMN" else " " for char in normal)
    safe = unicodedata.normalize("NFC", re.sub(r"\.{2,}", ".", "_".join(kept.split()))).lstrip(".-")
    if len(safe.encode()) <= ID_LIMIT:
        return safe
    digest = hashlib.sha256(normal.encode("utf-8", "replace")).hexdigest()[:8]
    return safe.encode()[: ID_LIMIT - 9].decode("utf-8", "ignore").rstrip(".") + "-" + digest


def name_key(text: str) -> str:
    """What two spellings of one name or heading have in common: no accents, case, apostrophes or doubled spaces; "_" is a space."""
    spaced = "".join(" " if char == "_" else char for char in text[:1000] if char not in _NOT_IN_FOLDERS)
    plain = unicodedata.normalize("NFKD", spaced).casefold()
    return " ".join("".join(char for char in plain if unicodedata.category(char)[0] not in "MC" or char.isspace()).split())


def without_group(name: str, wanted: str) -> bool:
    """Whether `name` is `wanted`, or `wanted` after the name of a group, as older Moodles write it: `Turma A-Ana Araújo`."""
    key, other = name_key(name), name_key(wanted)
    return bool(other) and (key == other or key.endswith("-" + other))


def natural(text: str) -> list[tuple[int, str]]:
    """A key that sorts "2.10" after "2.9"."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", text)]


def printable(text: str) -> str:
    """Text that cannot move a terminal's cursor."""
    return "".join(char if char.isprintable() else "�" for char in text)
