# Somou ε ao desvio, fora da raiz, como na apresentação.
# Mensagem: O ε foi somado ao desvio, fora da raiz. Com que grandeza ele se soma dentro dela?


def bn_treino(h, gama, beta, eps=1e-5):
    return gama * (h - h.mean(0)) / (h.std(0, unbiased=False) + eps) + beta
