"""A zip that came from outside, read where it lies: nothing of it is ever extracted to a path of its own choosing.

Trust: none. Moodle wrote the archive, or somebody else did; what Moodle never writes (names that lead out, links, passwords, repeated
names, more than a class could hold) refuses the whole of it, before anything was taken. The contents are students' alone: a notebook
that is too big is skipped, and costs nobody else.
"""

from __future__ import annotations

import errno
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self, cast

from grader.files import storage
from grader.lms import notebooks
from grader.records import UnreadableError

MEMBERS_LIMIT = 20_000
NAME_LIMIT = 2_000
"""Characters of a member's name; Moodle's have under 1,000."""
INDEX_LIMIT = 16_000_000
"""Bytes of the archive's table of contents: what is read of it at once."""
ROOM, RATIO = 1_000_000_000, 100
"""All notebooks together, unpacked: at most `ROOM` bytes, or `RATIO` times the archive's own. Notebooks shrink to a tenth or so."""
_CHUNK = 1 << 20
_UTF8, _ENCRYPTED = 0x800, 0x41
_AGAIN = "baixe-o do Moodle de novo"
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, ValueError, EOFError, RuntimeError, OverflowError, OSError)
_DRIVE = re.compile(r"[A-Za-z]:")


@dataclass(frozen=True)
class Member:
    """One file of an archive. The parts of its name are text, never a path."""

    parts: tuple[str, ...]
    info: zipfile.ZipInfo


def fit_one(members: Iterable[Member]) -> bool:
    """Whether these, all of one participant, are together no more than one submission may be: nobody fills the class's room alone.

    What is too big by itself does not count: it is never unpacked.
    """
    sizes = [member.info.file_size for member in members]
    return sum(size for size in sizes if size <= notebooks.SIZE_LIMIT) <= notebooks.SIZE_LIMIT


class _Bounded:
    """A file of which only so much can be read at once: a table of contents that pretends to be huge ends here."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def __getattr__(self, name: str) -> object:
        return getattr(self._file, name)

    def read(self, size: int = -1) -> bytes:
        if not 0 <= size <= INDEX_LIMIT:
            size = INDEX_LIMIT
        return self._file.read(size)


class Archive:
    """An archive whose names are known to be harmless. Raises `UnreadableError` with one sentence otherwise, `StorageError`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with storage(path):
            self._file = path.open("rb")
        try:
            self.size = path.stat().st_size
            self._zip = zipfile.ZipFile(cast("BinaryIO", _Bounded(self._file)))
            self.members = self._checked(self._zip.infolist())
        except _BROKEN as error:
            self._file.close()
            raise UnreadableError(path, "não é um zip inteiro", _AGAIN) from error
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._zip.close()
        self._file.close()

    def prove(self, members: Iterable[Member]) -> None:
        """Read these to the end once, keeping nothing: they fit together, and none is damaged. Raises `UnreadableError`."""
        wanted = [member for member in members if member.info.file_size <= notebooks.SIZE_LIMIT]
        if sum(member.info.file_size for member in wanted) > max(ROOM, RATIO * self.size):
            cause = "os cadernos que traz, descompactados, são grandes demais para uma turma"
            raise self._refused(cause, "extraia os de quem você conhece e colete a pasta")
        for member in wanted:
            with self._open(member) as stream:
                while self._some(stream, member):
                    pass

    def read(self, member: Member) -> bytes:
        """The bytes of one member. Raises `OSError` (EFBIG), as `notebooks.read_file` does, and `UnreadableError`."""
        if member.info.file_size > notebooks.SIZE_LIMIT:
            raise OSError(errno.EFBIG, "too big", member.info.filename)
        with self._open(member) as stream:
            return b"".join(iter(lambda: self._some(stream, member), b""))

    def _open(self, member: Member) -> zipfile.ZipExtFile:
        try:
            return cast("zipfile.ZipExtFile", self._zip.open(member.info))
        except _BROKEN as error:
            raise self._damaged(member) from error

    def _some(self, stream: zipfile.ZipExtFile, member: Member) -> bytes:
        try:
            return stream.read(_CHUNK)  # never more than the size it declares, and its check sum at the end
        except _BROKEN as error:
            raise self._damaged(member) from error

    def _checked(self, infos: Collection[zipfile.ZipInfo]) -> tuple[Member, ...]:
        if len(infos) > MEMBERS_LIMIT:
            raise self._refused(f"tem {len(infos)} arquivos; um zip de entregas tem no máximo {MEMBERS_LIMIT}")
        if sum(info.compress_size for info in infos) > self.size:
            raise self._refused("diz ter mais do que cabe nele")
        members = tuple(self._member(info) for info in infos if not info.is_dir())
        if len({member.parts for member in members}) < len(members):
            raise self._refused("tem o mesmo nome duas vezes")
        return members

    def _member(self, info: zipfile.ZipInfo) -> Member:
        name = decoded_name(info)
        parts = tuple(part for part in name.split("/") if part not in {"", "."})
        if name.startswith("/") or ".." in parts or not parts or "\\" in name or "\0" in name or _DRIVE.match(name):
            raise self._refused(f"tem um nome que leva para fora da pasta ({name[:60]!r})")
        if len(name) > NAME_LIMIT:
            raise self._refused("tem um nome longo demais")
        kind = stat.S_IFMT(info.external_attr >> 16)
        if kind not in {0, stat.S_IFREG}:
            raise self._refused(f"tem um atalho (link) ou algo que não é arquivo ({name[:60]!r})")
        if info.flag_bits & _ENCRYPTED:
            raise self._refused("está protegido por senha", "gere outro sem senha, ou extraia-o e colete a pasta")
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise self._refused("usa uma compressão que o Moodle não usa", "extraia-o e colete a pasta")
        return Member(parts, info)

    def _refused(self, cause: str, next_step: str = "o Moodle não faz zips assim; " + _AGAIN) -> UnreadableError:
        return UnreadableError(self.path, cause, next_step)

    def _damaged(self, member: Member) -> UnreadableError:
        return self._refused(f"está danificado ({'/'.join(member.parts)[:60]!r})", _AGAIN)


def decoded_name(info: zipfile.ZipInfo) -> str:
    """A member's name. One not marked as UTF-8 was written in some code page of DOS: the first that gives letters counts."""
    name = info.orig_filename
    if info.flag_bits & _UTF8 or name.isascii():
        return name
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:  # zipfile took it from an extra field, which is Unicode
        return name
    for encoding in ("utf-8", "cp437", "cp850"):
        try:
            read = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if all(char.isascii() or unicodedata.name(char, "").startswith(("LATIN", "COMBINING")) for char in read):
            return read
    return name
