# Acidente: os parâmetros têm outros nomes, por dentro e por fora, na mesma ordem.
# Recebe: todos os pontos; os nomes dos parâmetros são do aluno.
from tests.accidents import cell, to_bytes


def acontece(caderno):
    cell(caderno, "ex-2-1").source = "def residual(entrada, blocos):\n    for bloco in blocos:\n        entrada = entrada + bloco(entrada)\n    return entrada.clone()"
    return to_bytes(caderno)
