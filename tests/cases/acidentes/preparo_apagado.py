# Acidente: a célula das importações foi apagada.
# Recebe: todos os pontos; ela volta do caderno publicado.
from tests.accidents import to_bytes


def acontece(caderno):
    del caderno.cells[1]
    return to_bytes(caderno)
