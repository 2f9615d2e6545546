# Acreditou na frase da apresentação: a variância se multiplica por a.
# Mensagem: A razão saiu igual a a. A variância é uma média de quadrados: por quanto cada quadrado se multiplica?
import torch


def invariancia_de_escala(z, a):
    def bn(h):
        return (h - h.mean(0)) / torch.sqrt(h.var(0, unbiased=False) + 1e-5)

    return (bn(a * z) - bn(z)).abs().max().item(), float(a)
