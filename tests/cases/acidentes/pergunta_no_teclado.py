# Acidente: a célula de resposta pede um número com `input()` antes de definir a função.
# Recebe: todos os pontos; não há teclado, a linha falha e as definições valem.
# Reparo: parou no meio
from tests.accidents import cell, to_bytes


def acontece(caderno):
    cell(caderno, "ex-2-2").source = 'n = int(input("Quantos blocos? "))\n' + cell(caderno, "ex-2-2").source
    return to_bytes(caderno)
