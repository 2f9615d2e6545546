# Acidente: todas as células de código do caderno, fora as dos experimentos, viraram uma só.
# Recebe: todos os pontos; a célula é separada pelos comentários dos exercícios.
# Reparo: As células estavam fora de ordem
from tests.accidents import to_bytes


def acontece(caderno):
    juntas = [celula for celula in caderno.cells if celula.id.startswith(("ex-", "teste-"))]
    juntas[0].source = "\n\n".join(celula.source for celula in juntas)
    caderno.cells = [celula for celula in caderno.cells if celula not in juntas[1:]]
    return to_bytes(caderno)
