from torch import nn


class BlocoBasico(nn.Module):
    expansao: int = 1

    def __init__(self, c_in, c, passo=1):
        super().__init__()
        projeta = c_in != c * self.expansao or passo > 1
        self.downsample = self.projecao(c_in, c, passo) if projeta else nn.Sequential()
        self.relu = nn.ReLU()
        self.bn2, self.bn1 = nn.BatchNorm2d(c), nn.BatchNorm2d(c)
        self.conv2 = nn.Conv2d(c, c, (3, 3), padding="same", bias=False)
        self.conv1 = nn.Conv2d(c_in, c, (3, 3), (passo, passo), (1, 1), bias=False)

    @staticmethod
    def projecao(c_in, c, passo):
        camadas = nn.Sequential()
        camadas.append(nn.Conv2d(c_in, c, kernel_size=1, stride=passo, bias=False))
        camadas.append(nn.BatchNorm2d(c))
        return camadas

    def forward(self, x):
        saida = self.relu(self.bn1(self.conv1(x)))
        saida = self.bn2(self.conv2(saida)) + self.downsample(x)
        return self.relu(saida)
