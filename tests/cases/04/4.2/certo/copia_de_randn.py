import torch


@torch.no_grad()
def init_he_(camada):
    pesos = camada.weight
    fan_in = pesos.numel() // pesos.shape[0]
    pesos.copy_(torch.randn(pesos.shape, dtype=pesos.dtype, device=pesos.device) * (2 / fan_in) ** 0.5)
    for nome, parametro in camada.named_parameters():
        if nome == "bias":
            parametro.fill_(0)
