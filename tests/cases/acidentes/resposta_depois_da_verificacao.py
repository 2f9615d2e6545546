# Acidente: a célula de resposta foi arrastada para baixo da verificação.
# Recebe: todos os pontos; as células voltam à ordem publicada.
# Reparo: As células estavam fora de ordem
from tests.accidents import place, to_bytes


def acontece(caderno):
    celula = caderno.cells.pop(place(caderno, "ex-2-3"))
    caderno.cells.insert(place(caderno, "teste-2-3") + 1, celula)
    return to_bytes(caderno)
