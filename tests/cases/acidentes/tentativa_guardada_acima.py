# Acidente: a primeira tentativa, errada, ficou guardada numa cópia da célula, acima da que vale.
# Recebe: todos os pontos; vale a última antes da verificação.
# Reparo: A resposta 2.1 aparecia mais de uma vez; vale a última antes da verificação
from tests.accidents import pasted, place, to_bytes


def acontece(caderno):
    tentativa = pasted(caderno, "ex-2-1")
    tentativa.source = tentativa.source.replace("h = h + f(h)", "h = f(h)")
    caderno.cells.insert(place(caderno, "ex-2-1"), tentativa)
    return to_bytes(caderno)
