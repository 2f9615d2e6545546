# A lista é a mesma em todas as chamadas.


momentos = []


def segundo_momento(rede, x):
    ganchos = [b.register_forward_hook(lambda m, e, s: momentos.append(s.pow(2).mean().item())) for b in rede.blocos]
    try:
        rede(x)
    finally:
        for g in ganchos:
            g.remove()
    return momentos
