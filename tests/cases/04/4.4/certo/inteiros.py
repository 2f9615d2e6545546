def previsao(k, modo):
    if modo == "sequencial":
        return 1
    if modo == "residual":
        return 2**k
    if modo == "escalado":
        return 1
    return 1 + k
