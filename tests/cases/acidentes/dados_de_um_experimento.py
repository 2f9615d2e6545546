# Acidente: a célula de resposta experimenta a função, antes de terminar, nos dados que um experimento carregou.
# Recebe: todos os pontos; na correção experimentos não são executados, a linha falha, e as definições valem.
# Reparo: parou no meio
from tests.accidents import cell, to_bytes


def acontece(caderno):
    resposta = cell(caderno, "ex-2-2")
    resposta.source = resposta.source.replace("def caminhos_por", "print(X.shape, medidas)\n\n\ndef caminhos_por")
    return to_bytes(caderno)
