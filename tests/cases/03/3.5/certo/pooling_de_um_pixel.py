import torch
import torch.nn.functional as F


def atalho_zeros(x, c_out, passo):
    h = F.avg_pool2d(x, kernel_size=1, stride=passo)
    falta = torch.zeros(h.shape[0], c_out - h.shape[1], *h.shape[2:], dtype=h.dtype, device=h.device)
    return torch.concat((h, falta), 1)
