# Acidente: a célula de resposta importa `google.colab` e monta o Drive antes de definir a função.
# Recebe: todos os pontos; fora do Colab o módulo não existe, e as definições valem assim mesmo.
# Reparo: parou no meio
from tests.accidents import cell, to_bytes


def acontece(caderno):
    cell(caderno, "ex-2-1").source = 'from google.colab import drive\n\ndrive.mount("/content/drive")\n' + cell(caderno, "ex-2-1").source
    return to_bytes(caderno)
