"""Reads the bytes of a notebook that somebody handed in, whatever happened to them on the way.

The bytes are hostile. Only `json` of the standard library touches them, their size is bounded before any work is done, and of all that
a notebook can hold only three things come out: the kind of each cell, its source text, and two identifiers that help to match it.
Outputs, attachments, tags, points and permissions are never read.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any

from grader.records import UnreadableError

PLACE = "caderno"
"""What errors name; whoever knows the file's name puts it in front."""

MAX_ARRIVED = 200_000_000
MAX_BYTES = 20_000_000
MAX_COMMAS = 3_000_000
MAX_BRACKETS = 1_000_000
"""Each list or object of JSON costs some 70 bytes of memory: 20 MB of `[],[],` would take half a gigabyte."""
MAX_CELLS = 5_000
MAX_SOURCE = 200_000
"""Characters in one cell; the longest cell of a lesson has some 3,000."""

AGAIN = "abra o caderno no Jupyter ou no Colab, salve-o e entregue-o de novo"

OTHER_FILES = (
    (b"PK", "é um arquivo zip, não um caderno", "descompacte-o e entregue o arquivo .ipynb que está dentro"),
    (b"%PDF", "é um PDF, não um caderno", "entregue o arquivo .ipynb, não a impressão dele"),
    (b"<", "é uma página da web (HTML), não um caderno", "baixe o caderno com Arquivo > Baixar .ipynb e entregue esse arquivo"),
)

_OUTPUTS = re.compile(rb'\n([ \t]*)"outputs": ?\[\r?\n')
_CONFLICT = re.compile(r"^<{7} ", re.MULTILINE)
_IMAGE_IN_TEXT = re.compile(r"data:[\w/+.-]{1,60};base64,[A-Za-z0-9+/=]+")
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True)
class Found:
    """One cell as it arrived. `hints` are its nbgrader grade_id and its cell id, where it has them; nothing vouches for either."""

    kind: str
    source: str
    hints: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """The cells that arrived, in their order, and one Portuguese sentence for each thing that had to be mended to read them."""

    cells: tuple[Found, ...]
    repairs: tuple[str, ...]


def read_document(raw: bytes) -> Document:
    """The cells in the bytes of an .ipynb file of nbformat 2 to 4.

    Raises UnreadableError, and nothing else, for bytes that hold no notebook or more than can be read at a bounded cost.
    """
    notes: list[str] = []
    data = _parse(_decode(light(raw), notes), notes)
    cells = [cell for item in _raw_cells(data, notes) if (cell := _found(item, notes)) is not None]
    return Document(tuple(cells), tuple(dict.fromkeys(notes)))


def light(raw: bytes) -> bytes:
    """The same notebook, small enough to travel and to be parsed. Raises UnreadableError where that cannot be."""
    _refuse_other_files(raw)
    return _within_bounds(raw)


def _refuse_other_files(raw: bytes) -> None:
    start = raw[:400].lstrip(b"\xef\xbb\xbf\0 \t\r\n")
    if not start and not raw.strip(b"\xef\xbb\xbf\0 \t\r\n"):
        raise UnreadableError(PLACE, "o arquivo está vazio", AGAIN)
    for magic, cause, next_step in OTHER_FILES:
        if start.startswith(magic) and not start.startswith(b"<<<<<<< "):  # git's marker, when the whole file is in conflict
            raise UnreadableError(PLACE, cause, next_step)


def _within_bounds(raw: bytes) -> bytes:
    """Old outputs are cut away first, since nothing of them is ever used."""

    def heavy(data: bytes) -> bool:
        return len(data) > MAX_BYTES or data.count(b"[") + data.count(b"{") > MAX_BRACKETS or data.count(b",") > MAX_COMMAS

    if heavy(raw) and len(raw) <= MAX_ARRIVED:
        raw = _without_outputs(raw)
    if heavy(raw):
        cause = f"tem {len(raw) / 1e6:.0f} MB ou listas demais, além do que a correção lê ({MAX_BYTES // 1_000_000} MB)"
        raise UnreadableError(PLACE, cause, "apague as saídas (Editar > Limpar todas as saídas), salve e entregue de novo")
    return raw


def _without_outputs(raw: bytes) -> bytes:
    """Cuts the lists of outputs out of indented JSON, the form in which Jupyter, Colab and VS Code save.

    A line break cannot stand inside a JSON string, so a line that opens or closes a list at this indentation is what it seems.
    """
    kept, start = [], 0
    while opening := _OUTPUTS.search(raw, start):
        end = raw.find(b"\n" + opening[1] + b"]", opening.end() - 1)
        if end < 0:
            break
        kept.append(raw[start : opening.end()])
        start = end
    return b"".join([*kept, raw[start:]])


def _decode(raw: bytes, notes: list[str]) -> str:
    encoding = json.detect_encoding(raw)
    if encoding == "utf-8-sig":
        notes.append("O arquivo começava com uma marca de codificação (BOM); ela foi ignorada.")
    elif encoding != "utf-8":
        notes.append(f"O arquivo estava em {encoding[:6].upper()}, não em UTF-8; foi lido assim mesmo.")
    text = raw.decode(encoding, "replace")
    lost = text.count("\ufffd")
    if lost and encoding == "utf-8" and not _is_utf8(raw):
        # One broken byte in UTF-8 leaves the other accents whole; in Latin-1 every accent is a broken byte.
        if sum(character > "\x7f" for character in text) < 2 * lost:
            text = raw.decode("cp1252", "replace")
        notes.append("O arquivo não estava em UTF-8; algum acento pode ter saído trocado.")
    return text.rstrip("\0\x1a \t\r\n").removeprefix("\ufeff")


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _parse(text: str, notes: list[str]) -> Any:
    """The JSON in the text; where git left conflict markers, the JSON of one of the two sides."""
    try:
        return _loads(text)
    except json.JSONDecodeError as error:
        if not _CONFLICT.search(text):
            raise UnreadableError(PLACE, *_what_broke(text, error)) from error
    for side, name in ((0, "a de cima"), (1, "a de baixo")):
        try:
            data = _loads(_one_side(text, side))
        except json.JSONDecodeError:
            continue
        notes.append(f"O arquivo tinha marcadores de conflito do git; das duas versões ficou {name}.")
        return data
    raise UnreadableError(
        PLACE, "tem marcadores de conflito do git (<<<<<<<, >>>>>>>)", "resolva o conflito, confira no Jupyter e entregue de novo"
    )


