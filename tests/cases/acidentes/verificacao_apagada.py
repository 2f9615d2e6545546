# Acidente: uma célula de verificação foi apagada.
# Recebe: todos os pontos; a verificação que vale é a publicada.
# Reparo: A célula de verificação 2.1 tinha sido apagada; foi reposta
from tests.accidents import place, to_bytes


def acontece(caderno):
    del caderno.cells[place(caderno, "teste-2-1")]
    return to_bytes(caderno)
