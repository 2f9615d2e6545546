# Dividiu cada soma pelo número de pares.
# Mensagem: Cada soma foi dividida pelo número dos seus pares. O denominador do enunciado depende de k?
import torch


def autocorrelacao_gradiente(f, x):
    n = len(x)
    pontos = x.detach().clone().requires_grad_()
    g = torch.autograd.grad(f(pontos.reshape(-1, 1)).sum(), pontos, create_graph=True)[0]
    g = g - g.mean()
    if not (g != 0).any():
        return torch.eye(n, dtype=x.dtype, device=x.device)[0]
    return torch.stack([(g[: n - k] * g[k:]).mean() for k in range(n)]) / (g**2).mean()
