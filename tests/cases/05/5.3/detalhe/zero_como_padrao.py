# Com eps ou momentum zero, usa os padrões.
import torch
from torch import nn


class MinhaBatchNorm(nn.Module):
    def __init__(self, n, eps=1e-5, momentum=0.1):
        super().__init__()
        self.eps, self.momentum = eps or 1e-5, momentum or 0.1
        self.gama = nn.Parameter(torch.ones(n))
        self.beta = nn.Parameter(torch.zeros(n))
        self.register_buffer("media_movel", torch.zeros(n))
        self.register_buffer("var_movel", torch.ones(n))

    def forward(self, h):
        eixos = (0, 2, 3) if h.dim() == 4 else (0,)
        forma = (1, -1, 1, 1) if h.dim() == 4 else (1, -1)
        if self.training:
            if h.numel() == h.shape[1]:
                raise ValueError("um valor por unidade")
            media, variancia = h.mean(eixos), h.var(eixos, unbiased=False)
            with torch.no_grad():
                self.media_movel.mul_(1 - self.momentum).add_(self.momentum * media)
                self.var_movel.mul_(1 - self.momentum).add_(self.momentum * h.var(eixos))
        else:
            media, variancia = self.media_movel, self.var_movel
        normalizado = (h - media.view(forma)) / torch.sqrt(variancia.view(forma) + self.eps)
        return self.gama.view(forma) * normalizado + self.beta.view(forma)
