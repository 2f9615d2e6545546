# Acidente: o código passou pelo Word, que trocou as aspas da docstring por aspas curvas.
# Recebe: zero no 2.5, com o erro à vista; os outros exercícios valem inteiros.
# Reparo: A célula da resposta terminou em SyntaxError
# Pontos: 2.5=0
from tests.accidents import cell, to_bytes


def acontece(caderno):
    cell(caderno, "ex-2-5").source = cell(caderno, "ex-2-5").source.replace('"""', "“”“")
    return to_bytes(caderno)
