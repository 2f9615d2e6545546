import torch


def invariancia_de_escala(z, a):
    def bn(h):
        return (h - h.mean(0)) / torch.sqrt(h.var(0, unbiased=False) + 1e-5)

    razao = (torch.var(a * z, 0) / torch.var(z, 0)).mean()
    return float((bn(a * z) - bn(z)).abs().max()), float(razao)
