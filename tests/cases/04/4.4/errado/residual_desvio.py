# No modo residual devolveu o tamanho típico, e não o quadrado.
# Mensagem: No residual saiu 2^(k/2), a raiz do que se pede. Qual das duas coisas dobra a cada bloco?
def previsao(k, modo):
    if modo == "sequencial":
        return 1.0
    if modo == "residual":
        return 2.0 ** (k / 2)
    if modo == "escalado":
        return 1.0
    return k + 1.0
