# Acidente: todas as respostas estão na célula do primeiro exercício, e as outras ficaram vazias.
# Recebe: todos os pontos; as células vazias não desfazem as respostas.
# Reparo: As respostas 2.2, 2.3, 2.4, 2.5 e 2.6 estavam fora do lugar
from tests.accidents import IDS, cell, to_bytes
from tests.demonstracao import published


def acontece(caderno):
    primeira = cell(caderno, "ex-2-1")
    for exercicio in IDS[1:]:
        nome = f"ex-{exercicio.replace('.', '-')}"
        primeira.source += "\n\n" + cell(caderno, nome).source.split("\n", 1)[1]
        cell(caderno, nome).source = cell(published(), nome).source
    return to_bytes(caderno)
