# Acidente: o caderno entregue é o da aula 03.
# Recebe: zero, porque não há nele resposta desta aula; lê que o caderno é outro.
# Reparo: Nenhuma resposta ou verificação da aula 02_conexoes_residuais foi achada neste caderno
# Pontos: 2.1=0 2.2=0 2.3=0 2.4=0 2.5=0 2.6=0
from pathlib import Path

import tests


def acontece(caderno):
    curso = Path(tests.__file__).parents[1] / "course"
    return (curso / "03_bloco_residual.ipynb").read_bytes()
