# Devolveu o desvio padrão da soma.
# Mensagem: O resultado é a raiz do que se pede. Qual é a relação entre o desvio padrão e a variância?
import torch


def var_soma(x, y):
    return torch.std(x + y, correction=0)
