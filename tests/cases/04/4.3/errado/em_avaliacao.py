# Mediu em modo de avaliação, qualquer que fosse o da rede.
# Mensagem: A medida foi feita em modo de avaliação. Em que modo a rede estava quando você a recebeu?
import torch


def segundo_momento(rede, x):
    momentos = []
    modo = rede.training
    rede.eval()
    ganchos = [
        b.register_forward_hook(lambda m, entradas, saida: momentos.append(saida.double().pow(2).mean().item())) for b in rede.blocos
    ]
    try:
        with torch.no_grad():
            rede(x)
    finally:
        rede.train(modo)
        for g in ganchos:
            g.remove()
    return momentos
