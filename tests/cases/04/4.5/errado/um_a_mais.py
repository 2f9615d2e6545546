# Devolveu um bloco a mais.
# Mensagem: Um bloco antes desse o número já não cabia. Qual é o menor k que passa do limite?
import torch


def blocos_ate_estourar(dtype):
    return (int(torch.finfo(dtype).max) ** 2).bit_length() + 1
