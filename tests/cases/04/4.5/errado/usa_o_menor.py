# Comparou com a precisão (eps), e não com o alcance.
# Mensagem: A conta usou `eps`, a distância até o vizinho de 1. O estouro é questão de precisão ou de alcance?
import torch


def blocos_ate_estourar(dtype):
    k = 0
    while 2.0 ** (-k / 2) > torch.finfo(dtype).eps:
        k += 1
    return k
