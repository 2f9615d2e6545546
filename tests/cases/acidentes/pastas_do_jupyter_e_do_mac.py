# Acidente: junto vieram .ipynb_checkpoints, .DS_Store e os arquivos ._ do Mac.
# Recebe: todos os pontos; nada disso é entrega.
# Coleta: recebida
from tests.accidents import to_bytes


def entrega(pasta, caderno):
    (pasta / "02_conexoes_residuais.ipynb").write_bytes(to_bytes(caderno))
    (pasta / ".DS_Store").write_bytes(b"\0\0\0\1Bud1")
    (pasta / "._02_conexoes_residuais.ipynb").write_bytes(b"\0\5\26\7")
    (pasta / ".ipynb_checkpoints").mkdir()
    (pasta / ".ipynb_checkpoints" / "02_conexoes_residuais-checkpoint.ipynb").write_bytes(b"{}")
