# Acidente: um programa devolveu as células na ordem inversa.
# Recebe: todos os pontos; as células voltam à ordem publicada.
# Reparo: As células estavam fora de ordem
from tests.accidents import to_bytes


def acontece(caderno):
    caderno.cells.reverse()
    return to_bytes(caderno)
