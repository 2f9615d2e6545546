"""The instructor's `prazos.toml`: read whole, and refused in one sentence that says the line.

Trust: the file is the instructor's. It is read before anything of a run is written.
"""

from __future__ import annotations

import re
import tomllib
import zoneinfo
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from pathlib import Path
from typing import Any, NoReturn

from grader.deadlines import Allowance, Deadlines, Rule, decimal
from grader.files import storage
from grader.records import UsageError

FILE = "prazos.toml"
ZONE = "America/Sao_Paulo"
LONGEST = 1_000_000
"""Bytes of the file that are read; a class of thousands with an exception each has a tenth."""
YEARS = range(2000, 2100)
MOST_DAYS = 366
_KEYS = {
    "o arquivo": {"fuso", "aulas", "atraso", "excecoes"},
    "[atraso]": {"tolerancia_minutos", "desconto_por_dia", "desconto_maximo", "nada_depois_de_dias"},
    "[[excecoes]]": {"aluno", "aula", "prazo", "dias", "horas"},
}
_EXAMPLE = "escreva as datas como 2026-03-20T23:59:00 (com os segundos), sem aspas, e os nomes entre aspas"


def load(folder: Path) -> Deadlines | None:
    """The deadlines of a class, from the file in its folder; None where there is none.

    Raises UsageError, which says the line, where the file is not what it should be; StorageError where it cannot be read.
    """
    path = folder / FILE
    with storage(path):
        if not path.exists():
            return None
        with path.open("rb") as file:
            raw = file.read(LONGEST + 1)
    if len(raw) > LONGEST:
        raise UsageError(path, "o arquivo é grande demais", "deixe nele só os prazos, a regra e as exceções")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UsageError(f"{path}, linha {line}", "o texto não está em UTF-8", "salve o arquivo de novo em UTF-8") from error
    return _Reader(path, text).read()


def zone(folder: Path) -> tzinfo:
    """The class's time zone: `fuso` of its file, or what counts where neither is there. Raises as `load` does."""
    deadlines = load(folder)
    return deadlines.zone if deadlines else zoneinfo.ZoneInfo(ZONE)


def check_lessons(deadlines: Deadlines, known: Collection[str]) -> None:
    """Raises UsageError about a lesson that the course does not have."""
    for name in deadlines.lessons:
        if name not in known:
            _refuse(deadlines.path, deadlines.text, name, f"não conheço a aula {name!r}", f"as aulas são: {', '.join(known)}")


def strangers(deadlines: Deadlines, known: Collection[str]) -> list[str]:
    """One sentence for each student with an allowance whom the class does not know (yet)."""
    unknown = sorted({one.student for one in deadlines.allowances} - set(known))
    return [f"{_place(deadlines.path, deadlines.text, who)}: a turma ainda não tem o aluno {who!r}; confira o nome." for who in unknown]


