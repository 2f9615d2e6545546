from itertools import accumulate

import torch


def residual(x, funcoes):
    *_, h = accumulate(funcoes, lambda h, f: torch.add(f(h), h), initial=x)
    return h
