# Acidente: a célula de verificação foi colada outra vez logo abaixo, metadados e tudo.
# Recebe: todos os pontos; fica só a original.
# Reparo: A célula de verificação 2.2 aparecia mais de uma vez
from tests.accidents import pasted, place, to_bytes


def acontece(caderno):
    onde = place(caderno, "teste-2-2")
    caderno.cells.insert(onde + 1, pasted(caderno, "teste-2-2"))
    return to_bytes(caderno)
