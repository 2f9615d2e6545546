# Acidente: a resposta começa por `!pip install` e `%pip install`.
# Recebe: todos os pontos; sem rede a instalação falha e o resto da célula segue.
from tests.accidents import cell, to_bytes


def acontece(caderno):
    resposta = cell(caderno, "ex-2-1")
    resposta.source = "!pip install -q torch einops\n%pip install -q einops\n" + resposta.source
    return to_bytes(caderno)
