# No modo escalado dividiu E[h²] por √2, e não por 2.
# Mensagem: No escalado, E[h²] ainda cresceu. Se h é dividido por √2, por quanto se divide h²?
def previsao(k, modo):
    if modo == "sequencial":
        return 1.0
    if modo == "residual":
        return 2.0**k
    if modo == "escalado":
        return 2.0 ** (k / 2)
    return k + 1.0
