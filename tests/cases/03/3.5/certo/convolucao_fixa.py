import torch


def atalho_zeros(x, c_out, passo):
    c = x.shape[1]
    W = torch.eye(c_out, c, dtype=x.dtype, device=x.device)[:, :, None, None]
    return torch.nn.functional.conv2d(x, W, stride=passo)
