# Acidente: o aluno pôs uma importação e uma função auxiliar na célula de importações de um experimento, e as usa nas respostas.
# Recebe: todos os pontos; o experimento não é executado, mas o que ele define e importa vale.
# Reparo: Um experimento tinha sido alterado
from tests.accidents import cell, to_bytes


def acontece(caderno):
    experimento = next(celula for celula in caderno.cells if "from collections import Counter" in celula.source)
    experimento.source = "from math import comb\n" + experimento.source + "\n\n\ndef dobro_de(n):\n    return 2 * n"
    cell(caderno, "ex-2-3").source = cell(caderno, "ex-2-3").source.replace("math.comb", "comb")
    cell(caderno, "ex-2-2").source = cell(caderno, "ex-2-2").source.replace("2**n", "dobro_de(2 ** (n - 1))")
    return to_bytes(caderno)
