# Acidente: uma célula acrescentada fixa `device = "cuda"`, e a função o usa.
# Recebe: zero no 2.5, e o motivo.
# Reparo: A resposta pede uma GPU (cuda), e a correção pode não ter uma
# Pontos: 2.5=0
from tests.accidents import added, cell, place, to_bytes


def acontece(caderno):
    caderno.cells.insert(place(caderno, "ex-2-5"), added('device = torch.device("cuda")'))
    cell(caderno, "ex-2-5").source = cell(caderno, "ex-2-5").source.replace("device=pesos[0].device", "device=device")
    return to_bytes(caderno)
