import torch


def autocorrelacao_gradiente(f, x):
    derivadas = []
    for valor in x.detach():
        ponto = valor.clone().reshape(1, 1).requires_grad_()
        derivadas.append(torch.autograd.grad(f(ponto).sum(), ponto, create_graph=True)[0].reshape(()))
    g = torch.stack(derivadas)
    if torch.all(g == g[0]):
        return (torch.arange(len(x), device=x.device) == 0).to(x.dtype)
    g = g - g.mean()
    return torch.stack([sum(a * b for a, b in zip(g, g[k:], strict=False)) for k in range(len(g))]) / g.square().sum()
