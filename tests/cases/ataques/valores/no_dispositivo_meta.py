# Tenta: devolver tensores do dispositivo "meta", que têm forma e tipo mas valor nenhum, e um que falha quando lido.
# Visto: sem valores não há o que comparar: é errado.
# Veredito: errado
import torch
from torch._subclasses.fake_tensor import FakeTensorMode


def residual(x, funcoes):
    if len(funcoes) % 2:
        return torch.empty_like(x, device="meta")
    return FakeTensorMode().from_tensor(x)
