# Com a lista vazia, levanta um erro.
import torch


def residual(x: torch.Tensor, funcoes: list) -> torch.Tensor:
    """h ← h + f(h), para cada f de `funcoes`, em ordem, a partir de h = x.

    x: tensor de qualquer forma. Devolve um tensor da mesma forma; `x` fica como estava.
    """
    h = x.clone()
    funcoes[0]
    for f in funcoes:
        h = h + f(h)
    return h
