# Pede à GPU mais memória do que cabe a uma entrega.
def residual(x: torch.Tensor, funcoes: list) -> torch.Tensor:
    """Guarda 2 GiB onde está x."""
    return x + torch.ones(2**29, device=x.device)[0]
