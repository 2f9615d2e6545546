# Mediu a autocorrelação da saída, e não a do gradiente.
# Mensagem: A medida é a da saída y, e não a de dy/dx. Onde a sua conta deriva?
import torch


def autocorrelacao_gradiente(f, x):
    n = len(x)
    pontos = x.detach().clone().requires_grad_()
    g = f(pontos.reshape(-1, 1)).reshape(-1)
    g = g - g.mean()
    if not (g != 0).any():
        return torch.eye(n, dtype=x.dtype, device=x.device)[0]
    return torch.stack([(g[: n - k] * g[k:]).sum() for k in range(n)]) / (g**2).sum()
