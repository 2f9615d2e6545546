def previsao(k, modo):
    if modo == "sequencial":
        return 1.0
    if modo == "residual":
        return 2.0**k
    if modo == "escalado":
        return 1.0
    return k + 1.0
