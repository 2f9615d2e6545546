# Acumula gradientes nos parâmetros de f.
import torch


def autocorrelacao_gradiente(f, x):
    n = len(x)
    pontos = x.detach().clone().requires_grad_()
    g = (f(pontos.reshape(-1, 1)).sum().backward(create_graph=True), pontos.grad)[1]
    g = g - g.mean()
    if not (g != 0).any():
        return torch.eye(n, dtype=x.dtype, device=x.device)[0]
    return torch.stack([(g[: n - k] * g[k:]).sum() for k in range(n)]) / (g**2).sum()
