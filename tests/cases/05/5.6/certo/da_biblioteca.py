import torch


def invariancia_de_escala(z, a):
    def bn(h):
        return torch.nn.functional.batch_norm(h, None, None, training=True, eps=1e-5)

    diferenca = torch.dist(bn(a * z), bn(z), p=float("inf"))
    return diferenca.item(), ((a * z).std(0) / z.std(0)).square().mean().item()
