# Não retirou os ganchos.
# Mensagem: Depois da medida, a lista devolvida continua a crescer a cada passagem da rede. O que ficou preso aos blocos?


def segundo_momento(rede, x):
    momentos = []
    for bloco in rede.blocos:
        bloco.register_forward_hook(lambda m, e, s: momentos.append(s.pow(2).mean().item()))
    rede(x)
    return momentos
