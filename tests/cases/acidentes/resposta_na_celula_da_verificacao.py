# Acidente: a resposta foi escrita no alto da célula de verificação.
# Recebe: todos os pontos; vale a verificação original, e a resposta corre antes dela.
# Reparo: A célula de verificação 2.1 tinha sido alterada; vale a original
# Reparo: A resposta 2.1 estava fora do lugar
from tests.accidents import cell, to_bytes
from tests.demonstracao import published


def acontece(caderno):
    resposta = cell(caderno, "ex-2-1")
    verificacao = cell(caderno, "teste-2-1")
    verificacao.source = resposta.source.removeprefix("# Exercício 2.1\n") + "\n" + verificacao.source
    resposta.source = cell(published(), "ex-2-1").source
    return to_bytes(caderno)
