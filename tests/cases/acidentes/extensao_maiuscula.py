# Acidente: a extensão chegou em maiúsculas.
# Recebe: todos os pontos.
# Coleta: recebida
from tests.accidents import to_bytes


def entrega(pasta, caderno):
    (pasta / "02_CONEXOES_RESIDUAIS.IPYNB").write_bytes(to_bytes(caderno))
