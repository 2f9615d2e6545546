# Devolveu uma convolução também onde a forma se conserva.
# Mensagem: Também onde nada muda há uma convolução: o atalho deixou de ser livre. Em que caso o bloco pode somar o próprio x?
from torch import nn


def atalho_projecao(c_in, c_out, passo):
    return nn.Conv2d(c_in, c_out, 1, stride=passo, bias=False)
