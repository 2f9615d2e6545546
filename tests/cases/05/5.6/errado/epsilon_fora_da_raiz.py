# Somou ε ao desvio, fora da raiz.
# Mensagem: O ε foi somado ao desvio, fora da raiz. Com que grandeza ele se soma dentro dela?
import torch


def invariancia_de_escala(z, a):
    def bn(h):
        return (h - h.mean(0)) / (h.std(0, unbiased=False) + 1e-5)

    razao = (torch.var(a * z, 0) / torch.var(z, 0)).mean()
    return (bn(a * z) - bn(z)).abs().max().item(), razao.item()
