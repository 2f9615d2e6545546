# Acidente: o navegador baixou o arquivo duas vezes, e só "02_conexoes_residuais (1).ipynb" foi entregue.
# Recebe: todos os pontos.
# Coleta: recebida
from tests.accidents import to_bytes


def entrega(pasta, caderno):
    (pasta / "02_conexoes_residuais (1).ipynb").write_bytes(to_bytes(caderno))
