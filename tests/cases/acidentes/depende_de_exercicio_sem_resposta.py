# Acidente: o 2.6 usa a `residual` do 2.1, que não foi respondido.
# Recebe: zero só no 2.1; o 2.6 é corrigido com a resposta de referência do 2.1.
# Reparo: Ainda não respondido
# Reparo: Corrigido com a resposta de referência do exercício 2.1
# Pontos: 2.1=0
from tests.accidents import cell, to_bytes
from tests.demonstracao import published


def acontece(caderno):
    cell(caderno, "ex-2-1").source = cell(published(), "ex-2-1").source
    resposta = cell(caderno, "ex-2-6")
    inicio = resposta.source.index("        for bloco")
    resposta.source = resposta.source[:inicio] + (
        "        h = residual(h, [lambda h, bloco=bloco: bloco(torch.relu(h)) for bloco in self.blocos])\n"
        "        return self.saida(torch.relu(h))\n"
    )
    return to_bytes(caderno)
