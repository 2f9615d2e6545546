# Acidente: resposta, verificação e a resposta seguinte foram juntadas numa célula só (Shift+M).
# Recebe: todos os pontos; a célula é separada pelos comentários dos exercícios.
# Reparo: As células estavam fora de ordem; voltaram à ordem do caderno publicado
from tests.accidents import place, to_bytes


def acontece(caderno):
    primeira, ultima = place(caderno, "ex-2-1"), place(caderno, "teste-2-2")
    de_codigo = [celula for celula in caderno.cells[primeira : ultima + 1] if celula.id.startswith(("ex-", "teste-"))]
    de_codigo[0].source = "\n\n".join(celula.source for celula in de_codigo)
    caderno.cells = [celula for celula in caderno.cells if celula not in de_codigo[1:]]
    return to_bytes(caderno)
