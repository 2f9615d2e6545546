import torch


def segundo_momento(rede, x):
    saidas = []
    alcas = [bloco.register_forward_hook(lambda m, e, s: saidas.append(s.detach().clone())) for bloco in rede.blocos]
    try:
        rede(x)
    finally:
        while alcas:
            alcas.pop().remove()
    return [torch.square(s).mean().item() for s in saidas]
