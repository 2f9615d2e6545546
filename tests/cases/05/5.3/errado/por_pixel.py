# Em imagens, calculou uma média por pixel de cada canal.
# Mensagem: Numa imagem houve uma média para cada pixel de cada canal. Um filtro percorre todos os pixels: quantas médias há por canal?
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
        eixos = (0,)
        forma = (1, -1, 1, 1) if h.dim() == 4 else (1, -1)
        cheia = (1, *h.shape[1:])
        if self.training:
            valores = h.numel() // h.shape[1]
            if valores == 1:
                raise ValueError("um valor por unidade")
            media, variancia = h.mean(eixos), h.var(eixos, unbiased=False)
            with torch.no_grad():
                self.media_movel.mul_(1 - self.momentum).add_(self.momentum * media.reshape(len(self.gama), -1).mean(1))
                self.var_movel.mul_(1 - self.momentum).add_(
                    self.momentum * variancia.reshape(len(self.gama), -1).mean(1) * valores / (valores - 1)
                )
            media, variancia = media.reshape(cheia), variancia.reshape(cheia)
        else:
            media, variancia = self.media_movel.view(forma), self.var_movel.view(forma)
        normalizado = (h - media) / torch.sqrt(variancia + self.eps)
        return self.gama.view(forma) * normalizado + self.beta.view(forma)