def _loads(text: str) -> Any:
    """`json.loads` that no number and no control character can stop (an int of 5,000 digits would raise ValueError)."""
    try:
        return json.loads(text, parse_int=float, strict=False)
    except RecursionError as error:
        raise UnreadableError(PLACE, "o JSON tem níveis demais, uns dentro dos outros", AGAIN) from error


def _what_broke(text: str, error: json.JSONDecodeError) -> tuple[str, str]:
    where = f"linha {error.lineno}, coluna {error.colno}"
    if error.msg.startswith("Unterminated") or error.pos >= len(text):
        return f"o arquivo está cortado: o JSON não termina ({where})", "confira se o envio ficou completo e entregue-o de novo"
    if error.msg == "Extra data":
        return f"há texto depois do fim do caderno ({where})", AGAIN
    return f"não é um JSON válido ({where})", AGAIN


def _one_side(text: str, side: int) -> str:
    """The text without conflict markers: `side` 0 keeps what stands above `=======`, 1 what stands below."""
    kept, now = [], None
    for line in text.split("\n"):
        if line.startswith("<<<<<<< "):
            now = 0
        elif now is not None and line.startswith("||||||| "):
            now = 2
        elif now is not None and line.rstrip("\r") == "=======":
            now = 1
        elif now is not None and line.startswith(">>>>>>> "):
            now = None
        elif now in (None, side):
            kept.append(line)
    return "\n".join(kept)


def _raw_cells(data: Any, notes: list[str]) -> list[Any]:
    cells = data.get("cells") if isinstance(data, dict) else None
    sheets = data.get("worksheets") if isinstance(data, dict) else None
    if not isinstance(cells, list) and isinstance(sheets, list):
        notes.append("O caderno estava em um formato antigo do Jupyter; foi convertido.")
        lists = [sheet.get("cells") for sheet in sheets if isinstance(sheet, dict)]
        cells = [cell for part in lists if isinstance(part, list) for cell in part]
    if not isinstance(cells, list):
        raise UnreadableError(PLACE, "é um JSON, mas não é um caderno: não tem a lista de células", AGAIN)
    if len(cells) > MAX_CELLS:
        raise UnreadableError(
            PLACE, f"tem {len(cells)} células; a correção lê até {MAX_CELLS}", "apague as que não são da aula e entregue de novo"
        )
    return cells


def _found(cell: Any, notes: list[str]) -> Found | None:
    """One cell, or None for what holds no text or too much of it. Anything that is not code is text."""
    source = _source(cell) if isinstance(cell, dict) else None
    if source is None:
        notes.append("Uma parte do caderno não era uma célula legível; foi deixada de fora.")
        return None
    kind = "code" if cell.get("cell_type") == "code" else "markdown"
    if len(source) > MAX_SOURCE and kind == "code":
        notes.append(f"Uma célula de código com mais de {MAX_SOURCE // 1000} mil caracteres foi deixada de fora.")
        return None
    if len(source) > MAX_SOURCE:
        # Colab keeps pasted pictures inside the text: without them the words that follow fit again.
        source = _IMAGE_IN_TEXT.sub("imagem", source)[:MAX_SOURCE]
        notes.append("Uma célula de texto era grande demais; as imagens dentro dela, ou o seu fim, foram deixados de fora.")
    return Found(kind, _clean(source, notes), _hints(cell))


def _source(cell: dict[str, Any]) -> str | None:
    """The text of a cell, which nbformat writes as one string or as a list of lines; nbformat 3 calls code `input`."""
    value = cell.get("source", cell.get("input"))
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        return "".join(value)
    return value if isinstance(value, str) else None


@cache
def _marks() -> re.Pattern[str]:
    """Normalising a run of combining marks costs the square of its length; no script stacks this many."""
    combining = "".join(re.escape(chr(code)) for code in range(0x30000) if unicodedata.combining(chr(code)))
    return re.compile(f"([{combining}]{{8}})[{combining}]+")


# As long a run of anything from the first of them on: seen in a hundredth of the time, and hardly any text has one.
_PERHAPS_MARKS = re.compile("[\u0300-\U0010ffff]{9}")


def _clean(source: str, notes: list[str]) -> str:
    text = source.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii() and _PERHAPS_MARKS.search(text):
        text = _marks().sub(r"\1", text)
    if _NO_TEXT.search(text):
        notes.append("Havia caracteres inválidos (nulos ou pela metade) no texto; foram trocados.")
        text = _NO_TEXT.sub("\ufffd", text.replace("\0", ""))
    if _CONFLICT.search(text):
        notes.append("Uma célula tinha marcadores de conflito do git; das duas versões ficou a de cima.")
        text = _one_side(text, 0)
    return text


def _hints(cell: dict[str, Any]) -> tuple[str, ...]:
    metadata = cell.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    grade_id = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
    return tuple(hint for hint in (grade_id, cell.get("id")) if isinstance(hint, str))
