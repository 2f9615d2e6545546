# Acidente: a célula de resposta do 2.2 foi dividida em duas (Ctrl+Shift+Hífen).
# Recebe: todos os pontos; as duas metades valem.
from tests.accidents import added, cell, place, to_bytes


def acontece(caderno):
    inteira = cell(caderno, "ex-2-2")
    cabeca, cauda = inteira.source.split("\n\n\ndef caminhos_por")
    inteira.source = cabeca
    caderno.cells.insert(place(caderno, "ex-2-2") + 1, added(f"def caminhos_por{cauda}"))
    return to_bytes(caderno)
