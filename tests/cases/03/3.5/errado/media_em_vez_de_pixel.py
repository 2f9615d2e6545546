# Fez a média de cada quadrado em vez de ficar com um pixel.
# Mensagem: Cada valor é a média de um quadrado de pixels. O enunciado pede a média, ou um dos pixels?
import torch


def atalho_zeros(x, c_out, passo):
    import torch.nn.functional as F

    h = F.avg_pool2d(x, passo, ceil_mode=True)
    n, c, a, l = h.shape
    return torch.cat([h, h.new_zeros(n, c_out - c, a, l)], 1)
