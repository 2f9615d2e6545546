import torch.nn.functional as F


def atalho_zeros(x, c_out, passo):
    return F.pad(x[..., ::passo, ::passo], (0, 0, 0, 0, 0, c_out - x.size(1)))
