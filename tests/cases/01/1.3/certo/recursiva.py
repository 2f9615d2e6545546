def campo_receptivo(camadas):
    if not camadas:
        return (1, 1)
    campo, efetivo = campo_receptivo(camadas[:-1])
    k, passo = camadas[-1]
    return (campo + (k - 1) * efetivo, efetivo * passo)
