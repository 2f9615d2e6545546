# Acidente: a célula de resposta traz controles (ipywidgets) que chamam a função.
# Recebe: todos os pontos.
from tests.accidents import cell, to_bytes


def acontece(caderno):
    cell(caderno, "ex-2-2").source += "\n\n\nfrom ipywidgets import interact\n\ninteract(numero_de_caminhos, n=(1, 10))"
    return to_bytes(caderno)
