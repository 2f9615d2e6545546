# Acidente: a resposta foi refeita numa célula nova, sem o comentário do exercício.
# Recebe: todos os pontos; a resposta é reconhecida pelo nome da função.
# Reparo: A resposta 2.5 foi reconhecida pelos nomes que define
from tests.accidents import added, cell, place, to_bytes


def acontece(caderno):
    codigo = cell(caderno, "ex-2-5").source.removeprefix("# Exercício 2.5\n")
    caderno.cells[place(caderno, "ex-2-5")] = added(codigo)
    return to_bytes(caderno)
