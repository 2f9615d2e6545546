# Acidente: o navegador salvou o caderno como "02_conexoes_residuais.ipynb.txt".
# Recebe: todos os pontos.
# Coleta: recebida
from tests.accidents import to_bytes


def entrega(pasta, caderno):
    (pasta / "02_conexoes_residuais.ipynb.txt").write_bytes(to_bytes(caderno))
