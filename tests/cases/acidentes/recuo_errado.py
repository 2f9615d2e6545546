# Acidente: tabulações e espaços se misturaram no recuo do 2.4.
# Recebe: zero no 2.4, com o erro à vista; os outros exercícios valem inteiros.
# Reparo: A célula da resposta terminou em TabError
# Pontos: 2.4=0
from tests.accidents import cell, to_bytes


def acontece(caderno):
    resposta = cell(caderno, "ex-2-4")
    resposta.source = resposta.source.replace("    return {termo", "\treturn {termo")
    return to_bytes(caderno)
