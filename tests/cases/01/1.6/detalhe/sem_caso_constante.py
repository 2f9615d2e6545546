# Sem a convenção do gradiente constante.
import torch


def autocorrelacao_gradiente(f, x):
    n = len(x)
    pontos = x.detach().clone().requires_grad_()
    g = torch.autograd.grad(f(pontos.reshape(-1, 1)).sum(), pontos, create_graph=True)[0]
    g = g - g.mean()

    return torch.stack([(g[: n - k] * g[k:]).sum() for k in range(n)]) / (g**2).sum()
