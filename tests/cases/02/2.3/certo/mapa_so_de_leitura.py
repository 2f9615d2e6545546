from types import MappingProxyType


def comprimentos(n):
    tabela, quantos = {}, 1
    for k in range(n + 1):
        tabela[k] = quantos
        quantos = quantos * (n - k) // (k + 1)
    return MappingProxyType(tabela)
