# Acidente: a resposta muda para uma pasta do Google Drive que não existe na correção (`%cd`).
# Recebe: todos os pontos.
from tests.accidents import cell, to_bytes


def acontece(caderno):
    cell(caderno, "ex-2-2").source = "%cd /content/drive/MyDrive/aula\n" + cell(caderno, "ex-2-2").source
    return to_bytes(caderno)
