# Para no expoente 128.
def previsao(k, modo):
    if modo == "sequencial":
        return 1.0
    if modo == "residual":
        return float(2 ** min(k, 128))
    if modo == "escalado":
        return 1.0
    return k + 1.0
