# Devolve sempre float32.
import torch


def jacobiano_residual(pesos: list[torch.Tensor]) -> torch.Tensor:
    """∂y/∂x da rede residual com blocos f_i(h) = W_i h.

    pesos: lista não vazia de tensores (d, d), na ordem em que a rede os aplica. Devolve um tensor (d, d).
    """
    jacobiano = torch.eye(len(pesos[0]), dtype=pesos[0].dtype, device=pesos[0].device)
    for W in pesos:
        jacobiano = jacobiano + W @ jacobiano
    return jacobiano.float()
