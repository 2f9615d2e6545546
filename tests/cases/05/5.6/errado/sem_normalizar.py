# Comparou a·z com z, sem normalizar.
# Mensagem: A diferença é entre a·z e z, sem normalização. Que contas vêm antes de comparar?
import torch


def invariancia_de_escala(z, a):
    razao = (torch.var(a * z, 0) / torch.var(z, 0)).mean()
    return (a * z - z).abs().max().item(), razao.item()
