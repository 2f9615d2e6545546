# Acidente: o aluno mudou a profundidade das redes num experimento.
# Recebe: todos os pontos; experimentos não são executados na correção.
# Reparo: Um experimento tinha sido alterado
from tests.accidents import to_bytes


def acontece(caderno):
    experimento = next(celula for celula in caderno.cells if "for n in (2, 20, 40)" in celula.source)
    experimento.source = experimento.source.replace("(2, 20, 40)", "(2, 200)")
    return to_bytes(caderno)
