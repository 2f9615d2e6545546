# Calculou a média e a variância de cada exemplo.
# Mensagem: A média e a variância foram as de cada exemplo, sobre as suas unidades. No treino, sobre que eixos correm as de uma unidade?
import torch
from torch import nn


class MinhaBatchNorm(nn.Module):
    def __init__(self, n, eps=1e-5, momentum=0.1):
        super().__init__()
        self.eps, self.momentum = eps, momentum
        self.gama = nn.Parameter(torch.ones(n))
        self.beta = nn.Parameter(torch.zeros(n))
        self.register_buffer("media_movel", torch.zeros(n))
        self.register_buffer("var_movel", torch.ones(n))

    def forward(self, h):
        eixos = tuple(range(1, h.dim()))
        forma = (1, -1, 1, 1) if h.dim() == 4 else (1, -1)
        if self.training:
            valores = h.numel() // h.shape[1]
            if valores == 1:
                raise ValueError("um valor por unidade")
            media, variancia = h.mean(eixos), h.var(eixos, unbiased=False)
            with torch.no_grad():
                self.media_movel.mul_(1 - self.momentum).add_(self.momentum * media.mean())
                self.var_movel.mul_(1 - self.momentum).add_(self.momentum * variancia.mean() * valores / (valores - 1))
            lado = (-1,) + (1,) * (h.dim() - 1)
            media, variancia = media.reshape(lado), variancia.reshape(lado)
        else:
            media, variancia = self.media_movel.view(forma), self.var_movel.view(forma)
        normalizado = (h - media) / torch.sqrt(variancia + self.eps)
        return self.gama.view(forma) * normalizado + self.beta.view(forma)
