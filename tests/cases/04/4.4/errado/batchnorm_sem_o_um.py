# No modo com normalização contou só os ramos: k em vez de k + 1.
# Mensagem: Com a normalização, o ponto de partida ficou de fora. Quanto vale E[h²] antes do primeiro bloco?
def previsao(k, modo):
    if modo == "sequencial":
        return 1.0
    if modo == "residual":
        return 2.0**k
    if modo == "escalado":
        return 1.0
    return float(k)
