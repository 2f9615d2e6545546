# Confere o mapa na descida e no fundo, mas não na subida.
def tamanho_unet(n, niveis=4):
    for _ in range(niveis):
        n -= 4
        if n <= 0 or n % 2:
            return None
        n //= 2
    n -= 4
    if n <= 0:
        return None
    for _ in range(niveis):
        n = 2 * n - 4
    return n
