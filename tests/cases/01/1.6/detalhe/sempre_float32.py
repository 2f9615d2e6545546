# Converte x para float32.
import torch


def autocorrelacao_gradiente(f, x):
    n, x = len(x), x.float()
    pontos = x.detach().clone().requires_grad_()
    g = torch.autograd.grad(f(pontos.reshape(-1, 1)).sum(), pontos, create_graph=True)[0]
    g = g - g.mean()
    if not (g != 0).any():
        return torch.eye(n, dtype=x.dtype, device=x.device)[0]
    return torch.stack([(g[: n - k] * g[k:]).sum() for k in range(n)]) / (g**2).sum()
