# Lê fora do tensor: numa GPU, o erro chega depois e inutiliza o processo.
def residual(x: torch.Tensor, funcoes: list) -> torch.Tensor:
    """Um índice que não existe."""
    return x + torch.ones(3, device=x.device)[torch.tensor([7], device=x.device)]
