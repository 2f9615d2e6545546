# Acidente: a célula de resposta lê um arquivo do computador do aluno antes de definir a função.
# Recebe: todos os pontos; a leitura falha, e as definições valem.
# Reparo: parou no meio
from tests.accidents import cell, to_bytes


def acontece(caderno):
    cell(caderno, "ex-2-1").source = 'anotacoes = open("/home/ana/anotacoes.txt").read()\n' + cell(caderno, "ex-2-1").source
    return to_bytes(caderno)
