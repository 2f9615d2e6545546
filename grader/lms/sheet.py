"""A CSV file of somebody else's, read so that it can be written again byte for byte: encoding, delimiter, quotes and line ends kept.

Trust: none; its size is bounded, and nothing in it is more than text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.files import storage
from grader.lms.names import name_key
from grader.records import UsageError

BYTES_LIMIT = 10_000_000
DELIMITERS = (",", ";", "\t")
FIELDS_LIMIT = 500_000
_BOM = "\ufeff"
_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Field:
    """One field as it stands in the file, and what follows it: a delimiter, the end of a line, or nothing."""

    raw: str
    end: str

    @property
    def text(self) -> str:
        """Its content, without quotes."""
        return self.raw[1:-1].replace('""', '"') if self.raw.startswith('"') else self.raw


@dataclass(frozen=True)
class Row:
    """One line of the file, which quoted line breaks may spread over several."""

    line: int
    """The number of its first line, from 1."""
    fields: tuple[Field, ...]

    def text(self, column: int | None) -> str:
        """What stands in a column, without blanks around it; "" where there is no such column."""
        return self.fields[column].text.strip() if column is not None and column < len(self.fields) else ""


@dataclass(frozen=True)
class Sheet:
    """A file with one line of headings. `to_bytes` of what was read is what was read."""

    path: Path
    encoding: str
    delimiter: str
    start: str
    """A byte order mark, or nothing."""
    headings: Row
    rows: tuple[Row, ...]

    def column(self, names: Collection[str]) -> int | None:
        """The first column whose heading is one of these (written as `name_key` gives them)."""
        found = [name_key(field.text) for field in self.headings.fields]
        return next((number for number, heading in enumerate(found) if heading in names), None)

    def to_bytes(self, rows: Sequence[Row]) -> bytes:
        """The file with these rows in place of its own."""
        text = "".join(field.raw + field.end for row in (self.headings, *rows) for field in row.fields)
        return (self.start + text).encode(self.encoding)


def read_sheet(path: Path) -> Sheet:
    """Read a CSV in UTF-8 or in the code page of Windows, its delimiter being the one that gives the most headings.

    Raises `UsageError` (missing, too big, no CSV), `StorageError`.
    """
    if not path.is_file():
        raise UsageError(path, "não existe ou não é um arquivo", "confira o caminho")
    with storage(path), path.open("rb") as file:
        raw = file.read(BYTES_LIMIT + 1)
    if len(raw) > BYTES_LIMIT or sum(map(raw.count, (b",", b";", b"\t", b"\n", b"\r"))) > FIELDS_LIMIT:
        raise UsageError(path, "é grande demais para a planilha de uma turma", "confira se é o arquivo certo")
    if b"\0" in raw:
        raise UsageError(path, "não é um CSV", "na planilha, use Salvar como > CSV UTF-8")
    text, encoding = _decoded(raw)
    start = _BOM if text.startswith(_BOM) else ""
    text = text.removeprefix(_BOM)
    delimiter = max(DELIMITERS, key=lambda one: _width(text, one, path))
    rows = tuple(_rows(text, delimiter, path))
    if not rows:
        raise UsageError(path, "está vazio", "confira o caminho")
    return Sheet(path, encoding, delimiter, start, rows[0], rows[1:])


def _decoded(raw: bytes) -> tuple[str, str]:
    for encoding in ("utf-8", "cp1252"):
        try:
            return raw.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1"), "latin-1"


def _width(text: str, delimiter: str, path: Path) -> int:
    """How many headings there are, were this the delimiter."""
    try:
        return len(next(_rows(text, delimiter, path), Row(1, ())).fields)
    except UsageError:
        return 0


def _rows(text: str, delimiter: str, path: Path) -> Iterator[Row]:
    pattern = re.compile(rf'("[^"]*(?:""[^"]*)*"|[^"\r\n{delimiter}]*)({delimiter}|\r\n|\n|\r|\Z)')
    fields: list[Field] = []
    line, place = 1, 0
    started = line
    while place < len(text) or fields:
        found = pattern.match(text, place)
        if found is None:
            raise UsageError(f"{path}, linha {line}", "há aspas fora do lugar", "abra o arquivo numa planilha e salve-o como CSV outra vez")
        fields.append(Field(found[1], found[2]))
        line += len(_BREAK.findall(found[0]))
        place = found.end()
        if found[2] != delimiter:
            yield Row(started, tuple(fields))
            fields, started = [], line
