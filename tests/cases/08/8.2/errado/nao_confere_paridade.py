# Divide por 2 sem perguntar se o lado é par.
# Mensagem: Um lado ímpar foi dividido por 2 e arredondado: o pooling perderia uma linha. Onde a função confere se o lado é par?
def tamanho_unet(n, niveis=4):
    for _ in range(niveis):
        n = (n - 4) // 2
        if n <= 0:
            return None
    n -= 4
    for _ in range(niveis):
        if n <= 0:
            return None
        n = 2 * n - 4
    return n if n > 0 else None
