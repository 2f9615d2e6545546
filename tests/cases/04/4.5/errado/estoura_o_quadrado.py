# Perguntou quando E[h²], e não h, passa do limite.
# Mensagem: A conta comparou E[h²] com o limite. O que a rede guarda no tipo, h ou h²?
import torch


def blocos_ate_estourar(dtype):
    maior = int(torch.finfo(dtype).max)
    return maior.bit_length()
