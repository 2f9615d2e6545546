# Trocou a derivada por diferenças entre pontos vizinhos.
# Mensagem: O gradiente veio de diferenças entre vizinhos. O que ele dá quando os pontos estão longe, ou fora de ordem?
import torch


def autocorrelacao_gradiente(f, x):
    n = len(x)
    pontos = x.detach().clone().requires_grad_()
    g = torch.gradient(f(pontos.reshape(-1, 1)).reshape(-1), spacing=(pontos.detach(),))[0]
    g = g - g.mean()
    if not (g != 0).any():
        return torch.eye(n, dtype=x.dtype, device=x.device)[0]
    return torch.stack([(g[: n - k] * g[k:]).sum() for k in range(n)]) / (g**2).sum()
