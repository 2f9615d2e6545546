# Devolve 0 onde devia devolver None.
# Mensagem: Para um tamanho que não passa, saiu 0. O que o enunciado pede nesse caso?
def tamanho_unet(n, niveis=4):
    for _ in range(niveis):
        n -= 4
        if n <= 0 or n % 2:
            return 0
        n //= 2
    n -= 4
    for _ in range(niveis):
        if n <= 0:
            return 0
        n = 2 * n - 4
    return n if n > 0 else 0
