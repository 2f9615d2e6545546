# Tenta: devolver um tensor de 10^12 elementos que ocupa quatro bytes (passo zero), e um vazio com um eixo de 10^18.
# Visto: grande demais para viajar, ou de outra forma; ninguém reserva a memória que ele diz ter.
# Veredito: errado
import torch


def residual(x, funcoes):
    enorme = torch.zeros(1).expand(10**6, 10**6)
    print("elementos:", enorme.numel())
    return enorme if len(funcoes) > 1 else torch.empty(0, 10**18)
