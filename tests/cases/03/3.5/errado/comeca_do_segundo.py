# Começou do último pixel de cada grupo, e não do primeiro.
# Mensagem: Os pixels escolhidos são os últimos de cada grupo. De que linha e coluna se parte?
import torch


def atalho_zeros(x, c_out, passo):
    h = x[:, :, passo - 1 :: passo, passo - 1 :: passo]
    n, c, a, l = h.shape
    return torch.cat([h, h.new_zeros(n, c_out - c, a, l)], 1)
