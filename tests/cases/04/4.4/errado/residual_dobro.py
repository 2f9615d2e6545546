# No modo residual multiplicou k por 2.
# Mensagem: No residual saiu 2·k. Se cada bloco dobra o que recebe, quanto dá depois de três?
def previsao(k, modo):
    if modo == "sequencial":
        return 1.0
    if modo == "residual":
        return 2.0 * k
    if modo == "escalado":
        return 1.0
    return k + 1.0
