# Acidente: uma célula acrescentada nunca termina.
# Recebe: todos os pontos; a célula é deixada de fora.
# Reparo: Uma célula acrescentada não terminou a tempo e foi deixada de fora da correção
from tests.accidents import added, place, to_bytes


def acontece(caderno):
    caderno.cells.insert(place(caderno, "ex-2-4"), added("while True:\n    pass"))
    return to_bytes(caderno)
