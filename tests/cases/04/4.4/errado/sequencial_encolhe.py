# No modo sequencial esqueceu o 2 da inicialização He.
# Mensagem: No sequencial, E[h²] caiu à metade por bloco. O que o 2 de 2/fan_in compensa?
def previsao(k, modo):
    if modo == "sequencial":
        return 0.5**k
    if modo == "residual":
        return 2.0**k
    if modo == "escalado":
        return 1.0
    return k + 1.0
