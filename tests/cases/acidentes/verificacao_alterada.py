# Acidente: a verificação foi alterada para imprimir mais coisas.
# Recebe: todos os pontos; vale a verificação original.
# Reparo: A célula de verificação 2.5 tinha sido alterada; vale a original
from tests.accidents import cell, to_bytes


def acontece(caderno):
    cell(caderno, "teste-2-5").source += "\nprint(jacobiano_residual([primeira, segunda]))"
    return to_bytes(caderno)
