# Acidente: a célula de resposta do 2.3 foi apagada.
# Recebe: zero no 2.3, porque a resposta não chegou; os outros exercícios valem inteiros.
# Reparo: A célula de resposta 2.3 tinha sido apagada
# Pontos: 2.3=0
from tests.accidents import place, to_bytes


def acontece(caderno):
    del caderno.cells[place(caderno, "ex-2-3")]
    return to_bytes(caderno)
