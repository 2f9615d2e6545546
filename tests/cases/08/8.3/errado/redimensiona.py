# Encolhe o atalho por interpolação em vez de recortar.
# Mensagem: O atalho foi encolhido até caber: os pixels deixaram de corresponder. Recortar muda os valores que ficam?
import torch
from torch.nn import functional as F


def recorta_e_concatena(atalho, x):
    atalho = F.interpolate(atalho, size=x.shape[-2:], mode="bilinear")
    return torch.cat([atalho, x], dim=1)
