# Acidente: a célula de resposta começa por `%%capture`.
# Recebe: todos os pontos.
from tests.accidents import cell, to_bytes


def acontece(caderno):
    cell(caderno, "ex-2-6").source = "%%capture saida\n" + cell(caderno, "ex-2-6").source
    return to_bytes(caderno)
