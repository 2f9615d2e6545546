# Acidente: o caderno está três pastas abaixo da do aluno.
# Recebe: todos os pontos.
# Coleta: recebida
from tests.accidents import to_bytes


def entrega(pasta, caderno):
    fundo = pasta / "Entrega" / "curso" / "aula 02"
    fundo.mkdir(parents=True)
    (fundo / "02_conexoes_residuais.ipynb").write_bytes(to_bytes(caderno))
