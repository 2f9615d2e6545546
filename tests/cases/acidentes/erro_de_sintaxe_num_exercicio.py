# Acidente: falta um parêntese na resposta do 2.3.
# Recebe: zero no 2.3, com o erro à vista; os outros exercícios valem inteiros.
# Reparo: A célula da resposta terminou em SyntaxError
# Pontos: 2.3=0
from tests.accidents import cell, to_bytes


def acontece(caderno):
    cell(caderno, "ex-2-3").source = cell(caderno, "ex-2-3").source.replace("range(n + 1)}", "range(n + 1}")
    return to_bytes(caderno)
