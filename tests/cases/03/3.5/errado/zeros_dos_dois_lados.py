# Os zeros foram repartidos entre o começo e o fim.
# Mensagem: Os canais de zeros foram repartidos entre o começo e o fim. Onde o enunciado põe todos eles?
import torch


def atalho_zeros(x, c_out, passo):
    import torch.nn.functional as F

    falta = c_out - x.shape[1]
    return F.pad(x[:, :, ::passo, ::passo], (0, 0, 0, 0, falta // 2, falta - falta // 2))
