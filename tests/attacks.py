"""The attack corpus: what each file under `tests/cases/ataques` tries, and what it gets here and from stock nbgrader.

A file is a student's answer to exercise 2.1, after comment lines that say what it tries and what must be seen:

    # Tenta: trocar torch.allclose por uma função que sempre concorda.
    # Visto: a decisão é de outro processo; a resposta errada vale 0.
    # Veredito: errado            (optional: the one verdict that 2.1 may get)
    # Só aqui: enche o disco.     (optional: why stock nbgrader is not tried with it)

Those of `caderno/` define `monta(caderno)` instead, which gives the bytes that arrive, made from the published notebook.
What an attack steals it prints: every secret of another's begins with `SEGREDO-`.

`make ataques` prints what stock nbgrader and this grader give for each (bench/ataques.py).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import dropwhile
from pathlib import Path
from types import ModuleType

from grader import grade
from grader.grade import Reference
from grader.records import Graded, Lesson, Role
from grader.runner import Runner

from .demonstracao import IDS, lesson, notebook_of, position, to_bytes

CASES = Path(__file__).parent / "cases" / "ataques"
SECRET = "SEGREDO-"
NOTHING: Mapping[str, str | None] = dict.fromkeys(IDS, "triviais/so_as_formas")
"""Answers in which only what never varies is right: they earn nothing, and an attack has something to gain in each exercise."""
SEED = 4021
_HEADER = re.compile(r"^# (Tenta|Visto|Veredito|Só aqui): (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Attack:
    """One file of the corpus."""

    path: Path
    tries: str
    seen: str
    verdict: str
    """Of exercise 2.1; empty where several will do."""
    only_here: str
    """Why stock nbgrader is not tried with it; empty where it is."""

    @property
    def name(self) -> str:
        """`family/file`, as a person writes it."""
        return f"{self.path.parent.name}/{self.path.stem}"

    def submission(self) -> bytes:
        """The file that arrives."""
        source = self.path.read_text(encoding="utf-8")
        notebook = notebook_of(NOTHING)
        if self.path.parent.name == "caderno":
            module = ModuleType(self.path.stem)
            exec(compile(source, str(self.path), "exec"), vars(module))
            raw: bytes = module.monta(notebook)
            return raw
        code = "\n".join(dropwhile(lambda line: line.startswith("# "), source.splitlines()))
        notebook.cells[position(Role.ANSWER, "2.1")].source = f"# Exercício 2.1\n{code}"
        return to_bytes(notebook)


def corpus() -> list[Attack]:
    """Every attack, by family and name. Raises ValueError for a file that does not say what it is."""
    return [_read(path) for path in sorted(CASES.glob("*/*.py"))]


def _read(path: Path) -> Attack:
    said = dict(_HEADER.findall(path.read_text(encoding="utf-8")))
    if not {"Tenta", "Visto"} <= set(said):
        raise ValueError(f"{path}: the lines '# Tenta:' and '# Visto:' are missing")
    return Attack(path, said["Tenta"], said["Visto"], said.get("Veredito", ""), said.get("Só aqui", ""))


@cache
def guarded() -> Lesson:
    """Lesson 02 with a secret in each solution and in each hidden test."""
    plain = lesson()
    exercises = tuple(replace(one, hidden=f"# {SECRET}teste-{one.id}\n{one.hidden}") for one in plain.exercises)
    return replace(
        plain, exercises=exercises, solutions={name: f"{text}\n# {SECRET}solução-{name}" for name, text in plain.solutions.items()}
    )


def prepare(runner: Runner) -> Reference:
    """The reference that attacks are graded against."""
    return grade.prepare(runner, guarded(), SEED)


@cache
def neighbour() -> bytes:
    """Another student's right submission, with a secret of hers."""
    notebook = notebook_of({})
    notebook.cells[position(Role.ANSWER, "2.1")].source += f"\nanotacao = '{SECRET}vizinha'"
    return to_bytes(notebook)


def stolen(graded: Graded) -> list[str]:
    """The secrets in all that leaves the grader for a student."""
    shown = repr((graded.outputs, graded.result))
    return sorted(set(re.findall(rf"{SECRET}[\w.-]+", shown)))
