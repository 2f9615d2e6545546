def comprimentos(n):
    linha = [1]
    for _ in range(n):
        linha = [1] + [a + b for a, b in zip(linha, linha[1:])] + [1]
    return dict(enumerate(linha))
