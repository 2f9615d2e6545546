# Devolve uma lista.
def previsao(k, modo):
    valor = {"sequencial": 1.0, "residual": 2.0**k, "escalado": 1.0, "batchnorm": k + 1.0}[modo]
    return [valor]
