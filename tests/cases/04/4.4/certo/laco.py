def previsao(k, modo):
    momento = 1.0
    for _ in range(k):
        atalho = 0.0 if modo == "sequencial" else momento
        ramo = 1.0 if modo == "batchnorm" else momento
        momento = atalho + ramo
        if modo == "escalado":
            momento /= 2
    return momento
