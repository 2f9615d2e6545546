from torch import nn


class Ramo(nn.Linear):
    def forward(self, x):
        return super().forward(x).clamp(min=0)


class BlocoPosAtivacao(nn.Module):
    def __init__(self, d):
        nn.Module.__init__(self)
        self.linear = Ramo(d, d)

    def forward(self, x):
        h = x.clone()
        h += self.linear(x)
        return h
