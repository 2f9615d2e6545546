# Acidente: a resposta começa por `%load_ext tensorboard` e `%matplotlib widget`, que a correção não tem.
# Recebe: todos os pontos; cada comando da célula é executado por si.
# Reparo: parou no meio
from tests.accidents import cell, to_bytes


def acontece(caderno):
    cell(caderno, "ex-2-2").source = "%load_ext tensorboard\n%matplotlib widget\n" + cell(caderno, "ex-2-2").source
    return to_bytes(caderno)
