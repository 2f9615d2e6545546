# No modo residual somou 1 por bloco.
# Mensagem: No residual cada bloco somou 1. O ramo recebe h, que já cresceu: com quanto ele contribui?
def previsao(k, modo):
    if modo == "sequencial":
        return 1.0
    if modo == "residual":
        return k + 1.0
    if modo == "escalado":
        return 1.0
    return k + 1.0
