"""Where the time of a grading run goes, stage by stage: what `grader corrigir --perfil` shows."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Mapping
from enum import StrEnum


class Stage(StrEnum):
    """What happens to a submission, in this order."""

    COLLECT = "coleta"
    REPAIR = "reparo"
    FORK = "processo"
    CELLS = "células"
    OBSERVE = "observação"
    JUDGE = "julgamento"
    RECORD = "livro de notas"
    FEEDBACK = "devolutiva"


ABOUT = {
    Stage.COLLECT: "ler o arquivo e ver se mudou",
    Stage.REPAIR: "transplantar as respostas para o caderno da aula",
    Stage.FORK: "fazer nascer, cercar e encerrar o processo do aluno",
    Stage.CELLS: "rodar as células do aluno",
    Stage.OBSERVE: "rodar os testes ocultos",
    Stage.JUDGE: "comparar, reconhecer erros típicos, escrever as mensagens",
    Stage.RECORD: "guardar a nota, o caderno e o registro",
    Stage.FEEDBACK: "montar a página do aluno (quem a guarda é `grader devolver`)",
}


class Spent(dict[str, float]):
    """Seconds by the clock in each stage."""

    def __missing__(self, stage: str) -> float:
        return 0.0

    def total(self) -> float:
        """All stages together."""
        return sum(self.values())

    def add(self, other: Mapping[str, float]) -> None:
        """Count another's too."""
        for stage, seconds in other.items():
            self[stage] += seconds

    @contextlib.contextmanager
    def on(self, stage: Stage) -> Iterator[None]:
        """Count what runs inside to `stage`, less what is counted to other stages meanwhile."""
        started, counted = time.perf_counter(), self.total()
        try:
            yield
        finally:
            self[stage] += time.perf_counter() - started - (self.total() - counted)
