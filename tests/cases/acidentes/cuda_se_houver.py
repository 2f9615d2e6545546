# Acidente: a resposta usa a GPU quando há uma.
# Recebe: todos os pontos.
from tests.accidents import added, cell, place, to_bytes


def acontece(caderno):
    caderno.cells.insert(place(caderno, "ex-2-5"), added('device = "cuda" if torch.cuda.is_available() else "cpu"'))
    cell(caderno, "ex-2-5").source = cell(caderno, "ex-2-5").source.replace("device=pesos[0].device", "device=device")
    return to_bytes(caderno)
