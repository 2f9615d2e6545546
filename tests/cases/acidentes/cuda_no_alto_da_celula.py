# Acidente: a célula de resposta experimenta a função na GPU, entre uma definição e outra.
# Recebe: todos os pontos; sem GPU a linha falha, e as definições valem.
# Reparo: parou no meio
from tests.accidents import cell, to_bytes


def acontece(caderno):
    resposta = cell(caderno, "ex-2-2")
    resposta.source = resposta.source.replace("def caminhos_por", 'print(torch.ones(3, device="cuda") * numero_de_caminhos(3))\n\n\ndef caminhos_por')
    return to_bytes(caderno)
