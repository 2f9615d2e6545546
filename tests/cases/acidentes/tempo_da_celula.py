# Acidente: a célula de resposta começa por `%%time`, e outra termina com `%timeit`.
# Recebe: todos os pontos.
from tests.accidents import cell, to_bytes


def acontece(caderno):
    cell(caderno, "ex-2-1").source = "%%time\n" + cell(caderno, "ex-2-1").source
    cell(caderno, "ex-2-3").source += "\n\n%timeit -n 1 -r 1 comprimentos(3)"
    return to_bytes(caderno)
