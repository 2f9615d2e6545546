# Acidente: a função leva os dados para a GPU com `.cuda()`.
# Recebe: zero no 2.1, porque os dados e a correção estão na CPU; lê exatamente isso.
# Reparo: A resposta pede uma GPU (cuda), e a correção pode não ter uma
# Pontos: 2.1=0
from tests.accidents import cell, to_bytes


def acontece(caderno):
    cell(caderno, "ex-2-1").source = cell(caderno, "ex-2-1").source.replace("x.clone()", "x.clone().cuda()")
    return to_bytes(caderno)
