# Supôs que o alcance são os bits do tipo.
# Mensagem: O resultado é o dobro do número de bits do tipo. Quais bits decidem o alcance: todos, ou os do expoente?
import torch


def blocos_ate_estourar(dtype):
    return 2 * torch.finfo(dtype).bits
