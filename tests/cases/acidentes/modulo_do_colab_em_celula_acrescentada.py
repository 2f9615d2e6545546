# Acidente: uma célula acrescentada no começo importa `google.colab` e, depois, o que a resposta usa.
# Recebe: todos os pontos; o que vem depois da linha que falha também é executado.
# Reparo: parou no meio
from tests.accidents import added, cell, to_bytes


def acontece(caderno):
    caderno.cells.insert(1, added('from google.colab import files\n\nfiles.upload()\nfrom math import comb as combinacoes'))
    cell(caderno, "ex-2-3").source = cell(caderno, "ex-2-3").source.replace("math.comb", "combinacoes")
    return to_bytes(caderno)
