# Supôs que a normalização no ramo impede todo crescimento.
# Mensagem: Com a normalização no ramo, E[h²] ficou parado em 1. O atalho passa pela normalização?
def previsao(k, modo):
    if modo == "sequencial":
        return 1.0
    if modo == "residual":
        return 2.0**k
    if modo == "escalado":
        return 1.0
    return 1.0
