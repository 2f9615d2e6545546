# Dividiu pela variância, sem a raiz.
# Mensagem: A divisão foi pela variância, sem a raiz. Que desvio padrão tem o resultado quando σ = 2?


def bn_treino(h, gama, beta, eps=1e-5):
    return gama * (h - h.mean(0)) / (h.var(0, unbiased=False) + eps) + beta
