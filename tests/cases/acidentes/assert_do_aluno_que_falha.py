# Acidente: entre as definições do 2.2 há um `assert` do próprio aluno que está errado.
# Recebe: todos os pontos; o `assert` falha sozinho, e as definições valem.
# Reparo: parou no meio
from tests.accidents import cell, to_bytes


def acontece(caderno):
    resposta = cell(caderno, "ex-2-2")
    resposta.source = resposta.source.replace("def caminhos_por", "assert numero_de_caminhos(3) == 9\n\n\ndef caminhos_por")
    return to_bytes(caderno)
