# Há mais de um caminho do mesmo comprimento: conte de quantos modos se escolhem os blocos.
def comprimentos(n):
    return {k: 1 for k in range(n + 1)}
