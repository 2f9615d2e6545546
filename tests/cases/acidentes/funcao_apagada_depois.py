# Acidente: no fim do caderno, `%reset -f` e `del` apagam todos os nomes.
# Recebe: todos os pontos; cada exercício vale com os nomes em vigor na verificação dele.
from tests.accidents import added, to_bytes


def acontece(caderno):
    caderno.cells.append(added("del residual\n%reset -f"))
    return to_bytes(caderno)
