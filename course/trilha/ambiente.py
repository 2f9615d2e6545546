"""O que cerca um experimento: a semente dos números aleatórios e o dispositivo da conta."""

from __future__ import annotations

import random

import numpy as np
import torch


def semente(n: int) -> None:
    """Põe os geradores aleatórios do Python, do NumPy e do PyTorch (CPU e GPU) no mesmo ponto de partida."""
    random.seed(n)
    np.random.seed(n % 2**32)
    torch.manual_seed(n)


def dispositivo() -> torch.device:
    """A GPU (cuda), se houver uma; se não, a CPU."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")
