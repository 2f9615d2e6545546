# Acidente: a célula de resposta termina em `exit()`.
# Recebe: todos os pontos; num caderno, `exit()` não impede as células seguintes.
from tests.accidents import cell, to_bytes


def acontece(caderno):
    cell(caderno, "ex-2-1").source += "\n\nexit()"
    return to_bytes(caderno)
