# O resultado saiu do grafo (detach ou no_grad): o gradiente não chega à entrada.
# Mensagem: Os valores estão certos, mas o gradiente não volta da saída até a entrada. Que operação do seu laço tira o resultado do grafo, ou escreve num valor de que a volta ainda precisa?
import torch


def residual(x, funcoes):
    h = x
    with torch.no_grad():
        for f in funcoes:
            h = h + f(h)
    return h
