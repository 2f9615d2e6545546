# Acidente: uma pasta recebeu o nome do caderno, e o caderno está dentro dela.
# Recebe: todos os pontos.
# Coleta: recebida
from tests.accidents import to_bytes


def entrega(pasta, caderno):
    dentro = pasta / "02_conexoes_residuais.ipynb"
    dentro.mkdir()
    (dentro / "02_conexoes_residuais.ipynb").write_bytes(to_bytes(caderno))
