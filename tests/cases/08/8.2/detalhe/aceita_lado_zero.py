# Aceita lado zero.
def tamanho_unet(n, niveis=4):
    for _ in range(niveis):
        n -= 4
        if n < 0 or n % 2:
            return None
        n //= 2
    n -= 4
    for _ in range(niveis):
        if n < 0:
            return None
        n = 2 * n - 4
    return n if n >= 0 else None
