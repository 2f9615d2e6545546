"""Files as Moodle makes them (shared facts, read in its source): the bulk download of submissions and the grading worksheet."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

LESSON = "02_conexoes_residuais"
FILE = f"{LESSON}.ipynb"
FORMS = ("pasta", "pasta antiga", "solto")
"""A folder for each participant (since 4.1), the same with a `_` at its end (before), and files that carry its name."""

NO_TIMES: Mapping[int, str] = MappingProxyType({})

HEADINGS = {
    "pt_br": (
        *("Identificador", "Nome completo", "Número de identificação", "Endereço de email", "Status", "Nota", "Nota máxima"),
        *("Nota pode ser alterada", "Última modificação (envio)", "Última modificação (nota)", "Comentários de feedback"),
    ),
    "en": (
        *("Identifier", "Full name", "ID number", "Email address", "Status", "Grade", "Maximum Grade"),
        *("Grade can be changed", "Last modified (submission)", "Last modified (grade)", "Feedback comments"),
    ),
}


def clean_filename(name: str) -> str:
    """Moodle's function of that name: what it takes out of a name before it becomes a file's."""
    return re.sub(r"[\x00-\x1f\x7f&<>\"`|':\\/]", "", name)


def prefix(name: str, number: int, kind: str = "file") -> str:
    """`Nome Completo_123_assignsubmission_file`: an underscore in a name becomes a space."""
    return clean_filename(f"{name.replace('_', ' ')}_{number}_assignsubmission_{kind}")


def member(form: str, name: str, number: int, file: str = FILE, kind: str = "file") -> str:
    """The name of one file in the download; in loose form the folders that the student made are not kept."""
    start = prefix(name, number, kind)
    if form == "solto":
        return f"{start}_{clean_filename(file.rpartition('/')[2])}"
    return f"{start}{'_' if form == 'pasta antiga' else ''}/{file}"


def zipped(entries: Iterable[tuple[str | zipfile.ZipInfo, bytes]]) -> bytes:
    """A zip of these members."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return raw.getvalue()


def download(path: Path, people: Sequence[tuple[str, int, bytes]], form: str = "pasta") -> Path:
    """A bulk download in which everybody handed in the lesson's notebook."""
    path.write_bytes(zipped((member(form, name, number), content) for name, number, content in people))
    return path


class OldInfo(zipfile.ZipInfo):
    """A member as a program writes it that knows nothing of UTF-8: its name in some code page, and no mark."""

    code_page = "cp437"

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802
        return self.filename.encode(self.code_page), self.flag_bits & ~0x800


def in_code_page(name: str, code_page: str) -> zipfile.ZipInfo:
    """A member whose name is written in this code page."""
    info = OldInfo(name)
    info.code_page = code_page
    return info


def field(text: str, delimiter: str = ",") -> str:
    """One field as PHP's fputcsv writes it: quoted where it holds a blank, a delimiter, or a quote."""
    return '"' + text.replace('"', '""') + '"' if set(text) & set(f'{delimiter}" \t\r\n') else text


def worksheet(
    rows: Iterable[tuple[int, str, str, str]],
    *,
    language: str = "pt_br",
    most: str = "100,00",
    delimiter: str = ",",
    end: str = "\n",
    times: Mapping[int, str] = NO_TIMES,
) -> str:
    """Moodle's grading worksheet: number, name, identification number and old grade of each participant; by number, when each handed in."""
    word = {"pt_br": "Participante ", "en": "Participant "}[language]
    lines = [list(HEADINGS[language])]
    for number, name, identification, grade in rows:
        status = {"pt_br": "Enviado para avaliação - ", "en": "Submitted for grading - "}[language]
        changed = {"pt_br": "Sim", "en": "Yes"}[language]
        date = {"pt_br": "segunda-feira, 14 set. 2026, 21:51", "en": "Monday, 14 September 2026, 9:51 PM"}[language]
        lines.append([f"{word}{number}", name, identification, "", status, grade, most, changed, times.get(number, date), "-", ""])
    return "".join(delimiter.join(field(text, delimiter) for text in line) + end for line in lines)
