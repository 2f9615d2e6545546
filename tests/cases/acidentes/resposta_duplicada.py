# Acidente: a célula de resposta foi copiada e colada, metadados e tudo.
# Recebe: todos os pontos; a cópia igual não muda nada.
# Reparo: A resposta 2.1 aparecia mais de uma vez
from tests.accidents import pasted, place, to_bytes


def acontece(caderno):
    onde = place(caderno, "ex-2-1")
    caderno.cells.insert(onde + 1, pasted(caderno, "ex-2-1"))
    return to_bytes(caderno)
