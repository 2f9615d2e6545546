# Acidente: o aluno guardou valores em `list`, `sum`, `max`, `sorted` e `print`.
# Recebe: todos os pontos; os testes têm os seus próprios nomes, e `list[...]` numa assinatura não decide nada.
# Reparo: parou no meio
from tests.accidents import added, place, to_bytes


def acontece(caderno):
    caderno.cells.insert(place(caderno, "teste-2-1"), added("list = [1, 2]\nsum = 0\nmax = 3\nsorted = None\nprint = 3"))
    return to_bytes(caderno)
