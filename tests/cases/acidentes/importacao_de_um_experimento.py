# Acidente: a resposta usa `Counter`, que o próprio caderno importa numa célula de experimento.
# Recebe: todos os pontos; o que os experimentos importam e definem existe também na correção.
from tests.accidents import cell, to_bytes


def acontece(caderno):
    codigo = "def comprimentos(n):\n    quantos = Counter()\n    for k in range(n + 1):\n        quantos[k] += math.comb(n, k)\n    return dict(quantos)"
    cell(caderno, "ex-2-3").source = f"# Exercício 2.3\n{codigo}"
    return to_bytes(caderno)
