# No modo com normalização também dobrou.
# Mensagem: Com a normalização o resultado também dobrou a cada bloco. Que E[·²] entra no ramo, depois dela?
def previsao(k, modo):
    if modo == "sequencial":
        return 1.0
    if modo == "residual":
        return 2.0**k
    if modo == "escalado":
        return 1.0
    return 2.0**k
