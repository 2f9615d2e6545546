# Acidente: mais abaixo, depois da verificação, um rascunho define de novo a função, errada.
# Recebe: todos os pontos; vale a que estava antes da verificação.
# Reparo: A resposta 2.1 foi definida de novo depois da verificação
from tests.accidents import added, to_bytes


def acontece(caderno):
    caderno.cells.append(added("def residual(x, funcoes):\n    return x"))
    return to_bytes(caderno)
