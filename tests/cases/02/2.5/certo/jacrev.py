from functools import reduce

import torch


def jacobiano_residual(pesos):
    x = pesos[0].new_zeros(pesos[0].shape[1])
    return torch.func.jacrev(lambda x: reduce(lambda h, W: h + torch.mv(W, h), pesos, x))(x)
