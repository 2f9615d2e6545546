from torch import nn
from torch.nn import functional as F


class Gargalo(nn.Module):
    expansao = 4

    def __init__(self, c_in, c, passo=1):
        super().__init__()
        canais = [c_in, c, c, 4 * c]
        for k, (nucleo, salto) in enumerate([(1, 1), (3, passo), (1, 1)]):
            setattr(self, f"bn{k + 1}", nn.BatchNorm2d(canais[k + 1]))
            setattr(self, f"conv{k + 1}", nn.Conv2d(canais[k], canais[k + 1], nucleo, salto, nucleo // 2, bias=False))
        if passo != 1 or c_in != 4 * c:
            self.downsample = nn.Sequential(nn.Conv2d(c_in, 4 * c, 1, passo, bias=False), nn.BatchNorm2d(4 * c))

    def forward(self, x):
        h = x
        for k in "123":
            h = getattr(self, f"bn{k}")(getattr(self, f"conv{k}")(h))
            if k != "3":
                h = F.relu(h)
        return F.relu(h + (self.downsample(x) if hasattr(self, "downsample") else x))
