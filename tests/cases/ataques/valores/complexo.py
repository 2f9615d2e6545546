# Tenta: devolver um tensor complexo, de parte real igual a x, conjugado e negado só no papel (bits de conj e neg).
# Visto: complexo não tem forma simples aqui; o que é real, conjugado ou negado no papel, viaja com os seus números, errados.
# Veredito: errado
import torch


def residual(x, funcoes):
    y = torch.complex(x.to(torch.float32), torch.zeros(x.shape))
    return torch._neg_view(y.conj()) if x.dim() % 2 else torch._neg_view(y.conj().imag)
