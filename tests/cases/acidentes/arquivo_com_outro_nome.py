# Acidente: o caderno tem outro nome na pasta da turma.
# Recebe: todos os pontos.
# Reparo: O caderno tinha outro nome; o combinado é 02_conexoes_residuais.ipynb
from tests.accidents import to_bytes


def na_turma(pasta, caderno):
    (pasta / "Aula 2 - João (versão final).ipynb").write_bytes(to_bytes(caderno))
