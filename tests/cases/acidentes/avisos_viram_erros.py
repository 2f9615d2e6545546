# Acidente: uma célula acrescentada transforma avisos em erros e muda o tipo padrão do PyTorch para float64.
# Recebe: todos os pontos; o estado global do aluno não entra na correção.
from tests.accidents import added, place, to_bytes


def acontece(caderno):
    estado = 'import warnings\n\nwarnings.simplefilter("error")\ntorch.set_default_dtype(torch.float64)\ntorch.set_grad_enabled(False)'
    caderno.cells.insert(place(caderno, "ex-2-1"), added(estado))
    return to_bytes(caderno)
