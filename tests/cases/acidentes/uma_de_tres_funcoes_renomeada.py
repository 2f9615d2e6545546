# Acidente: das três funções do 2.2, `caminhos_por` foi chamada de `caminhos_pelo`.
# Recebe: a parte do 2.2 que não depende dela; lê qual é o nome que falta.
# Reparo: Não encontrei a função `caminhos_por`; há uma `caminhos_pelo` na sua resposta: é ela?
# Pontos: 2.2=0.6
from tests.accidents import cell, to_bytes


def acontece(caderno):
    resposta = cell(caderno, "ex-2-2")
    resposta.source = resposta.source.replace("def caminhos_por(", "def caminhos_pelo(")
    return to_bytes(caderno)
