# Acidente: um laço imprimiu dezenas de milhares de linhas dentro da resposta.
# Recebe: todos os pontos; a saída mostrada é cortada.
from tests.accidents import cell, to_bytes


def acontece(caderno):
    resposta = cell(caderno, "ex-2-1")
    resposta.source = resposta.source.replace("    return h", "        print('passo', h)\n    return h")
    resposta.source += "\n\n\nfor k in range(20_000):\n    print('passo', k)"
    return to_bytes(caderno)
