"""As aulas do curso e quantos exercícios cada uma corrige."""

from __future__ import annotations

from typing import NamedTuple


class Aula(NamedTuple):
    """Uma aula: o título e o número de exercícios (a questão aberta à parte)."""

    titulo: str
    exercicios: int

    def ids(self, numero: int) -> tuple[str, ...]:
        """Os exercícios da aula: ("2.1", "2.2", …)."""
        return tuple(f"{numero}.{k}" for k in range(1, self.exercicios + 1))


AULAS = {
    1: Aula("Redes sequenciais", 7),
    2: Aula("Conexões residuais", 6),
    3: Aula("Bloco residual", 6),
    4: Aula("Variância", 6),
    5: Aula("Batch norm", 6),
    6: Aula("ResNet", 6),
    7: Aula("DenseNet", 5),
    8: Aula("U-Net", 5),
}
