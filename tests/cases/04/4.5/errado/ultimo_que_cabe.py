# Devolveu o último bloco que ainda cabe.
# Mensagem: Depois desses blocos o número ainda cabe. Qual é o primeiro que não cabe mais?
import torch


def blocos_ate_estourar(dtype):
    return (int(torch.finfo(dtype).max) ** 2).bit_length() - 1