@dataclass(frozen=True)
class _Reader:
    """The file's text on its way to `Deadlines`."""

    path: Path
    text: str

    def read(self) -> Deadlines:
        try:
            data = tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            found = re.search(r"at line (\d+)", str(error))
            line = int(found[1]) if found else self.text.count("\n") + 1
            raise UsageError(f"{self.path}, linha {line}", "não se entende o que está escrito", _EXAMPLE) from error
        except RecursionError as error:
            raise UsageError(self.path, "há listas demais umas dentro das outras", _EXAMPLE) from error
        self._known("o arquivo", data)
        zone = self._zone(data.get("fuso", ZONE))
        lessons = {name: self._moment(name, value, zone) for name, value in self._table(data, "aulas").items()}
        rule, allowances = self._rule(self._table(data, "atraso")), self._allowances(data, lessons, zone)
        return Deadlines(self.path, zone, lessons, rule, allowances, self.text)

    def _refuse(self, mark: str, cause: str, step: str) -> NoReturn:
        _refuse(self.path, self.text, mark, cause, step)

    def _known(self, where: str, table: Mapping[str, Any]) -> None:
        for key in sorted(set(table) - _KEYS[where]):
            self._refuse(key, f"não conheço {key!r} em {where}", f"o que se pode escrever aí: {', '.join(sorted(_KEYS[where]))}")

    def _table(self, data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
        table = data.get(name, {})
        if not isinstance(table, dict):
            self._refuse(name, f"{name!r} tem de ser uma tabela", f"abra-a com [{name}] numa linha só dela")
        return table

    def _zone(self, name: Any) -> tzinfo:
        try:
            return zoneinfo.ZoneInfo(name)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, TypeError, AttributeError, OSError):
            self._refuse("fuso", f"não conheço o fuso {name!r}", f"use um nome como {ZONE!r} ou 'America/Manaus'")

    def _moment(self, key: str, value: Any, zone: tzinfo) -> datetime:
        """A day means its end."""
        if not isinstance(value, date) or value.year not in YEARS:
            self._refuse(key, f"o prazo em {key!r} não é uma data", _EXAMPLE)
        moment = value if isinstance(value, datetime) else datetime.combine(value, time(23, 59, 59))
        return moment if moment.tzinfo else moment.replace(tzinfo=zone)

    def _number(self, table: Mapping[str, Any], key: str, default: float, most: float) -> float:
        value = table.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
            self._refuse(key, f"{key!r} é {value!r}", f"use um número de 0 a {decimal(most)}, com ponto e sem aspas")
        return float(value)

    def _rule(self, table: Mapping[str, Any]) -> Rule:
        self._known("[atraso]", table)
        none_after = self._number(table, "nada_depois_de_dias", 0, MOST_DAYS) if "nada_depois_de_dias" in table else None
        return Rule(
            self._number(table, "tolerancia_minutos", 0, 24 * 60),
            self._number(table, "desconto_por_dia", 0, 100),
            self._number(table, "desconto_maximo", 100, 100),
            none_after,
        )

    def _allowances(self, data: Mapping[str, Any], lessons: Mapping[str, datetime], zone: tzinfo) -> tuple[Allowance, ...]:
        entries = data.get("excecoes", [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            self._refuse("excecoes", "'excecoes' tem de ser uma lista de tabelas", "abra cada uma com [[excecoes]] numa linha só dela")
        found = tuple(self._allowance(entry, lessons, zone) for entry in entries)
        seen = set()
        for one in found:
            if (one.student, one.lesson) in seen:
                self._refuse(one.student, f"{one.student!r} tem duas exceções para {one.lesson or 'todas as aulas'}", "deixe só uma")
            seen.add((one.student, one.lesson))
        return found

    def _allowance(self, entry: Mapping[str, Any], lessons: Mapping[str, datetime], zone: tzinfo) -> Allowance:
        self._known("[[excecoes]]", entry)
        student, lesson = entry.get("aluno"), entry.get("aula")
        if not isinstance(student, str) or not student or not isinstance(lesson, str | None):
            step = 'escreva aluno = "NOME DA PASTA" e, se for de uma aula só, aula = "…"'
            self._refuse("excecoes", "uma exceção não diz de quem é", step)
        if lesson is not None and lesson not in lessons:
            self._refuse(lesson, f"a exceção de {student!r} é para {lesson!r}, que não tem prazo", "dê um prazo a essa aula em [aulas]")
        if ("prazo" in entry) == bool({"dias", "horas"} & set(entry)) or ("prazo" in entry and lesson is None):
            self._refuse(student, f"a exceção de {student!r} não se entende", "dê um prazo para uma aula, ou dias e horas a mais")
        extra = timedelta(self._number(entry, "dias", 0, MOST_DAYS), hours=self._number(entry, "horas", 0, MOST_DAYS * 24))
        return Allowance(student, lesson, self._moment("prazo", entry["prazo"], zone) if "prazo" in entry else None, extra)


def _place(path: Path, text: str, mark: str) -> str:
    """The file and, where it can be told, the first line that speaks of `mark` outside a remark."""
    whole = re.compile(rf"(?<![\w-]){re.escape(mark)}(?![\w-])")
    lines = (number for number, line in enumerate(text.splitlines(), 1) if whole.search(line.partition("#")[0]))
    number = next(lines, None)
    return str(path) if number is None else f"{path}, linha {number}"


def _refuse(path: Path, text: str, mark: str, cause: str, step: str) -> NoReturn:
    raise UsageError(_place(path, text, mark), cause, step)
