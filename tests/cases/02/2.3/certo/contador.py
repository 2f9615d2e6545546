from collections import Counter


def comprimentos(n):
    # cada bloco novo ou é pulado (o comprimento fica) ou é atravessado (cresce um)
    contagem = Counter({0: 1})
    for _ in range(n):
        proxima = Counter()
        for k, quantos in contagem.items():
            proxima[k] += quantos
            proxima[k + 1] += quantos
        contagem = proxima
    return contagem
