import torch
from torch import nn


class MinhaBatchNorm(nn.Module):
    def __init__(self, n, eps=1e-5, momentum=0.1):
        super().__init__()
        self.register_buffer("var_movel", torch.ones(n))
        self.register_buffer("media_movel", torch.zeros(n))
        self.beta = nn.Parameter(torch.zeros(n))
        self.gama = nn.Parameter(torch.ones(n))
        self.eps = eps
        self.momentum = momentum

    def forward(self, h):
        linhas = h.movedim(1, -1)
        planas = linhas.reshape(-1, linhas.shape[-1])
        if self.training:
            if len(planas) < 2:
                raise ValueError(f"um valor só por unidade: {tuple(h.shape)}")
            media = planas.mean(0)
            desvios = planas - media
            variancia = desvios.square().mean(0)
            m = self.momentum
            self.media_movel.copy_((1 - m) * self.media_movel + m * media.detach())
            self.var_movel.copy_((1 - m) * self.var_movel + m * desvios.detach().square().sum(0) / (len(planas) - 1))
        else:
            media, variancia = self.media_movel, self.var_movel
        normalizadas = (planas - media) * torch.rsqrt(variancia + self.eps)
        saida = torch.addcmul(self.beta, self.gama, normalizadas)
        return saida.reshape(linhas.shape).movedim(-1, 1)
