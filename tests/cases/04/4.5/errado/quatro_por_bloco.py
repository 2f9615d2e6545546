# Fez h quadruplicar a cada bloco.
# Mensagem: Na sua conta h quadruplica a cada bloco. Se E[h²] dobra, por quanto se multiplica h?
import torch


def blocos_ate_estourar(dtype):
    maior, k = int(torch.finfo(dtype).max), 0
    while 4**k <= maior:
        k += 1
    return k
