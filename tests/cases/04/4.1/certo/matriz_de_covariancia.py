import torch


def var_soma(x, y):
    centrados = torch.stack([x - x.mean(), y - y.mean()])
    return (centrados @ centrados.T / len(x)).sum()
