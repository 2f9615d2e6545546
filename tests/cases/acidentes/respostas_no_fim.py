# Acidente: todas as respostas estão numa célula só, no fim do caderno.
# Recebe: todos os pontos; cada resposta é levada para o seu lugar.
# Reparo: estavam fora do lugar
from tests.accidents import IDS, added, cell, to_bytes
from tests.demonstracao import published


def acontece(caderno):
    tudo = []
    for exercicio in IDS:
        nome = f"ex-{exercicio.replace('.', '-')}"
        tudo.append(cell(caderno, nome).source.split("\n", 1)[1])
        cell(caderno, nome).source = cell(published(), nome).source
    caderno.cells.append(added("\n\n".join(tudo)))
    return to_bytes(caderno)
