# Sem nenhum bloco, dá 2.
def previsao(k, modo):
    if modo == "sequencial":
        return 1.0
    if modo == "residual":
        return 2.0 ** max(k, 1)
    if modo == "escalado":
        return 1.0
    return k + 1.0
