# Tem um parâmetro que não se pediu.
import torch
from torch import nn


class RedeResidual(nn.Module):
    """Rede residual: `entrada`, depois h ← h + bloco(ReLU(h)) para cada um dos `blocos`, depois `saida`(ReLU(h))."""

    def __init__(self, d_in: int, largura: int, d_out: int, n_blocos: int = 2) -> None:
        super().__init__()
        self.entrada = nn.Linear(d_in, largura)
        self.blocos = nn.ModuleList(nn.Linear(largura, largura) for _ in range(n_blocos))
        self.extra = nn.Parameter(torch.zeros(1))
        self.saida = nn.Linear(largura, d_out)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """x: (N, d_in). Devolve (N, d_out)."""
        h = self.entrada(x)
        for bloco in self.blocos:
            h = h + bloco(torch.relu(h))
        return self.saida(torch.relu(h))
