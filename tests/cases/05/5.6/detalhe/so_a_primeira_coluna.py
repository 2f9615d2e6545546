# A diferença só olha a primeira coluna; a razão das somas das variâncias, essa dá o mesmo.
import torch


def invariancia_de_escala(z, a):
    def bn(h):
        return (h - h.mean(0)) / torch.sqrt(h.var(0, unbiased=False) + 1e-5)

    return (bn(a * z) - bn(z))[:, 0].abs().max().item(), ((a * z).var(0).sum() / z.var(0).sum()).item()
